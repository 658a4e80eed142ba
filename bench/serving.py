"""Servers in processes of their own, begun and ended from here; a folder for an installation."""

import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from api.embedded.process import postmaster
from api.home import Home

ORIGIN = "bench.zhangben.example/log"
_PATIENCE_S = 30


@dataclass(frozen=True, slots=True)
class Served:
    """A server that answers. `roots`: its process; of ours the database's too."""

    port: int
    roots: tuple[int, ...]


@contextmanager
def folder() -> Iterator[Path]:
    """A new folder that the database's user can reach; gone afterwards."""
    made = Path(tempfile.mkdtemp(prefix="zhangben-bench-"))
    made.chmod(0o755)
    try:
        yield made / "books"
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def new_home() -> Iterator[Home]:
    """A new installation, its log still to be opened."""
    with folder() as place:
        home = Home(place)
        home.make(ORIGIN, "demo", None)
        yield home


@contextmanager
def served(kind: str, home: Home | None = None) -> Iterator[Served]:
    """A server as `bench.served` knows them. Raises RuntimeError when it does not come up."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "bench.served", kind, *([str(home.root)] if home else [])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
        )
        try:
            assert process.stdout is not None
            port = process.stdout.readline().strip()
            if not port:
                said.seek(0)
                raise RuntimeError(f"no server: {said.read()[-500:]}")
            database = postmaster(home.root / "postgres" / "data") if home else None
            yield Served(int(port), (process.pid, *([database] if database else [])))
        finally:
            _end(process)


def _end(process: "subprocess.Popen[str]") -> None:
    process.send_signal(signal.SIGINT)
    try:
        process.communicate(timeout=_PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()

"""The demonstration, played once and kept, its database running for as long as tests look at it."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.embedded import running
from api.locking import alone
from tests.kit.scratch import SHELF

ROOT = Path(__file__).parents[2]
CLI = (sys.executable, "-P", "-m", "api.cli")


@dataclass(frozen=True)
class Kept:
    """Where the demonstration was kept, and the summary it printed."""

    folder: Path
    summary: dict[str, Any]


@contextmanager
def kept() -> Iterator[Kept]:
    """A copy of a run of `demo --once --json --keep`, which the first to ask makes for all workers.

    The copy is gone afterwards.
    """
    shelf = Path(os.environ[SHELF])
    books, summary = shelf / "books", shelf / "summary.json"
    with alone(shelf):
        if not summary.exists():
            shutil.rmtree(books, ignore_errors=True)
            run = command("demo", "--once", "--json", "--keep", str(books))
            assert run.returncode == 0, run.stderr
            summary.write_text(run.stdout, "utf-8")
    with open_folder() as folder:
        subprocess.run(["cp", "-a", str(books), str(folder)], check=True)  # with their owners
        with running(folder / "books" / "postgres"):
            yield Kept(folder / "books", json.loads(summary.read_text("utf-8")))


@contextmanager
def open_folder() -> Iterator[Path]:
    """A temporary folder that the database's user may enter too."""
    folder = Path(tempfile.mkdtemp(prefix="zhangben-test-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def command(*arguments: str, cwd: Path | None = None, **env: str) -> Any:
    """Runs `zhangben` as a program of its own, in English unless told."""
    return subprocess.run(
        [*CLI, *arguments],
        cwd=cwd or ROOT,
        env=environment(**env),
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


def environment(**env: str) -> dict[str, str]:
    """Ours, without what would lead a command elsewhere."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("ZHANGBEN_")}
    return {**inherited, "PYTHONPATH": str(ROOT), "ZHANGBEN_LANG": "en", **env}

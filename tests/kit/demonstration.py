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

ROOT = Path(__file__).parents[2]
CLI = (sys.executable, "-P", "-m", "api.cli")


@dataclass(frozen=True)
class Kept:
    """Where the demonstration was kept, and the summary it printed."""

    folder: Path
    summary: dict[str, Any]


@contextmanager
def kept() -> Iterator[Kept]:
    """A run of `demo --once --json --keep`; everything is gone afterwards."""
    with open_folder() as folder:
        run = command("demo", "--once", "--json", "--keep", str(folder / "books"))
        assert run.returncode == 0, run.stderr
        with running(folder / "books" / "postgres"):
            yield Kept(folder / "books", json.loads(run.stdout))


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

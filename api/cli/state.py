"""Where a command's data lie, and how it speaks: tables and sentences, or one JSON document."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from api.home import Home
from api.texts import text
from api.wiring import System, default_home, opened

_WIDE = 160  # nothing is cut off in a pipe or a file

console = Console(width=None if sys.stdout.isatty() else _WIDE)
notes = Console(stderr=True, width=None if sys.stderr.isatty() else _WIDE)


def home(data: Path | None) -> Home:
    """The installation a command works on: the folder given, else ZHANGBEN_DATA, else ./data."""
    return Home(data.resolve()) if data else default_home()


@contextmanager
def installation(data: Path | None) -> Iterator[System]:
    """That installation, running with its database; says so while it starts."""
    with working("state.starting") as started, opened(home(data)) as system:
        started()
        yield system


@contextmanager
def writing(data: Path | None) -> Iterator[System]:
    """The same, for a command that adds to the log: a checkpoint covers what it added."""
    with installation(data) as system:
        yield system
        system.publisher.publish()


@contextmanager
def working(step: str) -> Iterator[Any]:
    """A sign of life on a terminal, until the body ends or calls what it is given."""
    spinner = notes.status(text(step))
    if notes.is_terminal:
        spinner.start()
    try:
        yield spinner.stop
    finally:
        spinner.stop()


def bar(quiet: bool) -> Progress:
    """A progress bar on stderr, gone when done."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=notes,
        transient=True,
        disable=quiet or not notes.is_terminal,
    )


def print_json(value: Any) -> None:
    """One JSON document on stdout, nothing else."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2, default=_plain)
    sys.stdout.write("\n")


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return str(value)

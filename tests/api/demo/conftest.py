"""A stage for the demonstration: a fresh installation as it makes one, on a test's database."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from api.database import Databases
from api.demo import run, story
from api.demo.draw import drawn
from api.demo.outcome import Outcome
from api.demo.run import ORIGIN, STARTS
from api.demo.story import Chapter
from api.home import Home
from api.wiring import System, assembled


@contextmanager
def staged(dsn: Databases, folder: Path) -> Iterator[System]:
    """The stage on any fresh database."""
    home = Home(folder / "books")
    home.make(ORIGIN, "simulated", STARTS)
    with assembled(home, dsn) as system:
        yield system


@pytest.fixture
def stage(database: Any, tmp_path: Path) -> Iterator[System]:
    dsn = Databases(database.owner, database.app, database.read, database.matcher)
    with staged(dsn, tmp_path) as system:
        yield system


def three_days(folder: Path, patch: pytest.MonkeyPatch) -> Path:
    """A private copy of the real month's first three days, to be bent."""
    copy = folder / "month"
    copy.mkdir()
    for path in sorted(story.MONTH.glob("*.xml"))[:3]:
        shutil.copy(path, copy)
    patch.setattr(story, "MONTH", copy)
    return copy


def play(stage: System, seed: int = run.SEED) -> tuple[Outcome, list[Chapter]]:
    """The outcome, and the chapters in the order they were told."""
    told: list[Chapter] = []
    outcome = run.played(stage, drawn(seed), lambda *_: None, told.append)
    return outcome, told

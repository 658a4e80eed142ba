"""A stage for the demonstration: a fresh installation as it makes one, on a test's database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from api.demo.run import ORIGIN, STARTS
from api.home import Home
from api.wiring import Databases, System, assembled


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

"""A whole running installation over a test's database: the real domain, a clock that is told."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from api.appointing import appoint
from api.clock import SimulatedClock
from api.database import Databases
from api.demo.cast import CAST
from api.embedded import Server
from api.home import Home
from api.wiring import System, assembled
from tests.kit.databases import copy_of, drop, fresh

STARTS = "2026-03-02T09:00:00+08:00"


@contextmanager
def city(
    database: Any, folder: Path, *, cast: bool = True, starts: str = STARTS
) -> Iterator[System]:
    """An installation with the demonstration's staff at their posts."""
    home = Home(folder / "books")
    home.make("city.example/log", "simulated", starts)
    dsn = Databases(database.owner, database.app, database.read, database.matcher)
    with assembled(home, dsn) as system:
        if cast:
            for person, role, organisation in CAST:
                appoint(system, person, role, organisation)
        yield system


@dataclass(frozen=True)
class Told:
    """A story told once, in a city that is closed again; who acts in it has a copy."""

    server: Server
    databases: Databases
    folder: Path

    @contextmanager
    def copied(self, folder: Path) -> Iterator[System]:
        """The city as the story left it, in a folder and on a database of its own, which goes
        with it."""
        home, databases = self._copy(folder)
        try:
            with assembled(home, databases) as system:
                yield system
        finally:
            drop(self.server, databases)

    def further(self, folder: Path, story: Callable[[System], object]) -> "Told":
        """A story that goes on where this one ended, in a copy of its city."""
        home, databases = self._copy(folder)
        with assembled(home, databases) as system:
            story(system)
        return Told(self.server, databases, folder)

    def _copy(self, folder: Path) -> tuple[Home, Databases]:
        home = Home(folder / "books")
        shutil.copytree(self.folder / "books", home.root)
        return home, copy_of(self.server, self.databases)


def told(
    server: Server,
    folder: Path,
    story: Callable[[Any, Path], AbstractContextManager[object]] = city,
) -> Told:
    """A story, told on a fresh database; it is over when its body ends."""
    databases = fresh(server)
    with story(databases, folder):
        pass
    return Told(server, databases, folder)


def move_to(system: System, instant: str) -> None:
    """Moves the simulated clock forward."""
    assert isinstance(system.clock, SimulatedClock)
    system.clock.move_to(datetime.fromisoformat(instant))

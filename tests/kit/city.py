"""A whole running installation over a test's database: the real domain, a clock that is told."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
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
from tests.kit.databases import copy_of

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
        """The city as the story left it, in a folder and on a database of its own."""
        home = Home(folder / "books")
        shutil.copytree(self.folder / "books", home.root)
        with assembled(home, copy_of(self.server, self.databases)) as system:
            yield system


def move_to(system: System, instant: str) -> None:
    """Moves the simulated clock forward."""
    assert isinstance(system.clock, SimulatedClock)
    system.clock.move_to(datetime.fromisoformat(instant))

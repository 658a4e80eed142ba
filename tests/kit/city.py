"""A whole running installation over a test's database: the real domain, a clock that is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from api.appointing import appoint
from api.clock import SimulatedClock
from api.database import Databases
from api.demo.cast import CAST
from api.home import Home
from api.wiring import System, assembled

STARTS = "2026-03-02T09:00:00+08:00"


@contextmanager
def city(database: Any, folder: Path, *, cast: bool = True) -> Iterator[System]:
    """An installation with the demonstration's staff at their posts."""
    home = Home(folder / "books")
    home.make("city.example/log", "simulated", STARTS)
    dsn = Databases(database.owner, database.app, database.read, database.matcher)
    with assembled(home, dsn) as system:
        if cast:
            for person, role, organisation in CAST:
                appoint(system, person, role, organisation)
        yield system


def move_to(system: System, instant: str) -> None:
    """Moves the simulated clock forward."""
    assert isinstance(system.clock, SimulatedClock)
    system.clock.move_to(datetime.fromisoformat(instant))

"""A bank's long day: its statement imported, and the day closed by two, beside reading the file."""

import resource
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from api.appointing import appoint
from api.banks.importing import Importer
from api.banks.statements.register import read
from api.clock import SimulatedClock
from api.closing.figures import figures
from api.closing.signing import prepare, sign
from api.pauses import short_pauses
from api.wiring import System
from bench.arrivals import ACCOUNT, FIRST_DAY, NUMBER, City, city
from bench.bank_file import write
from bench.figure import Figure, Goal
from bench.pairs import milliseconds
from bench.run import Run

LINES = 100_000
_WHY = "来款待查"


def measure(run: Run) -> Iterator[Figure]:
    """Lines a second that are banked; seconds from the figures of the day to its second name.

    `followed_per_s`: lines a second that all projections together take, once the file is in.
    """
    lines = run.scaled(LINES)
    imported, followed, closed, alone = [], [], [], []
    opening = 0
    with (
        run.shown("bank_day"),
        TemporaryDirectory() as folder,
        city(run.server, "bank_day") as made,
    ):
        _staff(made)
        for n in range(run.rounds):
            day = FIRST_DAY + timedelta(days=n)
            file = Path(folder) / f"{day}.xml"
            opening = write(file, NUMBER, day, lines, opening)
            alone.append(milliseconds(lambda file=file: read(file)) / 1_000)
            with made.anew() as system, short_pauses():
                imported.append(_import(system, day, file))
                followed.append(milliseconds(system.readers.runner.catch_up) / 1_000)
            with made.anew() as system:
                closed.append(_close(system, day, opening))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    notes = {"lines": lines, "peak_mib": round(peak)}
    yield Figure(
        name="import_lines",
        unit="lines/s",
        ours=tuple(lines / took for took in imported),
        baseline="reading the file",
        beside=tuple(lines / took for took in alone),
        goal=Goal("value", ">=", 10_000),
        notes=notes | {"followed_per_s": round(lines / median(followed))},
    )
    yield Figure(
        name="close_day",
        unit="s",
        ours=tuple(closed),
        baseline="reading the file",
        beside=tuple(alone),
        goal=Goal("value", "<=", 60),
        notes=notes,
    )


def _staff(made: City) -> None:
    with made.anew() as system:
        appoint(system, "reviewer", "C-SET2", "centre")


def _import(system: System, day: date, file: Path) -> float:
    """Seconds from the file to its last line's receipt."""
    assert isinstance(system.clock, SimulatedClock)
    system.clock.move_to(datetime.fromisoformat(f"{day + timedelta(days=1)}T08:30:00+08:00"))
    importer = Importer(system.replay, system.blobs, lambda c: system.ask("bank", c))
    return milliseconds(lambda: importer.file(file.read_bytes())) / 1_000


def _close(system: System, day: date, closing: int) -> float:
    """Seconds from the day's figures to the second name."""
    system.publisher.publish()

    def close() -> None:
        seen = figures(system, ACCOUNT, day)
        if (seen.closing, seen.ledger) != (closing, closing):
            raise RuntimeError(f"{day} closes at {seen.closing}, the books at {seen.ledger}")
        prepare(system, "cash", ACCOUNT, day, dict.fromkeys(seen.to_explain, _WHY))
        sign(system, "reviewer", ACCOUNT, day)

    return milliseconds(close) / 1_000

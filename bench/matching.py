"""How long a day's thousand lines take to be matched, by a process that remembers none of them."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

from api.banks.matching import AT_ONCE, Matcher
from bench.arrivals import ACCOUNT, FIRST_DAY, City, arrive, city, matcher
from bench.figure import Figure, Goal
from bench.pairs import in_turn, milliseconds
from bench.run import Run

LINES = 1_000


def measure(run: Run) -> Iterator[Figure]:
    """Seconds from the look at the day to the last answer."""
    lines = run.scaled(LINES)
    with run.shown("match_lines"), city(run.server, "matching") as made:
        days = (FIRST_DAY + timedelta(days=n) for n in count())
        pairs = in_turn(
            lambda: _seconds(made, next(days), lines, AT_ONCE),
            lambda: _seconds(made, next(days), lines, 1),
            run.rounds,
        )
    yield Figure(
        name="match_lines",
        unit="s",
        ours=pairs[0],
        baseline="the same, asked one after the other",
        beside=pairs[1],
        goal=Goal("value", "<=", 3.0),
        notes={"lines": lines},
    )


def _seconds(made: City, day: date, lines: int, at_once: int) -> float:
    with made.anew() as system:
        arrive(system, day, lines)
    with made.anew() as system:
        at_work = matcher(system, at_once)
        took = milliseconds(lambda: _all_matched(at_work, day, lines))
    return took / 1_000


def _all_matched(at_work: Matcher, day: date, lines: int) -> None:
    found = sum(one.matched for one in at_work.day(ACCOUNT, day))
    if found != lines:
        raise RuntimeError(f"{found} of {lines} lines were matched")

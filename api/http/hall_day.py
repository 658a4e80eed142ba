"""What is opened and bid for on a day, and who has which room: as it was known at a moment.

All of it is public. How many bid, and who, stands in none of these rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from api.http.positions import When
from api.lots.standing import Standing, standings
from domain.calendar import midnight
from domain.phases import Phase
from projections.auctions import SESSIONS
from projections.lots import LOTS
from projections.venues import BOOKINGS, VENUES

type Row = dict[str, Any]

_OUT = tuple(one.value for one in Phase if one not in (Phase.DRAFT, Phase.REGISTERED))
"""Phases of lots that bidders know of."""
_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Opening:
    """A lot whose bids are opened, or are made, on the day. `session`: its row, None where nobody
    arranged one; `row`: the lot's own.
    """

    row: Row
    of: Standing
    session: Row | None


def openings(when: When, day: date) -> tuple[Opening, ...]:
    """Those of a day of lots that are announced, the earliest first."""
    begins, ends = _bounds(day)
    rows = when.system.readers.lots.rows(
        LOTS,
        {"phase": [*_OUT]},
        as_of=when.position,
        order=("opening_at", "lot"),
        after={"opening_at": begins - _INSTANT},
        before={"opening_at": ends},
    ).rows[::-1]
    stand = standings(when.system, [row["lot"] for row in rows], when.position)
    sessions = _sessions(when, [row["lot"] for row in rows if row["session"]])
    return tuple(
        Opening(row, stand[row["lot"]], sessions.get((row["lot"], row["session"]))) for row in rows
    )


def next_opening(when: When, day: date) -> Row | None:
    """The first lot that is opened after a day; None where none is said yet."""
    _, ends = _bounds(day)
    order, after = ("opening_at", "lot"), {"opening_at": ends - _INSTANT}
    of = when.system.readers.lots
    where, at = {"phase": [*_OUT]}, when.position
    rows = of.rows(LOTS, where, as_of=at, order=order, after=after, limit=1).rows
    return next(iter(rows), None)


def bookings(when: When, day: date) -> list[Row]:
    """Bookings that stand and reach into a day, the earliest first."""
    begins, ends = _bounds(day)
    rows = when.system.readers.venues.rows(
        BOOKINGS,
        as_of=when.position,
        order=("since", "venue", "booking"),
        after={"until": begins},
        before={"since": ends},
    ).rows[::-1]
    return [row for row in rows if row["released_at"] is None]


def rooms(when: When) -> list[Row]:
    """All rooms that were ever certified, by their codes."""
    return when.system.readers.venues.rows(VENUES, as_of=when.position, order=("venue",)).rows


def titles(when: When, lots: Iterable[str]) -> dict[str, str]:
    """What lots are called, by their codes."""
    of, where = when.system.readers.lots, {"lot": sorted(lots)}
    rows = of.rows(LOTS, where, as_of=when.position).rows
    return {row["lot"]: row["title"] for row in rows}


def _sessions(when: When, lots: Sequence[str]) -> dict[tuple[str, int], Row]:
    """Sessions of lots, by lot and number."""
    where = {"lot": list(lots)}
    rows = when.system.readers.auctions.rows(SESSIONS, where, as_of=when.position).rows
    return {(row["lot"], row["session"]): row for row in rows}


def _bounds(day: date) -> tuple[datetime, datetime]:
    """A legal day's first instant, and the first that is not its own any more."""
    return midnight(day), midnight(day + timedelta(days=1))

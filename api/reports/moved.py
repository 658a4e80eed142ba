"""The entries of a period as they stand in the log, with what their events are called."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import batched

from api.journal import moves
from api.wiring import System
from domain.calendar import beijing_day, midnight
from domain.postings import Entry
from projections.audit_trail import TRAIL

_AT_ONCE = 1_000
_DAY, _A_MOMENT = timedelta(days=1), timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Moved:
    """An entry of an event: its legal day, position and name, and the stream it stands in.

    `ordinal`: the how many of this book in its event, from 1.
    """

    position: int
    day: date
    name: str
    entry: Entry
    ordinal: int
    code: str = ""

    @property
    def owners(self) -> tuple[str, ...]:
        """Whose parts of accounts it moves."""
        return tuple(leg.owner for leg in self.entry.legs)


def moved_within(system: System, first: date, last: date, at: int) -> Iterator[Moved]:
    """Entries of these legal days up to a position, in order; the trail has come so far."""
    for some in batched(_read(system, first, last, at), _AT_ONCE):
        where = {"at": sorted({one.position for one in some})}
        rows = system.readers.trail.rows(TRAIL, where, as_of=at).rows
        codes = {row["at"]: row["code"] for row in rows}
        yield from (replace(one, code=codes[one.position]) for one in some)


def _read(system: System, first: date, last: date, at: int) -> Iterator[Moved]:
    begins, ends = _between(system, first, last, at)
    for body, entries in moves(system.tree.stored(begins - 1)):
        if body.position > ends:
            return
        day = beijing_day(body.occurred_at)
        if not first <= day <= last:
            continue
        books: list[str] = []
        for entry in entries:
            books.append(entry.book)
            ordinal = books.count(entry.book)
            yield Moved(body.position, day, body.name, entry, ordinal)


def _between(system: System, first: date, last: date, at: int) -> tuple[int, int]:
    """The first and the last position of these legal days; the second is less where there is none.

    An event may be recorded long after its legal day, or before it: an account that opens later.
    """
    begins, ends = midnight(first) - _A_MOMENT, midnight(last + _DAY)
    after, trail = {"occurred_at": begins}, system.readers.trail
    low = trail.rows(TRAIL, as_of=at, after=after, limit=1).rows
    high = trail.rows(TRAIL, as_of=at, after=after, before={"occurred_at": ends}, limit=1).rows
    return (int(low[0]["at"]), int(high[0]["at"])) if high else (1, 0)

"""The entries of a period as they stand in the log, with what their events are called."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import batched

from api.journal import moves
from api.wiring import System
from domain.calendar import beijing_day
from domain.postings import Entry
from projections.audit_trail import TRAIL

_AT_ONCE = 1_000


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
    for body, entries in moves(system.tree.stored()):
        if body.position > at:
            return
        day = beijing_day(body.occurred_at)
        if not first <= day <= last:
            continue
        books: list[str] = []
        for entry in entries:
            books.append(entry.book)
            ordinal = books.count(entry.book)
            yield Moved(body.position, day, body.name, entry, ordinal)

"""What the clock looks for on each day of the log's own clock, once; each look by itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from api.jobs.job import Job
from api.jobs.overdue import (
    DISPUTES_OVERDUE,
    REFUNDS_UNPAID,
    TERMS_OVER,
    open_disputes,
    unended_terms,
    unpaid_refunds,
)
from api.jobs.overdue_prices import PRICES_UNPAID, unpaid_prices
from api.jobs.untaken import UNTAKEN, untaken
from api.readers import Readers
from api.wiring import System
from domain.calendar import beijing_day
from ledger.clockwork import Due
from projections.reader import Reader

_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Look:
    """One thing to look for. `reads`: in which projections; `find(system, day)`: what was due
    before a day, as long as nothing was said of it. `name`: that of every `Due` that it finds.
    """

    name: str
    reads: Callable[[Readers], tuple[Reader, ...]]
    find: Callable[[System, date], Iterable[Due]]


LOOKS: tuple[Look, ...] = (
    Look(REFUNDS_UNPAID, lambda r: (r.refunds,), unpaid_refunds),
    Look(TERMS_OVER, lambda r: (r.lots,), unended_terms),
    Look(PRICES_UNPAID, lambda r: (r.lots, r.sealed_deposits), unpaid_prices),
    Look(DISPUTES_OVERDUE, lambda r: (r.disputes,), open_disputes),
    Look(UNTAKEN, lambda r: (r.alerts, r.lots), untaken),
)

NAMES = tuple(look.name for look in LOOKS)
"""Jobs apart: they read much, and no deadline must wait for them; one that fails stops no other."""


class Looking:
    """One look of this process: once a day, however often it is asked, but for what was refused."""

    def __init__(self, system: System, look: Look) -> None:
        self._system = system
        self._what = look
        self._done: date | None = None
        self._began: tuple[date, int] | None = None
        """The day that is looked at, and where the log ended when it was first asked for."""

    def needed(self) -> bool:
        """Whether this process has not looked today, or something that was refused may be asked
        again."""
        again = self._system.acting.clockwork.again
        return self._today() != self._done or again(self._what.name)

    def look(self) -> int:
        """Asks for what is found; returns for how many it was done.

        Nothing yet while its projections are not as far as the log was when the day was first asked
        for: what they do not know would be missed until tomorrow.
        """
        if not self.needed():
            return 0
        day = self._today()
        if not self._has_heard(day):
            return 0
        found = self._what.find(self._system, day)
        done = self._system.acting.clockwork.tick(found, kinds=(self._what.name,))
        self._done = day
        return done

    def _today(self) -> date:
        return beijing_day(self._system.clock())

    def _has_heard(self, day: date) -> bool:
        if self._began is None or self._began[0] != day:
            self._began = day, self._system.acting.feed.head()
        reads = self._what.reads(self._system.readers)
        return min(reader.position() for reader in reads) >= self._began[1]


def looks(system: System) -> tuple[Job, ...]:
    """The looks as jobs."""
    every = ((look.name, Looking(system, look)) for look in LOOKS)
    return tuple(Job(name, _EVERY, one.look, one.needed) for name, one in every)

"""The overlay of a lot (REFERENCE 2.2): the times in which it stands still, for which cases.

A suspension is no phase: it lies over whichever the lot is in, and two may overlap.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.calendar import Calendar, beijing_day
from domain.lot.stopped import ProcedureResumed, ProcedureSuspended, SuspensionReckoned
from domain.timing import Stop, again, certain


@dataclass(frozen=True, slots=True)
class Suspension:
    """One, and when it ended; None while it lasts. `moved`: its last day, where that was reckoned
    again.
    """

    told: ProcedureSuspended
    ended_at: datetime | None = None
    moved: date | None = None

    @property
    def until(self) -> date | None:
        """The last day of it as it was told last; None where none was set."""
        return self.moved or self.told.until

    def last_day(self, calendars: Sequence[Calendar]) -> date | None:
        """The last day of it: as it was told, but where that was an estimate and is none any more
        by these calendars of the law.
        """
        term, until = self.told.term, self.until
        if term is None or until is None:
            return until
        return certain(until, term.since, calendars, lambda days: again(term, days).due)

    def lasted_at(self, instant: datetime) -> bool:
        """Whether the lot stood still for it then."""
        over = self.ended_at is not None and self.ended_at <= instant
        return self.told.suspended_at <= instant and not over

    @property
    def days(self) -> Stop:
        """The days of it that count for no term."""
        until = self.ended_at and beijing_day(self.ended_at)
        return Stop(beijing_day(self.told.suspended_at), until)

    def __str__(self) -> str:
        of = f" of {self.told.case}" if self.told.case else ""
        return f"{self.told.cause}{of} since {beijing_day(self.told.suspended_at)}"


@dataclass(frozen=True, slots=True)
class Halt:
    """A lot stands still without a break since an instant, for whichever cases one after another.

    Its times as they were then: what its owner says of them meanwhile is compared with them.
    """

    since: datetime
    deposit_deadline: datetime | None
    opening_at: datetime | None


def resumed(past: tuple[Suspension, ...], event: ProcedureResumed) -> tuple[Suspension, ...]:
    """The suspensions after the one of a case ended; those that ended before keep their end."""
    return tuple(
        replace(one, ended_at=event.resumed_at)
        if one.ended_at is None and one.told.case == event.case
        else one
        for one in past
    )


def reckoned(past: tuple[Suspension, ...], event: SuspensionReckoned) -> tuple[Suspension, ...]:
    """The suspensions after the last day of one that lasts was reckoned again."""
    return tuple(
        replace(one, moved=event.until)
        if one.ended_at is None and one.told.case == event.case
        else one
        for one in past
    )


def put_back(instant: datetime, since: datetime, past: Iterable[Suspension]) -> datetime:
    """When that is now which was to be at an instant, as its clock stood still meanwhile (2.2).

    The clock ran since another instant. What lasts still gives nothing back yet; times that overlap
    count once, and what began when the clock had run out stopped nothing.
    """
    then, until = instant, since
    for one in sorted(past, key=lambda one: one.told.suspended_at):
        began = max(one.told.suspended_at, until)
        if one.ended_at is not None and began < min(then, one.ended_at):
            then += one.ended_at - began
            until = one.ended_at
    return then

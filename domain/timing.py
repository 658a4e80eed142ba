"""A term that runs: what its row says, when it stood still, and when its time is up.

The day on which it stops still counts, the day on which it goes on does not: a day of start never
does (Civil Code 201). So a stop moves the end by its length, in the days that are counted.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.calendar import Calendar, Unit
from domain.rules import Rule

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A row's term as it began: `n` of `unit` from a day on, and when it is up if nothing stops.

    `rule`: the row, as `CT-27 complaint.decision`; `rolls`: a last day off moves on (203).
    """

    rule: str
    since: date
    n: int
    unit: Unit
    rolls: bool
    due: date


@dataclass(frozen=True, slots=True)
class Stop:
    """A clock stood still from a day on, until another; None while it still does."""

    since: date
    until: date | None = None

    def takes(self, day: date) -> bool:
        """True of a day that does not count."""
        return self.since < day and (self.until is None or day <= self.until)


def is_estimate(since: date, last: date, calendar: Calendar) -> bool:
    """Whether a last day that counts from another was reckoned by weekends alone, all or in part:
    the days off of a year between are not published yet.
    """
    first = min(since, last)
    return not all(calendar.published(year) for year in range(first.year, last.year + 1))


def term(row: Rule | None, since: date, calendar: Calendar) -> Term | None:
    """The term of a row from a day on; None where there is no row, or it bounds no days."""
    if row is None or row.bound is None or not isinstance(row.bound.unit, Unit):
        return None
    return Term(
        rule=str(row),
        since=since,
        n=row.bound.n,
        unit=row.bound.unit,
        rolls=row.roll_to_working_day,
        due=row.term(since, calendar),
    )


def again(running: Term, calendar: Calendar) -> Term:
    """The same term from the same day on, as a calendar has its last day."""
    last = calendar.add(running.since, running.n, running.unit, roll=running.rolls)
    return replace(running, due=last)


def certain[Told](
    told: Told, calendars: Sequence[Calendar], reckon: Callable[[Calendar], Told]
) -> Told:
    """What was told of a term, its last day or whether it was kept, where one of these calendars
    comes to it; else what the first of them comes to, which is in force.

    So an estimate is none any more as soon as the calendar of its year is there, whoever told it;
    and what was certain stays, whatever a correction would make of it.
    """
    days = tuple(map(reckon, calendars))
    return told if told in days else days[0]


def effective(running: Term, stops: Sequence[Stop], calendar: Calendar) -> date | None:
    """The last day in time, without the days that do not count; None while the clock stands still.

    A month is as many days as it has from the day of start on.
    """
    if not stops:
        return running.due
    left, unit = running.n, running.unit
    if unit is Unit.MONTHS:
        last = calendar.add(running.since, left, unit, roll=False)
        left, unit = (last - running.since).days, Unit.DAYS
    day = running.since
    while left:
        day += _DAY
        if _for_ever(stops, day):
            return None
        if _counts(stops, day) and (unit is Unit.DAYS or calendar.is_working(day)):
            left -= 1
    while running.rolls and not (_counts(stops, day) and calendar.is_working(day)):
        day += _DAY
        if _for_ever(stops, day):
            return None
    return day


def _counts(stops: Sequence[Stop], day: date) -> bool:
    return not any(stop.takes(day) for stop in stops)


def _for_ever(stops: Sequence[Stop], day: date) -> bool:
    """Whether a day lies in a stop of which nobody knows the end."""
    return any(stop.until is None and stop.takes(day) for stop in stops)

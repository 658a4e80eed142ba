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


def certain[Day: date | None](
    told: Day, since: date, calendars: Sequence[Calendar], reckon: Callable[[Calendar], Day]
) -> Day:
    """The last day of a term that counts from `since`, which was told once: as it was told, if the
    calendar in force then had all its years; else as the first says that had them since. While none
    has, as the one in force does. `calendars`: the law's, the latest first.

    A day was told by the latest that comes to it. So an estimate is none any more as soon as its
    years are there, whoever told it; and what was certain stays, whatever a correction would make
    of it.
    """
    first: Day | None = None
    for calendar in calendars:
        last = reckon(calendar)
        whole = last is not None and not is_estimate(since, last, calendar)
        if last == told:
            if whole:
                return told
            break
        if whole:
            first = last
    return reckon(calendars[0]) if first is None else first


def judging(since: date, until: date, calendars: Sequence[Calendar]) -> Calendar:
    """By which of the law's calendars, the latest first, is judged for good what was told by an
    estimate: the first that had all years from one day to another; while none has, the one in
    force.
    """
    whole = (one for one in reversed(calendars) if not is_estimate(since, until, one))
    return next(whole, calendars[0])


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
    day, moves_on = running.since, max(stop.until or date.max for stop in stops)
    while left:
        if unit is Unit.DAYS and day >= moves_on:  # a contract's day may lie centuries ahead
            day += left * _DAY
            break
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

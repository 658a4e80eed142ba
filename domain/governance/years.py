"""Years of the calendar as the law knows them: as they are in force, and as each was before."""

from collections.abc import Sequence
from itertools import accumulate

from domain.calendar import Calendar, Year
from domain.governance.events import CalendarProposed


def superseded(corrected: tuple[Year, ...], calendar: Calendar, year: int) -> tuple[Year, ...]:
    """The years that were corrected, each as it was, the latest last, now that this one is told: it
    is one of them where the calendar had it before.
    """
    return (*corrected, *(one for one in calendar.years if one.year == year))


def besides(proposed: tuple[CalendarProposed, ...], year: int) -> tuple[CalendarProposed, ...]:
    """What is proposed of other years."""
    return tuple(one for one in proposed if one.year != year)


def versions(corrected: Sequence[Year], calendar: Calendar) -> tuple[Calendar, ...]:
    """The calendar in force, and as it was before each correction, the latest first; a year that
    nobody had published by then stands there as it was published first.
    """
    return tuple(accumulate(reversed(corrected), _before, initial=calendar))


def _before(calendar: Calendar, year: Year) -> Calendar:
    return calendar.with_year(year.year, year.holidays, year.workdays)

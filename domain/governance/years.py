"""The calendar as it was in force, by what was said of its years one after another."""

from collections.abc import Sequence
from itertools import accumulate

from domain.calendar import Calendar, Year
from domain.governance.events import CalendarProposed


def in_force(said: Sequence[Year], calendar: Calendar) -> tuple[Calendar, ...]:
    """The calendar in force, and as it was before each word of a year, the latest first: nothing is
    among them that was never in force, as a year that was corrected beside one that came later.
    """
    before = accumulate(said[:-1], _with, initial=Calendar())
    return (calendar, *reversed(list(before))) if said else (calendar,)


def besides(proposed: tuple[CalendarProposed, ...], year: int) -> tuple[CalendarProposed, ...]:
    """What is proposed of other years."""
    return tuple(one for one in proposed if one.year != year)


def _with(calendar: Calendar, year: Year) -> Calendar:
    return calendar.with_year(year.year, year.holidays, year.workdays)

"""The days of one year as a person brings them, and as they are told: off, and worked after all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.calendar import Calendar, Year, is_weekend
from domain.governance.publish import PublishCalendar


@dataclass(frozen=True, slots=True)
class Days:
    """Days off of a year, its make-up working days (调休), and by which source; each in order.

    `no_days_off`: it is meant so where no weekday is off.
    """

    year: int
    holidays: tuple[date, ...]
    workdays: tuple[date, ...]
    source: str = ""
    no_days_off: bool = False

    @property
    def command(self) -> PublishCalendar:
        """What is asked to publish them."""
        return PublishCalendar(year=self.year, holidays=self.holidays, workdays=self.workdays)


def slip(year: int, holidays: Iterable[date], no_days_off: bool) -> str | None:
    """What is wrong with a year of which no weekday is off and nobody says that it is meant so: all
    that was an estimate would be certain by a slip. Also the other way round. None: nothing is.
    """
    weekday = next((day for day in sorted(holidays) if not is_weekend(day)), None)
    if weekday is None and not no_days_off:
        return f"no weekday of {year} is off: expected its holidays, or true to say so on purpose"
    if weekday is not None and no_days_off:
        return f"{weekday} is off: expected false where a weekday is"
    return None


def days_of(known: Year) -> Days:
    """A published year."""
    return Days(known.year, tuple(sorted(known.holidays)), tuple(sorted(known.workdays)))


def year_of(calendar: Calendar, year: int) -> Days | None:
    """What stands of a year; None where nobody published it."""
    found = (one for one in calendar.years if one.year == year)
    return next((days_of(one) for one in found), None)

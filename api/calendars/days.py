"""The days of one year as a person brings them, and as they are told: off, and worked after all."""

from dataclasses import dataclass
from datetime import date

from domain.calendar import Calendar, Year
from domain.governance.publish import PublishCalendar


@dataclass(frozen=True, slots=True)
class Days:
    """Days off of a year, its make-up working days (调休), and by which source; each in order."""

    year: int
    holidays: tuple[date, ...]
    workdays: tuple[date, ...]
    source: str = ""

    @property
    def command(self) -> PublishCalendar:
        """What is asked to publish them."""
        return PublishCalendar(year=self.year, holidays=self.holidays, workdays=self.workdays)


def days_of(known: Year) -> Days:
    """A published year."""
    return Days(known.year, tuple(sorted(known.holidays)), tuple(sorted(known.workdays)))


def year_of(calendar: Calendar, year: int) -> Days | None:
    """What stands of a year; None where nobody published it."""
    found = (one for one in calendar.years if one.year == year)
    return next((days_of(one) for one in found), None)

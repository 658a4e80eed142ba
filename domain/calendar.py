"""Counting time (Civil Code 200-203, REFERENCE 2.9): days, working days, months, hours.

The calendar of a year is published and signed, holidays and make-up days included; the day is
the Beijing day. A year nobody published falls back to weekends, and `published` says so.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum

BEIJING = timezone(timedelta(hours=8))
"""The zone of every legal day."""

_DAY = timedelta(days=1)
_SATURDAY = 5


class Unit(StrEnum):
    """What a term counts."""

    DAYS = "日"
    WORKING_DAYS = "工作日"
    MONTHS = "月"


def midnight(day: date) -> datetime:
    """The first instant of a Beijing day."""
    return datetime.combine(day, time.min, BEIJING)


def beijing_day(moment: datetime) -> date:
    """The Beijing day of an instant. Raises ValueError when the instant has no zone."""
    return zoned("moment", moment).astimezone(BEIJING).date()


def zoned(field: str, moment: datetime) -> datetime:
    """The instant itself. Raises ValueError, naming the field: no zone, or no plausible year."""
    if moment.utcoffset() is None:
        raise ValueError(f"{field} {moment.isoformat()}: expected a zone such as +08:00")
    plausible(field, moment)
    return moment


def plausible(field: str, day: date) -> date:
    """The day (or instant) itself. Raises ValueError outside the years 1900 to 2999.

    What lies beyond is a slip, and at the ends of time zones cannot be reckoned any more.
    """
    if not _is_plausible(day.year):
        raise ValueError(f"{field} {day.isoformat()}: expected a year from 1900 to 2999")
    return day


def plausible_year(field: str, year: int) -> int:
    """The year itself. Raises ValueError outside 1900 to 2999, as of a day."""
    if not _is_plausible(year):
        raise ValueError(f"{field} {year}: expected one from 1900 to 2999")
    return year


def _is_plausible(year: int) -> bool:
    return 1900 <= year <= 2999


def add_hours(anchor: datetime, n: int) -> datetime:
    """The instant n clock hours after an instant: no day excluded, nothing rolls (201)."""
    return zoned("anchor", anchor) + timedelta(hours=_at_least_one(n))


def is_weekend(day: date) -> bool:
    """Saturday or Sunday."""
    return day.weekday() >= _SATURDAY


@dataclass(frozen=True, slots=True)
class Year:
    """One published year: days off, and Saturdays or Sundays that are worked (调休)."""

    year: int
    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Calendar:
    """The published years; a later publication of a year replaces the earlier one."""

    years: tuple[Year, ...] = ()

    def with_year(
        self, year: int, holidays: Iterable[date], workdays: Iterable[date]
    ) -> "Calendar":
        """The calendar after a year was published."""
        others = tuple(known for known in self.years if known.year != year)
        return Calendar((*others, Year(year, frozenset(holidays), frozenset(workdays))))

    def published(self, year: int) -> bool:
        """True when the year's holidays are known; otherwise only weekends are days off."""
        return any(known.year == year for known in self.years)

    def is_working(self, day: date) -> bool:
        """True on a working day, make-up Saturdays and Sundays included."""
        for known in self.years:
            if day in known.workdays:
                return True
            if day in known.holidays:
                return False
        return not is_weekend(day)

    def add(self, anchor: date, n: int, unit: Unit, *, roll: bool = True) -> date:
        """The last day of a term of n units: the anchor's own day is not counted (201).

        Days and months roll forward from a day off to the next working day (203), unless told not
        to; a month without the anchor's day of the month ends on its last day (202). n is at
        least 1. Raises ValueError otherwise.
        """
        _at_least_one(n)
        match unit:
            case Unit.DAYS:
                last = anchor + n * _DAY
            case Unit.MONTHS:
                last = _months_later(anchor, n)
            case Unit.WORKING_DAYS:
                last = anchor
                for _ in range(n):
                    last = self._rolled(last + _DAY)
        return self._rolled(last) if roll else last

    def _rolled(self, day: date) -> date:
        while not self.is_working(day):
            day += _DAY
        return day


def _months_later(anchor: date, n: int) -> date:
    years, month = divmod(anchor.month - 1 + n, 12)
    year = anchor.year + years
    return date(year, month + 1, min(anchor.day, monthrange(year, month + 1)[1]))


def _at_least_one(n: int) -> int:
    if n < 1:
        raise ValueError(f"a term of {n}: expected at least 1")
    return n

"""What a package of public holidays knows of a year: a proposal, which the office reads and signs.

The package retells the notices of the State Council; what is published is the office's word, never
the package's.
"""

from datetime import date
from importlib.metadata import version

import chinese_calendar

from api.calendars.days import Days

PACKAGE = "chinesecalendar"


class YearUnknown(ValueError):
    """The package does not know the year; the sentence says which it knows, and what helps."""


def proposal(year: int) -> Days:
    """The days of a year as the package has them. Raises YearUnknown."""
    holidays, workdays = (
        tuple(sorted(day for day in known if day.year == year))
        for known in (chinese_calendar.holidays, chinese_calendar.workdays)
    )
    if not holidays:
        known = sorted({day.year for day in chinese_calendar.holidays})
        raise YearUnknown(
            f"year {year}: {source()} knows {known[0]} to {known[-1]}; write the days of the State "
            f"Council's notice into a file, in the form of `zhangben calendar propose {known[-1]} "
            f"--json`, and publish that"
        )
    return Days(year, holidays, workdays, source())


def source() -> str:
    """The package and its version, as a proposal names it."""
    return f"{PACKAGE} {version(PACKAGE)}"


def name_of(day: date) -> tuple[str, str]:
    """The holiday that a day is off for, or made up for: 中文 and English; '' where unknown."""
    english = chinese_calendar.holidays.get(day) or chinese_calendar.workdays.get(day)
    if english is None:
        return "", ""
    return chinese_calendar.Holiday(english).chinese, english

"""The working days of REFERENCE 2.9: a fixture, not the State Council's announcement."""

from datetime import date

from domain.calendar import Calendar
from domain.governance.events import CalendarCorrected, CalendarPublished


def days(*texts: str) -> list[date]:
    """`04-06` is a day of 2026."""
    return [date.fromisoformat(f"2026-{text}") for text in texts]


def day(text: str) -> date:
    """One day of 2026."""
    return days(text)[0]


FIXTURE = Calendar().with_year(
    2026,
    days(
        *("04-04", "04-05", "04-06"),
        *("05-01", "05-02", "05-03", "05-04", "05-05"),
        *("06-19", "06-20", "06-21"),
    ),
    days("05-09"),
)

_OFF = tuple(sorted(FIXTURE.years[0].holidays))
_WORKED = tuple(sorted(FIXTURE.years[0].workdays))


def published() -> CalendarPublished:
    """It was published."""
    return CalendarPublished(year=2026, holidays=_OFF, workdays=_WORKED)


def corrected(*worked: date, off: tuple[date, ...] = ()) -> CalendarCorrected:
    """It was corrected: these days that were off are none any more; `off`: these are."""
    holidays = tuple(sorted({*_OFF, *off} - {*worked}))
    told = {"year": 2026, "holidays": holidays, "workdays": _WORKED}
    return CalendarCorrected(**told, now_off=off, now_worked=worked)


OVER_NEW_YEAR = (
    CalendarPublished(year=2026, holidays=(), workdays=()),
    CalendarCorrected(
        year=2026,
        holidays=(day("12-31"),),
        workdays=(),
        now_off=(day("12-31"),),
        now_worked=(),
    ),
    CalendarPublished(year=2027, holidays=(date(2027, 1, 1),), workdays=()),
)
"""12-31 was taken off before anybody counted in days of it; the year behind came last."""

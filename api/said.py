"""Amounts, days and instants as plain text in a language: for pages, papers and files alike.

Beijing time; the end of a day is 24:00 of that day; a minus is U+2212.
"""

from datetime import date, datetime

from domain.calendar import BEIJING
from domain.money import written

MINUS = "\N{MINUS SIGN}"
_WEEKDAYS = {"zh": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}


def plain_money(minor: int, currency: str = "CNY", *, signed: bool = False) -> str:
    """`800,000.00`, with U+2212 before a negative amount; `signed`: a plus too."""
    shown = written(abs(minor), currency, grouped=True)
    sign = MINUS if minor < 0 else ("+" if signed and minor else "")
    return f"{sign}{shown}"


def weekday(day: date, language: str) -> str:
    """`周一`, `Mon`."""
    name = _WEEKDAYS[language][day.weekday()]
    return f"周{name}" if language == "zh" else name


def named_day(day: date, language: str) -> str:
    """`2026-05-18 周一`."""
    return f"{day.isoformat()} {weekday(day, language)}"


def end_of(day: date, language: str) -> str:
    """`2026-05-18 周一 24:00`."""
    return f"{named_day(day, language)} 24:00"


def at_minute(instant: datetime, language: str) -> str:
    """`2026-05-18 周一 09:30`, in Beijing."""
    here = instant.astimezone(BEIJING)
    return f"{named_day(here.date(), language)} {here:%H:%M}"

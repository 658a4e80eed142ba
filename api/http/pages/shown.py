"""Amounts, days and instants as a person reads them, in the reader's language.

Beijing time; the end of a day is 24:00 of that day; a minus is U+2212; `.00` is muted.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from markupsafe import Markup

from api.http.pages.speech import Speech
from domain.calendar import BEIJING, midnight
from domain.money import decimals, written

MINUS = "\N{MINUS SIGN}"
_WEEKDAYS = {"zh": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}


def plain_money(minor: int, currency: str = "CNY", *, signed: bool = False) -> str:
    """`800,000.00`, with U+2212 before a negative amount; `signed`: a plus too."""
    shown = written(abs(minor), currency, grouped=True)
    sign = MINUS if minor < 0 else ("+" if signed and minor else "")
    return f"{sign}{shown}"


def money(minor: int, currency: str = "CNY", *, signed: bool = False, zero: bool = False) -> Markup:
    """The same as HTML: fen of 00 are muted. `zero`: it must be zero, and is marked if not."""
    shown = plain_money(minor, currency, signed=signed)
    whole, point, rest = shown.partition(".")
    muted = point and not rest.strip("0")
    kind = "money off" if zero and minor else ("money" if minor else "money nil")
    end = Markup('<span class="dec">.{}</span>').format(rest) if muted else f"{point}{rest}"
    return Markup('<span class="{}">{}{}</span>').format(kind, whole, end)


def at_once(minor: int, currency: str = "CNY") -> str:
    """How an amount is written without grouping, as in exports."""
    return written(minor, currency)


def places(currency: str) -> int:
    """Decimals of a currency, for scripts that show amounts again from bytes."""
    return decimals(currency)


@dataclass(frozen=True, slots=True)
class Shown:
    """Days and instants in one language."""

    speech: Speech

    def weekday(self, day: date) -> str:
        """`周一`, `Mon`."""
        name = _WEEKDAYS[self.speech.lang][day.weekday()]
        return f"周{name}" if self.speech.lang == "zh" else name

    def day(self, day: date, *, year: bool = True) -> Markup:
        """`2026-05-18 周一`; without the year in dense tables."""
        shown = day.isoformat() if year else f"{day:%m-%d}"
        return Markup('<span class="when">{} <span class="weekday">{}</span></span>').format(
            shown, self.weekday(day)
        )

    def moment(self, instant: datetime, *, seconds: bool = True, year: bool = True) -> Markup:
        """`2026-05-18 周一 09:30:00`, in Beijing."""
        here = instant.astimezone(BEIJING)
        clock = f"{here:%H:%M:%S}" if seconds else f"{here:%H:%M}"
        return Markup('<span class="when">{} {}</span>').format(
            self.day(here.date(), year=year), clock
        )

    def line(self, instant: datetime) -> str:
        """The same as plain text without seconds, for titles and exports."""
        here = instant.astimezone(BEIJING)
        return f"{here:%Y-%m-%d} {self.weekday(here.date())} {here:%H:%M}"

    def end_of(self, day: date) -> str:
        """`2026-05-18 周一 24:00`."""
        return f"{day.isoformat()} {self.weekday(day)} 24:00"

    def clock(self, instant: datetime) -> str:
        """`09:30`; the first instant of a day is the 24:00 of the day before."""
        return f"{instant.astimezone(BEIJING):%H:%M}"


def count(number: int) -> str:
    """A count or a position with its thousands: `48,213`."""
    return f"{number:,}"


def last_of(day: date) -> datetime:
    """The last instant of a legal day."""
    return midnight(day + timedelta(days=1)) - timedelta(microseconds=1)

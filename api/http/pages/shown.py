"""Amounts, days and instants as a person reads them, in the reader's language.

Beijing time; the end of a day is 24:00 of that day; a minus is U+2212; `.00` is muted.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from markupsafe import Markup

from api.http.pages.speech import Speech
from api.said import at_minute, end_of, plain_money, weekday
from domain.calendar import BEIJING, midnight
from domain.money import decimals


def money(minor: int, currency: str = "CNY", *, signed: bool = False, zero: bool = False) -> Markup:
    """The same as HTML: fen of 00 are muted. `zero`: it must be zero, and is marked if not."""
    shown = plain_money(minor, currency, signed=signed)
    whole, point, rest = shown.partition(".")
    muted = point and not rest.strip("0")
    kind = "money off" if zero and minor else ("money" if minor else "money nil")
    end = Markup('<span class="dec">.{}</span>').format(rest) if muted else f"{point}{rest}"
    return Markup('<span class="{}">{}{}</span>').format(kind, whole, end)


def places(currency: str) -> int:
    """Decimals of a currency, for scripts that show amounts again from bytes."""
    return decimals(currency)


@dataclass(frozen=True, slots=True)
class Shown:
    """Days and instants in one language."""

    speech: Speech

    def weekday(self, day: date) -> str:
        """`周一`, `Mon`."""
        return weekday(day, self.speech.lang)

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
        return at_minute(instant, self.speech.lang)

    def end_of(self, day: date) -> str:
        """`2026-05-18 周一 24:00`."""
        return end_of(day, self.speech.lang)

    def clock(self, instant: datetime) -> str:
        """`09:30`; the first instant of a day is the 24:00 of the day before."""
        return f"{instant.astimezone(BEIJING):%H:%M}"


def count(number: int) -> str:
    """A count or a position with its thousands: `48,213`."""
    return f"{number:,}"


def last_of(day: date) -> datetime:
    """The last instant of a legal day."""
    return midnight(day + timedelta(days=1)) - timedelta(microseconds=1)

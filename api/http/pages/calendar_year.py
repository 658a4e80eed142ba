"""A year of the calendar in words: its sheet of days, what was said of it, what turned by that."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Any

from api.calendars.days import Days, year_of
from api.calendars.differing import Kind, kind
from api.calendars.proposing import name_of
from api.http.identity import Identity
from api.http.pages.names import event_name
from api.http.pages.speech import Speech
from api.http.pages.views.calendars import Cell, Month, Said
from api.http.positions import When
from api.http.seeing import MONEY
from api.lots.story import Told, story
from api.said import weekday
from domain.calendar import Calendar
from domain.deposit.owed import RefundDueReckoned
from domain.dispute.events import CaseDueReckoned, CaseWarningReckoned
from domain.filing.events import FilingDueReckoned
from domain.governance.events import (
    CalendarCorrected,
    CalendarProposalDropped,
    CalendarProposed,
    CalendarPublished,
)
from domain.governance.publish import LAW
from domain.lot.stopped import SuspensionReckoned
from projections.audit_trail import TRAIL

KINDS: dict[Kind, str] = {
    "holiday": "calendar.holiday",
    "makeup": "calendar.makeup",
    "weekend": "calendar.weekend",
    "weekday": "calendar.weekday",
}
_MARKS: dict[Kind, str] = {"holiday": "calendar.mark.off", "makeup": "calendar.mark.worked"}
_DAYS = 31
_NAMES = tuple(
    one.NAME
    for one in (CalendarProposed, CalendarProposalDropped, CalendarPublished, CalendarCorrected)
)
_PUBLIC = (
    FilingDueReckoned.NAME,
    SuspensionReckoned.NAME,
    CaseDueReckoned.NAME,
    CaseWarningReckoned.NAME,
)


def sheet(days: Days, wish: Speech) -> tuple[Month, ...]:
    """The year as twelve rows of days."""
    return tuple(Month(number, tuple(_month(days, number, wish))) for number in range(1, 13))


def _month(days: Days, number: int, wish: Speech) -> Iterator[Cell | None]:
    last = monthrange(days.year, number)[1]
    for one in range(1, _DAYS + 1):
        yield _cell(days, date(days.year, number, one), wish) if one <= last else None


def _cell(days: Days, day: date, wish: Speech) -> Cell:
    what = kind(days, day)
    if what == "weekday":
        return Cell()
    of_week = weekday(day, wish.lang)
    if what == "weekend":
        return Cell(of_week[-1] if wish.lang == "zh" else of_week[:2])
    told = f"{day} {of_week} {wish.say(KINDS[what])} {named(day, wish)}"
    return Cell(wish.say(_MARKS[what]), told.strip(), named=True)


def named(day: date, wish: Speech) -> str:
    """What a day is off or made up for, where the package of holidays has a name for it."""
    return name_of(day)[wish.lang == "en"]


def standing(calendar: Calendar, year: int) -> Days:
    """What stands of a year; of one that nobody published, weekends alone."""
    return year_of(calendar, year) or Days(year, (), ())


def first_estimate(calendar: Calendar, today: date) -> date:
    """The first day from which on nothing is published, as of a day."""
    year = today.year
    while calendar.published(year):
        year += 1
    return date(year, 1, 1)


def said_of(when: When, reader: Identity, year: int, wish: Speech) -> tuple[Said, ...]:
    """What was said of the year, the newest first."""
    told = story(when.system, [LAW], when.position, money=False)
    those = [one for one in told if one.name in _NAMES and one.said.get("year") == year]
    return tuple(_said(when, reader, one, wish) for one in reversed(those))


def _said(when: When, reader: Identity, one: Told, wish: Speech) -> Said:
    return Said(
        position=one.position,
        at=one.recorded_at,
        words=event_name(when.system.log, one.name, wish),
        person=one.person,
        off=_days(one.said.get("now_off", ())),
        worked=_days(one.said.get("now_worked", ())),
        turned=tuple(_turned(when, reader, one.position, wish)),
    )


def _days(told: Any) -> tuple[date, ...]:
    return tuple(date.fromisoformat(one) for one in told)


def _turned(when: When, reader: Identity, cause: int, wish: Speech) -> Iterator[str]:
    """How many last days of each kind were reckoned again because of it; those of refunds for who
    reads refunds.
    """
    names = [*_PUBLIC, *((RefundDueReckoned.NAME,) if reader.holds(*MONEY) else ())]
    for name in names:
        where = {"cause": cause, "name": name}
        if n := when.system.readers.trail.count(TRAIL, where, when.position):
            yield wish.say("calendar.turned", what=event_name(when.system.log, name, wish), n=n)

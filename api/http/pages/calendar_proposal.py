"""A year as it would be published, as its page asks for it: typed, or by the package."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal, NamedTuple

from api.calendars.days import Days, slip, year_of
from api.calendars.differing import differences
from api.calendars.proposing import YearUnknown, proposal
from api.http.pages.acting import once
from api.http.pages.calendar_year import KINDS, named
from api.http.pages.speech import Speech
from api.http.pages.views.calendars import DayChange, Proposal
from domain.calendar import Calendar, is_weekend
from domain.governance.events import CalendarProposed
from domain.governance.publish import comes_to
from domain.governance.state import Law

TYPED_MAX = 5_000
"""Signs of all days of a year, and more."""
_SPACE = re.compile(r"[\s,;、，；]+")


class Typed(NamedTuple):
    """What was typed, or is to be proposed: `by` the package, or from what stands."""

    by: Literal["", "package", "typed"] = ""
    holidays: str = ""
    workdays: str = ""
    no_days_off: bool = False


class Wrong(ValueError):
    """What was typed is no year; its sentence is in the reader's language."""


class Office(NamedTuple):
    """Who looks, as the law of now has it, and when."""

    law: Law
    person: str
    at: datetime


def proposed(office: Office, year: int, typed: Typed, wish: Speech) -> Proposal | None:
    """The proposal that is asked for, else the one that waits for another of the office; None
    where none does.
    """
    calendar, waiting = office.law.calendar, _waiting(office.law, year)
    if not typed.by and waiting is None:
        return None
    found, wrong, source = Days(year, (), ()), "", ""
    if waiting is not None and not typed.by:
        typed, source = _typed(waiting), waiting.proposed_by
    if typed.by == "package":
        try:
            found = proposal(year)
            source = found.source
        except YearUnknown:
            wrong = wish.say("calendar.unknown", year=year)
            found = year_of(calendar, year) or found
        typed = Typed("typed", _text(found.holidays), _text(found.workdays))
    else:
        try:
            found = days_typed(year, typed, wish)
        except Wrong as problem:
            wrong = str(problem)
    step = comes_to(office.law, found.command, office.person, office.at).value
    return Proposal(
        holidays=typed.holidays,
        workdays=typed.workdays,
        no_days_off=typed.no_days_off,
        source=source,
        wrong=wrong,
        changes=() if wrong else _changes(calendar, found, wish),
        fields=_fields(typed, step),
        step=step,
    )


def _waiting(law: Law, year: int) -> CalendarProposed | None:
    return next((one for one in law.proposed if one.year == year), None)


def _typed(waiting: CalendarProposed) -> Typed:
    """What one of the office proposed, as if it were typed."""
    none_off = all(is_weekend(day) for day in waiting.holidays)
    return Typed("typed", _text(waiting.holidays), _text(waiting.workdays), none_off)


def days_typed(year: int, typed: Typed, wish: Speech) -> Days:
    """The days of a year as they were typed. Raises Wrong, as the domain would refuse them."""
    off, worked = (_read(text, year, wish) for text in (typed.holidays, typed.workdays))
    if both := sorted({*off} & {*worked}):
        raise Wrong(wish.say("calendar.wrong.both", day=both[0]))
    if idle := [day for day in worked if not is_weekend(day)]:
        raise Wrong(wish.say("calendar.wrong.idle", day=idle[0]))
    if slip(year, off, typed.no_days_off):
        key = "calendar.wrong.some" if typed.no_days_off else "calendar.wrong.none"
        raise Wrong(wish.say(key, year=year))
    return Days(year, off, worked, no_days_off=typed.no_days_off)


def _read(text: str, year: int, wish: Speech) -> tuple[date, ...]:
    found = []
    for one in filter(None, _SPACE.split(text)):
        try:
            found.append(date.fromisoformat(one))
        except ValueError:
            raise Wrong(wish.say("calendar.wrong.day", text=one[:20])) from None
        if found[-1].year != year:
            raise Wrong(wish.say("calendar.wrong.year", day=one[:20], year=year))
    return tuple(sorted(set(found)))


def _changes(calendar: Calendar, days: Days, wish: Speech) -> tuple[DayChange, ...]:
    found = differences(year_of(calendar, days.year), days)
    return tuple(
        DayChange(
            one.day, wish.say(KINDS[one.before]), wish.say(KINDS[one.after]), named(one.day, wish)
        )
        for one in found
    )


def _text(days: Iterable[date]) -> str:
    return "\n".join(map(str, days))


def _fields(typed: Typed, step: str) -> tuple[tuple[str, str], ...]:
    days = ("holidays", typed.holidays), ("workdays", typed.workdays)
    said = (("command_id", once()), *days, ("step", step))
    return (*said, ("no_days_off", "yes")) if typed.no_days_off else said

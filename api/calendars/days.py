"""The days of one year as a person brings them, and as they are told: off, and worked after all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from domain.calendar import Calendar, Year, is_weekend
from domain.governance.events import CalendarProposed
from domain.governance.publish import PublishCalendar
from domain.governance.state import Law


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


type Step = Literal["proposed", "waits", "published", "dropped", "already"]
"""What asking for a year's days comes to; `waits`: they are proposed, and another publishes them;
`already`: they stand; `dropped`: they do, and what was proposed instead waits no more.
"""


def came_to(before: Calendar, after: Calendar, asked: PublishCalendar, *, wrote: bool) -> Step:
    """What it came to; `wrote`: something was written; the calendar as it stood before and after
    that.
    """
    days = Year(asked.year, frozenset(asked.holidays), frozenset(asked.workdays))
    if days in before.years:
        return "dropped" if wrote else "already"
    if days in after.years:
        return "published" if wrote else "already"
    return "proposed" if wrote else "waits"


def days_of(known: Year) -> Days:
    """A published year."""
    return Days(known.year, tuple(sorted(known.holidays)), tuple(sorted(known.workdays)))


def year_of(calendar: Calendar, year: int) -> Days | None:
    """What stands of a year; None where nobody published it."""
    found = (one for one in calendar.years if one.year == year)
    return next((days_of(one) for one in found), None)


def years_told(law: Law) -> list[dict[str, Any]]:
    """Every year that is published, or proposed, in order: its days, None while nobody published
    it, and what is `proposed` of it, by whom.
    """
    published = {one.year: one for one in law.calendar.years}
    proposed = {one.year: one for one in law.proposed}
    return [
        {"year": year, **_days(published.get(year)), "proposed": _proposed(proposed.get(year))}
        for year in sorted(published.keys() | proposed.keys())
    ]


def _days(known: Year | None) -> dict[str, Any]:
    if known is None:
        return {"holidays": None, "workdays": None}
    return {"holidays": sorted(known.holidays), "workdays": sorted(known.workdays)}


def _proposed(said: CalendarProposed | None) -> dict[str, Any] | None:
    if said is None:
        return None
    names = ("holidays", "workdays", "proposed_by")
    return {name: getattr(said, name) for name in names}

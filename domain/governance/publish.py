"""Publishing what the law says of days, by two of the office, and of rates."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from domain.calendar import Calendar, Year, is_weekend, plausible_year
from domain.governance.assigned import others_hold
from domain.governance.events import (
    CalendarCorrected,
    CalendarProposalDropped,
    CalendarProposed,
    CalendarPublished,
    RateTableSet,
)
from domain.governance.state import Law, Rate
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command

LAW = StreamId("governance", "law")
"""The one stream of governance."""

OFFICE = "OFFICE"
"""Whose word the calendar is."""

_PPM = 1_000_000


@command("PublishCalendar", zh="发布工作日历")
class PublishCalendar(Command):
    """Publish a year: its days off, and the Saturdays and Sundays that are worked.

    Where several persons hold the office, the first who asks for these days proposes them, and
    another who asks for the same publishes. Whoever asks for what stands drops what was proposed.
    """

    year: int
    holidays: tuple[date, ...]
    workdays: tuple[date, ...]

    def __post_init__(self) -> None:
        plausible_year("year", self.year)


@command("SetRateTable", zh="设定利率")
class SetRateTable(Command):
    """Set a bank's demand rate from a day on, in parts per million a year."""

    bank: str
    since: date
    rate_ppm: int


def publish_calendar(law: Law, asked: PublishCalendar, context: Context) -> Decision:
    """A year once, and then as often as it is corrected; the same again changes nothing, but that
    what was proposed instead waits no more.

    Nobody publishes what it proposed itself, but an office of one person. The office is one, for
    every region: whoever was given its post for one region, in a log of before, publishes nothing.
    """
    holidays, workdays = frozenset(asked.holidays), frozenset(asked.workdays)
    if wrong := sorted(day for day in holidays | workdays if day.year != asked.year):
        return Rejected("calendar.other_year", f"{wrong[0]} is not in {asked.year}")
    if both := sorted(holidays & workdays):
        return Rejected("calendar.contradiction", f"{both[0]} is a day off and a working day")
    if idle := sorted(day for day in workdays if not is_weekend(day)):
        return Rejected("calendar.no_weekend", f"{idle[0]} is worked anyway: no make-up day")
    offices = [post for post in context.posts if post.role == OFFICE]
    if offices and all(post.region for post in offices):
        detail = f"region {offices[0].region!r}: expected '', as a calendar is for every region"
        return Rejected("calendar.one_region", detail)
    days = {"holidays": tuple(sorted(holidays)), "workdays": tuple(sorted(workdays))}
    person = context.actor.person
    step = comes_to(law, asked, person, context.at)
    if step is Step.PROPOSES:
        return (
            CalendarProposed(
                year=asked.year,
                holidays=days["holidays"],
                workdays=days["workdays"],
                proposed_by=person,
                on_behalf_of=None,
            ),
        )
    if step is Step.DROPS:
        return (CalendarProposalDropped(year=asked.year),)
    if step in (Step.WAITS, Step.STANDS):
        return ()
    if not law.calendar.published(asked.year):
        return (CalendarPublished(year=asked.year, **days),)
    off, worked = turned(law.calendar, asked.year, holidays, workdays)
    corrected = CalendarCorrected(year=asked.year, **days, now_off=off, now_worked=worked)
    return (corrected,)


class Step(StrEnum):
    """What it is to ask for days of a year: the first of two proposes and waits for the second; who
    asks for those that stand drops what was proposed instead.
    """

    PROPOSES = "proposes"
    WAITS = "waits"
    PUBLISHES = "publishes"
    DROPS = "drops"
    STANDS = "stands"


def comes_to(law: Law, asked: PublishCalendar, person: str, at: datetime) -> Step:
    """What it comes to when a person asks at an instant. Nobody holds the office for another
    (`delegations.PERSONAL`). Where nobody else holds it there is no second.
    """
    days = (asked.year, frozenset(asked.holidays), frozenset(asked.workdays))
    if Year(*days) in law.calendar.years:
        dropped = any(said.year == asked.year for said in law.proposed)
        return Step.DROPS if dropped else Step.STANDS
    if not others_hold(law.assignments, OFFICE, person, at):
        return Step.PUBLISHES
    for said in law.proposed:
        if (said.year, frozenset(said.holidays), frozenset(said.workdays)) == days:
            return Step.WAITS if said.proposed_by == person else Step.PUBLISHES
    return Step.PROPOSES


def turned(
    was: Calendar, year: int, holidays: Iterable[date], workdays: Iterable[date]
) -> tuple[tuple[date, ...], tuple[date, ...]]:
    """What these days of a year change of what stood: days that come to be off, and to be worked.

    A Saturday that is called a holiday is off as before, and none of them.
    """
    now = was.with_year(year, holidays, workdays)
    named = {day for one in (*was.years, *now.years) for day in one.holidays | one.workdays}
    changed = sorted(day for day in named if was.is_working(day) != now.is_working(day))
    return (
        tuple(day for day in changed if was.is_working(day)),
        tuple(day for day in changed if now.is_working(day)),
    )


def set_rate_table(law: Law, asked: SetRateTable, _context: Context) -> Decision:
    """A rate between nothing and 100 %; the same again changes nothing."""
    if not 0 <= asked.rate_ppm <= _PPM:
        return Rejected("rate.out_of_range", f"{asked.rate_ppm} ppm: expected 0 to {_PPM}")
    if Rate(asked.bank, asked.since, asked.rate_ppm) in law.rates:
        return ()
    return (RateTableSet(bank=asked.bank, since=asked.since, rate_ppm=asked.rate_ppm),)


PUBLISH_CALENDAR = Decider(
    handles=PublishCalendar, touches=lambda _asked: (LAW,), decide=publish_calendar
)
SET_RATE_TABLE = Decider(handles=SetRateTable, touches=lambda _asked: (LAW,), decide=set_rate_table)

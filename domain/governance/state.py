"""The law as it stands: `Context.law` of every decision."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import assert_never

from domain.calendar import Calendar
from domain.governance.events import (
    CalendarPublished,
    LawEvent,
    RateTableSet,
    RoleAssigned,
    RoleRemoved,
)
from domain.kernel import Post


@dataclass(frozen=True, slots=True)
class Rate:
    """A bank's demand rate from a day on, in parts per million a year."""

    bank: str
    since: date
    rate_ppm: int


@dataclass(frozen=True, slots=True)
class Assignment:
    """A post held from an instant, up to but not including another."""

    person: str
    post: Post
    since: datetime
    until: datetime | None

    def overlaps(self, since: datetime, until: datetime | None) -> bool:
        """True when some instant lies in both times."""
        return (until is None or self.since < until) and (self.until is None or since < self.until)

    def holds(self, at: datetime) -> bool:
        """True at the first instant, no longer true at the last."""
        return self.since <= at and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class Law:
    """Calendar, rates and posts in force."""

    calendar: Calendar
    rates: tuple[Rate, ...] = ()
    assignments: tuple[Assignment, ...] = ()

    def posts_of(self, person: str, at: datetime) -> tuple[Post, ...]:
        """The posts a person holds at an instant."""
        return tuple(a.post for a in self.assignments if a.person == person and a.holds(at))


def evolve(law: Law, event: LawEvent) -> Law:
    """The law after an event."""
    match event:
        case CalendarPublished(year=year, holidays=holidays, workdays=workdays):
            return replace(law, calendar=law.calendar.with_year(year, holidays, workdays))
        case RateTableSet(bank=bank, since=since, rate_ppm=rate_ppm):
            others = tuple(r for r in law.rates if (r.bank, r.since) != (bank, since))
            return replace(law, rates=(*others, Rate(bank, since, rate_ppm)))
        case RoleAssigned(person=person, post=post, since=since, until=until):
            assigned = Assignment(person, post, since, until)
            return replace(law, assignments=(*law.assignments, assigned))
        case RoleRemoved():
            return replace(law, assignments=tuple(_after(event, a) for a in law.assignments))
        case _:
            assert_never(event)


def _after(removed: RoleRemoved, held: Assignment) -> Assignment:
    same = (held.person, held.post) == (removed.person, removed.post)
    return replace(held, until=removed.since) if same and held.holds(removed.since) else held

"""The law as it stands: `Context.law` of every decision."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import assert_never

from domain.calendar import Calendar
from domain.categories.category import Category
from domain.categories.register import known
from domain.governance.events import (
    CalendarPublished,
    LawEvent,
    OwnAccountRegistered,
    RateTableSet,
    RoleAssigned,
    RoleRemoved,
    RulePackPublished,
    RuleRepealed,
)
from domain.kernel import Post
from domain.names import plain, same_name
from domain.packs.written import WrittenPack, category_in


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
class OwnAccount:
    """A bank account of the centre's own: our code, its holder, the bank's number, the bank."""

    account: str
    name: str
    number: str
    bank: str


@dataclass(frozen=True)
class Pack:
    """A published pack of rules: from which day lots are born under it, until which (not counted).

    `category` raises ValueError where what was once published is no category by today's reading.
    """

    written: WrittenPack
    version: int
    since: date
    until: date | None = None

    @property
    def code(self) -> str:
        """Of which kind of trade."""
        return self.written.code

    @cached_property
    def category(self) -> Category:
        """What it says, made once."""
        return category_in(self.written)

    def in_force(self, day: date) -> bool:
        """True from the first day on, no longer on the last."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Law:
    """Calendar, rates and posts in force; the centre's own bank accounts; all packs of rules."""

    calendar: Calendar
    rates: tuple[Rate, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    own: tuple[OwnAccount, ...] = ()
    packs: tuple[Pack, ...] = ()

    def rules(self, category: str, pack: int) -> Category | None:
        """Those of a pack, repealed or not; 0: what comes with the platform. None: unknown."""
        if not pack:
            return known(category)
        found = (one for one in self.packs if (one.code, one.version) == (category, pack))
        return next((one.category for one in found), None)

    def pack_on(self, category: str, day: date) -> Pack | None:
        """The newest pack of a category that lots may be born under on a day."""
        found = [one for one in self.packs if one.code == category and one.in_force(day)]
        return max(found, key=lambda one: (one.since, one.version), default=None)

    def is_own(self, account: str) -> bool:
        """Whether this code is of an account of the centre's own."""
        return any(one.account == account for one in self.own)

    def owns(self, name: str, number: str) -> bool:
        """Whether an account of this holder, of this number, is the centre's own."""
        return any(
            same_name(one.name, name) and plain(one.number) == plain(number) for one in self.own
        )

    def tied(
        self, people: Collection[str], parties: Collection[str], since: datetime
    ) -> tuple[str, str] | None:
        """One of these people who acted for one of these parties at any time since, if one did."""
        for one in self.assignments:
            lasted = one.until is None or one.until > since
            if one.person in people and one.post.organisation in parties and lasted:
                return one.person, one.post.organisation
        return None

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
        case OwnAccountRegistered(account=account, name=name, number=number, bank=bank):
            others_own = tuple(one for one in law.own if one.account != account)
            return replace(law, own=(*others_own, OwnAccount(account, name, number, bank)))
        case RulePackPublished(pack=pack, version=version, since=since):
            return replace(law, packs=(*law.packs, Pack(pack, version, since)))
        case RuleRepealed(category=category, version=version, since=since):
            packs = tuple(
                replace(one, until=since) if (one.code, one.version) == (category, version) else one
                for one in law.packs
            )
            return replace(law, packs=packs)
        case _:
            assert_never(event)


def _after(removed: RoleRemoved, held: Assignment) -> Assignment:
    same = (held.person, held.post) == (removed.person, removed.post)
    return replace(held, until=removed.since) if same and held.holds(removed.since) else held

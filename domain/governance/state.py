"""The law as it stands: `Context.law` of every decision."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from itertools import chain
from typing import assert_never

from domain.calendar import Calendar, Year
from domain.categories.category import Category
from domain.categories.register import known
from domain.delegations import Delegations, relaxed, within
from domain.governance import assigned, deputised, mandated
from domain.governance.assigned import Assignments
from domain.governance.deputised import DelegationGranted, DelegationRevoked
from domain.governance.events import (
    CalendarCorrected,
    CalendarProposalDropped,
    CalendarProposed,
    CalendarPublished,
    LawEvent,
    OwnAccountRegistered,
    RateTableSet,
    RoleAssigned,
    RoleRemoved,
    RulePackPublished,
    RuleRepealed,
)
from domain.governance.mandated import MandateGranted, MandateRevoked
from domain.governance.owned import OwnAccount
from domain.governance.years import besides, in_force
from domain.kernel import Post
from domain.mandates import Mandates
from domain.names import plain, same_name
from domain.packs.shapes import WrittenPack
from domain.packs.written import category_in


@dataclass(frozen=True, slots=True)
class Rate:
    """A bank's demand rate from a day on, in parts per million a year."""

    bank: str
    since: date
    rate_ppm: int


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
    """Calendar, rates, posts, delegations, mandates; the centre's own accounts; all packs.

    `said`: what was said of the calendar's years, of one again where it was corrected, the latest
    last; `proposed`: what one person of the office proposed and no second has published or dropped,
    of a year the latest.
    """

    calendar: Calendar
    rates: tuple[Rate, ...] = ()
    assignments: Assignments = ()
    own: tuple[OwnAccount, ...] = ()
    packs: tuple[Pack, ...] = ()
    mandates: Mandates = ()
    delegations: Delegations = ()
    said: tuple[Year, ...] = ()
    proposed: tuple[CalendarProposed, ...] = ()

    @property
    def calendars(self) -> tuple[Calendar, ...]:
        """The calendar in force, and as it was before each word of a year, the latest first."""
        return in_force(self.said, self.calendar)

    def rules(self, category: str, pack: int) -> Category | None:
        """Those of a pack, repealed or not; 0: what comes with the platform. None: unknown."""
        if not pack:
            return known(category)
        found = (one for one in self.packs if (one.code, one.version) == (category, pack))
        return next((one.category for one in found), None)

    def pack_on(self, category: str, day: date) -> Pack | None:
        """The newest pack of a category that lots may be born under on a day."""
        return next(iter(self.packs_on(category, day)), None)

    def packs_on(self, category: str, day: date) -> list[Pack]:
        """All that are not repealed by then, the newest first."""
        found = (one for one in self.packs if one.code == category and one.in_force(day))
        return sorted(found, key=lambda one: (one.since, one.version), reverse=True)

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
        """One of these people who acted for one of these parties at any time since, as itself or in
        another's name, if one did.
        """
        own = ((one.person, one.post.organisation, one.until) for one in self.assignments)
        others = ((one.deputy, one.post.organisation, one.until) for one in self.delegations)
        for person, party, until in (*own, *others):
            lasted = until is None or until > since
            if person in people and party in parties and lasted:
                return person, party
        return None

    def posts_of(self, person: str, at: datetime) -> tuple[Post, ...]:
        """The posts of a person's own at an instant."""
        return tuple(a.post for a in self.assignments if a.person == person and a.holds(at))

    def deputised(self, person: str, principal: str, at: datetime) -> tuple[Post, ...]:
        """The posts that a person holds for another at an instant; none that the other lost."""
        own = self.posts_of(principal, at)
        return tuple(
            one.post
            for one in self.delegations
            if (one.deputy, one.principal) == (person, principal)
            and one.holds(at)
            and any(within(one.post, post) for post in own)
        )

    def held(self, person: str, at: datetime) -> tuple[Post, ...]:
        """Every post that a person holds at an instant, as its own, which come first, or for
        another.
        """
        others = (self.deputised(person, one, at) for one in self.principals(person, at))
        return (*self.posts_of(person, at), *chain.from_iterable(others))

    def principals(self, person: str, at: datetime) -> tuple[str, ...]:
        """For whom a person holds posts at an instant, each once."""
        found = (
            one.principal for one in self.delegations if one.deputy == person and one.holds(at)
        )
        return tuple(dict.fromkeys(found))

    def beside(self, person: str, since: datetime, until: datetime | None) -> tuple[Post, ...]:
        """Every post that a person holds at some instant of a time, as its own or for another."""
        own = (a.post for a in self.assignments if a.person == person and a.overlaps(since, until))
        others = (
            one.post
            for one in self.delegations
            if one.deputy == person and one.overlaps(since, until)
        )
        return (*own, *others)

    def served(self, person: str, posts: Collection[tuple[str, str]], at: datetime) -> bool:
        """Whether a person ever held one of these posts, (role, organisation), by an instant."""
        own = ((one.since, one.post) for one in self.assignments if one.person == person)
        others = ((one.since, one.post) for one in self.delegations if one.deputy == person)
        return any(
            since <= at and (post.role, post.organisation) in posts
            for since, post in (*own, *others)
        )

    def alone_in_branch(self, person: str) -> bool:
        """Whether a person ever held two posts of one branch that check each other: one of them by
        delegation, or both.

        What such a person proposed, the city centre checks (REFERENCE 4.2 ‡).
        """
        return any(
            relaxed(other, one.post)
            for one in self.delegations
            if one.deputy == person
            for other in self.beside(person, one.since, one.until)
        )


def evolve(law: Law, event: LawEvent) -> Law:
    """The law after an event."""
    match event:
        case CalendarProposed():
            return replace(law, proposed=(*besides(law.proposed, event.year), event))
        case CalendarProposalDropped(year=year):
            return replace(law, proposed=besides(law.proposed, year))
        case CalendarPublished() | CalendarCorrected():
            calendar = law.calendar.with_year(event.year, event.holidays, event.workdays)
            said, proposed = (*law.said, calendar.years[-1]), besides(law.proposed, event.year)
            return replace(law, calendar=calendar, said=said, proposed=proposed)
        case RateTableSet(bank=bank, since=since, rate_ppm=rate_ppm):
            others = tuple(r for r in law.rates if (r.bank, r.since) != (bank, since))
            return replace(law, rates=(*others, Rate(bank, since, rate_ppm)))
        case RoleAssigned() | RoleRemoved():
            return replace(law, assignments=assigned.after(law.assignments, event))
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
        case MandateGranted() | MandateRevoked():
            return replace(law, mandates=mandated.after(law.mandates, event))
        case DelegationGranted() | DelegationRevoked():
            return replace(law, delegations=deputised.after(law.delegations, event))
        case _:
            assert_never(event)

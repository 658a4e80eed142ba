"""The statements of one file, as they are told: those together that follow each other."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from api.banks.planning import CannotImport, Planned
from api.banks.stretches import Stretch, in_order
from api.banks.within import may_share, told_twice
from domain.bankday.stated import Stated
from domain.identifiers import DayId
from domain.money import show

_FEW = 3
"""So many statements of a day are named."""


def in_parts(planned: Sequence[Planned], *, whole_day: bool = False) -> Iterator[Sequence[Planned]]:
    """The statements of a file, together those of one day that follow each other in whatever order
    they stand, and have no line in common: all of the day, or the pages of one statement.
    `whole_day`: a person says that the file is; then those of a day are one that may follow each
    other, in more ways than one, too.

    Raises CannotImport where two of these may have the same lines, or where they do not follow and
    none has all: the word says neither."""
    days = defaultdict[DayId, list[Planned]](list)
    for plan in planned:
        days[plan.day].append(plan)
    for plans in days.values():
        if (together := _together(plans, whole_day=whole_day)) is not None:
            yield together
            continue
        pages = defaultdict[object, list[Planned]](list)
        for place, plan in enumerate(plans):
            pages[plan.statement.page_of or place].append(plan)
        for some in pages.values():
            yield from [ordered] if (ordered := _ordered(some)) else [[one] for one in some]


def _together(plans: Sequence[Planned], *, whole_day: bool) -> Sequence[Planned] | None:
    """All statements of a day as they follow each other; None where they may not."""
    if len(plans) == 1:
        return plans
    if whole_day and (stated := stated_by(plans)) is not None:
        if may_follow(stated):
            _refuse_told_twice(plans, stated)
            return _ordered(plans) or _from_the_first(plans, stated)
        _refuse_apart(plans)
    ordered = _ordered(plans)
    return None if ordered is None or may_share(ordered) else ordered


def _ordered(plans: Sequence[Planned]) -> list[Planned] | None:
    """Statements as they follow each other; None where they do not."""
    if len(plans) == 1:
        return list(plans)
    if (stated := stated_by(plans)) is None or (ordered := in_order(stated)) is None:
        return None
    by = dict(zip(stated, plans, strict=True))
    found = [by[one] for one in ordered]
    return found if _go_on_in_time(found) else None


def _go_on_in_time(plans: Sequence[Planned]) -> bool:
    """Whether no line of one was booked before one of those before it, where all have instants."""
    booked = ([line for line in plan.statement.lines if line.booked] for plan in plans)
    times = [[line.booking_time for line in lines] for lines in booked if lines]
    known = [[at for at in some if at is not None and at.tzinfo] for some in times]
    return known != times or all(max(a) <= min(b) for a, b in pairwise(known))


def stated_by(plans: Sequence[Planned]) -> list[Stated] | None:
    """What statements state of themselves; None where one of them states no balances."""
    found = []
    for plan in plans:
        said = plan.statement
        if said.opening_minor is None or said.closing_minor is None:
            return None
        ends = said.opening_minor, said.closing_minor
        found.append(Stated("", said.identifier, said.sequence, *ends, plan.booked))
    return found


def _from_the_first(plans: Sequence[Planned], stated: Sequence[Stated]) -> list[Planned]:
    """Such as may follow each other, one with which they may begin before the others."""
    begin = Counter(one.opening for one in stated) - Counter(one.closing for one in stated)
    opens = next(iter(begin), stated[0].opening)
    return sorted(plans, key=lambda plan: plan.statement.opening_minor != opens)


def may_follow(stated: Sequence[Stated]) -> bool:
    """Whether statements may follow each other in some order, all of them, each opening where the
    one before it closed."""
    ends, left, reached = Counter[int](), [*stated], {one.opening for one in stated[:1]}
    for one in stated:
        ends[one.opening] += 1
        ends[one.closing] -= 1
    while near := [one for one in left if {one.opening, one.closing} & reached]:
        reached |= {end for one in near for end in (one.opening, one.closing)}
        left = [one for one in left if one not in near]
    return not left and sum(many for many in ends.values() if many > 0) <= 1


def _refuse_told_twice(plans: Sequence[Planned], stated: Sequence[Stated]) -> None:
    """Where lines of one may be those of another, and all follow each other so too, nobody can tell
    whether these are told twice or their balances were reached twice."""
    if found := told_twice(plans, lambda rest: may_follow([stated[n] for n in sorted(rest)])):
        n, other = found
        currency = plans[n].statement.currency
        raise CannotImport(
            "unbanked.within",
            statement=plans[n].statement.identifier,
            other=plans[other].statement.identifier,
            day=plans[n].day,
            opens=show(stated[n].opening, currency),
            closes=show(stated[n].closing, currency),
        )


def _refuse_apart(plans: Sequence[Planned]) -> None:
    """Each of them would be the whole day, and have all lines that look like those before it: so it
    is where one has those of all the others."""
    said = [Counter(_said(plan)) for plan in plans]
    every = sum(said, Counter[object]())
    if not any(every - one <= one for one in said):
        raise CannotImport(
            "unbanked.apart",
            statements=", ".join(f"{plan.statement.identifier}" for plan in plans[:_FEW])
            + ("…" if len(plans) > _FEW else ""),
            day=plans[0].day,
        )


def _said(plan: Planned) -> Iterator[object]:
    """What each of its lines says."""
    return (line.identity() for line in plan.statement.lines if line.booked)


def days_of(plans: Sequence[Planned]) -> tuple[DayId, ...]:
    """The days of statements and of their lines."""
    found = {day for plan in plans for day in (plan.day.day, *plan.lines)}
    return tuple(DayId(plans[0].day.account, day) for day in sorted(found))


@dataclass(frozen=True, slots=True)
class Before:
    """A statement that stands before others in the file, and what it brought."""

    plan: Planned
    brought: Stretch

    @property
    def own(self) -> DayId:
        """Its own day."""
        return self.plan.day

    def has_any(self, days: Sequence[DayId]) -> bool:
        """Whether it is of one of these, or has lines of one."""
        return self.own in days or any(
            one.account == self.own.account and one.day in self.plan.lines for one in days
        )

    def of(self, days: Sequence[DayId]) -> Stretch:
        """It, as far as it tells of these days; nobody knows the order of what tells of several."""
        every = self.brought.lines
        if len(days) == 1 and self.plan.lines.keys() <= {days[0].day}:
            return self.brought
        told = (self.plan.lines.get(one.day, ()) for one in days)
        here = {line.particulars.fingerprint for lines in told for line in lines}
        return replace(
            self.brought,
            lines={print_: fen for print_, fen in every.items() if print_ in here},
            outside=[fen for print_, fen in every.items() if print_ not in here],
            ordered=False,
        )

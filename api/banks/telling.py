"""Which lines of a file are new, by what is banked: each statement held against those before it.

What says the same as a banked line is that line where its statement lies over that one's, another
where it lies beside (`spans`); where nobody can tell, it waits. Nothing is written here.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from api.banks.copies import EqualLines, moved
from api.banks.looked import Brought
from api.banks.planning import Planned
from api.banks.spans import Asked, Came, over
from api.banks.stretches import Stretch, in_order, stretch
from api.banks.waiting import Waiting
from domain.bankday.state import Stated
from domain.identifiers import DayId
from domain.money import show


@dataclass(frozen=True, slots=True)
class Told:
    """A statement, its lines under the fingerprints by which they are known or will be.

    `refused`: why nobody can tell which of them are new; those that look known are taken for it.
    `gap`: what whoever brings it should know of its day.
    """

    plan: Planned
    refused: Waiting | None = None
    gap: str | None = None


class Telling:
    """Tells of the statements of one file, one after the other."""

    def __init__(
        self,
        brought: Callable[[DayId, tuple[DayId, ...]], Brought],
        recorded: Callable[[Planned], bool] = lambda _: False,
        *,
        whole_day: bool = False,
    ) -> None:
        """`brought`: what is banked on days, for a statement of one. `recorded`: whether a
        statement was, of this file; all its lines are known then. `whole_day`: a person says that
        it has all of its day."""
        self._brought = brought
        self._recorded = recorded
        self._whole_day = whole_day
        self.kept: list[Stretch] = []  # what the file's statements bring, as far as they are told
        self._before = defaultdict[DayId, list[tuple[DayId, Stretch]]](list)
        self._unstated = defaultdict[DayId, dict[str, int]](dict)

    def all(self, planned: Sequence[Planned]) -> list[Told]:
        """Every statement, in the file's order."""
        found: dict[int, Told] = {}
        for plans in _in_parts(planned):
            found |= {id(plan): one for plan, one in zip(plans, self._told(plans), strict=True)}
        return [found[id(plan)] for plan in planned]

    def _told(self, plans: Sequence[Planned]) -> list[Told]:
        """Statements of one day that follow each other."""
        of, days = plans[0].day, _days(plans)
        there = self._brought(of, days)
        here = list(
            {id(one): (own, one) for day in days for own, one in self._before[day]}.values()
        )
        unstated = [self._unstated[day] for day in days]
        others = _together(there.others, *unstated, *(one.lines for _, one in here))
        if others or there.mine or len(plans) > 1:
            there = replace(
                there,
                came=[*there.came, *(one for own, one in here if own == of)],
                elsewhere=[*there.elsewhere, *(one for own, one in here if own != of)],
                loose=_together(there.loose, *unstated),
                others=others,
            )
            told = self._judged(plans, there)
        else:
            told = [Told(plans[0])]
        self._keep([one.plan for one in told], others)
        return told

    def _judged(self, plans: Sequence[Planned], there: Brought) -> list[Told]:
        others, every = there.others, [there.mine, there.others]
        known = others.keys() | there.mine.keys()
        equal = EqualLines(plans, known, there.former)
        stated = _stated(plans)
        if stated is None or all(map(self._recorded, plans)):
            return [Told(plan) for plan in equal.named(every, known)]
        asked = _asked(plans, stated, equal, whole_day=self._whole_day)
        found = over(asked, Came(there.came, there.elsewhere, there.loose))
        if found is None:
            released = any(plan.wrong for plan in plans)
            why = None if released else _why(plans[0], asked, equal, others)
            return [Told(plan, refused=why) for plan in equal.named(every, known)]
        named = equal.named(found.alike, others, found.same)
        return [Told(plan, gap=_gap(plan) if found.apart else None) for plan in named]

    def _keep(self, plans: Sequence[Planned], others: Mapping[str, int]) -> None:
        """What statements bring, for those behind them in the file."""
        stated: Sequence[Stated | None] = _stated(plans) or [None] * len(plans)
        days = _days(plans)
        for plan, of in zip(plans, stated, strict=True):
            lines = {print_: fen for print_, fen in moved([plan]) if print_ not in others}
            if of is None:
                for day in days:
                    self._unstated[day] |= lines
                continue
            sure = plan.statement.newest_first is False
            one = stretch([of], lines, ordered=len(days) == 1, sure=sure)
            self.kept.append(one)
            for day in days:
                self._before[day].append((plan.day, one))


def _in_parts(planned: Sequence[Planned]) -> Iterator[Sequence[Planned]]:
    """The statements of a file, together those of one day that follow each other in whatever order
    they stand: all of the day, or the pages of one statement."""
    days = defaultdict[DayId, list[Planned]](list)
    for plan in planned:
        days[plan.day].append(plan)
    for plans in days.values():
        if (ordered := _ordered(plans)) is not None:
            yield ordered
            continue
        pages = defaultdict[object, list[Planned]](list)
        for place, plan in enumerate(plans):
            pages[plan.statement.page_of or place].append(plan)
        for some in pages.values():
            yield from [ordered] if (ordered := _ordered(some)) else [[one] for one in some]


def _ordered(plans: Sequence[Planned]) -> list[Planned] | None:
    """Statements as they follow each other; None where they do not."""
    if len(plans) == 1:
        return list(plans)
    if (stated := _stated(plans)) is None or (ordered := in_order(stated)) is None:
        return None
    by = dict(zip(stated, plans, strict=True))
    return [by[one] for one in ordered]


def _stated(plans: Sequence[Planned]) -> list[Stated] | None:
    """What statements state of themselves; None where one of them states no balances."""
    found = []
    for plan in plans:
        said = plan.statement
        if said.opening_minor is None or said.closing_minor is None:
            return None
        ends = said.opening_minor, said.closing_minor
        found.append(Stated("", said.identifier, said.sequence, *ends, plan.booked))
    return found


def _asked(
    plans: Sequence[Planned], stated: Sequence[Stated], equal: EqualLines, *, whole_day: bool
) -> Asked:
    opening, orders = stated[0].opening, [False, True]
    if all(plan.statement.newest_first is False for plan in plans):
        orders = [False]
    return Asked(
        stated,
        [equal.lines(opening, turned=turned) for turned in orders],
        numbered=equal.numbered,
        page=any(plan.statement.page_of is not None for plan in plans),
        whole_day=whole_day,
    )


def _days(plans: Sequence[Planned]) -> tuple[DayId, ...]:
    """The days of statements and of their lines."""
    found = {day for plan in plans for day in (plan.day.day, *plan.lines)}
    return tuple(DayId(plans[0].day.account, day) for day in sorted(found))


def _together(*some: Mapping[str, int]) -> Mapping[str, int]:
    left = [lines for lines in some if lines]
    if len(left) < 2:
        return left[0] if left else {}
    return {print_: fen for lines in left for print_, fen in lines.items()}


def _why(plan: Planned, asked: Asked, equal: EqualLines, others: Mapping[str, int]) -> Waiting:
    """For whoever brings it."""
    currency, balances = plan.statement.currency, asked.own.balances
    return Waiting(
        statement=plan.statement.identifier,
        day=plan.day,
        opens=show(balances[0], currency),
        closes=show(balances[-1], currency),
        lines=equal.total(),
        alike=equal.total(known=others),
        others=len(others),
        whole_day=asked.whole_day,
    )


def _gap(plan: Planned) -> str:
    statement = plan.statement
    opens, closes = (
        show(one or 0, statement.currency)
        for one in (statement.opening_minor, statement.closing_minor)
    )
    return (
        f"leads from {opens} to {closes}, and nothing that came of its day closes or opens there: "
        "a statement between is missing"
    )

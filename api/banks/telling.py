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
from api.banks.spans import Over, over
from api.banks.stretches import Stretch, grown, in_order, stretch, turned
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
    refused: str | None = None
    gap: str | None = None


class Telling:
    """Tells of the statements of one file, one after the other."""

    def __init__(
        self,
        brought: Callable[[DayId, tuple[DayId, ...]], Brought],
        recorded: Callable[[Planned], bool] = lambda _: False,
    ) -> None:
        """`brought`: what is banked on days, for a statement of one. `recorded`: whether a
        statement was, of this file; all its lines are known then."""
        self._brought = brought
        self._recorded = recorded
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
        own = _own(plans)
        if own is None or all(map(self._recorded, plans)):
            return [Told(plan) for plan in equal.named(every, known)]
        found = _over(plans, own, there, equal)
        if found is not None and any(plan.statement.newest_first is None for plan in plans):
            turned_ = stretch(own.stated, _lines(plans, turned=True))
            other = _over(plans, turned_, _turned(there), equal)
            found = _agreed(found, other, there, equal)
        if found is None:
            why = None if any(plan.wrong for plan in plans) else _why(plans[0], own, equal, others)
            return [Told(plan, refused=why) for plan in equal.named(every, known)]
        gap = found.apart
        return [Told(plan, gap=_gap(plan) if gap else None) for plan in _named(found, there, equal)]

    def _keep(self, plans: Sequence[Planned], others: Mapping[str, int]) -> None:
        """What statements bring, for those behind them in the file."""
        lines = {print_: fen for print_, fen in moved(plans) if print_ not in others}
        stated, days = _stated(plans), _days(plans)
        if stated is None:
            for day in days:
                self._unstated[day] |= lines
            return
        one = stretch(stated, lines, printed=len(days) == 1)
        self.kept.append(one)
        for day in days:
            self._before[day].append((plans[0].day, one))


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
        found.append(Stated("", said.identifier, said.sequence, *ends))
    return found


def _own(plans: Sequence[Planned]) -> Stretch | None:
    stated = _stated(plans)
    return None if stated is None else stretch(stated, _lines(plans))


def _lines(plans: Sequence[Planned], *, turned: bool = False) -> dict[str, int]:
    return {str(place): fen for place, (_, fen) in enumerate(moved(plans, turned=turned))}


def _over(plans: Sequence[Planned], own: Stretch, there: Brought, equal: EqualLines) -> Over | None:
    page = any(plan.statement.page_of is not None for plan in plans)
    return over(own, grown(there.came), there.elsewhere, there.loose, equal, page=page)


def _turned(there: Brought) -> Brought:
    """What is banked, were it booked the other way round than it is printed."""
    return replace(
        there,
        came=[turned(one) for one in there.came],
        elsewhere=[turned(one) for one in there.elsewhere],
    )


def _agreed(found: Over, other: Over | None, there: Brought, equal: EqualLines) -> Over | None:
    """What lines say as they are printed: where they say the same the other way round, or where
    every line that looks banked is known, so that none can be banked twice; else None."""
    first, second, most = (
        lines if lines is None else equal.known([*lines, there.loose], there.others)
        for lines in (
            [one.lines for one in found.over],
            other and [one.lines for one in other.over],
            [there.others],
        )
    )
    return found if first in (second, most) else None


def _named(found: Over, there: Brought, equal: EqualLines) -> list[Planned]:
    """The statements, their lines named by what they lie over."""
    return equal.named([*(one.lines for one in found.over), there.loose], there.others)


def _days(plans: Sequence[Planned]) -> tuple[DayId, ...]:
    """The days of statements and of their lines."""
    found = {day for plan in plans for day in (plan.day.day, *plan.lines)}
    return tuple(DayId(plans[0].day.account, day) for day in sorted(found))


def _together(*some: Mapping[str, int]) -> Mapping[str, int]:
    left = [lines for lines in some if lines]
    if len(left) < 2:
        return left[0] if left else {}
    return {print_: fen for lines in left for print_, fen in lines.items()}


def _why(plan: Planned, own: Stretch, equal: EqualLines, others: Mapping[str, int]) -> str:
    """The sentence for whoever brings it."""
    currency = plan.statement.currency
    opens, closes = show(own.opening, currency), show(own.closing, currency)
    known = equal.among([others])
    return (
        f"statement {plan.statement.identifier} of {plan.day} leads from {opens} to {closes}: "
        f"{known} of its {equal.total} lines look like lines that are banked, of {len(others)}, "
        "and its balances do not tell which are the same. Bring the statement before or behind it "
        "first, or the whole day in one file"
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

"""Which lines of a file are new, by what is banked: each statement held against those before it.

What says the same as a banked line is that line where its statement lies over that one's, another
where it lies beside (`spans`); where nobody can tell, it waits. Nothing is written here.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from api.banks.asked import Asked, Came
from api.banks.brought import Brought, united
from api.banks.copies import EqualLines, moved
from api.banks.moments import moments
from api.banks.pairing import pairs
from api.banks.parts import Before, days_of, in_parts, stated_by
from api.banks.planning import Planned
from api.banks.spans import over
from api.banks.statements.saying import Sentence
from api.banks.stretches import Stretch, stretch
from api.banks.waiting import Waiting
from domain.bankday.stated import Stated
from domain.identifiers import DayId
from domain.money import show


@dataclass(frozen=True, slots=True)
class Told:
    """A statement, its lines under the fingerprints by which they are known or will be.

    `refused`: why nobody can tell which of them are new; those that look known are taken for it.
    `gap`: what whoever brings it should know of its day; `taken`: of lines that nothing but their
    balances says are known; `half`: of those that a file brought which was banked in part;
    `paired`: of such as said otherwise before.
    """

    plan: Planned
    refused: Waiting | None = None
    gap: Sentence | None = None
    taken: Sentence | None = None
    half: Sentence | None = None
    paired: Sentence | None = None


class Telling:
    """Tells of the statements of one file, one after the other."""

    def __init__(
        self,
        brought: Callable[[DayId, tuple[DayId, ...]], Brought],
        recorded: Callable[[Planned], Stated | None] = lambda _: None,
        *,
        whole_day: bool = False,
    ) -> None:
        """`brought`: what is banked on days, for a statement of one. `recorded`: a statement as it
        was, of this file; all its lines are known then. `whole_day`: a person says that it has all
        of its day."""
        self._brought = brought
        self._recorded = recorded
        self._whole_day = whole_day
        self.kept: list[Stretch] = []  # what the file's statements bring, as far as they are told
        self._before = list[Before]()
        self._unstated = defaultdict[DayId, dict[str, int]](dict)

    def all(self, planned: Sequence[Planned]) -> list[Told]:
        """Every statement, in the file's order."""
        found: dict[int, Told] = {}
        for plans in in_parts(planned, whole_day=self._whole_day):
            found |= {id(plan): one for plan, one in zip(plans, self._told(plans), strict=True)}
        return [found[id(plan)] for plan in planned]

    def _told(self, plans: Sequence[Planned]) -> list[Told]:
        """Statements of one day that follow each other."""
        of, days, word = plans[0].day, days_of(plans), self._whole_day
        there = self._brought(of, days)
        here = [(one.own, one.of(days)) for one in self._before if one.has_any(days)]
        unstated = [self._unstated[day] for day in days]
        others = united([there.others, *unstated, *(one.lines for _, one in here)])
        if others or there.mine or len(plans) > 1:
            there = replace(
                there,
                came=[*there.came, *(one for own, one in here if own == of and not word)],
                elsewhere=[*there.elsewhere, *(one for own, one in here if own != of or word)],
                loose=united([there.loose, *unstated]),
                others=others,
            )
            told = self._judged(plans, there, told=word and bool(here))
        else:
            told = [Told(plans[0])]
        self._keep([one.plan for one in told], others)
        return told

    def _judged(self, plans: Sequence[Planned], there: Brought, *, told: bool) -> list[Told]:
        """`told`: of what is known it is told whatever says so: others of the file may have it."""
        others, every = there.others, [there.mine, there.others]
        known = others.keys() | there.mine.keys()
        equal = EqualLines(plans, known, there.former)
        stated = stated_by(plans)
        if all(recorded := [self._recorded(plan) for plan in plans]):
            silent, same = self._whole_day and not told, dict[int, str]()
            if any(one is not None and one.whole_day for one in recorded):
                same = pairs(equal.lines(0), united(every), there.numbered)
            return [
                Told(
                    plan,
                    taken=None if silent else _taken(plan, others),
                    paired=_paired(plan, len(same)),
                )
                for plan in equal.named(every, known, same)
            ]
        if stated is None or any(plan.wrong for plan in plans):
            why = _NO_BALANCES if stated is None else _WRONG_ONES
            return [Told(one, taken=_taken(one, others, why)) for one in equal.named(every, known)]
        asked = _asked(plans, stated, equal, whole_day=self._whole_day)
        came = Came(there.came, there.elsewhere, there.loose, there.half, there.numbered)
        found = over(asked, came)
        if found is None:
            waiting = _why(plans[0], asked, equal, others)
            return [Told(plan, refused=waiting) for plan in equal.named(every, known)]
        return [
            Told(
                plan,
                gap=_gap(plan) if found.gap else None,
                taken=None if found.sure and not told else _taken(plan, others),
                paired=_paired(plan, found.paired),
                half=_half(plan, there.half),
            )
            for plan in equal.named(found.alike, others, found.same)
        ]

    def _keep(self, plans: Sequence[Planned], others: Mapping[str, int]) -> None:
        """What statements bring, for those behind them in the file."""
        stated: Sequence[Stated | None] = stated_by(plans) or [None] * len(plans)
        days = days_of(plans)
        for plan, of in zip(plans, stated, strict=True):
            every = dict(moved([plan]))
            lines = {print_: fen for print_, fen in every.items() if print_ not in others}
            if of is None:
                for day in days:
                    self._unstated[day] |= lines
                continue
            sure = plan.statement.newest_first is False
            one = stretch([of], lines, ordered=len(days) == 1, sure=sure)
            instants = dict(zip(every, moments([plan]), strict=False))
            one = replace(one, numbered=_numbered(plan) & lines.keys(), moments=instants)
            self.kept.append(one)
            self._before.append(Before(plan, one))


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
        one_day=len(days_of(plans)) == 1,
        moments=dict(enumerate(moments(plans))),
    )


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


_SAME = Sentence("noted.taken.same")
_NO_BALANCES = Sentence("noted.taken.none")
_WRONG_ONES = Sentence("noted.taken.wrong")


def _taken(plan: Planned, others: Collection[str], why: Sentence = _SAME) -> Sentence | None:
    """Of lines that are known, and not by the bank's own numbers."""
    said = [line.particulars for lines in plan.lines.values() for line in lines]
    known = sum(one.serial is None and one.fingerprint in others for one in said)
    return Sentence("noted.taken", known=known, lines=len(said), why=why) if known else None


def _paired(plan: Planned, many: int) -> Sentence | None:
    return Sentence("noted.paired", known=many, day=plan.day.day) if many else None


def _numbered(plan: Planned) -> set[str]:
    """Those of its lines that have the bank's own numbers."""
    said = (line.particulars for lines in plan.lines.values() for line in lines)
    return {one.fingerprint for one in said if one.serial is not None}


def _half(plan: Planned, half: Collection[str]) -> Sentence | None:
    said = [line.particulars for lines in plan.lines.values() for line in lines]
    theirs = sum(one.fingerprint in half for one in said)
    return Sentence("noted.half", theirs=theirs, lines=len(said)) if theirs else None


def _gap(plan: Planned) -> Sentence:
    statement = plan.statement
    opens, closes = (
        show(one or 0, statement.currency)
        for one in (statement.opening_minor, statement.closing_minor)
    )
    return Sentence("noted.gap", opens=opens, closes=closes)

"""How lots stood at a position: their states, the rules they were born under, their disputes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.lots.clocks import Clock, by_day, clocks, of_cases
from api.wiring import System
from domain.calendar import beijing_day
from domain.categories.category import Category
from domain.governance.state import Law
from domain.kernel import Rejected, StreamId
from domain.lifecycle import DIRECT, Lifecycle
from domain.lot.standing import category_of
from domain.lot.state import Lot
from projections.disputes import CASES

type Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Standing:
    """One lot at a position. `category`: its rules, None of a kind that nobody knows; `cases`:
    rows of its disputes, as they stood then.
    """

    code: str
    position: int
    lot: Lot
    law: Law
    category: Category | None
    cases: tuple[Row, ...]

    @property
    def lifecycle(self) -> Lifecycle:
        """What it hears in which phase; without a procedure, the short order."""
        if self.lot.is_direct or self.category is None:
            return DIRECT
        return self.category.order(self.lot.scopes).lifecycle

    @property
    def clocks(self) -> tuple[Clock, ...]:
        """Everything that runs: for the lot, and in its disputes; the earliest first."""
        own = clocks(self.lot, self.category, self.lifecycle, self.law.calendar)
        return tuple(sorted((*own, *of_cases(self.cases, self.law.calendar)), key=by_day))


def standings(system: System, codes: Sequence[str], position: int) -> dict[str, Standing]:
    """These lots, as they were known at a position; those that were not defined are left out."""
    law = system.replay.state(system.log.charter.law, position)
    assert isinstance(law, Law)
    lots = system.replay.states([StreamId("lot", code) for code in codes], position)
    found = system.readers.disputes.rows(CASES, {"lot": list(codes)}, as_of=position).rows
    return {
        stream.code: Standing(
            code=stream.code,
            position=position,
            lot=lot,
            law=law,
            category=law.rules(lot.defined.category, lot.defined.pack),
            cases=tuple(row for row in found if row["lot"] == stream.code),
        )
        for stream, lot in lots.items()
        if lot.defined is not None
    }


def standing(system: System, code: str, position: int) -> Standing | None:
    """One of them; None where nobody had defined it."""
    return standings(system, [code], position).get(code)


def is_so(system: System, lot: Lot, subject: str) -> bool:
    """Whether the rules that a lot was born under have a row about this that is in force today."""
    if lot.defined is None:
        return False
    category = category_of(lot.defined, system.law())
    if isinstance(category, Rejected):
        return False
    return bool(category.about(subject, beijing_day(system.clock())))

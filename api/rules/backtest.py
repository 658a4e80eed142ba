"""A pack tried on the lots that there are: what of their past it would not have let be.

Nothing is changed by it: a lot keeps the rules that it was born under.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from api.wiring import System
from domain.calendar import Calendar
from domain.categories.category import Category
from domain.kernel import StreamId
from domain.lot.periods import breaches
from domain.lot.state import Lot
from domain.rules import Rule
from domain.terms import deposit_bound


@dataclass(frozen=True, slots=True)
class Breach:
    """One row that a lot's past does not keep: a term from a day to a day, or its deposit.

    `limit`: the first day that would do, or the last; of a deposit the sentence says it.
    """

    lot: str
    rule: Rule
    began: date | None
    ended: date | None
    limit: date | None
    told: str


def backtest(system: System, category: Category) -> tuple[int, tuple[Breach, ...]]:
    """How many lots of the kind there are, and all breaches, in the order of their codes."""
    codes = sorted(system.replay.codes("lot"))
    states = system.replay.states([StreamId("lot", code) for code in codes])
    lots = [one for one in states.values() if isinstance(one, Lot) and one.defined is not None]
    theirs = [lot for lot in lots if lot.defined and lot.defined.category == category.code]
    calendar = system.law().calendar
    found = (breach for lot in theirs for breach in _breaches(lot, category, calendar))
    return len(theirs), tuple(found)


def _breaches(lot: Lot, category: Category, calendar: Calendar) -> Iterator[Breach]:
    assert lot.defined is not None, "a lot to try was defined"
    code = lot.defined.lot
    day = lot.day_of("AnnouncementPublished")
    if day is not None and lot.defined.estimate_fen is not None:
        estimate, deposit = lot.defined.estimate_fen, lot.defined.deposit_fen
        beyond = deposit_bound(category, estimate, deposit, day, scopes=lot.scopes)
        if beyond is not None:
            yield Breach(code, beyond.rule, None, day, None, str(beyond))
    for one in breaches(category, lot, calendar):
        yield Breach(code, one.row, one.began, one.ended, one.limit, f"{one.row}: {one.limit}")

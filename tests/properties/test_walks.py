"""Whatever is asked of a lot, by whom and when: it keeps its order, and every fen is somebody's.

Lots of each kind of trade, of each protocol, by the order that they were born under: mostly the
next lawful step, sometimes anything. Each decision is held against REFERENCE 2.2 (`watching`), the
books after each move against 3.4 (`books`).
"""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.categories.category import Category
from domain.categories.register import CATEGORIES
from domain.phases import ARROWS, Phase
from tests.properties.skeleton import GOES_TO
from tests.properties.trades import TRADES
from tests.properties.ways import MOVES, walked

MUST = {
    *("ARCHIVED", "FAILED", "TERMINATED", "VOIDED"),
    *("ProcedureSuspended", "ProcedureResumed", "RetenderLinked"),
    *("lot.suspended", "lot.wrong_phase", "permission.missing"),
}
"""What walks of each kind come to at least once beside the facts of their order (`comes_to`), else
they show nothing.
"""
DEFAULTS = {"WinnerDefaulted", "DepositForfeited", "ForfeitureWaived"}
"""And what those of an order come to that knows of winners who do not sign."""

WALKS = st.lists(st.tuples(st.sampled_from(MOVES), st.integers(0, 999)), min_size=15, max_size=45)
LIVES = settings(max_examples=22, derandomize=True)
MORE = 8
"""So many times as many walks, at most, until every turn was taken: which are drawn changes with
the modules that are loaded.
"""


@pytest.mark.parametrize("trade", TRADES, ids=str)
def test_a_lot_keeps_its_order_whatever_is_asked_and_every_turn_is_taken(trade):
    reached: Counter[str] = Counter()
    must = MUST | (set() if trade.direct else DEFAULTS)
    must |= trade.comes_to

    def walks(lives):
        @lives
        @given(WALKS)
        def each(way):
            reached.update(walked(trade, way).till.memory.reached)

        each()

    walks(LIVES)
    for _ in range(MORE):
        if not set(reached) >= must:
            walks(settings(LIVES, derandomize=False))
    assert set(reached) >= must, f"never reached: {sorted(must - set(reached))}"


def test_the_arrows_that_lots_go_by_are_those_of_the_reference():
    """2.2, as it is written out, state by state."""
    ours = {one.name: {after.name for after in ARROWS[one]} for one in Phase}
    assert ours == {one: {*after.split()} for one, after in GOES_TO.items()}


def test_all_that_a_lot_can_come_to_is_walked():
    """No fact of any order is left out by every trade."""
    orders = {row.event for one in TRADES if not one.direct for row in one.order.lifecycle}
    assert set.union(*(one.comes_to for one in TRADES)) == orders


def test_every_way_of_trading_that_is_offered_is_walked():
    """Methods alike in protocol and order, and in what becomes of the money, are one way, of
    whatever kind and whatever they are called; of what a market of others trades there is no lot.
    """
    kinds = [kind for kind in CATEGORIES if kind.offered]
    offered = [(kind, one) for kind in kinds for one in kind.methods if not one.elsewhere]
    walked = [one for one in TRADES if not one.direct]
    assert {_alike(one.category, one.protocol, one.scopes) for one in walked} == {
        _alike(kind, method.protocol, method.scopes) for kind, method in offered
    }


def _alike(kind: Category, protocol: str, scopes: tuple[str, ...]) -> tuple[Any, ...]:
    money = (kind.awarded_by, kind.deposit_becomes, kind.price_goes_to)
    return (protocol, kind.order(scopes), *money, kind.basic_account_required)

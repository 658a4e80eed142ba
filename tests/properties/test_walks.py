"""Whatever is asked of a lot, by whom and when: it keeps its order, and every fen is somebody's.

Lots of each kind of trade, of each protocol, by the order that they were born under: mostly the
next lawful step, sometimes anything. Each decision is held against REFERENCE 2.2 (`watching`), the
books after each move against 3.4 (`books`).
"""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.categories.register import CATEGORIES
from tests.properties.anything import ACTS, ENDS, STANDS_STILL, by_the_right_one, happens
from tests.properties.books import misread_by_the_model, wrong
from tests.properties.lawful import goes_on, out_of_turn
from tests.properties.lawful_money import interest
from tests.properties.trades import TRADES, WITHOUT_AN_ORDER, Trade
from tests.properties.walking import DEPOSIT, PARTIES, Walk

MUST = {
    *("ARCHIVED", "FAILED", "TERMINATED", "VOIDED"),
    *("ProcedureSuspended", "ProcedureResumed", "RetenderLinked"),
    *("lot.suspended", "lot.wrong_phase", "permission.missing"),
}
"""What walks of each kind come to at least once, else they show nothing."""
DEFAULTS = {"WinnerDefaulted", "DepositForfeited", "ForfeitureWaived"}
"""And what those of an order come to that knows of winners who do not sign."""

MOVES = "l" * 20 + "aaaa" + "oooo" + "mm" + "s" + "e"
"""How often each: the next lawful steps, anything, one out of turn, other money, it stands still,
an end.
"""
WALKS = st.lists(st.tuples(st.sampled_from(MOVES), st.integers(0, 999)), min_size=15, max_size=45)
LIVES = settings(max_examples=22, derandomize=True)
MORE = 8
"""So many times as many walks, at most, until every turn was taken: which are drawn changes with
the modules that are loaded.
"""


def move(walk: Walk, how: str, n: int) -> None:
    """One move of a walk."""
    walk.n = n
    match how:
        case "l":
            for _ in range(1 + n % 5):
                goes_on(walk)
        case "a":
            happens(walk, ACTS[n % len(ACTS)], n // len(ACTS))
        case "o":
            out_of_turn(walk)
        case "m":
            money(walk, n % len(PARTIES), n // len(PARTIES))
        case "s":
            by_the_right_one(walk, STANDS_STILL, n)
        case _:
            any(by_the_right_one(walk, one, n) for one in ENDS[:: -1 if n % 2 else 1])


def money(walk: Walk, bidder: int, n: int) -> None:
    """A bidder pays too little, or too much, or another for it; the bank pays interest."""
    if not walk.deposit(bidder).sub_account:
        return
    if n % 4 == 0:
        interest(walk, walk.id("P", bidder), 1 + n % 5)
    else:
        fen = (DEPOSIT, DEPOSIT // 2, DEPOSIT + 7)[n % 3]
        walk.pays(bidder, fen, payer=None if n % 5 else "N00000000000000F9")


def walked(trade: Trade, way: list[tuple[str, int]]) -> Walk:
    """A walk to its end; after each move all money is somebody's."""
    walk = Walk(trade)
    for how, n in way:
        said = len(walk.till.memory.said)
        move(walk, how, n)
        if len(walk.till.memory.said) > said:
            assert list(wrong(walk.till)) == []
    assert list(misread_by_the_model(walk.till)) == []
    walk.till.memory.is_what_was_said()
    return walk


@pytest.mark.parametrize("trade", TRADES, ids=str)
def test_a_lot_keeps_its_order_whatever_is_asked_and_every_turn_is_taken(trade):
    reached: Counter[str] = Counter()
    must = MUST | (set() if trade.direct else DEFAULTS)

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


def test_every_protocol_that_is_offered_is_walked_or_has_no_order():
    offered = {
        (one.code, protocol) for one in CATEGORIES if one.offered for protocol in one.protocols
    }
    walked = {(one.category.code, one.protocol) for one in TRADES if not one.direct}
    assert offered == walked | WITHOUT_AN_ORDER
    assert not walked & WITHOUT_AN_ORDER

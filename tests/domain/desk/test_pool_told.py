"""What is told when a pool stands for a deposit and is free again (P32, E17), fact by fact."""

import pytest

from domain.desk.reverse import MatchReversal
from domain.kernel import Rejected
from domain.lot.compete import OpenBids
from domain.pool.events import PoolReleased, PoolReserved
from tests.domain.desk import test_pool as pools
from tests.domain.desk.test_pool import D1, LOTS, OPENING, POOL, WHOLE
from tests.kit.till import account_of

till, filled = pools.till, pools.filled
ASKED = 20_000_000
"""200,000.00, of the 500,000.00 that came on one line."""


@pytest.fixture
def reserved(filled):
    pools.reserve(filled)
    return filled


def said(of, shape):
    """The one fact of this kind that was told."""
    (one,) = (event for event in of.memory.said if isinstance(event, shape))
    return one


def test_each_fact_of_the_pool_names_it_and_the_deposit(reserved):
    pools.ended(reserved)
    for shape in (PoolReserved, PoolReleased):
        one = said(reserved, shape)
        assert (one.pool, one.deposit) == (POOL, D1)
    assert [part.amount_fen for part in said(reserved, PoolReleased).parts] == [ASKED]


def test_where_all_of_it_was_kept_nothing_comes_back_and_that_is_told(reserved):
    """No parts, as opposed to parts that can be read no more."""
    reserved.do(OpenBids(lot=LOTS[0], bidders=3), "PLATFORM", when=OPENING)
    pools.kept(reserved, "200,000.00")
    pools.ended(reserved)
    back = said(reserved, PoolReleased)
    assert (back.pool, back.deposit, back.parts, back.entries) == (POOL, D1, (), ())


def test_of_a_lot_that_is_open_it_is_told_which(filled):
    filled.do(OpenBids(lot=LOTS[0], bidders=3), "PLATFORM", when=OPENING)
    told = f"the bids of {LOTS[0]} are open"
    assert pools.reserve(filled) == Rejected("lot.already_open", told)


def test_of_a_line_of_which_a_part_came_over_no_deposit_answers_for_all(reserved):
    """The bank took 500,000.00 back; the deposit has 200,000.00 of that line, the pool the rest."""
    (came,) = reserved.deposit(D1).receipts
    by = reserved.line(WHOLE, OPENING.date(), credit=False, reversal=True,
                       payer_account=account_of(pools.B))  # fmt: skip
    asked = MatchReversal(line=by, line_seen=1, reversed=came.line, deposit=D1, lot=None)
    told = f"{by} does not take {came.line} back"
    assert reserved.ask(asked, "MATCHER") == Rejected("desk.other_credit", told)
    assert reserved.deposit(D1).whole

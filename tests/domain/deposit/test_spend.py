"""What becomes others' is borne by what came, receipt by receipt, and comes back to the same."""

from dataclasses import replace

import pytest

from domain.accounts import BANK_RECEIVABLE, UNIDENTIFIED
from domain.deposit.arrived import ReversalRepaid
from domain.deposit.spend import borne, restored, taken
from domain.deposit.stream import DEPOSIT
from domain.deposit.take_back import reverse
from domain.postings import moved
from tests.kit.owing import COURT, approved, confirmed, instructed, line, matched, owed
from tests.kit.passing import WINNERS, forfeited, reversed_by
from tests.kit.rows import OWNER, PRICE, D
from tests.kit.story import fold


def after(*facts):
    return fold(DEPOSIT, WINNERS, *facts)


def unreadable(amount):
    """A line came whose secrets nobody can read any more."""
    return replace(matched(amount=amount), line=None, payer=None, payer_account=None)


def backs(*facts):
    return [receipt.back_fen for receipt in after(*facts).receipts]


@pytest.mark.parametrize(
    ("came", "kept", "left"),
    [((60, 40), 100, [0, 0]), ((60, 40), 70, [0, 30]), ((40, 60), 10, [30, 60])],
)
def test_receipts_that_nobody_can_read_bear_each_its_own_part(came, kept, left):
    facts = (*map(unreadable, came), forfeited(kept))
    assert backs(*facts) == left
    assert backs(*facts, reversed_by(COURT, kept)) == list(came)


def test_what_was_refunded_and_taken_back_by_the_bank_lowers_nothing_that_came_since():
    """The refund gave back the first line, whose credit the bank reversed; the second is here."""
    paid = (matched(1), owed(), approved(), instructed(), confirmed())
    gone, *_ = reverse(D, after(*paid), line(1), line(9), OWNER)
    state = after(*paid, gone, matched(2))
    assert taken(state.receipts, state.refunds, PRICE) == ((1, PRICE),)
    assert borne(state.receipts, state.refunds, PRICE)
    assert not borne(state.receipts, state.refunds, PRICE + 1)


def test_what_goes_beyond_what_was_taken_is_whose_who_made_a_reversed_credit_good():
    """Never another receipt's, though it bears something else (1003)."""
    kept = after(matched(), forfeited())
    assert restored(kept.receipts, (), PRICE) == ()
    gone, *_ = reverse(D, kept, line(1), line(9), OWNER)
    good = ReversalRepaid(
        deposit=D,
        line=line(2),
        payer=None,
        payer_account=None,
        value_date=None,
        entries=(moved("P09", (UNIDENTIFIED, OWNER), (BANK_RECEIVABLE, D), PRICE),),
    )
    both = after(matched(), forfeited(), gone, good)
    assert restored(both.receipts, ((0, PRICE),), PRICE - 1) == ((1, 1 - PRICE),)
    assert restored(both.receipts, (), PRICE + 1) == ((1, -PRICE),), "no more than it made good"

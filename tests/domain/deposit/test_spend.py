"""What becomes others' is borne by what came, receipt by receipt, and comes back to the same."""

from dataclasses import replace

import pytest

from domain.accounts import BANK_RECEIVABLE, UNIDENTIFIED
from domain.deposit.arrived import ReversalRepaid
from domain.deposit.spend import borne, lowered, owed_less, restored, taken
from domain.deposit.stream import DEPOSIT
from domain.deposit.take_back import reverse
from domain.postings import moved
from tests.kit.owing import COURT, approved, cancelled, confirmed, instructed, line, matched, owed
from tests.kit.passing import WINNERS, forfeited, reversed_by
from tests.kit.rows import DAY, OWNER, PRICE, D
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


def test_what_is_borne_is_borne_by_what_came_first_and_is_not_approved_to_go_back():
    state = after(matched(1, 60), matched(2, 40))
    assert taken(state.receipts, state.refunds, 60) == ((0, 60),)
    half = after(matched(1, 300), matched(2, 200), owed(1, 400), approved(amount=400))
    assert taken(half.receipts, half.refunds, 500) == ((1, 100),)


def test_of_what_is_owed_a_fen_may_be_left():
    state = after(matched(1, 500), owed(1, 500))
    assert tuple(owed_less(D, state.receipts, state.refunds, 499)) == (cancelled(), owed(2, 1))
    assert tuple(owed_less(D, state.receipts, state.refunds, 500)) == (cancelled(),)


def test_what_is_left_of_it_has_its_term_from_the_same_day():
    state = after(matched(1, 500), owed(1, 500, since=DAY))
    anew = owed(2, 499, since=DAY)
    assert tuple(owed_less(D, state.receipts, state.refunds, 1)) == (cancelled(), anew)


@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (1, (cancelled(2), owed(3, 199))),
        (200, (cancelled(2),)),
        (201, (cancelled(2), cancelled(1), owed(3, 299))),
        (500, (cancelled(2), cancelled(1))),
    ],
)
def test_of_two_that_an_account_is_owed_the_newer_is_owed_less_first(fen, said):
    """The older stays as it was: whoever is about to pay it goes on."""
    state = after(matched(1, 300), owed(1, 300), matched(2, 200), owed(2, 200))
    assert tuple(owed_less(D, state.receipts, state.refunds, fen)) == said


def test_what_is_borne_by_what_nobody_is_owed_lessens_nothing():
    state = after(matched(1, 300), matched(2, 200), owed(1, 300))
    assert tuple(owed_less(D, state.receipts, state.refunds, 200)) == ()
    assert tuple(owed_less(D, state.receipts, state.refunds, 201)) == (cancelled(), owed(2, 299))


def test_what_was_taken_comes_back_to_the_first_as_far_as_it_reaches():
    state = after(matched(1, 300), matched(2, 200), forfeited(500))
    assert restored(state.receipts, ((0, 300), (1, 200)), 350) == ((0, -300), (1, -50))


def test_what_was_refunded_and_taken_back_by_the_bank_lowers_nothing_that_came_since():
    """The refund gave back the first line, whose credit the bank reversed; the second is here."""
    paid = (matched(1), owed(), approved(), instructed(), confirmed())
    gone, *_ = reverse(D, after(*paid), line(1), line(9), OWNER)
    state = after(*paid, gone, matched(2))
    assert taken(state.receipts, state.refunds, PRICE) == ((1, PRICE),)
    assert borne(state.receipts, state.refunds, PRICE)
    assert not borne(state.receipts, state.refunds, PRICE + 1)


def test_nothing_comes_back_to_a_line_of_which_only_is_told_what_had_gone():
    """200 of it were paid back and 300 kept when the bank took its credit back."""
    signed = owed(1, 200), approved(1, amount=200), instructed(1, amount=200)
    past = (matched(1, 500), *signed, confirmed(1, amount=200), forfeited(300))
    gone, *_ = reverse(D, after(*past), line(1), line(9), OWNER)
    state = after(*past, gone)
    assert [(one.reversed, one.back_fen) for one in state.receipts] == [(True, 200)]
    assert restored(state.receipts, ((0, 300),), 300) == ()


def made_good(fen):
    return moved("P09", (UNIDENTIFIED, OWNER), (BANK_RECEIVABLE, D), fen)


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
        entries=(made_good(PRICE),),
    )
    both = after(matched(), forfeited(), gone, good)
    assert restored(both.receipts, (), 1) == ((1, -1),)
    assert restored(both.receipts, ((0, PRICE),), PRICE - 1) == ((1, 1 - PRICE),)
    assert restored(both.receipts, (), PRICE + 1) == ((1, -PRICE),), "no more than it made good"
    whole = lowered(both.receipts, ((1, -PRICE),))
    assert restored(whole, (), PRICE) == (), "and not what goes back already"
    twice = [replace(good, entries=(made_good(fen),)) for fen in (300, 200, PRICE - 500)]
    thrice = after(matched(), forfeited(), gone, *twice)
    assert restored(thrice.receipts, (), 450) == ((1, -300), (2, -150))

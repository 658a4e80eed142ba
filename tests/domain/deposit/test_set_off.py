"""A refund that is with us again is settled with what the bank took back while it was out.

2005 or 2012 against 1003 (P09); amounts in fen.
"""

from dataclasses import replace

import pytest

from domain.deposit.owed import RefundSetOff
from domain.deposit.refund import Standing
from domain.deposit.set_off import set_off
from domain.deposit.stream import DEPOSIT
from domain.deposit.take_back import reverse
from domain.desk.owe import OweRefund
from domain.desk.refund_out import RefundOut
from domain.governance.state import Law
from domain.identifiers import payment_id
from domain.lot.stream import LOT
from domain.postings import Entry, Leg
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.lots import CODE, TENDER
from tests.kit.owing import (
    allocated,
    approved,
    cancelled,
    confirmed,
    credited,
    failed,
    instructed,
    late,
    line,
    matched,
    owed,
    payment,
    returned,
)
from tests.kit.passing import LOSERS
from tests.kit.rows import OWNER, PRICE, D
from tests.kit.story import fold, given

WENT = (matched(), owed(), approved(), instructed())
BACK = {"failed": (failed(),), "returned": (confirmed(), returned())}
STANDS = {"failed": "2005", "returned": "2012"}


def taken_back(*facts, of=1):
    """The bank takes a credit back."""
    return reverse(D, fold(DEPOSIT, LOSERS, *facts), line(of), line(8), OWNER)


def settled(*legs, number=1):
    entry = Entry("CUST", "CNY", tuple(Leg(*leg, "P09") for leg in legs))
    return RefundSetOff(deposit=D, number=number, entries=(entry,))


def said(*facts, number=1):
    return tuple(set_off(D, fold(DEPOSIT, LOSERS, *facts), number))


@pytest.mark.parametrize("how", BACK)
def test_of_what_came_back_and_the_bank_has_again_nothing_is_owed_to_anybody(how):
    facts = (*WENT, *taken_back(*WENT), *BACK[how])
    legs = ((STANDS[how], f"{D}/1", PRICE), ("1003", D, -PRICE))
    assert said(*facts) == (settled(*legs), cancelled())
    state = fold(DEPOSIT, LOSERS, *facts, *said(*facts))
    assert (state.receivable_fen, state.held_fen, state.receipts) == (0, 0, ())
    assert dict(state.balances) == {}
    assert state.refunds[0].standing is Standing.VOID
    ended = given(DEPOSIT, LOSERS, *facts, *said(*facts)).given(LOT, *TENDER)
    asked = OweRefund(deposit=D, lot=CODE)
    ended.when(asked, by="PLATFORM", law=Law(FIXTURE)).nothing_happens()


def test_of_two_lines_one_of_which_was_taken_back_the_other_s_is_owed_still():
    both = (matched(1, 300), matched(2, 200), owed(1, 500), approved(amount=500))
    out = (*both, instructed(amount=500))
    facts = (*out, *taken_back(*out), confirmed(amount=500), returned(amount=500))
    legs = (("2012", f"{D}/1", 500), ("1003", D, -300), ("2002", D, -200))
    assert said(*facts) == (settled(*legs), cancelled(), owed(2, 200))
    state = fold(DEPOSIT, LOSERS, *facts, *said(*facts))
    assert (state.receivable_fen, state.held_fen) == (0, 200)
    assert [one.back_fen for one in state.receipts] == [200]


def test_the_interest_that_went_along_waits_again():
    out = (
        *(matched(), owed(), credited(7), approved(), allocated(7)),
        instructed(interest=7),
    )
    facts = (*out, *taken_back(*out), confirmed(amount=PRICE + 7), returned(amount=PRICE + 7))
    legs = (("2012", f"{D}/1", PRICE + 7), ("1003", D, -PRICE), ("2007", D, -7))
    assert said(*facts) == (settled(*legs), cancelled())
    state = fold(DEPOSIT, LOSERS, *facts, *said(*facts))
    assert (state.balance("2007"), dict(state.interest)) == (7, {"ZZ-DEPOSITS": 7})


def test_what_came_late_and_was_taken_back_while_it_went_back_is_settled_too():
    out = (*late(), approved(amount=None), instructed())
    facts = (*out, *taken_back(*out), confirmed(), returned())
    legs = (("2012", f"{D}/1", PRICE), ("1003", D, -PRICE))
    assert said(*facts) == (settled(*legs), cancelled())
    assert dict(fold(DEPOSIT, LOSERS, *facts, *said(*facts)).balances) == {}


def two_lost():
    """A bid was withdrawn and paid again: both its refunds went out, all its lines are lost."""
    first = (matched(1, 200), matched(2, 100), owed(1, 300, cause="WITHDRAWN"))
    again = (matched(3, 200), approved(amount=300), owed(2, 200), approved(2, amount=200))
    facts = (*first, *again, instructed(amount=300), instructed(2, amount=200))
    for number in (1, 2, 3):
        facts += taken_back(*facts, of=number)
    return (*facts, confirmed(amount=300), confirmed(2, amount=200))


def test_of_two_refunds_each_is_settled_when_it_comes_back_and_not_the_other():
    facts = (*two_lost(), returned(amount=300))
    legs = (("2012", f"{D}/1", 300), ("1003", D, -300))
    assert said(*facts) == (settled(*legs), cancelled())
    state = fold(DEPOSIT, LOSERS, *facts, *said(*facts))
    assert state.receivable_fen == 200
    assert [(one.line, one.back_fen) for one in state.receipts] == [(line(3), 200)]


def test_what_another_account_paid_and_lost_stays_lost_when_this_one_s_comes_back():
    both = (matched(1, 300), matched(2, 200, "9"), owed(1, 300), approved(amount=300))
    theirs = replace(owed(2, 200), payee=replace(owed().payee, account="9"))
    out = (*both, theirs, approved(2, amount=200), instructed(amount=300))
    facts = (*out, instructed(2, amount=200))
    facts += taken_back(*facts)
    facts += taken_back(*facts, of=2)
    facts += (confirmed(2, amount=200), returned(2, amount=200))
    state = fold(DEPOSIT, LOSERS, *facts, *said(*facts, number=2))
    assert state.receivable_fen == 300
    assert [(one.line, one.back_fen) for one in state.receipts] == [(line(1), 300)]


def test_what_came_late_and_is_there_still_makes_good_no_other_line():
    """To the fen: what the bank took back is another line of the same bidder."""
    lost = (*late(2, amount=1), approved(amount=None), instructed(amount=1), confirmed(amount=1))
    facts = (*lost, matched(1), owed(2), approved(2), instructed(2))
    facts = (*facts, *taken_back(*facts), returned(amount=1))
    assert fold(DEPOSIT, LOSERS, *facts).own_receivable_fen == PRICE
    assert said(*facts) == ()


def test_what_was_made_good_by_its_bidder_is_paid_to_it_as_before():
    """1003 is settled by then: what came back waits for another account."""
    lost = (*WENT, *taken_back(*WENT))
    assert said(*lost, repaid(PRICE), *BACK["returned"]) == ()


def test_another_s_refund_is_not_set_off_nor_what_is_still_out():
    other = (matched(1, 300), matched(2, 200, "9"), owed(1, 300), approved(amount=300))
    out = (*other, instructed(amount=300))
    theirs = replace(owed(2, 200), payee=replace(owed().payee, account="9"))
    both = (*out, *taken_back(*out), theirs, approved(2, amount=200))
    assert said(*both, instructed(2, amount=200), failed(2, amount=200), number=2) == ()
    assert said(*WENT, *taken_back(*WENT)) == ()
    assert said(*WENT, *BACK["returned"]) == ()


def repaid(fen):
    """Its bidder makes so much good."""
    legs = (Leg("2001", OWNER, fen, "P09"), Leg("1003", D, -fen, "P09"))
    return replace(matched(5), entries=(Entry("CUST", "CNY", legs),))


def test_of_one_line_s_own_all_is_settled_or_nothing():
    """A part of it was made good: whose the rest is, a person says; it is paid to nobody so far."""
    out = (*late(amount=500), approved(amount=None), instructed(amount=500))
    facts = (*out, *taken_back(*out), repaid(200), confirmed(amount=500), returned(amount=500))
    assert said(*facts) == ()
    assert fold(DEPOSIT, LOSERS, *facts).receivable_fen == 300


@pytest.mark.parametrize("cause", ["LOSER", "VOIDED"])
def test_a_refund_of_interest_alone_is_not_what_the_bank_took_back(cause):
    """Its line is that of the interest, which brought the deposit nothing; of a void result, the
    price's own lines go back by the same cause.
    """
    lost = (*WENT, *taken_back(*WENT), confirmed())
    interest = owed(2, 7, cause=cause, interest=False, line=line(9))
    its = (interest, approved(2, amount=None), instructed(2, amount=7), failed(2, amount=7))
    assert said(*lost, credited(7), *its, number=2) == ()


def test_it_is_said_with_the_return_itself():
    """Whoever matches the line, or reports that it failed, asks for nothing more."""
    lost = fold(DEPOSIT, LOSERS, *WENT, *taken_back(*WENT), confirmed())
    out = RefundOut(payment_id(payment()))
    settles = ["RefundSetOff", "RefundObligationCancelled"]
    back = out.returned(lost, OWNER, PRICE, "AC04")
    assert [one.NAME for one in back] == ["RefundReturned", *settles]
    assert {one.deposit for one in back} == {D}
    lost = fold(DEPOSIT, LOSERS, *WENT, *taken_back(*WENT))
    assert [one.NAME for one in out.failed(lost, PRICE, "AC04")] == ["RefundFailed", *settles]

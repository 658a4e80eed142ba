"""What came is taken back while it stands where it was put; what is gone is somebody's debt."""

from dataclasses import replace

import pytest

from domain.deposit.arrived import BankCreditReversed, OverpaymentDetected, ReceiptUnmatched
from domain.deposit.owed import DepositConverted
from domain.deposit.stream import DEPOSIT
from domain.deposit.take_back import give_up, reverse
from domain.kernel import Rejected
from domain.postings import Entry, Leg, reversed_entry
from tests.kit.owing import (
    PAYEE,
    approved,
    cancelled,
    confirmed,
    elsewhere,
    failed,
    held,
    instructed,
    late,
    line,
    matched,
    owed,
)
from tests.kit.rows import BASIC, OWNER, PAYER, PRICE, REQUIRED, D, counted
from tests.kit.story import fold

LINE, BY = line(1), line(8)


def after(*facts):
    return fold(DEPOSIT, REQUIRED, *facts)


def given_up(*facts, of=LINE):
    """What is said when the line is taken back as another's."""
    return give_up(D, after(*facts), of, "认错")


def reversed_by(*facts, of=LINE):
    """What is said when the bank takes the line's credit back."""
    return reverse(D, after(*facts), of, BY, OWNER)


def unmatched(entry, of=LINE):
    return ReceiptUnmatched(deposit=D, line=of, reason="认错", entries=(reversed_entry(entry),))


def reversal(*legs, of=LINE):
    entry = Entry("CUST", "CNY", tuple(Leg(code, owner, fen, "P09") for code, owner, fen in legs))
    return BankCreditReversed(deposit=D, line=of, by=BY, entries=(entry,))


OVER = OverpaymentDetected(
    deposit=D,
    line=LINE,
    payer=PAYER,
    payer_account=BASIC,
    entries=(
        Entry(
            "CUST",
            "CNY",
            (
                Leg("2001", OWNER, PRICE + 9, "P04"),
                Leg("2002", D, -PRICE, "P04"),
                Leg("2005", f"{D}/1", -9, "P04"),
            ),
        ),
    ),
)
EXCESS = owed(1, 9, cause="OVERPAID", interest=False, line=LINE)


def test_what_is_given_up_is_unidentified_again():
    assert given_up(matched()) == (unmatched(counted()),)
    assert after(matched(), *given_up(matched())) == after()


def test_what_the_bank_takes_back_is_a_debit_of_its_own():
    """P09: the reverse of the original legs, against the bank's debit."""
    assert reversed_by(matched()) == (reversal(("2002", D, PRICE), ("1008", OWNER, -PRICE)),)
    assert after(matched(), *reversed_by(matched())) == after()


@pytest.mark.parametrize("take", [given_up, reversed_by])
def test_only_a_line_that_paid_is_taken_back(take):
    answer = take(matched(), of=line(2))
    assert answer == Rejected("deposit.not_paid_by", f"{D} was not paid by {line(2)}")
    assert isinstance(take(), Rejected)


@pytest.mark.parametrize("take", [given_up, reversed_by])
def test_what_was_owed_of_it_is_owed_no_more(take):
    taken, *ended = take(*late())
    assert ended == [cancelled()]
    assert after(*late(), taken, *ended).balances == {}


def test_an_overpayment_is_taken_back_whole():
    assert given_up(OVER, EXCESS) == (unmatched(OVER.entries[0]), cancelled())
    assert reversed_by(OVER, EXCESS) == (
        reversal(("2002", D, PRICE), ("2005", f"{D}/1", 9), ("1008", OWNER, -PRICE - 9)),
        cancelled(),
    )


PAID_BACK = (EXCESS, approved(1, amount=None), instructed(1, amount=9), confirmed(1, amount=9))


@pytest.mark.parametrize("n", [2, 3, 4])
def test_of_what_was_paid_out_in_part_the_rest_is_reversed_and_the_part_is_a_debt(n):
    """Never a negative deposit: Dr 1003 for what is gone, an alert for somebody to follow."""
    gone = (OVER, *PAID_BACK[:n])
    assert reversed_by(*gone) == (
        reversal(("2002", D, PRICE), ("1003", D, 9), ("1008", OWNER, -PRICE - 9)),
    )
    assert after(*gone, *reversed_by(*gone)).held_fen == 0
    assert given_up(*gone) == Rejected(
        "deposit.money_moved_on", f"the money of {LINE} has gone on since"
    )


def test_the_debt_does_not_name_the_line_before_the_opening():
    owners = {leg.owner for leg in reversed_by(OVER, *PAID_BACK)[0].entries[0].legs}
    assert owners == {D, OWNER}


CONVERTED = DepositConverted(
    deposit=D,
    to="2003",
    earnest_fen=0,
    entries=(Entry("CUST", "CNY", (Leg("2002", D, PRICE, "P19"), Leg("2003", D, -PRICE, "P19"))),),
)
GONE = {
    "converted": (matched(), CONVERTED),
    "frozen": (matched(), held(1)),
    "approved": (matched(), owed(), approved()),
    "refused by the bank": (matched(), owed(), approved(), instructed(), failed()),
    "paid": (matched(), owed(), approved(), instructed(), confirmed()),
    "late and approved": (*late(), approved(amount=None)),
}


@pytest.mark.parametrize("past", GONE.values(), ids=GONE)
def test_what_has_gone_on_is_not_given_up_and_a_debt_when_reversed(past):
    assert given_up(*past).rule == "deposit.money_moved_on"
    assert reversed_by(*past) == (reversal(("1003", D, PRICE), ("1008", OWNER, -PRICE)),)


@pytest.mark.parametrize("take", [given_up, reversed_by])
def test_what_was_only_owed_at_the_end_of_its_lot_is_owed_no_more(take):
    taken, *ended = take(matched(), owed())
    assert ended == [cancelled()]
    deposit = after(matched(), owed(), taken, *ended)
    assert (deposit.balances, deposit.receipts) == ({}, ())


@pytest.mark.parametrize("take", [given_up, reversed_by])
def test_what_the_same_account_paid_besides_is_owed_as_it_was(take):
    two = (matched(1, 300), matched(2, 200), owed(1, 500), elsewhere())
    taken, *ended = take(*two)
    assert ended == [cancelled(), owed(2, 200)]
    deposit = after(*two, taken, *ended)
    assert (deposit.held_fen, deposit.refund(2).amount_fen, deposit.refund(2).pays) == (
        200,
        200,
        PAYEE,
    )


@pytest.mark.parametrize("take", [given_up, reversed_by])
def test_another_accounts_refund_stays_as_it_is(take):
    other = {"payee": replace(PAYEE, account="9")}
    two = (matched(1, 300), matched(2, 200, "9"), owed(1, 300), owed(2, 200, **other))
    assert take(*two)[1:] == (cancelled(1),)
    assert take(*two, of=line(2))[1:] == (cancelled(2),)
    paid = (*two, approved(2, amount=200), instructed(2, amount=200), confirmed(2, amount=200))
    assert take(*paid)[1:] == (cancelled(1),)


def test_of_an_account_that_was_paid_back_in_part_no_more_is_taken_than_is_left():
    two = (matched(1, 300), owed(1, 300), approved(1, amount=300), matched(2, 200))
    assert reversed_by(*two, of=line(2))[0] == reversal(
        ("2002", D, 200), ("1008", OWNER, -200), of=line(2)
    )
    assert reversed_by(*two) == (reversal(("1003", D, 300), ("1008", OWNER, -300)),)


def test_a_void_refund_stands_in_nobodys_way():
    assert given_up(matched(), owed(), cancelled()) == (unmatched(counted()),)

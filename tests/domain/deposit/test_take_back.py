"""What came is taken back while it stands where it was put; what is gone is somebody's debt."""

from dataclasses import replace
from datetime import date

import pytest

from domain.deposit.arrived import (
    BankCreditReversed,
    OverpaymentDetected,
    ReceiptUnmatched,
    ReversalRepaid,
)
from domain.deposit.owed import DepositConverted
from domain.deposit.refund import Standing
from domain.deposit.stream import DEPOSIT
from domain.deposit.take_back import give_up, reverse
from domain.kernel import Rejected
from domain.postings import Entry, Leg, reversed_entry
from tests.kit.owing import (
    PAYEE,
    allocated,
    approved,
    cancelled,
    confirmed,
    credited,
    elsewhere,
    failed,
    held,
    instructed,
    late,
    lifted,
    line,
    matched,
    owed,
    reissued,
    returned,
)
from tests.kit.rows import BASIC, OWNER, PAYER, PRICE, REQUIRED, D, counted
from tests.kit.sentences import hear
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


def reversal(*legs, of=LINE, gone=0):
    """`gone`: what of it had gone back to its payer."""
    entry = Entry("CUST", "CNY", tuple(Leg(code, owner, fen, "P09") for code, owner, fen in legs))
    return BankCreditReversed(deposit=D, line=of, by=BY, gone_fen=gone, entries=(entry,))


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
    assert after(matched(), *given_up(matched())) == replace(after(), came=1)


def test_what_the_bank_takes_back_is_a_debit_of_its_own():
    """P09: the reverse of the original legs, against the bank's debit."""
    assert reversed_by(matched()) == (reversal(("2002", D, PRICE), ("1008", OWNER, -PRICE)),)
    assert after(matched(), *reversed_by(matched())) == replace(after(), came=1)


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
        reversal(("2005", f"{D}/1", 9), ("2002", D, PRICE), ("1008", OWNER, -PRICE - 9)),
        cancelled(),
    )


PAID_BACK = (EXCESS, approved(1, amount=None), instructed(1, amount=9), confirmed(1, amount=9))


@pytest.mark.parametrize("n", [3, 4])
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
    "on its way": (matched(), owed(), approved(), instructed()),
    "on its way again": (matched(), owed(), approved(), instructed(), failed(), instructed(1, 2)),
    "paid": (matched(), owed(), approved(), instructed(), confirmed()),
    "late and paid": (*late(), approved(amount=None), instructed(), confirmed()),
}


def gone_back(past):
    """What of it had counted, and is the payer's again: not what became another's, or came late."""
    counts = past[0] == matched() and CONVERTED not in past
    return PRICE if counts else 0


@pytest.mark.parametrize("past", GONE.values(), ids=GONE)
def test_what_has_gone_out_is_not_given_up_and_a_debt_when_reversed(past):
    assert given_up(*past).rule == "deposit.money_moved_on"
    taken = reversal(("1003", D, PRICE), ("1008", OWNER, -PRICE), gone=gone_back(past))
    assert reversed_by(*past) == (taken,)


PAID = (matched(), owed(), approved(), instructed(), confirmed())
LATE_PAID = (*late(), approved(amount=None), instructed(), confirmed())
STILL_HERE = {
    "approved": (PAID[:3], "2005"),
    "refused by the bank": ((*PAID[:4], failed()), "2005"),
    "come back": ((*PAID, returned()), "2012"),
    "come back, and approved again": ((*PAID, returned(), approved(1, 2, None)), "2012"),
    "come back, and refused by the bank then": (
        (*PAID, returned(), approved(1, 2, None), reissued(), failed(1, 2, to="2012")),
        "2012",
    ),
    "late and approved": (LATE_PAID[:3], "2005"),
    "late and refused by the bank": ((*LATE_PAID[:4], failed()), "2005"),
    "late and come back": ((*LATE_PAID, returned()), "2012"),
}


@pytest.mark.parametrize(("past", "at"), STILL_HERE.values(), ids=STILL_HERE)
def test_what_still_stands_with_us_is_reversed_there_and_never_paid(past, at):
    """P09: only what was refunded already is a debt; what was to be, is not owed any more."""
    taken, *ended = reversed_by(*past)
    assert taken == reversal((at, f"{D}/1", PRICE), ("1008", OWNER, -PRICE))
    assert ended == [cancelled()]
    deposit = after(*past, taken, *ended)
    assert (deposit.balances, deposit.refund(1).standing) == ({}, Standing.VOID)
    assert given_up(*past).rule == "deposit.money_moved_on"


def test_the_interest_that_was_to_go_with_it_is_to_allocate_again():
    past = (matched(), owed(), credited(77), allocated(77), approved())
    taken, *ended = reversed_by(*past)
    deposit = after(*past, taken, *ended)
    assert ended == [cancelled()]
    assert deposit.balances == {("2007", D): 77}


def test_what_came_back_with_its_interest_is_reversed_without():
    paid = (matched(), owed(), credited(77), allocated(77), approved(), instructed(interest=77))
    past = (*paid, confirmed(amount=PRICE + 77), returned(amount=PRICE + 77))
    taken, *ended = reversed_by(*past)
    legs = (("2012", f"{D}/1", PRICE + 77), ("2007", D, -77), ("1008", OWNER, -PRICE))
    assert (taken, ended) == (reversal(*legs), [cancelled()])


def test_what_was_approved_together_with_another_receipt_is_owed_for_that_one_alone():
    past = (matched(1, 300), matched(2, 200), owed(1, 500), approved(amount=500))
    taken, *ended = reversed_by(*past)
    legs = (("2005", f"{D}/1", 500), ("2002", D, -200), ("1008", OWNER, -300))
    assert taken == reversal(*legs)
    assert ended == [cancelled(), owed(2, 200)]
    deposit = after(*past, taken, *ended)
    assert (deposit.held_fen, deposit.refund(2).amount_fen) == (200, 200)


FROZEN = (matched(), held(320))


def test_while_an_order_stands_what_it_keeps_is_neither_reversed_nor_anybodys_debt():
    """The bank's debit stays open until then: R12, what is frozen covers the holds."""
    answer = reversed_by(*FROZEN)
    assert answer == Rejected("deposit.frozen", f"of {LINE} an order keeps money back: H1")
    assert given_up(*FROZEN).rule == "deposit.money_moved_on"


def test_what_no_order_keeps_back_is_reversed_meanwhile():
    past = (matched(1, 300), matched(2, 200), held(300))
    assert reversed_by(*past, of=line(2)) == (
        reversal(("2002", D, 200), ("1008", OWNER, -200), of=line(2)),
    )


def test_once_the_order_is_lifted_nothing_is_left_of_it():
    past = (*FROZEN, lifted(320))
    assert reversed_by(*past) == (reversal(("2002", D, PRICE), ("1008", OWNER, -PRICE)),)
    assert after(*past, *reversed_by(*past)).balances == {}


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


EARLY, LATE = date(2026, 4, 1), date(2026, 6, 1)
OLDER_AND_NEWER = (
    matched(1, 600),
    owed(1, 600, cause="WITHDRAWN", due=EARLY, interest=False),
    matched(2, 400),
    owed(2, 400, cause="FAILED", due=LATE, interest=False),
)
"""Owed since a bid was withdrawn; paid besides, and owed since the lot failed."""


@pytest.mark.parametrize("take", [given_up, reversed_by])
def test_the_newer_line_gone_leaves_the_older_obligation_with_its_last_day(take):
    facts = take(*OLDER_AND_NEWER, of=line(2))
    assert facts[1:] == (cancelled(2),)
    older, _ = after(*OLDER_AND_NEWER, *facts).refunds
    assert (older.standing, older.amount_fen, older.due) == (Standing.OWED, 600, EARLY)


@pytest.mark.parametrize("take", [given_up, reversed_by])
def test_the_older_line_gone_ends_the_newer_obligation_first_and_a_part_of_the_older(take):
    """What is left is due when it always was."""
    facts = take(*OLDER_AND_NEWER, of=line(1))
    rest = {"cause": "WITHDRAWN", "due": EARLY, "interest": False}
    assert facts[1:] == (cancelled(2), cancelled(1), owed(3, 400, **rest))


def test_a_line_that_two_signed_to_pay_back_is_no_other_s_while_the_older_waits():
    """They saw it paid from where it came to: the older's money may lie on another account."""
    past = (*OLDER_AND_NEWER, approved(2, amount=400))
    said = given_up(*past, of=line(2))
    assert isinstance(said, Rejected)
    assert said.rule == "deposit.money_moved_on"
    assert given_up(*past, of=line(1))[1:] == (cancelled(1),)


@pytest.mark.parametrize("take", [given_up, reversed_by])
def test_the_newer_line_of_a_single_fen_gone_ends_what_that_fen_was_owed_by(take):
    past = (matched(1, 600), owed(1, 600), matched(2, 1), owed(2, 1))
    assert take(*past, of=line(2))[1:] == (cancelled(2),)


def test_what_two_signed_of_the_older_stays_signed():
    past = (*OLDER_AND_NEWER, approved(1, amount=600))
    assert reversed_by(*past, of=line(2))[1:] == (cancelled(2),)


@pytest.mark.parametrize("take", [given_up, reversed_by])
def test_another_accounts_refund_stays_as_it_is(take):
    other = {"payee": replace(PAYEE, account="9")}
    two = (matched(1, 300), matched(2, 200, "9"), owed(1, 300), owed(2, 200, **other))
    assert take(*two)[1:] == (cancelled(1),)
    assert take(*two, of=line(2))[1:] == (cancelled(2),)
    paid = (*two, approved(2, amount=200), instructed(2, amount=200), confirmed(2, amount=200))
    assert take(*paid)[1:] == (cancelled(1),)


def test_of_an_account_that_was_paid_back_in_part_what_is_left_is_taken_and_the_rest_a_debt():
    two = (matched(1, 300), owed(1, 300), approved(1, amount=300), matched(2, 200))
    assert reversed_by(*two, of=line(2))[0] == reversal(
        ("2002", D, 200), ("1008", OWNER, -200), of=line(2)
    )
    gone = (*two[:3], instructed(amount=300), two[3])
    legs = (("2002", D, 200), ("1003", D, 100), ("1008", OWNER, -300))
    assert reversed_by(*gone) == (reversal(*legs, gone=100),)


def test_what_another_account_paid_is_not_taken_for_what_is_gone():
    gone = (matched(1, 300), owed(1, 300), approved(1, amount=300), instructed(amount=300))
    assert reversed_by(*gone, matched(2, 200, "9")) == (
        reversal(("1003", D, 300), ("1008", OWNER, -300), gone=300),
    )


def test_what_another_line_is_owed_for_itself_stays():
    past = (matched(1, 300), *late(2, 200))
    assert reversed_by(*past) == (reversal(("2002", D, 300), ("1008", OWNER, -300)),)


@pytest.mark.parametrize("take", [given_up, reversed_by])
def test_one_fen_that_is_left_is_owed(take):
    assert take(matched(1, 300), matched(2, 1), owed(1, 301))[1:] == (cancelled(), owed(2, 1))


def test_a_void_refund_stands_in_nobodys_way():
    assert given_up(matched(), owed(), cancelled()) == (unmatched(counted()),)


AGAIN = line(3)
REPAID = ReversalRepaid(
    deposit=D,
    line=AGAIN,
    payer=PAYER,
    payer_account=BASIC,
    entries=(
        Entry("CUST", "CNY", (Leg("2001", OWNER, PRICE, "P09"), Leg("1003", D, -PRICE, "P09"))),
    ),
)
LOST = (*PAID, *reversed_by(*PAID))
MADE_GOOD = (*LOST, REPAID)


def test_what_made_a_reversed_credit_good_may_turn_out_to_be_another_s():
    assert after(*MADE_GOOD).receivable_fen == 0
    assert given_up(*MADE_GOOD, of=AGAIN) == (unmatched(REPAID.entries[0], of=AGAIN),)
    assert after(*MADE_GOOD, *given_up(*MADE_GOOD, of=AGAIN)).receivable_fen == PRICE


def test_the_bank_may_take_it_back_too_and_it_is_a_debt_again():
    again = reversal(("1003", D, PRICE), ("1008", OWNER, -PRICE), of=AGAIN)
    assert reversed_by(*MADE_GOOD, of=AGAIN) == (again,)
    assert after(*MADE_GOOD, again).receivable_fen == PRICE


def left(*past):
    """What is still told of receipts after the reversal: counted, back, whether reversed."""
    receipts = after(*past, *reversed_by(*past)).receipts
    return [(one.counted_fen, one.back_fen, one.reversed) for one in receipts]


def test_of_what_had_gone_it_is_told_how_much_and_that_nothing_counts():
    assert left(*PAID) == [(0, PRICE, True)]
    assert left(matched()) == []


def test_an_excess_that_still_waited_is_no_part_of_what_had_gone():
    paid = (owed(2), approved(2), instructed(2), confirmed(2))
    assert left(OVER, EXCESS, *paid) == [(0, PRICE, True)]


def test_nor_is_the_excess_that_had_gone_by_itself():
    assert left(OVER, *PAID_BACK) == []


def test_a_credit_is_taken_back_once():
    assert reversed_by(*LOST) == Rejected("deposit.not_paid_by", f"{D} was not paid by {LINE}")


def test_what_comes_after_a_reversal_of_what_had_gone_is_taken_back_by_itself():
    """The refund that was paid was of the money that the bank took back, not of this."""
    past = (*LOST, matched(2, 200))
    assert given_up(*past, of=line(2))[0] == unmatched(counted(200), of=line(2))
    taken = reversal(("2002", D, 200), ("1008", OWNER, -200), of=line(2))
    assert reversed_by(*past, of=line(2)) == (taken,)


def test_nor_does_a_conversion_touch_what_had_gone_before_it():
    """That much its payer has had: what is found to count later is not set against it."""
    past = (*LOST, matched(2), CONVERTED, matched(3, 200))
    assert given_up(*past, of=line(3)) == (unmatched(counted(200), of=line(3)),)


FOUND = (matched(), CONVERTED, matched(2, 200), owed(1, 200))
"""Converted; then something more was found to count, and is owed back."""


def test_what_was_converted_is_not_made_good_from_what_was_found_afterwards():
    gone = reversal(("1003", D, PRICE), ("1008", OWNER, -PRICE))
    assert reversed_by(*FOUND) == (gone,)
    assert given_up(*FOUND).rule == "deposit.money_moved_on"
    assert after(*FOUND, gone).held_fen == 200
    as_much = (matched(), CONVERTED, matched(2), owed())
    assert given_up(*as_much).rule == "deposit.money_moved_on"


def test_what_was_found_afterwards_is_taken_back_with_what_is_owed_of_it():
    taken = reversal(("2002", D, 200), ("1008", OWNER, -200), of=line(2))
    assert reversed_by(*FOUND, of=line(2)) == (taken, cancelled())
    assert given_up(*FOUND, of=line(2)) == (unmatched(counted(200), of=line(2)), cancelled())


BOND = DepositConverted(
    deposit=D,
    to="2003",
    earnest_fen=0,
    entries=(Entry("CUST", "CNY", (Leg("2002", D, 1000, "P19"), Leg("2003", D, -1000, "P19"))),),
)
WITHDREW = (
    *(matched(1, 600), owed(1, 600, cause="WITHDRAWN"), approved(1, amount=600)),
    *(instructed(1, amount=600), confirmed(1, amount=600), matched(2, 1000), BOND),
)
"""A bid was withdrawn and what was paid went back; what was paid since became a bond."""
BACK_HERE = (*WITHDREW, returned(1, amount=600))


def test_what_had_gone_before_the_rest_became_a_bond_had_gone_when_the_bank_takes_it_back():
    gone = reversal(("1003", D, 600), ("1008", OWNER, -600), gone=600)
    assert reversed_by(*WITHDREW) == (gone,)


def test_what_came_back_of_it_is_reversed_there_and_the_bond_stays():
    taken = reversal(("2012", f"{D}/1", 600), ("1008", OWNER, -600))
    assert reversed_by(*BACK_HERE) == (taken, cancelled())
    assert after(*BACK_HERE, taken, cancelled()).balances == {("2003", D): 1000}


def test_it_does_not_make_the_bond_s_own_line_good():
    """As what was found afterwards does not: it is still owed to who withdrew."""
    gone = reversal(("1003", D, 1000), ("1008", OWNER, -1000), of=line(2))
    assert reversed_by(*BACK_HERE, of=line(2)) == (gone,)
    assert after(*BACK_HERE, gone).refunds == after(*BACK_HERE).refunds


@pytest.mark.parametrize("past", [WITHDREW, BACK_HERE], ids=["paid", "come back"])
def test_nor_is_what_is_found_afterwards_of_what_had_gone(past):
    taken = reversal(("2002", D, 200), ("1008", OWNER, -200), of=line(3))
    assert reversed_by(*past, matched(3, 200), of=line(3)) == (taken,)


def test_a_line_of_which_more_is_owed_back_than_it_brought_is_refused_in_words():
    """No facts come to that; where one ever did, whoever asks is told."""
    deposit = after(matched())
    came = replace(deposit.receipts[0], line=line(2), back_fen=PRICE + 1)
    sold = replace(deposit, price=replace(deposit.price, lines=(came,)))
    answer = reverse(D, sold, line(2), BY, OWNER)
    assert isinstance(answer, Rejected)
    assert answer.rule == "deposit.money_moved_on"
    hear(answer.rule, answer.detail)

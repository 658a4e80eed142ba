"""What was approved is ordered once for each attempt; what is payable is in transit then (P12)."""

from dataclasses import replace

import pytest

from domain.deposit.stream import DEPOSIT
from domain.desk.pay import ORDER_PAYMENT, OrderPayment
from domain.kernel import KeyName, Placed
from domain.payment.stream import PAYMENT
from tests.kit.owing import (
    OTHER_PAYEE,
    allocated,
    approved,
    cancelled,
    confirmed,
    credited,
    elsewhere,
    failed,
    instructed,
    late,
    matched,
    owed,
    payment,
    reissued,
    returned,
)
from tests.kit.paying import DEPOSIT_STREAM, ordered, stream
from tests.kit.rows import ACCOUNT, LOT_CODE, PERSON, PRICE, REQUIRED, D
from tests.kit.story import given

OWED = (matched(), owed())
APPROVED = (*OWED, approved())


def ordering(number=1, attempt=1, account=ACCOUNT):
    return OrderPayment(payment=payment(number, attempt), account=account)


def answer(*deposit, asked=None, past=(), required=REQUIRED):
    story = given(DEPOSIT, required, *deposit).given(PAYMENT, *past)
    return story.when(asked or ordering(), by="PLATFORM")


def test_what_is_payable_is_in_transit_and_the_bank_has_an_order():
    answer(*APPROVED).then(instructed(), Placed(stream(), ordered()))


def test_the_interest_goes_with_it():
    """P12: Dr 2005, Dr 2006, Cr 1009."""
    with_interest = (*OWED, credited(45_111), allocated(45_111), approved())
    answer(*with_interest).then(
        instructed(interest=45_111), Placed(stream(), ordered(amount=PRICE + 45_111))
    )


def test_it_goes_to_the_account_that_was_approved():
    answer(*OWED, elsewhere(), approved()).then(
        instructed(), Placed(stream(), ordered(payee=OTHER_PAYEE))
    )


def test_what_came_of_a_line_goes_back_to_its_payer():
    answer(*late(), approved(amount=None)).then(instructed(), Placed(stream(), ordered()))


def test_each_refund_pays_its_own():
    two = (*late(1, 300, of=1), *late(2, 200, of=2), approved(2, amount=None))
    answer(*two, asked=ordering(2)).then(
        instructed(2, amount=200), Placed(stream(2), ordered(2, amount=200))
    )
    answer(*two, asked=ordering(1)).refused_by("refund.not_approved")


BACK = (*APPROVED, instructed(), confirmed(), returned())


def test_what_came_back_is_reissued_whole():
    """P15: Dr 2012, Cr 1009; E12."""
    answer(*BACK, approved(attempt=2, amount=None), asked=ordering(attempt=2)).then(
        reissued(), Placed(stream(attempt=2), ordered(attempt=2))
    )


def test_what_the_bank_refused_is_ordered_again_as_another_payment():
    again = (*APPROVED, instructed(), failed(), approved(attempt=2, amount=None))
    answer(*again, asked=ordering(attempt=2)).then(
        instructed(attempt=2), Placed(stream(attempt=2), ordered(attempt=2))
    )
    answer(*again).refused_by("refund.not_approved")


def test_one_order_for_each_attempt_however_often_it_is_asked():
    answer(*APPROVED, instructed(), past=(ordered(),)).nothing_happens()
    answer(*APPROVED, instructed(), confirmed(), past=(ordered(),)).nothing_happens()


@pytest.mark.parametrize(
    "past",
    [OWED, (*OWED, cancelled()), (*APPROVED, instructed()), (*BACK,)],
    ids=["owed", "void", "instructed", "come back"],
)
def test_only_what_is_approved_is_ordered(past):
    answer(*past).refused_by("refund.not_approved")


def test_what_was_approved_and_taken_back_since_is_not_paid():
    answer(*APPROVED, cancelled()).nothing_happens()


def test_an_attempt_that_was_not_approved_is_not_ordered():
    answer(*APPROVED, asked=ordering(attempt=2)).refused_by("refund.not_approved")


def test_it_is_paid_from_the_account_that_was_approved():
    answer(*APPROVED, asked=ordering(account="ZZ-OTHER")).refused_by("refund.other_account")


def test_what_is_not_owed_is_not_paid():
    answer(*OWED, asked=ordering(2)).refused_by("refund.unknown")


def test_to_whom_nobody_can_read_nothing_is_paid():
    answer(matched(), owed(payee=None), approved()).refused_by("refund.no_payee")
    gone = replace(REQUIRED, terms=None)
    answer(*APPROVED, required=gone).refused_by("refund.no_payee")


def test_whose_money_it_is_is_sealed_under_the_deposits_keys():
    lot = KeyName("lot", LOT_CODE)
    assert PAYMENT.keys(ordered()) == (lot,)
    assert PAYMENT.keys(ordered(party=PERSON)) == (lot, KeyName("party", PERSON))
    assert PAYMENT.keys(ordered(party=None)) == (lot,)  # a payout's: no party's any more
    assert PAYMENT.keys(ordered(lot=None)) == ()


def test_the_streams_are_named_by_the_request():
    assert ORDER_PAYMENT.touches(ordering()) == (DEPOSIT_STREAM, stream())


def test_a_malformed_request_cannot_be_made():
    with pytest.raises(ValueError, match="payment '1': expected"):
        OrderPayment(payment="1", account=ACCOUNT)
    with pytest.raises(ValueError, match="account 'zz': expected"):
        ordering(account="zz")


def test_the_deposit_is_the_payments():
    assert payment().startswith(D)

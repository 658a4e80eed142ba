"""An order that no bank has had is taken back, and its money is payable again (P14)."""

import pytest

from domain.deposit.refund import Standing
from domain.deposit.stream import DEPOSIT
from domain.desk.withdraw import WITHDRAW_PAYMENT, WithdrawPayment
from domain.kernel import Placed
from domain.payment.state import Stage
from domain.payment.stream import PAYMENT
from tests.kit.owing import (
    allocated,
    approved,
    confirmed,
    credited,
    failed,
    instructed,
    matched,
    owed,
    payment,
    reissued,
    returned,
)
from tests.kit.paying import DEPOSIT_STREAM, back, ordered, said, sent, settled, stream
from tests.kit.rows import PRICE, REQUIRED
from tests.kit.story import fold, given

WHY = "银行可能已冲正"
YES, NO = said("ACCEPTED"), said("REJECTED", "AC04", "账户已销户")
WITHDRAWN = said("REJECTED", None, WHY)
INSTRUCTED = (matched(), owed(), approved(), instructed())


def withdrawing(of=None, reason=WHY):
    return WithdrawPayment(payment=of or payment(), reason=reason)


def answer(*past, deposit=INSTRUCTED):
    story = given(PAYMENT, *past).given(DEPOSIT, REQUIRED, *deposit)
    return story.when(withdrawing(), by="PLATFORM")


def test_what_was_never_sent_is_payable_again():
    again = failed(code="")
    answer(ordered()).then(WITHDRAWN, Placed(DEPOSIT_STREAM, again))
    assert fold(PAYMENT, ordered(), WITHDRAWN).stage is Stage.REJECTED
    refund = fold(DEPOSIT, REQUIRED, *INSTRUCTED, again).refund(1)
    assert refund.standing is Standing.FAILED


def test_its_interest_is_payable_again_beside_it():
    interest = 45_111
    past = (matched(), owed(), credited(interest), allocated(interest), approved())
    deposit = (*past, instructed(interest=interest))
    (entry,) = answer(ordered(amount=PRICE + interest), deposit=deposit).decision[1].event.entries
    assert [(leg.account, leg.amount) for leg in entry.legs] == [
        ("1009", PRICE + interest),
        ("2005", -PRICE),
        ("2006", -interest),
    ]


def test_what_had_come_back_is_back_again():
    past = (*INSTRUCTED, confirmed(), returned(), approved(attempt=2, amount=None), reissued())
    story = given(PAYMENT, ordered(attempt=2), code=payment(1, 2)).given(DEPOSIT, REQUIRED, *past)
    again = story.when(withdrawing(payment(1, 2)), by="PLATFORM").decision[1]
    assert again == Placed(DEPOSIT_STREAM, failed(attempt=2, to="2012", code=""))


@pytest.mark.parametrize(
    "past",
    [
        (),
        (ordered(), sent()),
        (ordered(), sent(), YES),
        (ordered(), sent(), NO),
        (ordered(), sent(), settled()),
        (ordered(), sent(), settled(), back()),
        (ordered(), WITHDRAWN),
    ],
)
def test_nothing_else_is_withdrawn(past):
    """What was sent the bank may pay, whatever became of its message; else it is paid twice."""
    answer(*past).refused_by("payment.not_to_send")


def test_the_streams_are_named_by_the_request():
    assert WITHDRAW_PAYMENT.touches(withdrawing()) == (stream(), DEPOSIT_STREAM)


def test_a_malformed_request_cannot_be_made():
    with pytest.raises(ValueError, match="payment '1': expected"):
        withdrawing(of="1")
    with pytest.raises(ValueError, match=r"^reason: expected why$"):
        withdrawing(reason=" ")

"""A payment goes in one message, written down before it goes: none goes twice."""

import pytest

from domain.kernel import Placed
from domain.payment.send import MOST, RECORD_PAYMENTS_SENT, RecordPaymentsSent
from domain.payment.state import Payment, Stage
from domain.payment.stream import PAYMENT
from tests.kit.owing import payment
from tests.kit.paying import FILE, MESSAGE, back, ordered, said, sent, settled, stream
from tests.kit.story import fold, given

ONE, TWO = payment(1), payment(2)


def sending(*payments, message=MESSAGE, sha256=FILE):
    return RecordPaymentsSent(message=message, sha256=sha256, payments=payments or (ONE, TWO))


FIRST, SECOND = (ordered(1),), (ordered(2),)


def bank(one=FIRST, two=SECOND):
    return given(PAYMENT, *one, code=ONE).given(PAYMENT, *two, code=TWO)


GONE = [Placed(stream(1), sent(1)), Placed(stream(2), sent(2))]


def test_all_of_a_message_go_together():
    bank().when(sending(), by="PLATFORM").then(*GONE)


def test_a_message_may_carry_one():
    bank().when(sending(ONE), by="PLATFORM").then(GONE[0])


def test_the_same_message_again_is_the_same():
    bank((ordered(1), sent(1)), (ordered(2), sent(2))).when(
        sending(), by="PLATFORM"
    ).nothing_happens()
    later = (ordered(1), sent(1), said("ACCEPTED"), settled())
    bank(later).when(sending(ONE), by="PLATFORM").nothing_happens()


def test_the_same_message_with_another_file_is_another():
    done = bank((ordered(1), sent(1)), (ordered(2), sent(2)))
    done.when(sending(sha256="00" * 32), by="PLATFORM").refused_by("payment.not_to_send")


@pytest.mark.parametrize(
    "past",
    [
        (),
        (ordered(1), sent(1, message="MSG-0")),
        (ordered(1), sent(1), said("REJECTED")),
        (ordered(1), sent(1), settled()),
        (ordered(1), sent(1), settled(), back()),
    ],
    ids=["not ordered", "gone before", "refused", "paid", "come back"],
)
def test_what_went_before_or_was_not_ordered_stops_the_message(past):
    answer = bank(past).when(sending(), by="PLATFORM")
    answer.refused_by("payment.not_to_send")
    assert answer.decision.detail.startswith(ONE)


def test_a_payment_is_where_it_was_taken_to():
    life = (ordered(1), sent(1), said("ACCEPTED"), settled(), back())
    found = [fold(PAYMENT, *life[:n]).stage for n in range(6)]
    assert found == [
        Stage.NONE,
        Stage.ORDERED,
        Stage.SENT,
        Stage.ACCEPTED,
        Stage.SETTLED,
        Stage.RETURNED,
    ]
    assert fold(PAYMENT, *life[:2], said("REJECTED")).stage is Stage.REJECTED
    assert fold(PAYMENT, *life) == Payment(
        ordered=ordered(1),
        stage=Stage.RETURNED,
        message=MESSAGE,
        sha256=FILE,
        line=settled().line,
        returned=back().line,
    )


def test_the_streams_are_named_by_the_request():
    assert RECORD_PAYMENTS_SENT.touches(sending()) == (stream(1), stream(2))


@pytest.mark.parametrize(
    ("make", "right"),
    [
        (lambda: sending(message="x"), "message 'x': expected"),
        (lambda: sending(sha256="x"), "sha256 'x': expected"),
        (lambda: sending("1"), "payment '1': expected"),
        (lambda: sending(ONE, ONE), "payments: expected 1 to 500, each once"),
        (
            lambda: RecordPaymentsSent(message=MESSAGE, sha256=FILE, payments=()),
            "payments: expected 1 to 500",
        ),
        (
            lambda: sending(*(payment(n % 999 + 1, n // 999 + 1) for n in range(MOST + 1))),
            "payments: expected 1 to 500",
        ),
    ],
)
def test_a_malformed_request_cannot_be_made(make, right):
    with pytest.raises(ValueError, match=f"^{right}"):
        make()


def test_five_hundred_are_still_a_message():
    assert len(sending(*(payment(n) for n in range(1, MOST + 1))).payments) == MOST == 500

"""A payment of a refund, from our order to the bank's statement, told by facts."""

from typing import Any

from domain.kernel import StreamId
from domain.payment.events import (
    PaymentOrdered,
    PaymentReported,
    PaymentReturned,
    PaymentSent,
    PaymentSettled,
)
from tests.kit.owing import PAYEE, line, payment
from tests.kit.rows import ACCOUNT, LOT_CODE, PRICE, USCC, D

MESSAGE, FILE = "MSG-20260511-1", "fa" * 32
DEPOSIT_STREAM = StreamId("deposit", D)


def stream(number: int = 1, attempt: int = 1) -> StreamId:
    """The payment's stream."""
    return StreamId("payment", payment(number, attempt))


def ordered(number: int = 1, attempt: int = 1, amount: int = PRICE, **other: Any) -> PaymentOrdered:
    """The bank is to pay it."""
    facts = {"account": ACCOUNT, "lot": LOT_CODE, "party": USCC, "payee": PAYEE}
    return PaymentOrdered(payment=payment(number, attempt), amount_fen=amount, **(facts | other))


def sent(number: int = 1, attempt: int = 1, message: str = MESSAGE) -> PaymentSent:
    """It went in a message."""
    return PaymentSent(payment=payment(number, attempt), message=message, sha256=FILE)


def said(status: Any, code: str | None = None, reason: str | None = None) -> PaymentReported:
    """The bank's answer."""
    return PaymentReported(payment=payment(), status=status, code=code, reason=reason)


def settled(of: str = line(2)) -> PaymentSettled:  # a text
    """The statement shows it."""
    return PaymentSettled(payment=payment(), line=of)


def back(of: str = line(3), code: str | None = "AC04") -> PaymentReturned:  # a text
    """It came back."""
    return PaymentReturned(payment=payment(), code=code, line=of)

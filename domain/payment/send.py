"""Writing down which message a payment goes in, before it goes."""

from typing import Any

from domain.identifiers import digest, message_code, payment_code
from domain.kernel import (
    Command,
    Context,
    Decider,
    Decision,
    Placed,
    Rejected,
    StreamId,
    command,
)
from domain.payment.events import PaymentSent
from domain.payment.state import Stage

MOST = 500
"""Payments in one message."""


@command("RecordPaymentsSent", zh="登记指令发送")
class RecordPaymentsSent(Command):
    """These payments go to the bank in this message; `sha256` is that of its file."""

    message: str
    sha256: str
    payments: tuple[str, ...]

    def __post_init__(self) -> None:
        message_code(self.message)
        digest(self.sha256)
        if not 0 < len(self.payments) <= MOST or len({*self.payments}) < len(self.payments):
            raise ValueError(f"payments: expected 1 to {MOST}, each once")
        for payment in self.payments:
            payment_code(payment)


def decide(states: Any, asked: RecordPaymentsSent, _context: Context) -> Decision:
    """All or none; what went in a message never goes in another, whatever became of it."""
    payments = states if isinstance(states, tuple) else (states,)
    found = list(zip(asked.payments, payments, strict=True))
    sent = (asked.message, asked.sha256)
    if all((payment.message, payment.sha256) == sent for _, payment in found):
        return ()
    for code, payment in found:
        if payment.stage is not Stage.ORDERED:
            return Rejected("payment.not_to_send", f"{code} is {payment.stage}")
    return tuple(
        Placed(
            StreamId("payment", code),
            PaymentSent(payment=code, message=asked.message, sha256=asked.sha256),
        )
        for code in asked.payments
    )


RECORD_PAYMENTS_SENT = Decider(
    handles=RecordPaymentsSent,
    touches=lambda asked: tuple(StreamId("payment", code) for code in asked.payments),
    decide=decide,
)

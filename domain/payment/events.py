"""Facts of a payment. It moves no money: the deposit's facts do, and the bank's statement."""

from typing import Literal

from domain.kernel import Event, event, restricted, sealed
from domain.payee import Payee

type Said = Literal["ACCEPTED", "REJECTED"]
"""What a bank may answer before its statement: it took the instruction, or refused it."""


@event("PaymentOrdered", zh="付款指令")
class PaymentOrdered(Event):
    """The bank is to pay so much from one of our accounts. `lot` and `party`: whose money it is.

    A payout's money is no party's any more: then `party` is None.
    """

    payment: str
    account: str
    amount_fen: int = restricted()
    lot: str | None = sealed()
    party: str | None = sealed()
    payee: Payee | None = sealed()


@event("PaymentSent", zh="指令已发送")
class PaymentSent(Event):
    """It goes to the bank in this message; written before it is sent, so that none goes twice.

    `sha256` is the file's.
    """

    payment: str
    message: str
    sha256: str = restricted()


@event("PaymentReported", zh="银行回执")
class PaymentReported(Event):
    """The bank's answer. Accepted is not paid: only its statement says that.

    Of what was never sent: that it was withdrawn, and why; it is rejected, and by us.
    """

    payment: str
    status: Said
    code: str | None = restricted()
    reason: str | None = restricted()


@event("PaymentSettled", zh="付款已记账")
class PaymentSettled(Event):
    """The bank's statement shows it, on this line."""

    payment: str
    line: str | None = sealed()


@event("PaymentReturned", zh="付款被退回")
class PaymentReturned(Event):
    """It came back, on this line."""

    payment: str
    code: str | None = restricted()
    line: str | None = sealed()


type PaymentEvent = (
    PaymentOrdered | PaymentSent | PaymentReported | PaymentSettled | PaymentReturned
)

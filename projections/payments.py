"""Payments: each instruction to a bank, and how far it has come. To whom is not told here."""

from collections.abc import Iterator

from domain.payment.events import (
    PaymentOrdered,
    PaymentReported,
    PaymentReturned,
    PaymentSent,
    PaymentSettled,
)
from domain.payment.state import Stage
from ledger.feed import Recorded
from projections.projection import Change, Column, Index, Projection, Put, Table

PAYMENTS = Table(
    "payments",
    (Column("payment", "text"),),
    (
        Column("account", "text"),
        Column("amount_fen", "bigint"),
        Column("stage", "text"),
        Column("message", "text"),
        Column("sha256", "text"),
        Column("code", "text"),
        Column("reason", "text"),
        Column("since", "timestamptz"),
    ),
    indexes=(Index(("stage",), now=True), Index(("message",))),
)
"""`stage`: a `Stage`; `since`: when it came there; `code` and `reason`: the bank's."""


def project(recorded: Recorded) -> Iterator[Change]:
    """Each fact takes a payment one stage further."""
    match recorded.event:
        case PaymentOrdered() as ordered:
            told = {"account": ordered.account, "amount_fen": ordered.amount_fen}
            yield _stage(ordered.payment, Stage.ORDERED, recorded, **told)
        case PaymentSent() as sent:
            told = {"message": sent.message, "sha256": sent.sha256}
            yield _stage(sent.payment, Stage.SENT, recorded, **told)
        case PaymentReported() as said:
            stage = Stage.ACCEPTED if said.status == "ACCEPTED" else Stage.REJECTED
            told = {"code": said.code, "reason": said.reason}
            yield _stage(said.payment, stage, recorded, **told)
        case PaymentSettled(payment=payment):
            yield _stage(payment, Stage.SETTLED, recorded)
        case PaymentReturned(payment=payment, code=code):
            yield _stage(payment, Stage.RETURNED, recorded, code=code)


def _stage(payment: str, stage: Stage, recorded: Recorded, **told: object) -> Change:
    return Put(PAYMENTS, (payment,), {"stage": stage.value, "since": recorded.recorded_at, **told})


PAYMENT_BOOK = Projection("payments", 1, (PAYMENTS,), project)

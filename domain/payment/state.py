"""A payment as it stands."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import assert_never

from domain.payment.events import (
    PaymentEvent,
    PaymentOrdered,
    PaymentReported,
    PaymentReturned,
    PaymentSent,
    PaymentSettled,
)


class Stage(StrEnum):
    """How far it has come with the bank."""

    NONE = "无"
    ORDERED = "待发送"
    SENT = "已发送"
    ACCEPTED = "银行已受理"
    REJECTED = "银行已拒绝"
    SETTLED = "已记账"
    RETURNED = "已退回"


WITH_THE_BANK = frozenset({Stage.SENT, Stage.ACCEPTED})
"""The bank has it, and its statement has not shown it yet."""


@dataclass(frozen=True, slots=True)
class Payment:
    """The order, the message it went in and its file's SHA-256, the lines that show it.

    `line` is the debit, `returned` the credit by which it came back.
    """

    ordered: PaymentOrdered | None = None
    stage: Stage = Stage.NONE
    message: str | None = None
    sha256: str | None = None
    line: str | None = None
    returned: str | None = None


def evolve(payment: Payment, event: PaymentEvent) -> Payment:
    """The payment after an event."""
    match event:
        case PaymentOrdered():
            return replace(payment, ordered=event, stage=Stage.ORDERED)
        case PaymentSent(message=message, sha256=sha256):
            return replace(payment, message=message, sha256=sha256, stage=Stage.SENT)
        case PaymentReported(status=status):
            stage = Stage.ACCEPTED if status == "ACCEPTED" else Stage.REJECTED
            return replace(payment, stage=stage)
        case PaymentSettled(line=line):
            return replace(payment, stage=Stage.SETTLED, line=line)
        case PaymentReturned(line=line):
            return replace(payment, stage=Stage.RETURNED, returned=line)
        case _:
            assert_never(event)

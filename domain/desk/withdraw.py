"""An order that no bank has had is taken back: what was to be paid is payable again (P14)."""

from typing import Any

from domain.desk.outgoing import outgoing
from domain.desk.report import failed
from domain.identifiers import payment_id
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.payment.events import PaymentReported
from domain.payment.state import Payment, Stage


@command("WithdrawPayment", zh="撤回付款指令")
class WithdrawPayment(Command):
    """Do not send this payment after all. `reason`: what keeps it back."""

    payment: str
    reason: str

    def __post_init__(self) -> None:
        payment_id(self.payment)
        if not self.reason.strip():
            raise ValueError("reason: expected why")


def decide(states: tuple[Payment, Any], asked: WithdrawPayment, _context: Context) -> Decision:
    """Only what waits to be sent: whatever went in a message, the bank may pay."""
    payment, paid = states
    if payment.stage is not Stage.ORDERED:
        return Rejected("payment.not_to_send", f"{asked.payment} is {payment.stage}")
    said = PaymentReported(payment=asked.payment, status="REJECTED", code=None, reason=asked.reason)
    return failed(payment, paid, said)


def _touches(asked: WithdrawPayment) -> tuple[StreamId, ...]:
    return StreamId("payment", asked.payment), outgoing(asked.payment).stream


WITHDRAW_PAYMENT = Decider(handles=WithdrawPayment, touches=_touches, decide=decide)

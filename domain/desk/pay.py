"""What was approved is on its way: what is payable is in transit, and the bank has an order."""

from typing import Any

from domain.desk.outgoing import outgoing
from domain.identifiers import account_code, payment_id
from domain.kernel import Command, Context, Decider, Decision, Placed, Rejected, StreamId, command


@command("OrderPayment", zh="下达付款指令")
class OrderPayment(Command):
    """Pay what was approved, a refund or a payout, from this account."""

    payment: str
    account: str

    def __post_init__(self) -> None:
        payment_id(self.payment)
        account_code(self.account)


def decide(states: tuple[Any, Any], asked: OrderPayment, _context: Context) -> Decision:
    """Once, as it was approved; what was ordered before is not ordered again."""
    paid, payment = states
    if payment.ordered is not None:
        return ()
    told = outgoing(asked.payment).order(paid, asked.account)
    if told is None or isinstance(told, Rejected):
        return told or ()
    instructed, ordered = told
    return (instructed, Placed(StreamId("payment", asked.payment), ordered))


def _touches(asked: OrderPayment) -> tuple[StreamId, ...]:
    return (outgoing(asked.payment).stream, StreamId("payment", asked.payment))


ORDER_PAYMENT = Decider(handles=OrderPayment, touches=_touches, decide=decide)

"""A refund was approved: the bank gets an order to pay it."""

from domain.deposit.owed import RefundApproved
from domain.desk.pay import OrderPayment
from domain.identifiers import PaymentId, RefundId
from domain.kernel import Command, Policy


def react(approved: RefundApproved) -> tuple[Command, ...]:
    """The payment's id follows from the refund and the attempt: never two for one approval."""
    refund = RefundId(approved.deposit, approved.number)
    payment = str(PaymentId(refund, approved.attempt))
    return (OrderPayment(payment=payment, account=approved.account),)


REFUND_FLOW = Policy(name="refund_flow", hears=(RefundApproved,), asks=(OrderPayment,), react=react)

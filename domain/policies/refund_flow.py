"""A refund was approved: the bank gets an order to pay it, unless its interest is to come first."""

from domain.deposit.owed import RefundApproved
from domain.desk.pay import OrderPayment
from domain.identifiers import PaymentId, RefundId
from domain.kernel import Command, Policy


def react(approved: RefundApproved) -> tuple[Command, ...]:
    """The payment's id follows from the refund and the attempt: never two for one approval.

    One that waits for the bank's interest is ordered with that (`PayRefund`).
    """
    if approved.interest_to_come:
        return ()
    refund = RefundId(approved.deposit, approved.number)
    payment = str(PaymentId(refund, approved.attempt))
    return (OrderPayment(payment=payment, account=approved.account),)


REFUND_FLOW = Policy(name="refund_flow", hears=(RefundApproved,), asks=(OrderPayment,), react=react)

"""A payout was approved: the bank gets an order to pay it."""

from domain.desk.pay import OrderPayment
from domain.kernel import Command, Policy
from domain.payout.events import PayoutApproved


def react(approved: PayoutApproved) -> tuple[Command, ...]:
    """The payment has the payout's own id: never two for one approval."""
    return (OrderPayment(payment=approved.payout, account=approved.account),)


PAYOUT_FLOW = Policy(name="payout_flow", hears=(PayoutApproved,), asks=(OrderPayment,), react=react)

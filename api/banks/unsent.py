"""A payment that is ordered and that no bank has had yet: nobody can say whether its money goes."""

from collections.abc import Callable

from domain.deposit.refund import Standing
from domain.deposit.state import Deposit
from domain.identifiers import PaymentId, RefundId
from domain.payment.state import Payment, Stage


def unsent(code: str, deposit: Deposit, payment: Callable[[str], Payment]) -> str | None:
    """The first such payment of a deposit; None where there is none. `payment`: one as it stands.

    While a reversal of its money is not matched the order is withdrawn rather than sent; matched
    before that, the money would count as gone, and go.
    """
    refunds = (
        str(PaymentId(RefundId(code, refund.number), refund.attempt))
        for refund in deposit.refunds
        if refund.standing is Standing.INSTRUCTED
    )
    names = (*refunds, *deposit.given.payouts)
    return next((name for name in names if payment(name).stage is Stage.ORDERED), None)

"""A payment that is to go and that no bank has had yet: nobody can say whether its money goes."""

from collections.abc import Callable

from domain.deposit.refund import Standing
from domain.deposit.state import Deposit
from domain.identifiers import PaymentId, RefundId
from domain.payment.state import Payment, Stage


def unsent(code: str, deposit: Deposit, payment: Callable[[str], Payment]) -> str | None:
    """The first such payment of a deposit; None where there is none. `payment`: one as it stands.

    While a reversal of its money is not matched the order is withdrawn rather than sent; matched
    before that, the money would count as gone, and go. A payout is on its way from its approval on,
    for it is ordered by itself; a refund that is not ordered yet is owed no more instead.
    """
    refunds = (
        str(PaymentId(RefundId(code, refund.number), refund.attempt))
        for refund in deposit.refunds
        if refund.standing is Standing.INSTRUCTED
    )
    waiting = (
        *((name, (Stage.ORDERED,)) for name in refunds),
        *((name, (Stage.NONE, Stage.ORDERED)) for name in deposit.given.payouts),
    )
    return next((name for name, stages in waiting if payment(name).stage in stages), None)

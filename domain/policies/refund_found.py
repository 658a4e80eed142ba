"""Money is found to count for a lot that has come to its end: it is owed back like the rest.

So is what is left where some was taken back: what is not whole becomes nobody's price. So is what
was kept for a while, and what came back of it.
"""

from domain.deposit.arrived import (
    BankCreditReversed,
    OverpaymentDetected,
    ReceiptMatched,
    ReceiptPartial,
    ReceiptUnmatched,
)
from domain.deposit.passed_on import ForfeitureMoneyReturned, ForfeitureReversed
from domain.desk.owe import OweRefund
from domain.kernel import Command, Policy

type Found = (
    ReceiptMatched
    | ReceiptPartial
    | OverpaymentDetected
    | ReceiptUnmatched
    | BankCreditReversed
    | ForfeitureReversed
    | ForfeitureMoneyReturned
)


def react(found: Found, lots: tuple[str, ...]) -> tuple[Command, ...]:
    """Asks for the deposit of the lot; none before its deposits are due, then that will ask."""
    return tuple(OweRefund(deposit=found.deposit, lot=lot) for lot in lots)


REFUND_FOUND = Policy(
    name="refund_found",
    hears=(
        ReceiptMatched,
        ReceiptPartial,
        OverpaymentDetected,
        ReceiptUnmatched,
        BankCreditReversed,
        ForfeitureReversed,
        ForfeitureMoneyReturned,
    ),
    asks=(OweRefund,),
    react=react,
    reads="ended_lot_of_deposit",
)

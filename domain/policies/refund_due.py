"""A lot is decided or ends, its deposits are due, or its price is paid past us: is each owed back?
The desk knows which.
"""

from domain.desk.owe import OweRefund
from domain.kernel import Command, Policy
from domain.lot.concluded import ExternalPaymentConfirmed
from domain.lot.ended import ResultVoided
from domain.lot.events import (
    AwardNoticeIssued,
    ContractSigned,
    DepositDeadlinePassed,
    LotFailed,
    ProcedureTerminated,
    TransactionConfirmed,
)

type Anchor = (
    DepositDeadlinePassed
    | AwardNoticeIssued
    | ContractSigned
    | TransactionConfirmed
    | LotFailed
    | ProcedureTerminated
    | ResultVoided
    | ExternalPaymentConfirmed
)


def react(anchor: Anchor, deposits: tuple[str, ...]) -> tuple[Command, ...]:
    """One command a deposit of the lot."""
    return tuple(OweRefund(deposit=deposit, lot=anchor.lot) for deposit in deposits)


REFUND_DUE = Policy(
    name="refund_due",
    hears=(
        DepositDeadlinePassed,
        AwardNoticeIssued,
        ContractSigned,
        TransactionConfirmed,
        LotFailed,
        ProcedureTerminated,
        ResultVoided,
        ExternalPaymentConfirmed,
    ),
    asks=(OweRefund,),
    react=react,
    reads="deposits_of_lot",
)

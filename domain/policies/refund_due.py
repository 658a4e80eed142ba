"""A lot is decided or ends, or its deposits are due: is each owed back? The desk knows which."""

from domain.desk.owe import OweRefund
from domain.kernel import Command, Policy
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
    ),
    asks=(OweRefund,),
    react=react,
    reads="deposits_of_lot",
)

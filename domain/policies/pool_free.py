"""A lot is decided or ends, a bid lapses, an order is lifted: what a pool stood for is free."""

from typing import Any

from domain.bid.events import ExtensionRefused
from domain.deposit.events import HoldLifted
from domain.deposit.owed import DepositConverted
from domain.deposit.passed_on import (
    DepositForfeited,
    EnforcementExecuted,
    ForfeitureMoneyReturned,
    ForfeitureReversed,
    ForfeitureWaived,
)
from domain.desk.reserve import ReleasePool
from domain.kernel import Command, Policy
from domain.lot.ended import ResultVoided
from domain.lot.events import (
    AwardNoticeIssued,
    ContractSigned,
    LotFailed,
    ProcedureTerminated,
    TransactionConfirmed,
)


def react(_changed: Any, reserved: tuple[str, ...]) -> tuple[Command, ...]:
    """One command a deposit that a pool stands for; whether it is to go back, the desk knows."""
    return tuple(_release(*one.split()) for one in reserved)


def _release(deposit: str, lot: str, pool: str, bid: str | None = None) -> ReleasePool:
    return ReleasePool(deposit=deposit, lot=lot, pool=pool, bid=bid)


POOL_FREE = Policy(
    name="pool_free",
    hears=(
        AwardNoticeIssued,
        ContractSigned,
        TransactionConfirmed,
        LotFailed,
        ProcedureTerminated,
        ResultVoided,
        ExtensionRefused,
        HoldLifted,
        DepositConverted,
        DepositForfeited,
        ForfeitureReversed,
        ForfeitureWaived,
        ForfeitureMoneyReturned,
        EnforcementExecuted,
    ),
    asks=(ReleasePool,),
    react=react,
    reads="reserved_of",
)

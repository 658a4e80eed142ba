"""A payout as it stands."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import assert_never

from domain.payout.events import (
    PayoutApproved,
    PayoutConfirmed,
    PayoutEvent,
    PayoutFailed,
    PayoutGivenUp,
    PayoutInstructed,
    PayoutProposed,
    PayoutRejected,
    PayoutReturned,
    ServiceFeeSwept,
    TreasuryRemitted,
)


class Stage(StrEnum):
    """How far it has come."""

    NONE = "无"
    PROPOSED = "待复核"
    REJECTED = "已退回经办"
    APPROVED = "已复核"
    INSTRUCTED = "已指令"
    PAID = "已到账"
    FAILED = "失败"
    RETURNED = "退汇"
    GIVEN_UP = "作废"


WITH_US = frozenset({Stage.FAILED, Stage.RETURNED})
"""It will not be made any more, or it was and came back: its money is with us."""


@dataclass(frozen=True, slots=True)
class Payout:
    """The proposal, and what became of it; `reason`: why it was sent back, or given up."""

    proposed: PayoutProposed | None = None
    stage: Stage = Stage.NONE
    reason: str | None = None

    @property
    def amount_fen(self) -> int:
        """The one sum that is paid; fen."""
        return sum(part.amount_fen for part in self.proposed.parts) if self.proposed else 0


def evolve(payout: Payout, event: PayoutEvent) -> Payout:
    """The payout after an event."""
    match event:
        case PayoutProposed():
            return replace(payout, proposed=event, stage=Stage.PROPOSED)
        case PayoutApproved():
            return replace(payout, stage=Stage.APPROVED)
        case PayoutRejected(reason=reason):
            return replace(payout, stage=Stage.REJECTED, reason=reason)
        case PayoutInstructed():
            return replace(payout, stage=Stage.INSTRUCTED)
        case PayoutConfirmed() | TreasuryRemitted() | ServiceFeeSwept():
            return replace(payout, stage=Stage.PAID)
        case PayoutFailed():
            return replace(payout, stage=Stage.FAILED)
        case PayoutReturned():
            return replace(payout, stage=Stage.RETURNED)
        case PayoutGivenUp(reason=reason):
            return replace(payout, stage=Stage.GIVEN_UP, reason=reason)
        case _:
            assert_never(event)

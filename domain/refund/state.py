"""A batch of refunds as it stands."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import assert_never

from domain.refund.events import (
    RefundBatchApproved,
    RefundEvent,
    RefundProposed,
    RefundRejected,
)


class Stage(StrEnum):
    """What became of it."""

    NONE = "无"
    PROPOSED = "待复核"
    APPROVED = "已复核"
    REJECTED = "已退回经办"


@dataclass(frozen=True, slots=True)
class Batch:
    """The proposal, and what the checker said."""

    proposed: RefundProposed | None = None
    stage: Stage = Stage.NONE


def evolve(batch: Batch, event: RefundEvent) -> Batch:
    """The batch after an event."""
    match event:
        case RefundProposed():
            return replace(batch, proposed=event, stage=Stage.PROPOSED)
        case RefundBatchApproved():
            return replace(batch, stage=Stage.APPROVED)
        case RefundRejected():
            return replace(batch, stage=Stage.REJECTED)
        case _:
            assert_never(event)

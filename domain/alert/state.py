"""An alert as it stands."""

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import assert_never

from domain.alert.events import (
    AlertAcknowledged,
    AlertClosed,
    AlertEscalated,
    AlertEvent,
    AlertExplained,
    AlertRaised,
    Finding,
    SealedAlertRaised,
)


class Stage(IntEnum):
    """How far it is dealt with, by the numbers of the Fujian platform (REFERENCE 5.1).

    To be dealt with; taken up; answered; the answer was read; ended.
    """

    WAITING = 1
    TAKEN_UP = 2
    EXPLAINED = 3
    READ = 4
    CLOSED = 5


def seen(explained: int) -> Stage:
    """The stage after somebody has seen it, with so many explanations."""
    return Stage.READ if explained else Stage.TAKEN_UP


@dataclass(frozen=True, slots=True)
class Alert:
    """What was found, as far as it can be read; `veiled`: sealed under its lot's key.

    `explained`: everything that was said of it, in order.
    """

    raised: bool = False
    veiled: bool = False
    finding: Finding | None = None
    explained: tuple[AlertExplained, ...] = ()
    stage: Stage = Stage.WAITING
    escalated: bool = False
    by_clock: bool = False
    """Whether the clock has said that nobody took it up."""


def evolve(alert: Alert, event: AlertEvent) -> Alert:
    """The alert after an event."""
    match event:
        case AlertRaised(finding=finding):
            return replace(alert, raised=True, finding=finding)
        case SealedAlertRaised(finding=finding):
            return replace(alert, raised=True, veiled=True, finding=finding)
        case AlertExplained():
            explained = (*alert.explained, event)
            return replace(alert, explained=explained, stage=Stage.EXPLAINED)
        case AlertAcknowledged(explained=so_far):
            return replace(alert, stage=seen(so_far))
        case AlertEscalated(due=due):
            return replace(alert, escalated=True, by_clock=alert.by_clock or due is not None)
        case AlertClosed():
            return replace(alert, stage=Stage.CLOSED)
        case _:
            assert_never(event)

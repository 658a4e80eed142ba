"""An alert as it stands."""

from dataclasses import dataclass, replace
from typing import assert_never

from domain.alert.events import (
    AlertEvent,
    AlertExplained,
    AlertRaised,
    Finding,
    SealedAlertRaised,
)


@dataclass(frozen=True, slots=True)
class Alert:
    """What was found, as far as it can be read; `veiled`: sealed under its lot's key.

    `explained`: everything that was said of it, in order.
    """

    raised: bool = False
    veiled: bool = False
    finding: Finding | None = None
    explained: tuple[AlertExplained, ...] = ()


def evolve(alert: Alert, event: AlertEvent) -> Alert:
    """The alert after an event."""
    match event:
        case AlertRaised(finding=finding):
            return replace(alert, raised=True, finding=finding)
        case SealedAlertRaised(finding=finding):
            return replace(alert, raised=True, veiled=True, finding=finding)
        case AlertExplained():
            return replace(alert, explained=(*alert.explained, event))
        case _:
            assert_never(event)

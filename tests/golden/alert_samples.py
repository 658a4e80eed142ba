"""Samples of alerts: raised in the open and under seal, and their lives; and what asks for them."""

from typing import Any

from domain.alert.events import (
    AlertAcknowledged,
    AlertClosed,
    AlertEscalated,
    AlertExplained,
    AlertRaised,
    Finding,
    Missed,
    SealedAlertRaised,
)
from domain.alert.kinds import Level
from domain.kernel import Command, Event
from domain.trade.alert_life import AcknowledgeAlert, CloseAlert, EscalateAlert, ExplainAlert
from domain.trade.raise_alert import RaiseAlert
from tests.golden.facts import DAY, DEPOSIT, DIGEST, LOT, NOON

_WHY = "系统集成单位代缴，已核"
_ALERT = "W00000000000000A1"
_OF: dict[str, Any] = {"lots": (LOT,), "deposits": (DEPOSIT,), "causes": (17,)}
_LATE = Missed(rule="CT-16 publicity.start", began=DAY, limit=DAY, ended=DAY)

ALERT_EVENTS: tuple[Event, ...] = (
    AlertRaised(
        alert=_ALERT,
        arose_at=NOON,
        finding=Finding(
            kind="CT-16", version=0, level=Level.YELLOW, **_OF | {"deposits": ()}, missed=_LATE
        ),
    ),
    SealedAlertRaised(
        alert=_ALERT,
        arose_at=NOON,
        finding=Finding(kind="RF-02", version=1, level=Level.RED, **_OF),
    ),
    AlertExplained(alert=_ALERT, explained_at=NOON, reason=_WHY, document=DIGEST),
    AlertAcknowledged(
        alert=_ALERT, acknowledged_at=NOON, explained=1, reason=_WHY, document=DIGEST
    ),
    AlertEscalated(alert=_ALERT, escalated_at=NOON, due=DAY, reason=_WHY, document=None),
    AlertClosed(alert=_ALERT, closed_at=NOON, reason=_WHY, document=DIGEST),
)
ALERT_COMMANDS: tuple[Command, ...] = (
    RaiseAlert(alert=_ALERT, kind="RF-02", **_OF, arose_at=NOON),
    ExplainAlert(alert=_ALERT, lot=LOT, reason=_WHY, document=None),
    AcknowledgeAlert(alert=_ALERT, lot=LOT, reason=_WHY, document=None, explained=1),
    EscalateAlert(alert=_ALERT, lot=LOT, reason=_WHY, document=None, due=DAY),
    CloseAlert(alert=_ALERT, lot=LOT, reason=_WHY, document=DIGEST),
)

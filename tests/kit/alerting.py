"""Alerts of scenario A: B1 pays B2's deposit (rows 13, 14, 36), a winner does not sign (54)."""

from dataclasses import replace
from typing import Any

from domain.alert.codes import code_for
from domain.alert.events import (
    AlertAcknowledged,
    AlertExplained,
    AlertRaised,
    Finding,
    SealedAlertRaised,
)
from domain.alert.kinds import Level
from domain.deposit.events import DepositRequired
from domain.kernel import Post
from domain.trade.alert_life import ExplainAlert
from domain.trade.raise_alert import RaiseAlert
from tests.kit.disputing import at
from tests.kit.lots import CODE
from tests.kit.rows import OTHER_D, TERMS, D

FOUND_AT, POSITION = at("03-13 15:20"), 17
ALERT = code_for("payer_alert", POSITION)
OF_A_DEPOSIT: dict[str, Any] = {"lots": (CODE,), "deposits": (D,), "causes": (POSITION,)}
FINDING = Finding(kind="RF-02", version=1, level=Level.RED, **OF_A_DEPOSIT)
SEALED = SealedAlertRaised(alert=ALERT, arose_at=FOUND_AT, finding=FINDING)
RAISED = AlertRaised(alert=ALERT, arose_at=FOUND_AT, finding=FINDING)
ITS = DepositRequired(deposit=D, terms=replace(TERMS, lot=CODE))
OTHERS = DepositRequired(deposit=OTHER_D, terms=replace(TERMS, lot=CODE, party="N00000000000000B2"))
SUPERVISOR = Post("V-HOUSING", "住建局", "350602")
EXPLAINED_AT = at("03-26 10:00")
WHY = "财务人员误用账户，已核实"
SAID = AlertExplained(alert=ALERT, explained_at=EXPLAINED_AT, reason=WHY, document=None)
TAKEN = AlertAcknowledged(
    alert=ALERT, acknowledged_at=EXPLAINED_AT, explained=0, reason=WHY, document=None
)
READ = replace(TAKEN, explained=1)


def raising(kind: str = "RF-02", **other: Any) -> RaiseAlert:
    """As a policy asks for it."""
    said: dict[str, Any] = {"alert": ALERT, "kind": kind, **OF_A_DEPOSIT, "arose_at": FOUND_AT}
    return RaiseAlert(**said | other)


def explaining(**other: Any) -> ExplainAlert:
    """As a supervisor says it."""
    said: dict[str, Any] = {"alert": ALERT, "lot": CODE, "reason": WHY, "document": None}
    return ExplainAlert(**said | other)

"""Alerts: what is to be looked at, of which lots, and whether anybody explained it.

A secret one is sealed until the bids of its lot are open. What was raised stays, explained or not.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from domain.alert.events import (
    AlertAcknowledged,
    AlertClosed,
    AlertEscalated,
    AlertExplained,
    AlertRaised,
    Finding,
    SealedAlertRaised,
)
from domain.alert.state import Stage, seen
from domain.lot.bidding import ReserveCompared, TimedBiddingClosed
from domain.lot.events import BidOpened, TransactionConfirmed
from ledger.events import KeyDestroyed
from ledger.feed import Recorded
from projections.projection import (
    Change,
    Column,
    Erase,
    Index,
    Projection,
    Put,
    Release,
    Table,
    summed,
)

ALERTS = Table(
    "alerts",
    (Column("alert", "text"),),
    (
        Column("kind", "text"),
        Column("version", "integer"),
        Column("level", "text"),
        Column("lot", "text"),
        Column("lots", "text[]"),
        Column("deposits", "text[]"),
        Column("causes", "text[]"),
        Column("rule", "text"),
        Column("began", "date"),
        Column("limit", "date"),
        Column("ended", "date"),
        Column("arose_at", "timestamptz"),
        Column("raised_at", "timestamptz"),
        Column("raised", "bigint"),
        Column("explained", "integer", summed),
        Column("unexplained", "boolean"),
        Column("explained_at", "timestamptz"),
        Column("explained_by", "text"),
        Column("post", "text"),
        Column("reason", "text"),
        Column("document", "text"),
        Column("stage", "integer"),
        Column("acknowledged_at", "timestamptz"),
        Column("acknowledged_by", "text"),
        Column("acknowledgement", "text"),
        Column("escalated_at", "timestamptz"),
        Column("escalated_by", "text"),
        Column("escalated_due", "date"),
        Column("escalation", "text"),
        Column("closed_at", "timestamptz"),
        Column("closed_by", "text"),
        Column("closing", "text"),
    ),
    sealed=True,
    indexes=(Index(("lot",)), Index(("level", "stage"), now=True)),
)
"""`lot`: the one that it was found at, the first of `lots`; `causes`: positions, as texts;
`raised`: the position of the alert itself; `rule` to `ended`: the term of law that was not kept;
`explained`: how often; `explained_at` to `document`: the last word of it. `stage`: a `Stage`; the
last of each act, when, by whom and why; `escalated_due`: of the clock, whoever escalates later.
"""

ALERTS_OF_LOT = Table(
    "alerts_of_lot",
    (Column("lot", "text"), Column("alert", "text")),
    (Column("of", "text"),),
    sealed=True,
    indexes=(Index(("of",)),),
)
"""Which alerts are of a lot; `of`: the lot that each was found at."""

_MISSED = ("rule", "began", "limit", "ended")


def project(recorded: Recorded) -> Iterator[Change]:
    """Alerts as they are raised and explained; the opening of a lot releases its own."""
    told: dict[str, Any]
    match recorded.event:
        case (
            BidOpened(lot=lot)
            | TimedBiddingClosed(lot=lot)
            | ReserveCompared(lot=lot, opens=True)
            | TransactionConfirmed(lot=lot, opened_at=datetime())
        ):
            yield Release(ALERTS, {"lot": lot})
            yield Release(ALERTS_OF_LOT, {"of": lot})
        case SealedAlertRaised(finding=finding) as raised if finding is not None:
            yield from _raised(recorded, raised.arose_at, finding)
        case AlertRaised(finding=finding) as raised:
            for put in _raised(recorded, raised.arose_at, finding):
                yield put._replace(opened=True)
        case AlertExplained(alert=alert) as said:
            yield Put(ALERTS, (alert,), _said(recorded, said), known=True)
        case AlertAcknowledged(alert=alert, acknowledged_at=at, explained=explained) as said:
            told = {"stage": seen(explained).value, "acknowledgement": said.reason}
            yield Put(ALERTS, (alert,), told | _act("acknowledged", at, recorded), known=True)
        case AlertEscalated(alert=alert, escalated_at=at, due=due) as said:
            told = {"escalation": said.reason} | ({} if due is None else {"escalated_due": due})
            yield Put(ALERTS, (alert,), told | _act("escalated", at, recorded), known=True)
        case AlertClosed(alert=alert, closed_at=at) as said:
            told = {"stage": Stage.CLOSED.value, "closing": said.reason}
            yield Put(ALERTS, (alert,), told | _act("closed", at, recorded), known=True)
        case KeyDestroyed(key=key) if key.startswith("lot/"):
            lot = key.removeprefix("lot/")
            yield Erase(ALERTS, {"lot": lot})
            yield Erase(ALERTS_OF_LOT, {"of": lot})


def _raised(recorded: Recorded, arose_at: datetime, finding: Finding) -> Iterator[Put]:
    """The alert's row, and one for each lot that it is of."""
    alert, missed = recorded.stream.code, finding.missed
    first = finding.lots[0]
    told: dict[str, Any] = {
        "kind": finding.kind,
        "version": finding.version,
        "level": finding.level.value,
        "lot": first,
        "lots": list(finding.lots),
        "deposits": list(finding.deposits),
        "causes": [str(position) for position in finding.causes],
        "arose_at": arose_at,
        "raised_at": recorded.body.recorded_at,
        "raised": recorded.position,
        "unexplained": True,
        "stage": Stage.WAITING.value,
    }
    told |= {name: getattr(missed, name) for name in _MISSED} if missed else {}
    yield Put(ALERTS, (alert,), told)
    yield from (Put(ALERTS_OF_LOT, (lot, alert), {"of": first}) for lot in finding.lots)


def _act(name: str, at: datetime, recorded: Recorded) -> dict[str, Any]:
    """When it was done, and by whom."""
    return {f"{name}_at": at, f"{name}_by": recorded.body.actor.person}


def _said(recorded: Recorded, said: AlertExplained) -> dict[str, Any]:
    actor = recorded.body.actor
    return {
        "explained": 1,
        "unexplained": False,
        "stage": Stage.EXPLAINED.value,
        "explained_at": said.explained_at,
        "explained_by": actor.person,
        "post": actor.post,
        "reason": said.reason,
        "document": said.document,
    }


ALERT_BOOK = Projection("alerts", 3, (ALERTS, ALERTS_OF_LOT), project)

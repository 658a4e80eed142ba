"""预警: what somebody must look at, told once the bids are open; explained by who supervises.

An alert stands in no way of anything. It is taken up, explained, read, closed; and stays.
"""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query

from api.alerts import meant, told
from api.http.answers import Answer, Told
from api.http.asking import ASKED, Asks
from api.http.identity import Identity
from api.http.paging import page
from api.http.positions import After, Limit, When, asked
from api.http.receipts import ReceiptOut
from api.http.regional import lots_of
from api.http.seeing import ITS_OWN, WATCH, demand_own, holding
from api.http.shapes import AlertCode, Count, Digest, LotCode, Sentence, Wanted
from domain.alert.kinds import Level
from domain.kernel import StreamId
from domain.trade.alert_life import AcknowledgeAlert, CloseAlert, EscalateAlert, ExplainAlert
from projections.alerts import ALERTS

router = APIRouter(prefix="/v1", tags=["alerts"])


class WhoseTold(Told):
    """A deposit that an alert is about."""

    deposit: str
    lot: str
    party: str


class AlertTold(Told):
    """An alert as it stands. `causes`: positions of the events that show it, if all are told.

    `arose_at`: when that was, `raised_at`: when it was noticed, at position `raised`. `rule` to
    `ended`: the term of law that was not kept. `not_told`: how many deposits are of natural
    persons. `explained`: how often; what follows is the last word of it. `stage`: 1 待处理,
    2 已发出预警 (taken up), 3 已反馈 (explained), 4 反馈已读 (that was read), 5 已办结.
    `escalated_due`: by when it was to be taken up, where the clock escalated it.
    """

    alert: str
    kind: str
    name: str
    zh: str
    version: int
    level: Level
    lots: list[str]
    deposits: list[WhoseTold]
    not_told: int
    causes: list[int]
    rule: str | None
    began: date | None
    limit: date | None
    ended: date | None
    arose_at: datetime
    raised_at: datetime
    raised: int
    explained: int
    explained_at: datetime | None
    explained_by: str | None
    post: str | None
    reason: str | None
    document: str | None
    stage: int
    acknowledged_at: datetime | None
    acknowledged_by: str | None
    acknowledgement: str | None
    escalated_at: datetime | None
    escalated_by: str | None
    escalated_due: date | None
    escalation: str | None
    closed_at: datetime | None
    closed_by: str | None
    closing: str | None


class SaidIn(Wanted):
    """The lot that it is of; what is said, and why; the SHA-256 of what was written besides."""

    lot: LotCode
    reason: Sentence
    document: Digest | None = None


class SeenIn(SaidIn):
    """The same of an alert as it was seen, with so many explanations."""

    explained: Count


@router.get("/alerts", response_model=Answer[list[AlertTold]])
def alerts(
    reader: Annotated[Identity, holding(*WATCH, *ITS_OWN)],
    when: Annotated[When, asked(lambda r: (r.alerts, r.deposits, r.lots))],
    lot: LotCode | None = None,
    level: Level | None = None,
    unexplained: Annotated[bool | None, Query()] = None,
    stage: Annotated[int | None, Query(ge=1, le=5)] = None,
    after: After = None,
    limit: Limit = 100,
) -> dict[str, object]:
    """Alerts by their numbers; OWNER and AGENCY name a lot of their own, a county sees its own."""
    readers = when.system.readers
    near: list[str] | None = [lot] if lot else None
    if reader.holds(*WATCH):
        near = lots_of(readers, reader, when.position, lot, *WATCH)
    else:
        demand_own(reader, when.system.replay.state(StreamId("lot", lot)) if lot else None)
    where = meant(readers, when.position, near, level, unexplained, stage)
    rows, more = page(when, readers.alerts, ALERTS, {"alert": str}, after, limit, where)
    return when.answer(told(readers, when.position, rows), more)


@router.get("/alerts/{alert}", response_model=Answer[AlertTold])
def alert(
    reader: Annotated[Identity, holding(*WATCH)],
    when: Annotated[When, asked(lambda r: (r.alerts, r.deposits, r.lots))],
    alert: AlertCode,
) -> dict[str, object]:
    """One alert; of one that is still sealed, or of another county's, 404: as of none."""
    readers = when.system.readers
    rows = readers.alerts.rows(ALERTS, {"alert": alert}, as_of=when.position).rows
    near = [
        lots_of(readers, reader, when.position, lot, *WATCH) for row in rows for lot in row["lots"]
    ]
    if not any(near):
        raise HTTPException(404, f"no alert {alert} is told, as of position {when.position}")
    (whole,) = told(readers, when.position, rows)
    return when.answer(whole)


@router.post("/alerts/{alert}/explanation", **ASKED)
async def explain(ask: Asks, alert: AlertCode, wanted: SaidIn) -> ReceiptOut:
    """Says what there is to an alert; who supervises the lot, in its region."""
    return await ask(ExplainAlert, alert=alert, **dict(wanted))


@router.post("/alerts/{alert}/acknowledgement", **ASKED)
async def acknowledge(ask: Asks, alert: AlertCode, wanted: SeenIn) -> ReceiptOut:
    """Takes an alert up, or has read all that was said of it; who supervises the lot."""
    return await ask(AcknowledgeAlert, alert=alert, **dict(wanted))


@router.post("/alerts/{alert}/escalation", **ASKED)
async def escalate(ask: Asks, alert: AlertCode, wanted: SaidIn) -> ReceiptOut:
    """Escalates an alert, for a reason; who supervises the lot. The clock does, when it is due."""
    return await ask(EscalateAlert, alert=alert, due=None, **dict(wanted))


@router.post("/alerts/{alert}/closing", **ASKED)
async def close(ask: Asks, alert: AlertCode, wanted: SaidIn) -> ReceiptOut:
    """Ends what is to be done about an alert, once its explanation was read; it stays."""
    return await ask(CloseAlert, alert=alert, **dict(wanted))

"""异议、质疑、投诉: filed on a party's wish, answered by the owner; and what may be told of them.

As of deposits the platform's key files, and the access log names no person: before the opening
nobody may know who has the documents, or bids.
"""

import hmac
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, HTTPException, Query
from pydantic import Field

from api.estimating import calendar_at, is_suspension_estimated
from api.http.answers import Answer
from api.http.asking import ASKED, Asking, Asks
from api.http.deposits import demand_itself, unnamed
from api.http.dispute_told import CaseTold, CaseWhole, SuspensionTold, filer, told
from api.http.identity import Reading
from api.http.paging import page
from api.http.positions import After, Limit, When, asked
from api.http.receipts import ReceiptOut
from api.http.shapes import CaseCode, Day, DepositCode, Digest, LotCode, PartyCode, Wanted
from api.wiring import System
from domain.dispute.words import Conclusion, Matter
from domain.kernel import StreamId
from domain.trade.complain import FileComplaint, RequestWithdrawal
from domain.trade.object import AnswerObjection, AnswerQuery, FileObjection, FileQuery
from projections.disputes import CASES, SUSPENSIONS

router = APIRouter(prefix="/v1", tags=["disputes"])

_ON_A_WISH = {**ASKED, "dependencies": [Depends(unnamed)]}


class ObjectionIn(Wanted):
    """What it is about; the SHA-256 of what was written; its own deposit of the lot, if it bids."""

    party: PartyCode
    deposit: DepositCode | None = None
    matter: Matter
    document: Digest


class QueryIn(ObjectionIn):
    """`since`: when it knew, or should have known."""

    since: Day


class ComplaintIn(QueryIn):
    """To which supervisor (its role), and after which objection or query about the same."""

    to: Annotated[str, Field(pattern="^[A-Z-]{2,20}$")]
    follows: CaseCode | None = None


class CaseOut(ReceiptOut):
    """The number of the case."""

    case: str


class OfLotIn(Wanted):
    """The lot that the case is about, and the SHA-256 of what was written."""

    lot: LotCode
    document: Digest


class AnswerIn(OfLotIn):
    """What was found."""

    conclusion: Conclusion


class WithdrawalIn(OfLotIn):
    """Who complained."""

    party: PartyCode


@router.post("/lots/{lot}/objections", **_ON_A_WISH)
async def object_to(ask: Asks, lot: LotCode, wanted: ObjectionIn) -> CaseOut:
    """Objects to a lot's owner; the BIDDER itself, or another interested party."""
    case = _wished(ask, wanted)
    receipt = await ask.as_platform()(FileObjection, case=case, lot=lot, **dict(wanted))
    return CaseOut(**receipt.model_dump(), case=case)


@router.post("/lots/{lot}/queries", **_ON_A_WISH)
async def query(ask: Asks, lot: LotCode, wanted: QueryIn) -> CaseOut:
    """Questions a procurement; the BIDDER itself."""
    case = _wished(ask, wanted)
    receipt = await ask.as_platform()(FileQuery, case=case, lot=lot, **dict(wanted))
    return CaseOut(**receipt.model_dump(), case=case)


@router.post("/lots/{lot}/complaints", **_ON_A_WISH)
async def complain(ask: Asks, lot: LotCode, wanted: ComplaintIn) -> CaseOut:
    """Complains to a supervisor; the BIDDER itself, or another interested party."""
    case = _wished(ask, wanted)
    receipt = await ask.as_platform()(FileComplaint, case=case, lot=lot, **dict(wanted))
    return CaseOut(**receipt.model_dump(), case=case)


@router.post("/disputes/{case}/withdrawal", **_ON_A_WISH)
async def ask_back(ask: Asks, case: CaseCode, wanted: WithdrawalIn) -> ReceiptOut:
    """Wants a complaint back; who made it."""
    demand_itself(ask, wanted.party)
    return await ask.as_platform()(RequestWithdrawal, case=case, **dict(wanted))


@router.post("/disputes/{case}/answer", **ASKED)
async def answer(ask: Asks, case: CaseCode, wanted: AnswerIn) -> ReceiptOut:
    """Answers an objection: what waited for it goes on; OWNER, or the AGENCY that it charged."""
    return await ask(AnswerObjection, case=case, **dict(wanted))


@router.post("/disputes/{case}/query-answer", **ASKED)
async def answer_query(ask: Asks, case: CaseCode, wanted: AnswerIn) -> ReceiptOut:
    """Answers a query; OWNER, or the AGENCY that it charged."""
    return await ask(AnswerQuery, case=case, **dict(wanted))


@router.get("/disputes", response_model=Answer[list[CaseTold]])
def disputes(
    when: Annotated[When, asked(lambda r: (r.disputes,))],
    lot: LotCode | None = None,
    stands: Annotated[Literal["open", "ended"] | None, Query(alias="state")] = None,
    after: After = None,
    limit: Limit = 100,
) -> dict[str, object]:
    """Cases by their numbers; public, but for who filed them."""
    where: dict[str, Any] = {} if lot is None else {"lot": lot}
    if stands is not None:
        where["open"] = stands == "open"
    reader, calendar = when.system.readers.disputes, calendar_at(when.system, when.position)
    rows, more = page(when, reader, CASES, {"case": str}, after, limit, where)
    return when.answer([told(row, _day(when), calendar) for row in rows], more)


@router.get("/disputes/{case}", response_model=Answer[CaseWhole])
def dispute(
    reader: Reading, when: Annotated[When, asked(lambda r: (r.disputes,))], case: CaseCode
) -> dict[str, object]:
    """One case; who filed it, to whom that may be told."""
    system = when.system
    rows = system.readers.disputes.rows(CASES, {"case": case}, as_of=when.position).rows
    if not rows:
        raise HTTPException(404, f"nobody filed {case}, as of position {when.position}")
    lot = system.replay.state(StreamId("lot", rows[0]["lot"]), when.position)
    state = system.replay.state(StreamId("dispute", case), when.position)
    whole = told(rows[0], _day(when), calendar_at(system, when.position)) | {
        "filer": filer(reader, state, lot)
    }
    return when.answer(whole)


@router.get("/lots/{lot}/suspensions", response_model=Answer[list[SuspensionTold]])
def suspensions(
    when: Annotated[When, asked(lambda r: (r.disputes,))], lot: LotCode
) -> dict[str, object]:
    """For which cases a lot stands still, or stood last; public."""
    reader = when.system.readers.disputes
    rows = reader.rows(SUSPENSIONS, {"lot": lot}, as_of=when.position).rows
    calendar = calendar_at(when.system, when.position)
    told = [row | {"estimated": is_suspension_estimated(row, calendar)} for row in rows]
    return when.answer(sorted(told, key=lambda row: row["suspended_at"]))


def _wished(ask: Asking, wanted: ObjectionIn) -> str:
    """The number of the case that this request files: the same when it is sent again."""
    demand_itself(ask, wanted.party)
    return _code(ask.system, ask.command_id)


def _code(system: System, command_id: str) -> str:
    secret = hmac.digest(system.home.master(), b"zhangben disputes", "sha256")
    return f"D{hmac.digest(secret, command_id.encode(), 'sha256')[:8].hex().upper()}"


def _day(when: When) -> date:
    """The day on which terms are over or not: the one asked for, or the newest one."""
    return when.day or when.today

"""Who evaluates the bids for a lot: drawn on its owner's wish, told to whom it is no secret.

Before there is a result only the supervisors of its kind see the names (4.4), and no access line
says which expert asked; nobody chooses the seed, which follows from this installation's secret.
"""

import hmac
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import Field

from api.bid_keys import StillClosed, demand_opened
from api.bids import bids_due, bids_to_open, opened_bids
from api.http.answers import Answer, Told
from api.http.asking import ASKED, Asking, Asks, Edits
from api.http.bid_rooms import rooms_of
from api.http.deposits import unnamed
from api.http.file_problems import SpokenError
from api.http.identity import Identity, Reading
from api.http.positions import When, asked
from api.http.receipts import ReceiptOut
from api.http.seeing import AUDIT, demand, demand_own, holds_near, supervises
from api.http.shapes import Count, Digest, Fen, LotCode, Name, PartyCode, Wanted
from api.http.statements import room_in
from api.lots.standing import is_so
from api.wiring import System
from domain.kernel import StreamId
from domain.lot.evaluation import RecordEvaluation
from domain.lot.state import Lot
from domain.lowest import Ground, Judged
from domain.panel.events import Leaving
from domain.panel.state import Panel
from domain.phases import SIGNED, Phase
from domain.roles import AUTHORITIES
from domain.trade.draw_panel import MOST, DrawPanel
from domain.trade.evaluate_prices import EvaluatePrices
from domain.trade.leave_panel import LeavePanel
from domain.trade.replace_expert import ReplaceExpert

router = APIRouter(prefix="/v1/lots/{lot}", tags=["tenders"])

KNOWN = (Phase.AWARDED, *SIGNED, Phase.VOIDED)
"""Where there is a result, or was one: who judged may be known."""

JUDGED_MOST = 4_700
"""Prices of one report: so many that are rejected, and the bids they are on, a command holds."""

BY_A_MEMBER = {**ASKED, "dependencies": [Depends(unnamed)]}
_PUBLIC = "panel.public"
"""The subject of the row by which everybody may know then."""

type People = Annotated[tuple[Name, ...], Field(max_length=MOST)]
type KeptAway = Annotated[tuple[Name, ...], Field(max_length=100)]


class PanelIn(Wanted):
    """How many are drawn, beside which of the owner's own; who may not be drawn for this lot."""

    experts: Annotated[Count, Field(ge=1)]
    representatives: People = ()
    avoid: KeptAway = ()


class RecusalIn(Wanted):
    """Why one evaluates this lot no more, and the SHA-256 of what says so."""

    cause: Leaving
    document: Digest


class DepartureIn(RecusalIn):
    """Who evaluates it no more."""

    member: Name


class ReplacementIn(Wanted):
    """Who was to keep away when the panel was drawn; who takes the place of one of the owner's own,
    None where an expert is drawn.
    """

    representative: Name | None = None
    avoid: KeptAway = ()


class EvaluationIn(Wanted):
    """The report's SHA-256, and whom it puts forward, the best first; `on_paper`: those of them
    who handed in no bid here that stands, but one on paper.
    """

    report: Digest
    candidates: Annotated[tuple[PartyCode, ...], Field(min_length=1, max_length=20)]
    on_paper: Annotated[tuple[PartyCode, ...], Field(max_length=20)] = ()


class JudgedIn(Wanted):
    """What was found of a bid; `reasons`: the SHA-256 of why it is rejected, or not though low."""

    party: PartyCode
    price_fen: Annotated[Fen, Field(ge=1)]
    evaluated_fen: Annotated[Fen | None, Field(ge=1)] = None
    ground: Ground | None = None
    reasons: Digest | None = None


class PricesIn(Wanted):
    """The report's SHA-256, and what it finds of each bid; `on_paper`: those of the judged who
    handed in no bid here that stands, but one on paper.
    """

    report: Digest
    judged: Annotated[list[JudgedIn], Field(min_length=1, max_length=JUDGED_MOST)]
    on_paper: Annotated[tuple[PartyCode, ...], Field(max_length=JUDGED_MOST)] = ()


class PanelOut(Told):
    """Who is on it."""

    lot: str
    members: list[str]


@router.post("/panel", **ASKED)
async def draw(ask: Asks, lot: LotCode, wanted: PanelIn) -> ReceiptOut:
    """Draws the panel of a lot, once; OWNER, or the AGENCY it charged."""
    seed = await run_in_threadpool(_seed, ask.system, ask.reader, lot, ask.command_id)
    bids = await run_in_threadpool(opened_bids, ask.system, lot)
    return await ask.as_platform()(DrawPanel, lot=lot, seed=seed, bids=bids, **dict(wanted))


@router.get("/panel", response_model=Answer[PanelOut])
def look(
    reader: Reading, when: Annotated[When, asked(lambda r: (r.lots,))], lot: LotCode
) -> dict[str, Any]:
    """Who evaluates a lot: who supervises its kind in its region, at once; AUD there, OWNER
    and AGENCY once it has a result, and everybody then where its rules say so.
    """
    states = when.system.replay.states(
        [StreamId("lot", lot), StreamId("panel", lot)], when.position
    )
    panel, known = states[StreamId("panel", lot)], states[StreamId("lot", lot)]
    has_result = known.phase in KNOWN
    if not (has_result and is_so(when.system, known, _PUBLIC)):
        demand(reader, "OWNER", "AGENCY", "AUD", *AUTHORITIES)
        if not supervises(reader, when.system, known):
            if not holds_near(reader, known, *AUDIT):
                demand_own(reader, known)
            if not has_result:
                raise HTTPException(404, f"of {lot} no panel is to be known")
    if not panel.members:
        raise HTTPException(404, f"of {lot} no panel is to be known")
    return when.answer({"lot": lot, "members": list(panel.members)})


@router.post("/panel/recusal", **BY_A_MEMBER)
async def recuse(ask: Asks, lot: LotCode, wanted: RecusalIn) -> ReceiptOut:
    """Leaves the panel of a lot; an EXPERT who is on it, for whom the platform asks."""
    demand(ask.reader, "EXPERT")
    await run_in_threadpool(demand_member, ask.system, ask.reader, lot, left=True)
    member = ask.reader.person
    return await ask.as_platform()(LeavePanel, lot=lot, member=member, **dict(wanted))


@router.post("/panel/departures", **ASKED)
async def depart(ask: Asks, lot: LotCode, wanted: DepartureIn) -> ReceiptOut:
    """Finds that somebody is on the panel of a lot no more; who supervises its kind."""
    return await ask(LeavePanel, lot=lot, **dict(wanted))


@router.post("/panel/replacement", **ASKED)
async def fill(ask: Asks, lot: LotCode, wanted: ReplacementIn) -> ReceiptOut:
    """Fills a place that somebody left, by drawing again; OWNER, or the AGENCY it charged."""
    seed = await run_in_threadpool(_seed, ask.system, ask.reader, lot, ask.command_id)
    bids = await run_in_threadpool(opened_bids, ask.system, lot)
    return await ask.as_platform()(ReplaceExpert, lot=lot, seed=seed, bids=bids, **dict(wanted))


@router.post("/evaluation", **BY_A_MEMBER)
async def evaluation(
    request: Request, ask: Edits, lot: LotCode, wanted: EvaluationIn
) -> ReceiptOut:
    """Hands in the panel's report; an EXPERT who is on it, for whom the platform asks.

    409 while the file of one of its bids is still closed.
    """
    bids = await to_judge(request, ask, lot)
    handing_in = ask.seen_of("lot", lot).as_platform()
    return await handing_in(RecordEvaluation, lot=lot, bids=bids, **dict(wanted))


@router.post("/price-evaluation", **BY_A_MEMBER)
async def prices(request: Request, ask: Edits, lot: LotCode, wanted: PricesIn) -> ReceiptOut:
    """Hands in what prices are worth, where the lowest has the lot; an EXPERT who is on the panel.

    Whom it puts forward follows from that. 409 while the file of one of its bids is still closed.
    """
    bids = await to_judge(request, ask, lot)
    told = dict(wanted) | {"judged": tuple(Judged(**dict(one)) for one in wanted.judged)}
    handing_in = ask.seen_of("lot", lot).as_platform()
    return await handing_in(EvaluatePrices, lot=lot, bids=bids, **told)


async def to_judge(request: Request, ask: Asking, lot: str) -> tuple[str, ...]:
    """All bids that were ever handed in for a lot: its panel judges those that stand.

    403 for who is not on it, 409 while one of these is closed.
    """
    demand(ask.reader, "EXPERT")
    await run_in_threadpool(demand_member, ask.system, ask.reader, lot)
    stand = await run_in_threadpool(bids_due, ask.system, lot)
    async with room_in(rooms_of(request).reading, request):
        try:
            await run_in_threadpool(demand_opened, ask.system, lot, stand)
        except StillClosed as why:
            raise SpokenError(409, why.sentence) from None
    return await run_in_threadpool(bids_to_open, ask.system, lot)


def _seed(system: System, reader: Identity, lot: str, wish: str) -> str:
    """What nobody can foresee, and the same for the same wish. 403 unless the lot is their own."""
    state = system.replay.state(StreamId("lot", lot))
    assert isinstance(state, Lot)
    demand_own(reader, state, DrawPanel.NAME)
    secret = hmac.digest(system.home.master(), b"zhangben panels", "sha256")
    return hmac.digest(secret, f"{lot}\n{wish}".encode(), "sha256").hex()


def demand_member(
    system: System, reader: Identity, lot: str, *, drawn: bool = False, left: bool = False
) -> None:
    """403 unless the reader is on the panel, or `left` it, where that will do as well; where none
    was drawn, the ledger says so, unless one must be.
    """
    panel = system.replay.state(StreamId("panel", lot))
    assert isinstance(panel, Panel)
    its = panel.has(reader.person) or (left and reader.person in panel.gone)
    if (drawn or panel.drawn) and not its:
        raise HTTPException(403, f"you are not on the panel of {lot}")

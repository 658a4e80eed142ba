"""Lots that one of those who handed something in has, and no panel judges: compared, or allotted.

OWNER, or the AGENCY it charged, wishes it; the platform asks, which alone knows all that came.
"""

import hmac
from typing import Annotated

from fastapi import APIRouter, HTTPException
from fastapi.concurrency import run_in_threadpool

from api.bids import bids_due, deposits_due
from api.days_in import demand_days
from api.draws import pool_of
from api.http.answers import Answer, Told
from api.http.asking import ASKED, Edits
from api.http.identity import Identity
from api.http.positions import When, asked
from api.http.receipts import ReceiptOut
from api.http.seeing import demand_own
from api.http.shapes import LotCode
from api.wiring import System
from domain.drawing import commitment
from domain.kernel import StreamId
from domain.lot.draw import CommitDraw
from domain.lot.state import Lot
from domain.trade.allot import AllotQuota
from domain.trade.compare import CompareOffers

router = APIRouter(prefix="/v1/lots/{lot}", tags=["lots"])


class DrawOut(Told):
    """How a lot is drawn, and what with: whoever draws again with `seed` of `pool` finds those that
    were `passed_over`, and then its winner's bid; `zhangben draw check` does.

    `seed`, `application` and `winner`: null until it is drawn. `pool`: all bids that stood then,
    by their ids; `drawn_from`: the digest that binds them. `passed_over`: those drawn before the
    winner's, which did not count; `unsecured`: all of companies that did not, as no deposit for
    them was there.
    """

    lot: str
    algorithm: str
    commitment: str
    seed: str | None
    application: str | None
    winner: str | None
    pool: list[str]
    drawn_from: str | None
    passed_over: list[str]
    unsecured: list[str]


@router.post("/comparison", **ASKED)
async def compare(ask: Edits, lot: LotCode) -> ReceiptOut:
    """Has the offers of a lot compared, where each makes one; OWNER, or the AGENCY it charged.

    409 while a day on which deposits came is not in, or not whole.
    """
    _, named = await run_in_threadpool(_came, ask.system, ask.reader, lot, CompareOffers.NAME)
    return await ask.seen_of("lot", lot).as_platform()(CompareOffers, lot=lot, **named)


@router.post("/draw", **ASKED)
async def commit(ask: Edits, lot: LotCode) -> ReceiptOut:
    """Commits the draw of a lot to its seed, before it is announced; OWNER, or its AGENCY."""
    await run_in_threadpool(_own, ask.system, ask.reader, lot, CommitDraw.NAME)
    seed = commitment(_seed(ask.system, lot))
    return await ask.seen_of("lot", lot).as_platform()(CommitDraw, lot=lot, commitment=seed)


@router.post("/allotment", **ASKED)
async def allot(ask: Edits, lot: LotCode) -> ReceiptOut:
    """Has a lot of one price allotted: to the first who applied, or by its draw; OWNER, or AGENCY.

    409 while a day on which deposits came is not in, or not whole.
    """
    state, named = await run_in_threadpool(_came, ask.system, ask.reader, lot, AllotQuota.NAME)
    seed = _seed(ask.system, lot) if state.draw is not None and state.opened else None
    return await ask.seen_of("lot", lot).as_platform()(AllotQuota, lot=lot, seed=seed, **named)


@router.get("/draw", response_model=Answer[DrawOut])
def look(when: Annotated[When, asked(lambda r: (r.lots,))], lot: LotCode) -> dict[str, object]:
    """The draw of a lot, from its commitment on; public. 404 where none is committed to."""
    state = when.system.replay.state(StreamId("lot", lot), when.position)
    assert isinstance(state, Lot)
    if state.draw is None:
        raise HTTPException(404, f"of {lot} no draw is announced")
    done = state.allotted
    told = {
        "lot": lot,
        "algorithm": state.draw.algorithm,
        "commitment": state.draw.commitment,
        "seed": done and done.seed,
        "application": done and done.application,
        "winner": done and done.winner,
        "pool": list(pool_of(when.system, lot)) if done is not None else [],
        "drawn_from": done and done.drawn_from,
        "passed_over": list(done.passed_over) if done is not None else [],
        "unsecured": list(done.unsecured) if done is not None else [],
    }
    return when.answer(told)


def _came(
    system: System, reader: Identity, lot: str, act: str
) -> tuple[Lot, dict[str, tuple[str, ...]]]:
    """The lot, all bids that stand, and their deposits. 403 unless the lot is the reader's own.

    Raises DaysMissing while somebody may have paid whose money is not in yet.
    """
    state = _own(system, reader, lot, act)
    if state.opened and state.defined is not None and state.defined.deposit_fen:
        demand_days(system, state)  # before, an answer would tell whether anybody has paid
    bids = bids_due(system, lot)
    return state, {"bids": bids, "deposits": deposits_due(system, lot, bids)}


def _own(system: System, reader: Identity, lot: str, act: str) -> Lot:
    """The lot. 403 unless it is the reader's own, or its agency may ask for this."""
    state = system.replay.state(StreamId("lot", lot))
    assert isinstance(state, Lot)
    demand_own(reader, state, act)
    return state


def _seed(system: System, lot: str) -> str:
    """What a lot is drawn with: nobody can foresee it, and it is the same at any time."""
    secret = hmac.digest(system.home.master(), b"zhangben draws", "sha256")
    return hmac.digest(secret, lot.encode(), "sha256").hex()

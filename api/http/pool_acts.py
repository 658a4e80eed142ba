"""Annual pools: opened and drawn upon on a bidder's wish, numbered by the bank, given back.

As of deposits, the platform's key asks, and the access log names no person here.
"""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.concurrency import run_in_threadpool
from pydantic import Field

from api.going_on import demand_pool_there
from api.http.answers import Answer, Told
from api.http.asking import ASKED, Asks
from api.http.deposits import demand_itself, unnamed
from api.http.identity import Identity
from api.http.opaque import digits
from api.http.positions import When, asked
from api.http.receipts import ReceiptOut
from api.http.seeing import demand_its_own, holding
from api.http.shapes import AccountCode, DepositCode, LotCode, PartyCode, PoolCode, Wanted
from api.wiring import System
from domain.deposit.state import Deposit
from domain.desk.pool import OpenPool
from domain.desk.pool_close import ClosePool
from domain.desk.reserve import ReservePool
from domain.kernel import StreamId
from domain.pool.issue import IssuePoolNumber
from domain.pool.state import Pool

router = APIRouter(prefix="/v1/pools", tags=["pools"])

_ON_A_WISH = {**ASKED, "dependencies": [Depends(unnamed)]}


class OfBidder(Wanted):
    """The bidder whose pool it is."""

    party: PartyCode


class PoolIn(OfBidder):
    """The account of ours that it is paid to, and its year."""

    account: AccountCode
    year: Annotated[int, Field(strict=True, ge=2000, le=2100)]


class PoolOut(ReceiptOut):
    """The pool: the same, however often one asks."""

    pool: str


class HeadroomOut(Told):
    """What of a pool is free, and what stands for deposits; fen. `sub_account`: where to pay;
    `deposit`: by whose refunds it went back, None until then.
    """

    pool: str
    account: str
    year: int
    sub_account: str | None
    free_fen: int
    reserved_fen: int
    closed: bool
    deposit: str | None


class NumberIn(Wanted):
    """The number that the bank gave."""

    sub_account: Annotated[str, Field(pattern="^[0-9]{10,32}$")]


class ReservationIn(OfBidder):
    """The bidder's deposit of a lot that the pool is to stand for."""

    deposit: DepositCode
    lot: LotCode


class ClosingOut(ReceiptOut):
    """The deposit by whose refunds the money goes back: the same, however often one asks."""

    deposit: str


@router.post("", **_ON_A_WISH)
async def open_pool(ask: Asks, wanted: PoolIn) -> PoolOut:
    """Opens one's pool of a year; the BIDDER itself."""
    demand_itself(ask, wanted.party)
    pool = await run_in_threadpool(_code, ask.system, wanted)
    receipt = await ask.as_platform()(OpenPool, pool=pool, **dict(wanted))
    return PoolOut(**receipt.model_dump(), pool=pool)


@router.get("/{pool}", response_model=Answer[HeadroomOut])
def headroom(
    reader: Annotated[Identity, holding("BIDDER")],
    when: Annotated[When, asked(lambda r: (r.sealed_pools,))],
    pool: PoolCode,
) -> dict[str, object]:
    """How much of one's own pool is free; the BIDDER itself, and of any other pool 404."""
    state = when.system.replay.state(StreamId("pool", pool), when.position)
    assert isinstance(state, Pool)
    opened = state.opened
    demand_its_own(reader, opened.party if opened else None, f"pool {pool}")
    assert opened is not None, "what is somebody's was opened"
    data = {
        "pool": pool,
        "account": opened.account,
        "year": opened.year,
        "sub_account": state.sub_account,
        "free_fen": state.free_fen,
        "reserved_fen": sum(state.reserved.values()),
        "closed": state.closed,
        "deposit": state.back,
    }
    return when.answer(data)


@router.put("/{pool}/sub-account", **ASKED)
async def issue(ask: Asks, pool: PoolCode, wanted: NumberIn) -> ReceiptOut:
    """Gives a pool its number at the bank; BANK."""
    return await ask(IssuePoolNumber, pool=pool, sub_account=wanted.sub_account)


@router.post("/{pool}/reservations", **_ON_A_WISH)
async def reserve(ask: Asks, pool: PoolCode, wanted: ReservationIn) -> ReceiptOut:
    """Lets the pool stand for a deposit, as far as it is free; the BIDDER itself.

    409 while the bank may have taken some of that back.
    """
    demand_itself(ask, wanted.party)
    await run_in_threadpool(_demand_there, ask.system, pool, wanted)
    return await ask.as_platform()(ReservePool, pool=pool, **dict(wanted))


@router.post("/{pool}/closing", **_ON_A_WISH)
async def close(ask: Asks, pool: PoolCode, wanted: OfBidder) -> ClosingOut:
    """Has all of the pool given back; the BIDDER itself."""
    demand_itself(ask, wanted.party)
    deposit = await run_in_threadpool(_back, ask.system, pool)
    receipt = await ask.as_platform()(ClosePool, pool=pool, deposit=deposit, party=wanted.party)
    return ClosingOut(**receipt.model_dump(), deposit=deposit)


def _demand_there(system: System, pool: str, wanted: ReservationIn) -> None:
    """Raises MayBeGone; not where the pool stands for it already, and nothing moves any more."""
    deposit = system.replay.state(StreamId("deposit", wanted.deposit))
    assert isinstance(deposit, Deposit)
    if not deposit.came_from(pool):
        demand_pool_there(system, pool, wanted.party)


def _code(system: System, wanted: PoolIn) -> str:
    """This bidder's pool: the same whoever asks."""
    whose = f"{wanted.party}\n{wanted.account}\n{wanted.year}"
    return f"Y{digits(system, b'zhangben pools', whose)}"


def _back(system: System, pool: str) -> str:
    """The deposit by which a pool goes back: the one by which it did, else the same whoever asks,
    in whatever process, so that a request that is repeated is the same request.
    """
    state = system.replay.state(StreamId("pool", pool))
    assert isinstance(state, Pool)
    return state.back or f"P{digits(system, b'zhangben pools given back', pool)}"

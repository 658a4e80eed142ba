"""Deposits: asked for and carried over on a bidder's wish, given the number they are paid to.

Who bids, nobody is told: the platform's key asks, and the access log names no person here.
"""

import hmac
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import Field

from api.going_on import demand_deposit_there
from api.http.asking import ASKED, Asking, Asks
from api.http.receipts import ReceiptOut
from api.http.shapes import Day, DepositCode, Digest, LotCode, PartyCode, Wanted
from api.wiring import System
from domain.deposit.issue import IssueSubAccount
from domain.deposit.state import Deposit
from domain.desk.carry import CarryDepositOver
from domain.desk.require import RequireDeposit
from domain.kernel import StreamId
from projections.deposits import DEPOSITS

router = APIRouter(prefix="/v1/deposits", tags=["deposits"])

_WAIT_S = 5.0


class DepositIn(Wanted):
    """The lot to bid for, and as whom."""

    lot: LotCode
    party: PartyCode


class CarryIn(DepositIn):
    """The deposit of a failed lot whose money comes, and the SHA-256 of what the bidder signed."""

    source: DepositCode
    source_lot: LotCode
    consent: Digest


class DepositOut(ReceiptOut):
    """The deposit that is asked of the bidder; 0 and 0: it had been asked for before."""

    deposit: str


class SubAccountIn(Wanted):
    """The number that the bank gave."""

    sub_account: Annotated[str, Field(pattern="^[0-9]{10,32}$")]
    valid_until: Day


def unnamed(request: Request) -> None:
    """The access log does not say who asked."""
    request.state.unnamed = True


def demand_itself(ask: Asking, party: str) -> None:
    """403 unless this bidder asks."""
    posts = {(post.role, post.organisation) for post in ask.reader.posts}
    if ("BIDDER", party) not in posts:
        raise HTTPException(403, "a BIDDER asks for a deposit of its own")


@router.post("", **ASKED, dependencies=[Depends(unnamed)])
async def require(ask: Asks, wanted: DepositIn) -> DepositOut:
    """Asks for one's deposit of a lot, once, however often one asks; the BIDDER itself."""
    demand_itself(ask, wanted.party)
    found = await run_in_threadpool(asked_before, ask.system, wanted)
    if found:
        return DepositOut(id=ask.command_id, first=0, last=0, repeated=True, deposit=found)
    deposit = _code(ask.system, wanted)
    receipt = await ask.as_platform()(RequireDeposit, deposit=deposit, **dict(wanted))
    return DepositOut(**receipt.model_dump(), deposit=deposit)


@router.post("/{deposit}/carry-over", **ASKED, dependencies=[Depends(unnamed)])
async def carry_over(ask: Asks, deposit: DepositCode, wanted: CarryIn) -> ReceiptOut:
    """Carries the money of a failed lot's deposit over to this one; the BIDDER itself.

    409 while the bank may have taken it back.
    """
    demand_itself(ask, wanted.party)
    await run_in_threadpool(_demand_there, ask.system, deposit, wanted)
    return await ask.as_platform()(CarryDepositOver, deposit=deposit, **dict(wanted))


@router.put("/{deposit}/sub-account", **ASKED)
async def issue(ask: Asks, deposit: DepositCode, wanted: SubAccountIn) -> ReceiptOut:
    """Gives a deposit its number at the bank; BANK."""
    return await ask(IssueSubAccount, deposit=deposit, **dict(wanted))


def _demand_there(system: System, deposit: str, wanted: CarryIn) -> None:
    """Raises MayBeGone; not where it came over already, and nothing moves any more."""
    state = system.replay.state(StreamId("deposit", deposit))
    assert isinstance(state, Deposit)
    if not state.came_from(wanted.source):
        demand_deposit_there(system, wanted.source, wanted.party)


def _code(system: System, wanted: DepositIn) -> str:
    """The code of this bidder's deposit of this lot: the same whoever asks, in whatever process, so
    that there are never two; without the installation's secret it tells nothing.
    """
    secret = hmac.digest(system.home.master(), b"zhangben deposits", "sha256")
    whose = f"{wanted.lot}\n{wanted.party}".encode()
    return f"P{hmac.digest(secret, whose, 'sha256')[:8].hex().upper()}"


def known_now(system: System, wanted: DepositIn) -> str | None:
    """This bidder's deposit of this lot, without waiting for a reader: who hands a bid in in the
    last second is not late by that.

    Every deposit that was asked for here is known at once; another as soon as it is read.
    """
    code = _code(system, wanted)
    state = system.replay.state(StreamId("deposit", code))
    assert isinstance(state, Deposit)
    if state.required:
        return code
    rows = system.readers.sealed_deposits.rows(DEPOSITS, dict(wanted), limit=1).rows
    return str(rows[0]["deposit"]) if rows else None


def asked_before(system: System, wanted: DepositIn) -> str | None:
    """This bidder's deposit of this lot. Raises NotReached while what was asked is not read yet."""
    sealed = system.readers.sealed_deposits
    system.readers.wait((sealed,), system.store.tail().position, _WAIT_S)
    rows = sealed.rows(DEPOSITS, dict(wanted), limit=1).rows
    return str(rows[0]["deposit"]) if rows else None

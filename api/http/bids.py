"""Bids: handed in, taken back before the deadline or after it, by the BIDDER itself.

As of deposits, the platform's key asks, and the access log names no person where a bidder asks.
"""

import hmac
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import Field

from api.bid_files import NotAsHandedIn, NotBrought, NotHere, OfBid, demand_kept
from api.bid_keys import NotYet, WrongKey, demand_opens
from api.http.asking import ASKED, Asking, Asks
from api.http.bid_rooms import rooms_of
from api.http.deposits import DepositIn, demand_itself, known_now, unnamed
from api.http.file_problems import SpokenError
from api.http.receipts import ReceiptOut
from api.http.shapes import (
    BidCode,
    DepositCode,
    Digest,
    Fen,
    Flag,
    LotCode,
    PartyCode,
    Sentence,
    Wanted,
)
from api.http.statements import room_in
from api.wiring import System
from domain.desk.answer_extension import AnswerExtension
from domain.desk.withdraw_bid import RevokeBid, WithdrawBid
from domain.trade.hand_in_key import HandInBidKey
from domain.trade.submit_bid import SubmitBid

router = APIRouter(prefix="/v1/bids", tags=["bids"])

_ON_A_WISH = {**ASKED, "dependencies": [Depends(unnamed)]}


class BidIn(Wanted):
    """A bid. `file`: the SHA-256 of its file, which was brought before by `/v1/bid-files`."""

    lot: LotCode
    party: PartyCode
    file: Digest
    price_fen: Annotated[Fen | None, Field(ge=1)] = None


class SubmittedOut(ReceiptOut):
    """The bid that was handed in; 0 and 0: it stands so already."""

    bid: str


class NoticeIn(Wanted):
    """The written notice: its reference, and its SHA-256."""

    lot: LotCode
    party: PartyCode
    document: Sentence
    evidence: Digest


class WithdrawalIn(NoticeIn):
    """`deposit`: what was paid for the bid; it goes back. Unsaid, it is the one that is owed."""

    deposit: DepositCode | None = None


class AnswerIn(WithdrawalIn):
    """Whether the bid, and its deposit with it, stays for as long as it was asked."""

    agrees: Flag


class KeyIn(Wanted):
    """What opens the file that a bidder encrypted itself: 32 bytes in hex."""

    lot: LotCode
    party: PartyCode
    secret: Digest


@router.post("", **_ON_A_WISH)
async def submit(ask: Asks, wanted: BidIn) -> SubmittedOut:
    """Hands a bid in, or another in its place, until the deadline; the BIDDER itself.

    409 where its file is not here: of a bid that nobody could open nothing would be read out.
    """
    demand_itself(ask, wanted.party)
    of = DepositIn(lot=wanted.lot, party=wanted.party)
    deposit = await run_in_threadpool(known_now, ask.system, of)
    bid = bid_of(ask.system, wanted.lot, wanted.party)
    its = OfBid(bid, wanted.lot, wanted.party)
    try:
        await run_in_threadpool(demand_kept, ask.system, its, wanted.file)
    except NotBrought as why:
        raise SpokenError(409, why.sentence) from None
    receipt = await ask.as_platform()(SubmitBid, bid=bid, deposit=deposit, **dict(wanted))
    return SubmittedOut(**receipt.model_dump(), bid=bid)


@router.post("/{bid}/withdrawal", **_ON_A_WISH)
async def withdraw(ask: Asks, bid: BidCode, wanted: WithdrawalIn) -> ReceiptOut:
    """Takes it back before the deadline: its deposit goes back; the BIDDER itself."""
    told = await _with_deposit(ask, wanted)
    return await ask.as_platform()(WithdrawBid, bid=bid, **told)


@router.post("/{bid}/revocation", **_ON_A_WISH)
async def revoke(ask: Asks, bid: BidCode, wanted: NoticeIn) -> ReceiptOut:
    """Takes it back after the deadline: its deposit may be kept; the BIDDER itself."""
    demand_itself(ask, wanted.party)
    return await ask.as_platform()(RevokeBid, bid=bid, **dict(wanted))


@router.post("/{bid}/extension", **_ON_A_WISH)
async def answer(ask: Asks, bid: BidCode, wanted: AnswerIn) -> ReceiptOut:
    """Says whether the bid stays for as long as its lot's owner asked: of who refuses it lapses,
    and its deposit goes back; the BIDDER itself.
    """
    told = await _with_deposit(ask, wanted)
    return await ask.as_platform()(AnswerExtension, bid=bid, **told)


@router.post("/{bid}/key", **_ON_A_WISH)
async def hand_in_key(request: Request, ask: Asks, bid: BidCode, wanted: KeyIn) -> ReceiptOut:
    """Hands in the key to a file that its bidder encrypted itself, once bids are open and as long
    as the lot's rules give (`keys_until` of the bid); the BIDDER itself. 409 before, and for a key
    that does not open it: neither is written down, and the right one may follow.
    """
    demand_itself(ask, wanted.party)
    its = OfBid(bid, wanted.lot, wanted.party)
    async with room_in(rooms_of(request).trying, request):
        try:
            await run_in_threadpool(demand_opens, ask.system, its, wanted.secret)
        except (NotYet, WrongKey, NotHere, NotAsHandedIn) as why:
            raise SpokenError(409, why.sentence) from None
    return await ask.as_platform()(HandInBidKey, bid=bid, **dict(wanted))


async def _with_deposit(ask: Asking, wanted: WithdrawalIn) -> dict[str, Any]:
    """What is told, and the deposit of the bid, which is looked for where it is not said. 403 for
    another's bid.
    """
    demand_itself(ask, wanted.party)
    of = DepositIn(lot=wanted.lot, party=wanted.party)
    deposit = wanted.deposit or await run_in_threadpool(known_now, ask.system, of)
    return dict(wanted) | {"deposit": deposit}


def bid_of(system: System, lot: str, party: str) -> str:
    """The id of this bidder's bid for this lot, the same whoever asks: of two bids one could be
    withdrawn with the deposit of both. Without the installation's secret it tells nothing.
    """
    secret = hmac.digest(system.home.master(), b"zhangben bids", "sha256")
    whose = f"{lot}\n{party}".encode()
    return f"B{hmac.digest(secret, whose, 'sha256')[:8].hex().upper()}"

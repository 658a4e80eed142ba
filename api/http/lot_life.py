"""What becomes of a lot: announced, corrected, opened or auctioned, awarded, signed, or ended.

OWNER, or the AGENCY it charged; C-OPS publishes a result on their behalf, and assesses fees. Always
on the lot as it was seen (`If-Match`, from `/v1/lots/…`).
"""

from typing import Annotated

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from pydantic import Field

from api.bids import bids_to_open, revoked_since
from api.http.asking import ASKED, Edits
from api.http.identity import Identity
from api.http.receipts import ReceiptOut
from api.http.seeing import demand_own
from api.http.shapes import (
    Count,
    Day,
    Digest,
    Fen,
    Instant,
    LotCode,
    Name,
    PartyCode,
    Sentence,
    Wanted,
)
from api.wiring import System
from domain.kernel import StreamId
from domain.lot.announce import AnnounceLot, PostponeDeadline
from domain.lot.award import AwardLot, ConfirmTransaction, SignContract
from domain.lot.close import FailLot, TerminateProcedure
from domain.lot.compete import CloseTimedBidding, OpenBids
from domain.lot.correct import CorrectAnnouncement
from domain.lot.document_fee import OweDocumentFee
from domain.lot.fees import AssessFees
from domain.lot.publish import PublishResult
from domain.lot.state import Lot

router = APIRouter(prefix="/v1/lots/{lot}", tags=["lots"])


class StandsIn(Wanted):
    """Where it stands, and the SHA-256 of its text."""

    media: Annotated[list[Name], Field(min_length=1, max_length=20)]
    text: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class DeadlinesIn(Wanted):
    """Later ones."""

    deposit_deadline: Instant
    opening_at: Instant


class OpeningIn(Wanted):
    """How many bids there are, on paper too."""

    bidders: Count


class AuctionIn(OpeningIn):
    """How many offered, and the highest offer."""

    price_fen: Fen


class WinnerIn(Wanted):
    """Who wins, at which price."""

    winner: PartyCode
    price_fen: Fen


class ContractIn(Wanted):
    """When it was signed, at which price."""

    signed_on: Day
    price_fen: Fen


class DocumentFeeIn(Wanted):
    """How much each gets back; the notice's reference, and its SHA-256."""

    fee_fen: Annotated[Fen, Field(ge=1)]
    document: Sentence
    evidence: Digest


class FeesIn(Wanted):
    """What the centre asks of the seller, of the buyer, of a winner that defaults; zero for none.
    The decision's reference, and its SHA-256.
    """

    seller_fen: Fen
    buyer_fen: Fen
    default_fen: Fen
    document: Sentence
    evidence: Digest


class ReasonIn(Wanted):
    """Why."""

    reason: Sentence


@router.post("/announcement", **ASKED)
async def announce(ask: Edits, lot: LotCode, wanted: StandsIn) -> ReceiptOut:
    """Announces a lot; once, while there is still time to arrive in."""
    media = tuple(wanted.media)
    return await ask.seen_of("lot", lot)(AnnounceLot, lot=lot, media=media, text=wanted.text)


@router.post("/correction", **ASKED)
async def correct(ask: Edits, lot: LotCode, wanted: StandsIn) -> ReceiptOut:
    """Corrects what was announced; corrected anew, the last word counts."""
    media = tuple(wanted.media)
    return await ask.seen_of("lot", lot)(
        CorrectAnnouncement, lot=lot, media=media, text=wanted.text
    )


@router.post("/deadlines", **ASKED)
async def postpone(ask: Edits, lot: LotCode, wanted: DeadlinesIn) -> ReceiptOut:
    """Gives bidders more time; never less, and not once it is over."""
    return await ask.seen_of("lot", lot)(PostponeDeadline, lot=lot, **dict(wanted))


@router.post("/opening", **ASKED)
async def open_bids(ask: Edits, lot: LotCode, wanted: OpeningIn) -> ReceiptOut:
    """Opens the bids of a lot, which releases its seals for ever; never fewer than came here. The
    platform does, on the wish of OWNER, or of the AGENCY it charged. 503 while bids that came in
    time are still being written.
    """
    bids = await run_in_threadpool(_bids, ask.system, ask.reader, lot)
    opens = ask.seen_of("lot", lot).as_platform()
    return await opens(OpenBids, lot=lot, bids=bids, **dict(wanted))


@router.post("/auction-end", **ASKED)
async def end_auction(ask: Edits, lot: LotCode, wanted: AuctionIn) -> ReceiptOut:
    """Ends the auction of a lot, which releases its seals for ever."""
    return await ask.seen_of("lot", lot)(CloseTimedBidding, lot=lot, **dict(wanted))


@router.post("/award", **ASKED)
async def award(ask: Edits, lot: LotCode, wanted: WinnerIn) -> ReceiptOut:
    """Confirms the winner of a tender, and tells it; candidates whose bids were revoked since the
    panel's report are passed over.
    """
    revoked = await run_in_threadpool(revoked_since, ask.system, lot)
    return await ask.seen_of("lot", lot)(AwardLot, lot=lot, revoked=revoked, **dict(wanted))


@router.post("/sale", **ASKED)
async def confirm(ask: Edits, lot: LotCode, wanted: WinnerIn) -> ReceiptOut:
    """Confirms a sale to the buyer, at the price the auction ended at."""
    return await ask.seen_of("lot", lot)(ConfirmTransaction, lot=lot, **dict(wanted))


@router.post("/contract", **ASKED)
async def sign(ask: Edits, lot: LotCode, wanted: ContractIn) -> ReceiptOut:
    """Registers the contract with the winner."""
    return await ask.seen_of("lot", lot)(SignContract, lot=lot, **dict(wanted))


@router.post("/result", **ASKED)
async def publish(ask: Edits, lot: LotCode, wanted: StandsIn) -> ReceiptOut:
    """Publishes who won, once that is known; published anew, the last word counts."""
    media = tuple(wanted.media)
    return await ask.seen_of("lot", lot)(PublishResult, lot=lot, media=media, text=wanted.text)


@router.post("/fee-assessment", **ASKED)
async def assess_fees(ask: Edits, lot: LotCode, wanted: FeesIn) -> ReceiptOut:
    """Assesses the fees of a lot that has a winner; assessed anew, the last word counts; C-OPS."""
    return await ask.seen_of("lot", lot)(AssessFees, lot=lot, **dict(wanted))


@router.post("/failure", **ASKED)
async def fail(ask: Edits, lot: LotCode, wanted: ReasonIn) -> ReceiptOut:
    """Says that nobody wins this lot; what is sealed stays sealed."""
    return await ask.seen_of("lot", lot)(FailLot, lot=lot, **dict(wanted))


@router.post("/document-fee", **ASKED)
async def document_fee(ask: Edits, lot: LotCode, wanted: DocumentFeeIn) -> ReceiptOut:
    """Says what each bidder gets back for the documents of an ended lot, from who sold them."""
    return await ask.seen_of("lot", lot)(OweDocumentFee, lot=lot, **dict(wanted))


@router.post("/termination", **ASKED)
async def terminate(ask: Edits, lot: LotCode, wanted: ReasonIn) -> ReceiptOut:
    """Ends it before a contract."""
    return await ask.seen_of("lot", lot)(TerminateProcedure, lot=lot, **dict(wanted))


def _bids(system: System, reader: Identity, lot: str) -> tuple[str, ...]:
    """All that came. 403 for who does not speak for the lot in this."""
    state = system.replay.state(StreamId("lot", lot))
    assert isinstance(state, Lot)
    demand_own(reader, state, OpenBids.NAME)
    return bids_to_open(system, lot)

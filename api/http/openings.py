"""What the opening of bids makes known: the record of it (开标记录), and the bids themselves.

Before it everybody hears of a lot what is heard of one that is not there; of natural persons'
bids nothing is told at all.
"""

from base64 import b64encode
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.bid_files import NotAsHandedIn, NotHere, OfBid, is_kept, read
from api.http.answers import Answer, Told
from api.http.asking import ASKED, Asks
from api.http.bids import bid_of
from api.http.deposits import DepositIn, known_now
from api.http.identity import Identity, Reading
from api.http.positions import When, asked
from api.http.receipts import ReceiptOut
from api.http.seeing import holding, may_read_bids
from api.http.shapes import BidCode, Digest, LotCode, Sentence, Wanted
from api.http.statements import room_in
from api.lots.opening import Bid, Record, faults_of, record_of
from api.wiring import System
from domain.bid.events import Fault
from domain.bid.state import Standing
from domain.desk.fail_decryption import RecordDecryptionFailure
from domain.kernel import StreamId
from domain.lot.state import Lot
from domain.roles import AUTHORITIES

router = APIRouter(prefix="/v1/lots/{lot}", tags=["tenders"])

_READS = ("OWNER", "AGENCY", "EXPERT", "AUD", *AUTHORITIES)

Asked = Annotated[When, asked(lambda r: (r.lots, r.bids, r.deposits))]

_BYTES = {"schema": {"type": "string", "format": "binary"}}
_A_FILE: dict[int | str, dict[str, Any]] = {200: {"content": {"application/octet-stream": _BYTES}}}


class PriceOut(Told):
    """What was read out of a bid; fen. `deposit`: whether it was there whole, in money or by a
    guarantee, as known at the opening; null where the lot asks for none.
    """

    party: str
    name: str
    price_fen: int | None
    deposit: bool | None


class RecordOut(Told):
    """The record of an opening; `bidders`: how many there were, as whoever opened them said.

    `opening`: its position, as of which all of it stands.
    """

    lot: str
    opening: int
    opened_at: datetime
    bidders: int
    bids: list[PriceOut]


class OpenedBidOut(PriceOut):
    """A bid as it was opened; `file`: the SHA-256 of what was handed in, `kept`: whether that lies
    here, to be read at `/v1/lots/{lot}/bids/{bid}/file`. `fault`: by whose it could not be
    deciphered, as found until now; null of all others.
    """

    bid: str
    received_at: datetime
    file: str | None
    kept: bool
    fault: Fault | None


class FailureIn(Wanted):
    """By whose fault a bid could not be deciphered; what says so: its reference, its SHA-256."""

    fault: Fault
    document: Sentence
    evidence: Digest


@router.get("/opening-record", response_model=Answer[RecordOut])
def opening_record(reader: Reading, when: Asked, lot: LotCode) -> dict[str, Any]:
    """Who bids for a lot, at which price: for everybody where its rules say so, else for its
    bidders and for those who read the bids themselves.
    """
    found = _opened(when, lot)
    may = found.public or _bid_for(reader, when, found) or may_read_bids(reader, when.system, lot)
    if not may:
        raise HTTPException(403, f"the record of the opening of {lot} is its bidders'")
    return when.answer({**asdict(found), "opening": found.position})


@router.get("/bids", response_model=Answer[list[OpenedBidOut]])
def bids(
    reader: Annotated[Identity, holding(*_READS)], when: Asked, lot: LotCode
) -> dict[str, Any]:
    """The bids for a lot, once they are open: OWNER and AGENCY of it, who evaluates it, who
    supervises its kind in its region, AUD.
    """
    _demand_reads(reader, when, lot)
    opened = _opened(when, lot).bids
    faults = faults_of(when.system, lot, when.position)
    beside = (
        {"kept": is_kept(when.system, _of(lot, bid), bid.file), "fault": faults.get(bid.bid)}
        for bid in opened
    )
    return when.answer([asdict(bid) | more for bid, more in zip(opened, beside, strict=True)])


@router.post("/bids/{bid}/decryption-failure", **ASKED)
async def undeciphered(ask: Asks, lot: LotCode, bid: BidCode, wanted: FailureIn) -> ReceiptOut:
    """Records that a bid cannot be deciphered at the opening: by its bidder's fault it counts as
    revoked, by any other's as withdrawn, and its deposit goes back; OWNER or AGENCY of the lot.
    """
    goes = wanted.fault is Fault.OTHER
    deposit = await run_in_threadpool(_owed, ask.system, lot, bid) if goes else None
    return await ask(RecordDecryptionFailure, lot=lot, bid=bid, deposit=deposit, **dict(wanted))


def _owed(system: System, lot: str, bid: str) -> str | None:
    """The deposit of a bid that was opened; None of any other, which is refused by itself."""
    state, its = system.replay.states((StreamId("lot", lot), StreamId("bid", bid))).values()
    assert isinstance(state, Lot)
    if not state.opened or its.lot != lot or its.party is None:
        return None
    return known_now(system, DepositIn(lot=lot, party=its.party))


@router.get("/bids/{bid}/file", response_class=Response, responses=_A_FILE)
async def file(
    request: Request,
    reader: Annotated[Identity, holding(*_READS)],
    when: Asked,
    lot: LotCode,
    bid: BidCode,
) -> Response:
    """The file of a bid, byte for byte as it was handed in, once it is open: to who reads the bids.

    `Repr-Digest` is the SHA-256 that the bid named, which these bytes have. 409 where what lies
    here has another; 404 where nothing does, as of what is not there.
    """
    _demand_reads(reader, when, lot)
    found = await run_in_threadpool(_one, when, lot, bid)
    async with room_in(request.app.state.bid_files, request):
        data = await run_in_threadpool(_read, when, lot, found)
    digest = b64encode(bytes.fromhex(found.file or "")).decode()
    headers = {
        "Content-Disposition": f'attachment; filename="{bid}"',
        "Repr-Digest": f"sha-256=:{digest}:",
    }
    return Response(data, media_type="application/octet-stream", headers=headers)


def _demand_reads(reader: Identity, when: When, lot: str) -> None:
    """403 for who does not read the bids of this lot, open or not."""
    if not may_read_bids(reader, when.system, lot):
        raise HTTPException(403, f"bids for {lot} are its owner's, panel's, supervisor's to read")


def _one(when: When, lot: str, bid: str) -> Bid:
    """404 for one that was not opened: taken back before, a natural person's, or not there."""
    for one in _opened(when, lot).bids:
        if one.bid == bid and one.file is not None:
            return one
    raise HTTPException(404, f"no bid {bid} for {lot} was opened, as of position {when.position}")


def _of(lot: str, bid: Bid) -> OfBid:
    return OfBid(bid.bid, lot, bid.party)


def _read(when: When, lot: str, bid: Bid) -> bytes:
    try:
        return read(when.system, _of(lot, bid), bid.file or "")
    except NotHere as none:
        raise HTTPException(404, str(none)) from None
    except NotAsHandedIn as other:
        raise HTTPException(409, str(other)) from None


def _opened(when: When, lot: str) -> Record:
    """404 while they are not open, and of what is not there."""
    found = record_of(when.system, lot, when.position)
    if found is None:
        detail = f"no bids for {lot} were opened, as of position {when.position}"
        raise HTTPException(404, detail)
    return found


def _bid_for(reader: Identity, when: When, found: Record) -> bool:
    """Whether the reader handed in a bid for the lot: one of the record, or one that is told to
    nobody else, as it is a natural person's or was taken back.
    """
    its = {post.organisation for post in reader.posts if post.role == "BIDDER"}
    streams = [StreamId("bid", bid_of(when.system, found.lot, party)) for party in sorted(its)]
    bids = when.system.replay.states(streams, when.position).values()
    was_in = any(bid.standing is not Standing.NONE for bid in bids)
    return was_in or bool(its & {bid.party for bid in found.bids})

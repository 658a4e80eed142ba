"""The bids for a lot once they are open: to who reads them, with their files.

Some could not be deciphered: that is said here. Before the opening everybody hears of a lot what
is heard of one that is not there; of natural persons' bids its panel alone is told, which judges
them.
"""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.bid_files import OfBid, Pieces, in_pieces, is_kept
from api.bid_keys import deciphered_by_key, found
from api.http.answers import Answer
from api.http.asking import ASKED, Asking, Asks
from api.http.bid_bytes import A_FILE, as_it_is, told
from api.http.bid_rooms import rooms_of
from api.http.deposits import DepositIn, asked_before
from api.http.identity import Identity
from api.http.openings import Asked, PriceOut
from api.http.openings import opened as record
from api.http.positions import When
from api.http.receipts import ReceiptOut
from api.http.seeing import demand_own, holding, judges, may_read_bids
from api.http.shapes import BidCode, Digest, LotCode, Sentence, Wanted
from api.http.statements import room_in
from api.lots.opening import Bid, judged_of
from api.wiring import System
from domain.bid.events import Fault
from domain.desk.fail_decryption import RecordDecryptionFailure
from domain.kernel import StreamId
from domain.lot.state import Lot
from domain.roles import AUTHORITIES

router = APIRouter(prefix="/v1/lots/{lot}/bids", tags=["tenders"])

_READS = ("OWNER", "AGENCY", "EXPERT", "AUD", *AUTHORITIES)


class OpenedBidOut(PriceOut):
    """A bid as it was opened; `file`: the SHA-256 of what was handed in, `kept`: whether that lies
    here, to be read at `/v1/lots/{lot}/bids/{bid}/file`. `fault`: by whose it could not be
    deciphered, as found until now; null of all others. `key`: whether its bidder handed in what
    opens a file that it encrypted itself: then it is read by `?deciphered=true`.
    """

    received_at: datetime
    file: str | None
    kept: bool
    key: bool
    fault: Fault | None


class FailureIn(Wanted):
    """By whose fault a bid could not be deciphered; what says so: its reference, its SHA-256."""

    fault: Fault
    document: Sentence
    evidence: Digest


@router.get("", response_model=Answer[list[OpenedBidOut]])
def bids(
    reader: Annotated[Identity, holding(*_READS)], when: Asked, lot: LotCode
) -> dict[str, Any]:
    """The bids for a lot, once they are open: OWNER and AGENCY of it, who evaluates it, who
    supervises its kind in its region, AUD. Natural persons' are told to who evaluates it alone, by
    their codes.
    """
    opened = _seen(reader, when, lot)
    streams = [StreamId("bid", bid.bid) for bid in opened]
    states = when.system.replay.states(streams, when.position)
    beside = (
        {
            "kept": is_kept(when.system, _of(lot, bid), bid.file),
            "key": states[stream].secret is not None,
            "fault": states[stream].fault,
        }
        for bid, stream in zip(opened, streams, strict=True)
    )
    return when.answer([asdict(bid) | more for bid, more in zip(opened, beside, strict=True)])


@router.post("/{bid}/decryption-failure", **ASKED)
async def undeciphered(
    request: Request, ask: Asks, lot: LotCode, bid: BidCode, wanted: FailureIn
) -> ReceiptOut:
    """Records that a bid cannot be deciphered at the opening: by its bidder's fault it counts as
    revoked, by any other's as withdrawn, and its deposit goes back; OWNER or AGENCY of the lot.

    409 of what can be read; and, while the time for keys runs, of what its bidder encrypted itself.
    What does not lie here as it was handed in is no fault of its bidder's.
    """
    await run_in_threadpool(_demand_speaks, ask, lot)
    async with room_in(rooms_of(request).trying, request):
        lies = await run_in_threadpool(_lies, ask.system, lot, bid, wanted.fault)
    said = dict(wanted) | lies
    return await ask.as_platform()(RecordDecryptionFailure, lot=lot, bid=bid, **said)


def _demand_speaks(ask: Asking, lot: str) -> None:
    """403 for who does not speak for the lot in this."""
    state = ask.system.replay.state(StreamId("lot", lot))
    assert isinstance(state, Lot)
    demand_own(ask.reader, state, RecordDecryptionFailure.NAME)


def _lies(system: System, lot: str, bid: str, fault: Fault) -> dict[str, str | None]:
    """How its file lies here, and the deposit that goes back with it."""
    how, party = found(system, bid, lot)
    if fault is Fault.BIDDER or party is None:
        return {"found": how, "deposit": None}
    return {"found": how, "deposit": asked_before(system, DepositIn(lot=lot, party=party))}


@router.get("/{bid}/file", response_class=Response, responses=A_FILE)
async def file(
    request: Request,
    reader: Annotated[Identity, holding(*_READS)],
    when: Asked,
    lot: LotCode,
    bid: BidCode,
    deciphered: Annotated[bool, Query()] = False,
) -> Response:
    """The file of a bid, byte for byte as it was handed in, once it is open: to who reads the bids.

    `Repr-Digest` is the SHA-256 that the bid named, which these bytes have. 409 where what lies
    here has another; 404 where nothing does, as of what is not there. `deciphered`: what its bidder
    had encrypted, by the key that it handed in; 404 where it did not.
    """
    its = await run_in_threadpool(_one, reader, when, lot, bid)
    async with room_in(rooms_of(request).reading, request):
        its_file = await run_in_threadpool(_read, when, lot, its, deciphered=deciphered)
    return as_it_is(bid, its_file)


def _seen(reader: Identity, when: When, lot: str) -> tuple[Bid, ...]:
    """The opened bids that the reader reads. 403 for who reads none of this lot, open or not."""
    if not may_read_bids(reader, when.system, lot):
        raise HTTPException(403, f"bids for {lot} are its owner's, panel's, supervisor's to read")
    found = record(when, lot)
    return judged_of(when.system, found) if judges(reader, when.system, lot) else found.bids


def _one(reader: Identity, when: When, lot: str, bid: str) -> Bid:
    """403 for who does not read the bids of this lot; 404 for one that was not opened: taken back
    before, not the reader's to read, or not there.
    """
    for one in _seen(reader, when, lot):
        if one.bid == bid and one.file is not None:
            return one
    raise HTTPException(404, f"no bid {bid} for {lot} was opened, as of position {when.position}")


def _of(lot: str, bid: Bid) -> OfBid:
    return OfBid(bid.bid, lot, bid.party)


def _read(when: When, lot: str, bid: Bid, *, deciphered: bool) -> Pieces:
    its, digest = _of(lot, bid), bid.file or ""
    with told():
        if deciphered:
            return deciphered_by_key(when.system, its, digest, when.position)
        return in_pieces(when.system, its, digest)

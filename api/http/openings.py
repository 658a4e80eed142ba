"""The record of an opening (开标记录): who bids, at which price, as it was read out.

Before it everybody hears of a lot what is heard of one that is not there; of natural persons'
bids nothing is told at all.
"""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException

from api.http.answers import Answer, Told
from api.http.bids import bid_of
from api.http.identity import Identity, Reading
from api.http.positions import When, asked
from api.http.seeing import may_read_bids
from api.http.shapes import LotCode
from api.lots.opening import Record, record_of
from domain.bid.state import Standing
from domain.kernel import StreamId

router = APIRouter(prefix="/v1/lots/{lot}", tags=["tenders"])

Asked = Annotated[When, asked(lambda r: (r.lots, r.bids, r.deposits))]


class PriceOut(Told):
    """What was read out of a bid; fen. `bid`: its id. `deposit`: whether it was there whole, in
    money or by a guarantee, as known at the opening; null where the lot asks for none.
    """

    bid: str
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


@router.get("/opening-record", response_model=Answer[RecordOut])
def opening_record(reader: Reading, when: Asked, lot: LotCode) -> dict[str, Any]:
    """Who bids for a lot, at which price: for everybody where its rules say so, else for its
    bidders and for those who read the bids themselves.
    """
    found = opened(when, lot)
    may = found.public or _bid_for(reader, when, found) or may_read_bids(reader, when.system, lot)
    if not may:
        raise HTTPException(403, f"the record of the opening of {lot} is its bidders'")
    return when.answer({**asdict(found), "opening": found.position})


def opened(when: When, lot: str) -> Record:
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

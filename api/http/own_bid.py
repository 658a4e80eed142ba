"""One's own bid (REFERENCE 4.4): a bidder reads what it handed in, its file too, and how it stands.

Of any other it hears what it hears of none; the access log names no person here.
"""

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.bid_files import OfBid, in_pieces, is_kept
from api.http.answers import Answer, Told
from api.http.bid_bytes import A_FILE, as_it_is, told
from api.http.bid_rooms import rooms_of
from api.http.deposits import unnamed
from api.http.identity import Identity
from api.http.positions import When, asked
from api.http.seeing import demand_its_own, holding
from api.http.shapes import BidCode
from api.http.statements import room_in
from domain.bid.events import Fault
from domain.bid.state import Bid, Standing
from domain.kernel import StreamId
from domain.lot.key_time import keys_until
from domain.lot.state import Lot

router = APIRouter(prefix="/v1/bids", tags=["bids"])


class BidOut(Told):
    """One's own bid as it stands; fen. `kept`: whether the file that it names lies here; `key`:
    whether what opens it was handed in, `keys_until`: when that comes too late, null before the
    opening and where no row says; `fault`: by whose it could not be deciphered, null of one that
    could. `agreed_until`: the day until which its bidder agreed that it binds, where it was asked.
    """

    lot: str
    standing: Standing
    file: str | None
    kept: bool
    price_fen: int | None
    key: bool
    keys_until: datetime | None
    fault: Fault | None
    agreed_until: date | None


@router.get("/{bid}", response_model=Answer[BidOut], dependencies=[Depends(unnamed)])
def own(
    reader: Annotated[Identity, holding("BIDDER")],
    when: Annotated[When, asked(lambda r: (r.lots,))],
    bid: BidCode,
) -> dict[str, Any]:
    """One's own bid; of any other 404, there or not."""
    state = _own(reader, when, bid)
    names = ("lot", "standing", "file", "price_fen", "fault", "agreed_until")
    said = {name: getattr(state, name) for name in names}
    its = OfBid(bid, state.lot or "", state.party or "")
    lot = when.system.replay.state(StreamId("lot", its.lot), when.position)
    assert isinstance(lot, Lot)
    said["kept"], said["key"] = is_kept(when.system, its, state.file), state.secret is not None
    said["keys_until"] = keys_until(lot, when.system.law())
    return when.answer(said)


@router.get(
    "/{bid}/file", response_class=Response, responses=A_FILE, dependencies=[Depends(unnamed)]
)
async def own_file(
    request: Request,
    reader: Annotated[Identity, holding("BIDDER")],
    when: Annotated[When, asked(lambda r: (r.lots,))],
    bid: BidCode,
) -> Response:
    """The file that one's own bid names, byte for byte, before the opening too; of any other 404,
    there or not. 409 where what lies here is not what was handed in.
    """
    state = await run_in_threadpool(_own, reader, when, bid)
    its = OfBid(bid, state.lot or "", state.party or "")
    async with room_in(rooms_of(request).reading, request):
        with told():
            its_file = await run_in_threadpool(in_pieces, when.system, its, state.file or "")
    return as_it_is(bid, its_file)


def _own(reader: Identity, when: When, bid: str) -> Bid:
    """404 for one that is not the reader's own."""
    state = when.system.replay.state(StreamId("bid", bid), when.position)
    assert isinstance(state, Bid)
    demand_its_own(reader, state.party, f"bid {bid}")
    return state

"""`/v1/bid-files`: the file of a bid comes in parts, and lies sealed until the opening.

First in parts, as any file (tus); whole, it is kept for its bid, which then names it. Nobody but
its bidder reads it before its lot is opened (`bids`); what is read after that, `opened_bids` says.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field

from api.bid_files import FILE_MAX, NoneWanted, OfBid, demand_wanted, keep
from api.http import tus
from api.http.asking import ASKED, Asks
from api.http.bid_rooms import rooms_of
from api.http.bids import bid_of
from api.http.deposits import demand_itself, unnamed
from api.http.file_problems import SpokenError
from api.http.shapes import LotCode, PartyCode, Wanted
from api.http.statements import room_in
from api.uploads import BIDS

WAY = tus.Way("/v1/bid-files/uploads", ("BIDDER",), lambda: FILE_MAX, BIDS)

parts = tus.routes(WAY, "bids", Depends(unnamed))
router = APIRouter(prefix="/v1/bid-files", tags=["bids"])


class FileIn(Wanted):
    """The upload that is the file of this party's bid for this lot."""

    lot: LotCode
    party: PartyCode
    upload: Annotated[str, Field(pattern="^[0-9a-f]{32}$")]


class FileOut(BaseModel):
    """The file is here: its SHA-256, by which the bid names it."""

    bid: str
    file: str


@router.post("", **ASKED, dependencies=[Depends(unnamed)])
async def bring(request: Request, ask: Asks, wanted: FileIn) -> FileOut:
    """Keeps a whole upload as the file of a bid, which may name it from now on; the upload is
    forgotten. The BIDDER itself, while it could hand in a bid for the lot: 409 where it could not.

    A bid is handed in by `POST /v1/bids`: to bring its file is to say nothing yet. An upload that
    is not the file that was announced (SHA-256) is forgotten, and nothing of it is kept. What its
    bidder encrypted itself is taken where a row says what follows if it hands in no key.
    """
    demand_itself(ask, wanted.party)
    of = OfBid(bid_of(ask.system, wanted.lot, wanted.party), wanted.lot, wanted.party)
    try:
        await run_in_threadpool(demand_wanted, ask.system, of)  # before anything is read whole
        async with room_in(rooms_of(request).bringing, request):
            data = await WAY.whole(request, ask.reader, wanted.upload)
            file = await run_in_threadpool(keep, ask.system, of, data)
    except NoneWanted as why:
        raise SpokenError(409, why.sentence) from None
    await WAY.forget(request, ask.reader, wanted.upload)
    return FileOut(bid=of.bid, file=file)

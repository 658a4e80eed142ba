"""Lots: defined with the terms of their deposits, and looked at."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Response
from pydantic import Field

from api.http.answers import Answer, LotOut
from api.http.asking import ASKED, Asks, etag
from api.http.positions import When, asked
from api.http.receipts import ReceiptOut
from api.http.shapes import Fen, Flag, Instant, LotCode, Name, RegionCode, Sentence, Wanted
from api.instants import length_at
from domain.kernel import StreamId
from domain.lot.announce import DefineLot
from projections.lots import LOTS

router = APIRouter(prefix="/v1", tags=["lots"])


class LotIn(Wanted):
    """A lot with the terms of its deposit; `owner` and `agency` are organisations."""

    lot: LotCode
    title: Sentence
    category: Annotated[str, Field(pattern="^[A-Z_]{3,40}$")]
    region: RegionCode
    owner: Name
    agency: Name | None = None
    estimate_fen: Annotated[
        Fen | None, Field(description="Of a tender the estimate, of a sale the start price.")
    ] = None
    deposit_fen: Annotated[Fen, Field(description="0: none is asked for.")]
    deposit_deadline: Instant
    opening_at: Instant
    basic_account: Annotated[
        Flag, Field(description="Whether a deposit must come from the payer's basic account.")
    ]


@router.post("/lots", **ASKED)
async def define(ask: Asks, wanted: LotIn) -> ReceiptOut:
    """Defines a lot; OWNER, or the AGENCY that it charged."""
    return await ask(DefineLot, **dict(wanted))


@router.get("/lots/{lot}", response_model=Answer[LotOut], response_model_exclude_unset=True)
def look(
    response: Response, lot: LotCode, when: Annotated[When, asked(lambda r: (r.lots,))]
) -> dict[str, Any]:
    """One lot; public. Its ETag is what an edit names in If-Match."""
    rows = when.system.readers.lots.rows(LOTS, {"lot": lot}, as_of=when.position).rows
    if not rows:
        raise HTTPException(404, f"nobody defined {lot}, as of position {when.position}")
    response.headers["ETag"] = etag(
        length_at(when.system.store, StreamId("lot", lot), when.position)
    )
    return when.answer({name: v for name, v in rows[0].items() if name != "position"})

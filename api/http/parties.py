"""Market subjects: who may bid, by which name, from which account."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from api.http.asking import ASKED, Asks
from api.http.receipts import ReceiptOut
from api.http.shapes import Name, PartyCode, Wanted
from domain.party.enrol import RegisterParty

router = APIRouter(prefix="/v1", tags=["parties"])


class PartyIn(Wanted):
    """A company or body by its USCC, a natural person by an opaque code."""

    party: PartyCode
    name: Annotated[Name, Field(description="As registered; a natural person's is sealed.")]
    basic_account: Name | None = None
    basic_bank: Name | None = None


@router.post("/parties", **ASKED)
async def register(ask: Asks, wanted: PartyIn) -> ReceiptOut:
    """Registers a market subject; C-OPS, or the BIDDER itself."""
    return await ask(RegisterParty, **dict(wanted))

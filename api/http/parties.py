"""Market subjects: registered by name and account; looked at, with where they take part."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query
from pydantic import Field

from api.http.answers import Answer
from api.http.asking import ASKED, Asks
from api.http.identity import Identity
from api.http.paging import begun
from api.http.parties_told import (
    Lots,
    PartyRow,
    PartyTold,
    alerts_of,
    parts,
    registration,
    taking_part,
)
from api.http.positions import After, Limit, When, asked
from api.http.receipts import ReceiptOut
from api.http.regional import lots_of
from api.http.seeing import MONEY, TRAIL, demand_its_own, holding
from api.http.shapes import Name, PartyCode, Wanted
from domain.party.enrol import RegisterParty
from domain.regions import reached
from projections.lots import LOTS

router = APIRouter(prefix="/v1", tags=["parties"])

type Row = dict[str, Any]


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


@router.get("/parties", response_model=Answer[list[PartyRow]])
def parties(
    reader: Annotated[Identity, holding(*MONEY)],
    when: Annotated[When, asked(lambda r: (r.deposits, r.lots))],
    region: Annotated[str | None, Query(pattern="^[0-9]{6}(-[A-Z]{2})?$")] = None,
    after: After = None,
    limit: Limit = 100,
) -> Row:
    """Companies that take part in lots whose bids are open, by their codes; `region`: in lots that
    lie there. Who holds a post of a county sees those of lots that lie in it.
    """
    begin = begun(after, {"party": str}).get("party")
    rows = taking_part(when, _near(when, reader, region), begin, limit + 1)
    more = rows[limit - 1]["party"] if len(rows) > limit else None
    return when.answer(rows[:limit], more)


@router.get("/parties/{party}", response_model=Answer[PartyTold])
def party(
    reader: Annotated[Identity, holding(*TRAIL, "BIDDER")],
    when: Annotated[When, asked(lambda r: (r.deposits, r.lots, r.refunds, r.alerts))],
    party: PartyCode,
) -> Row:
    """One market subject; a BIDDER sees itself alone."""
    known = registration(when, party)
    if not reader.holds(*TRAIL):
        demand_its_own(reader, party if known else None, f"party {party}")
    if known is None:
        raise HTTPException(404, f"nobody registered {party}, as of position {when.position}")
    watches = reader.holds(*MONEY)
    told = None
    if not known["natural"] and (watches or not reader.holds(*TRAIL)):
        told = parts(when, party, _near(when, reader, None) if watches else None)
    alerts = alerts_of(when, told) if watches and told is not None else None
    return when.answer({**known, "parts": told, "alerts": alerts})


def _near(when: When, reader: Identity, region: str | None) -> Lots:
    """The lots that the reader's posts are for, of a region alone where one is named."""
    readers, at = when.system.readers, when.position
    near = lots_of(readers, reader, at, None, *MONEY)
    if region is None:
        return near
    there = readers.lots.every(LOTS, {"region": sorted(reached([region]) or ())}, at)
    codes = [row["lot"] for row in there]
    return codes if near is None else sorted({*codes} & {*near})

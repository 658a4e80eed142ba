"""The register of deals (成交交易备案): what was signed, and when its contract was filed.

Public, as contracts are: a deal is in it from the contract on, filed or not, where its rules let it
be filed: packs of before know no filing.
"""

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter

from api.http.answers import Answer, Told
from api.http.asking import ASKED, Edits
from api.http.paging import page
from api.http.positions import After, Limit, When, asked
from api.http.receipts import ReceiptOut
from api.http.shapes import Digest, LotCode, Wanted
from api.lots.standing import Standing, standings
from domain.lifecycle import phases_for
from domain.lot.concluded import DealFiled
from domain.lot.file_deal import FileDeal
from domain.lot.periods import due
from domain.phases import SIGNED
from domain.timing import is_estimate
from projections.lots import LOTS

router = APIRouter(prefix="/v1", tags=["lots"])

_TOLD = ("lot", "title", "category", "region", "owner", "winner", "price_fen", "signed_on")
_TERM = "contract.filing"
"""The subject of the row that says until when it is filed."""


class FilingIn(Wanted):
    """The SHA-256 of the contract's copy."""

    document: Digest


class DealOut(Told):
    """A deal. `due`: the last day to file it, where a row of its rules says so; `filed_at`,
    `document`: when it was filed last, and the SHA-256 of the copy; `estimated`: the calendar of a
    year until `due` is not published yet, and it may move.
    """

    lot: str
    title: str
    category: str
    region: str
    owner: str
    winner: str | None
    price_fen: int | None
    signed_on: date | None
    due: date | None
    estimated: bool
    filed_at: datetime | None
    document: str | None


@router.get("/deals", response_model=Answer[list[DealOut]])
def deals(
    when: Annotated[When, asked(lambda r: (r.lots,))],
    after: After = None,
    limit: Limit = 100,
) -> dict[str, Any]:
    """Deals by the codes of their lots; a page may be shorter than its limit."""
    reader, where = when.system.readers.lots, {"phase": [phase.value for phase in SIGNED]}
    rows, following = page(when, reader, LOTS, {"lot": str}, after, limit, where)
    found = standings(when.system, [row["lot"] for row in rows], when.position)
    told = [
        {name: row[name] for name in _TOLD} | _filing(one)
        for row in rows
        if in_register(one := found[row["lot"]])
    ]
    return when.answer(told, following)


@router.post("/lots/{lot}/deal-filing", **ASKED)
async def file(ask: Edits, lot: LotCode, wanted: FilingIn) -> ReceiptOut:
    """Files the contract of a lot; OWNER, or the AGENCY it charged."""
    return await ask.seen_of("lot", lot)(FileDeal, lot=lot, **dict(wanted))


def in_register(found: Standing) -> bool:
    """Whether a deal can be filed at all, by the rules that its lot was born under."""
    return bool(phases_for(found.lifecycle, DealFiled.NAME))


def _filing(found: Standing) -> dict[str, Any]:
    lot, category = found.lot, found.category
    signed = lot.day_of("ContractSigned")
    last = due(category, lot, _TERM, signed, found.law.calendar) if category and signed else None
    filed = lot.filed
    at, document = (filed.filed_at, filed.document) if filed else (None, None)
    estimated = bool(signed and last and is_estimate(signed, last, found.law.calendar))
    return {"due": last, "estimated": estimated, "filed_at": at, "document": document}

"""The price of a sale: how its contract has it paid, what is due by when, what came."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException
from pydantic import Field

from api.http.answers import Answer, Told
from api.http.asking import ASKED, Edits
from api.http.identity import Identity, Reading
from api.http.positions import When, asked
from api.http.receipts import ReceiptOut
from api.http.seeing import MONEY, holds_near, is_own, supervises
from api.http.shapes import Day, Digest, Fen, LotCode, Wanted
from api.lots.clocks import Clock, by_day
from api.lots.prices import is_sold, price_clocks, prices_of
from api.lots.standing import Standing, standing
from api.wiring import System
from domain.calendar import beijing_day
from domain.desk.price_due import Part
from domain.lot.concluded import Instalment
from domain.lot.instalments import MOST, AgreeInstalments
from domain.lot.state import Lot

router = APIRouter(prefix="/v1", tags=["lots"])


class InstalmentIn(Wanted):
    """A part of the price, and by when it is paid."""

    due: Day
    amount_fen: Annotated[Fen, Field(ge=1)]


class InstalmentsIn(Wanted):
    """All of the price, the earliest part first, and the SHA-256 of the contract that says so."""

    instalments: Annotated[tuple[InstalmentIn, ...], Field(min_length=1, max_length=MOST)]
    document: Digest


class PartTold(Told):
    """By `day` so much of the price is in, all told. `rule`: the row that says so, '' where the
    contract does; `day` null: its clock stands still. `paid_on`: the day on which it was in; null
    while `missing_fen` are to come. `late`: it was not in by its day, and that day is certain.
    """

    rule: str
    day: date | None
    amount_fen: int
    estimated: bool
    paid_on: date | None
    missing_fen: int
    late: bool


class PriceTold(Told):
    """The price of a lot, whose it is, its parts by their days. `agreed`: the SHA-256 of what says
    how it is paid; null where the rows of its kind do. `warned`: rows that it is not within.
    """

    price_fen: int
    goes_to: Literal["seller", "treasury"]
    parts: list[PartTold]
    agreed: str | None
    warned: list[str]


@router.get("/lots/{lot}/price", response_model=Answer[PriceTold])
def price(
    reader: Reading,
    when: Annotated[When, asked(lambda r: (r.lots, r.disputes, r.sealed_deposits))],
    lot: LotCode,
) -> dict[str, Any]:
    """What of a lot's price is due by when, and came; its owner's, theirs who bought it, settle,
    supervise or audit. 404 for a lot without a price that is paid here, or without a contract.
    """
    of = standing(when.system, lot, when.position)
    if of is None or not is_sold(of) or of.category is None:
        raise HTTPException(404, f"{lot} has no price to be paid, as of position {when.position}")
    if not may_see_price(reader, when.system, of.lot):
        raise HTTPException(403, "OWNER, AGENCY and BIDDER see the prices of lots of their own")
    agreed, today = of.lot.instalments, beijing_day(when.instant)
    return when.answer(
        {
            "price_fen": of.lot.price_fen,
            "goes_to": of.category.price_goes_to,
            "parts": [_told(one, today) for one in prices_of(when.system, [of])[lot]],
            "agreed": agreed.document if agreed else None,
            "warned": agreed.warned if agreed else (),
        }
    )


@router.post("/lots/{lot}/instalments", **ASKED)
async def agree(ask: Edits, lot: LotCode, wanted: InstalmentsIn) -> ReceiptOut:
    """Tells how the contract of a sale has its price paid; OWNER, or the AGENCY it charged."""
    told = tuple(Instalment(**dict(one)) for one in wanted.instalments)
    asks = ask.seen_of("lot", lot)
    return await asks(AgreeInstalments, lot=lot, instalments=told, document=wanted.document)


def clocks_for(
    system: System, reader: Identity, lots: Iterable[Standing]
) -> dict[str, tuple[Clock, ...]]:
    """All that runs for each of these lots, by its code; of its price, where that is this reader's
    to know. The earliest first.
    """
    every = {of.code: of for of in lots}
    sold = [of for of in every.values() if is_sold(of) and may_see_price(reader, system, of.lot)]
    found = {code: price_clocks(every[code], due) for code, due in prices_of(system, sold).items()}
    return {
        code: tuple(sorted((*of.clocks, *found.get(code, ())), key=by_day))
        for code, of in every.items()
    }


def may_see_price(reader: Identity, system: System, lot: Lot) -> bool:
    """Whether it is this reader's to know what of a lot's price came, as with refunds (4.4): its
    owner, who bought it, who settles, supervises or audits; everybody knows the price itself.
    """
    bought = any((post.role, post.organisation) == ("BIDDER", lot.winner) for post in reader.posts)
    if bought or holds_near(reader, lot, *MONEY):
        return True
    return is_own(reader, lot) or supervises(reader, system, lot)


def _told(one: Part, today: date) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "day": one.last,
        "amount_fen": one.fen,
        "estimated": one.estimated,
        "paid_on": one.reached,
        "missing_fen": one.missing_fen,
        "late": one.is_late(today),
    }

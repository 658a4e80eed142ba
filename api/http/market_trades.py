"""Trades at markets of others (林业碳汇、排污权): imported with evidence, read by all."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field

from api.http.answers import Answer, Told
from api.http.asking import ASKED, Asks
from api.http.paging import page
from api.http.positions import After, Limit, When, asked
from api.http.receipts import ReceiptOut
from api.http.shapes import Day, Digest, Fen, Name, PartyCode, RegionCode, Sentence, Wanted
from domain.market.import_trade import ImportExternalTrade
from domain.market.markets import called
from domain.trade_codes import market_code
from projections.market_trades import MARKET_TRADES

router = APIRouter(prefix="/v1/market-trades", tags=["lots"])

type Code = Annotated[str, Field(pattern="^[A-Z_]{3,40}$")]


class TradeIn(Wanted):
    """A trade as the market says it: its number there, what was sold, by whom, to whom.

    `market`: its code, or what it is called (`domain/market/markets.py`); `seller`, `buyer`: null
    of whom the market does not name; `quantity` in hundred-thousandths of `unit`; `price_fen` of
    all of it; `document`: the SHA-256 of what the market says.
    """

    market: Name
    original: Name
    category: Code
    method: Name
    title: Sentence
    region: RegionCode
    seller: PartyCode | None = None
    buyer: PartyCode | None = None
    quantity: Annotated[int, Field(ge=1, le=9_007_199_254_740_991)]
    unit: Name
    price_fen: Annotated[Fen, Field(ge=1)]
    traded_on: Day
    document: Digest


class TradeOut(Told):
    """The same, with its code here, and the version of the rules it was imported by; `market` is
    the market's code.
    """

    trade: str
    market: str
    market_name: str
    original: str
    category: str
    method: str
    title: str
    region: str
    seller: str | None
    buyer: str | None
    quantity: int
    unit: str
    price_fen: int
    traded_on: date
    document: str
    pack: int


@router.post("", **ASKED)
async def bring(ask: Asks, wanted: TradeIn) -> ReceiptOut:
    """Imports a trade, once and for good; C-OPS, or UP for the market itself. 409 for a market that
    is not known: the answer names those that are.
    """
    known = called(wanted.market)
    market = known.code if known is not None else wanted.market
    code = market_code(market, wanted.original)
    said = dict(wanted) | {"market": market}
    return await ask(ImportExternalTrade, trade=code, **said)


@router.get("", response_model=Answer[list[TradeOut]])
def told(
    when: Annotated[When, asked(lambda r: (r.market_trades,))],
    category: Code | None = None,
    after: After = None,
    limit: Limit = 100,
) -> dict[str, Any]:
    """Trades by their codes; those of one kind alone, where it is named; public."""
    reader, where = when.system.readers.market_trades, {"category": category} if category else {}
    rows, following = page(when, reader, MARKET_TRADES, {"trade": str}, after, limit, where)
    return when.answer([row | {"market_name": _name(row["market"])} for row in rows], following)


def _name(market: str) -> str:
    """What a market is called; what was imported before markets had codes says its name itself."""
    known = called(market)
    return market if known is None else known.zh

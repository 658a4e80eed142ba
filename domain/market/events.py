"""Facts of trades elsewhere; all public."""

from datetime import date

from domain.kernel import Event, event


@event("ExternalTradeImported", zh="外部市场成交导入")
class ExternalTradeImported(Event):
    """A market of others made this trade, and holds its money: nothing of it is in our custody.

    `market` by its code (`markets.py`; in facts of before by its name), `original`: its own number
    there; `method`: of the category's rules, in `pack` (0: those that come with the platform).
    `seller`, `buyer`: their codes, None of whom the market does not name. `quantity`: in
    hundred-thousandths of `unit`; `price_fen`: of all of it. `document`: the SHA-256 of what the
    market says of it, as it came.
    """

    trade: str
    market: str
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


type MarketEvent = ExternalTradeImported

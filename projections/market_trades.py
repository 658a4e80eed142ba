"""Trades at markets of others, as they were imported; public."""

from collections.abc import Iterator

from domain.market.events import ExternalTradeImported
from ledger.feed import Recorded
from projections.projection import Change, Column, Index, Projection, Put, Table

MARKET_TRADES = Table(
    "market_trades",
    (Column("trade", "text"),),
    (
        Column("market", "text"),
        Column("original", "text"),
        Column("category", "text"),
        Column("method", "text"),
        Column("title", "text"),
        Column("region", "text"),
        Column("seller", "text"),
        Column("buyer", "text"),
        Column("quantity", "bigint"),
        Column("unit", "text"),
        Column("price_fen", "bigint"),
        Column("traded_on", "date"),
        Column("document", "text"),
        Column("pack", "bigint"),
    ),
    indexes=(Index(("category",)),),
)
"""`quantity` in hundred-thousandths of `unit`, `price_fen` of all of it."""


def project(recorded: Recorded) -> Iterator[Change]:
    """Each as it was imported."""
    event = recorded.event
    if isinstance(event, ExternalTradeImported):
        told = {column.name: getattr(event, column.name) for column in MARKET_TRADES.columns}
        yield Put(MARKET_TRADES, (event.trade,), told)


MARKET_BOOK = Projection("market_trades", 1, (MARKET_TRADES,), project)

"""The record of the stream: `market/CODE`."""

from domain.kernel import Stream
from domain.market.events import ExternalTradeImported
from domain.market.import_trade import IMPORT_EXTERNAL_TRADE
from domain.market.state import Trade, evolve

MARKET = Stream(
    name="market",
    events=(ExternalTradeImported,),
    initial=Trade(),
    evolve=evolve,
    deciders=(IMPORT_EXTERNAL_TRADE,),
    region=lambda trade: trade.imported and trade.imported.region,
)

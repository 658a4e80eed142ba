"""The trade on one page: its deciders over several streams."""

from domain.kernel import Decider
from domain.trade.register_lot import REGISTER_LOT
from domain.trade.register_procedure import REGISTER_PROCEDURE
from domain.trade.submit_bid import SUBMIT_BID

TRADE: tuple[Decider, ...] = (REGISTER_PROCEDURE, REGISTER_LOT, SUBMIT_BID)

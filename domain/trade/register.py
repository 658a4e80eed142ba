"""The trade on one page: its deciders over several streams."""

from domain.kernel import Decider
from domain.trade.register_lot import REGISTER_LOT
from domain.trade.register_procedure import REGISTER_PROCEDURE

TRADE: tuple[Decider, ...] = (REGISTER_PROCEDURE, REGISTER_LOT)

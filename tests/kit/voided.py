"""The sale of `desk_story`, void by a court: whose its price is, nobody has said."""

from api.appointing import appoint
from api.demo.cast import SALE
from domain.trade.void_result import VoidResult
from projections.deposits import DEPOSITS
from tests.kit.desk_story import Desk

COURT = {"document": "（2026）闽06民终1号", "evidence": "ee" * 32}


def void(desk: Desk) -> str:
    """A court finds the result void; returns the deposit that had become price."""
    appoint(desk.system, "court", "COURT", "漳州市中级人民法院")
    desk.system.ask("court", VoidResult(lot=SALE.lot, **COURT))
    desk.system.readers.runner.catch_up()
    rows = desk.system.readers.deposits.rows(DEPOSITS, {"lot": SALE.lot}).rows
    return next(str(row["deposit"]) for row in rows if row["became"] == "2004")

"""A lot as it stands: since when who bids for it may be known."""

from dataclasses import replace
from datetime import date
from typing import Any

from domain.kernel import StreamId
from domain.lot.events import TransactionConfirmed
from projections.lots import project
from projections.projection import Put
from tests.kit.story import NOON
from tests.projections.kit import recorded

LOT = "2026S1"
AGREED = TransactionConfirmed(
    lot=LOT, winner="N1", price_fen=7, confirmed_on=date(2026, 3, 16), opened_at=NOON
)


def told(event: TransactionConfirmed) -> dict[str, Any]:
    """What is told of the lot by one fact."""
    (put,) = project(recorded(event, StreamId("lot", LOT)))
    assert isinstance(put, Put)
    return dict(put.values)


def test_a_sale_that_is_agreed_opens_its_lot() -> None:
    assert told(AGREED) == {
        "winner": "N1",
        "price_fen": 7,
        "phase": "已成交",
        "opened_at": NOON,
    }


def test_since_when_a_lot_is_open_its_sale_says_only_where_nothing_said_it_before() -> None:
    assert "opened_at" not in told(replace(AGREED, opened_at=None))

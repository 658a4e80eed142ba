"""By which bid a guarantee is given back before its lot's end: found here, of an open lot alone."""

import asyncio
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

from api.http.asking import Asking
from api.http.bids import bid_of
from api.http.grounds import lapsed_of
from api.wiring import System
from domain.bid.state import Bid, Standing
from domain.deposit.stream import DEPOSIT
from domain.kernel import StreamId
from domain.lot.stream import LOT
from tests.kit.lots import CODE, OPENING, TENDER, WINNER
from tests.kit.passing import WINNERS
from tests.kit.rows import D
from tests.kit.story import fold


def found(standing: Standing, lot: tuple[Any, ...] = TENDER[:4]) -> tuple[str | None, str]:
    """The bid that is found, and the bidder's."""
    states: dict[StreamId, Any] = {
        StreamId("lot", CODE): fold(LOT, *lot),
        StreamId("deposit", D): fold(DEPOSIT, WINNERS),
    }
    replay = SimpleNamespace(
        state=lambda one: states[one], states=lambda many: {one: states[one] for one in many}
    )
    home = SimpleNamespace(master=lambda: b"m" * 32)
    system = cast(System, SimpleNamespace(replay=replay, home=home))
    theirs = bid_of(system, CODE, WINNER)
    states[StreamId("bid", theirs)] = Bid(
        standing, CODE, WINNER, received_at=OPENING - timedelta(days=1)
    )
    asking = cast(Asking, SimpleNamespace(system=system))
    return asyncio.run(lapsed_of(asking, CODE, D)), theirs


def test_it_is_its_bidders_where_that_has_lapsed() -> None:
    bid, theirs = found(Standing.LAPSED)
    assert bid == theirs


def test_none_is_named_that_stands_or_was_revoked_or_while_the_lot_is_sealed() -> None:
    for standing in (Standing.RECEIVED, Standing.REVOKED, Standing.NONE):
        assert found(standing)[0] is None
    assert found(Standing.LAPSED, TENDER[:3])[0] is None

"""What the bank may have taken back is told of whatever pays it: a refund or a payout."""

from types import SimpleNamespace
from typing import Any

from api.banks.gone import taken_by
from domain.deposit.stream import DEPOSIT
from domain.desk.gone import OpenReversal
from domain.kernel import StreamId
from domain.payout.stream import PAYOUT
from tests.kit.owing import line, matched
from tests.kit.passing import Q, assigned, forfeited, proposed
from tests.kit.rows import BASIC, PRICE, REQUIRED, D
from tests.kit.story import fold

REVERSAL = OpenReversal(line(9), PRICE, BASIC)
OTHER = OpenReversal(line(8), PRICE - 1, BASIC)


def told(payment: str, *gone: OpenReversal) -> str | None:
    """By which line the money of a payment may be gone."""
    states: dict[StreamId, Any] = {
        StreamId("deposit", D): fold(DEPOSIT, REQUIRED, matched(), forfeited(), assigned()),
        StreamId("payout", Q): fold(PAYOUT, proposed()),
    }
    replay: Any = SimpleNamespace(state=lambda stream: states.get(stream, PAYOUT.initial))
    return taken_by(replay, payment, gone)


def test_of_a_refund_and_of_a_payout_alike():
    assert told(f"{D}/1/1", OTHER, REVERSAL) == told(Q, OTHER, REVERSAL) == line(9)
    assert told(f"{D}/1/1", OTHER) is told(Q, OTHER) is None


def test_of_a_payout_that_nobody_proposed_nothing_is_known():
    assert told("Q00000000000000FF", REVERSAL) is None

"""Which of a lot's bids its opening counted, by their ids: whatever became of them since."""

from api.wiring import System
from domain.bid.state import Standing
from domain.kernel import KeyName, StreamId
from domain.lot.state import Lot


def counted_at(system: System, lot: Lot, position: int) -> tuple[str, ...]:
    """Those that the opening of a lot counted, at its position: as it says, or, of one of before
    that does not say which, all that stood then.
    """
    told, defined = lot.bids_opened, lot.defined
    if told is None or defined is None:
        return ()
    if told.bids is not None:
        return told.bids
    codes = system.replay.under("bid", KeyName("lot", defined.lot))
    bids = system.replay.states([StreamId("bid", code) for code in codes], position)
    return tuple(of.code for of, bid in bids.items() if bid.standing is Standing.RECEIVED)

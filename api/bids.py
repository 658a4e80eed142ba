"""The bids of a lot that were handed in here, once they may be known: at its opening, and later."""

from api.wiring import System
from domain.bid.state import Standing
from domain.kernel import KeyName, StreamId
from domain.lot.state import Lot
from projections.bids import BIDS, OPENINGS
from projections.deposits import DEPOSITS


def bids_due(system: System, lot: str) -> tuple[str, ...]:
    """Those that stand; none of a lot whose bids are not due yet, which nobody opens either."""
    return _once_due(system, lot, {"stands": True})


def bids_to_open(system: System, lot: str) -> tuple[str, ...]:
    """The same, and those that were handed in and taken back: an opening says of each what it is,
    so that none passes for one on paper later.
    """
    return _once_due(system, lot, {})


def _once_due(system: System, lot: str, where: dict[str, bool]) -> tuple[str, ...]:
    state = system.replay.state(StreamId("lot", lot))
    assert isinstance(state, Lot)
    if state.opening_at is None or system.clock() < state.opening_at:
        return ()
    system.readers.runner.catch_up()
    of_it = {"lot": lot, **where}
    rows = system.readers.sealed_bids.rows(BIDS, of_it, order=("bid",)).rows
    return tuple(str(row["bid"]) for row in rows)


def deposits_due(system: System, lot: str, bids: tuple[str, ...]) -> tuple[str, ...]:
    """What those who handed these bids in owe for the lot, as far as they were asked for any."""
    if not bids:
        return ()
    where = {"lot": lot, "bid": list(bids)}
    parties = {row["party"] for row in system.readers.sealed_bids.rows(BIDS, where).rows}
    owed = system.readers.sealed_deposits.rows(DEPOSITS, {"lot": lot}, order=("deposit",)).rows
    return tuple(str(row["deposit"]) for row in owed if row["party"] in parties)


def opened_bids(system: System, lot: str) -> tuple[str, ...]:
    """The same; none of a lot whose bids nobody opened yet."""
    state = system.replay.state(StreamId("lot", lot))
    assert isinstance(state, Lot)
    return bids_due(system, lot) if state.opened else ()


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


def revoked_since(system: System, lot: str) -> tuple[str, ...]:
    """Those of the lot's candidates that were opened and are revoked by now."""
    state = system.replay.state(StreamId("lot", lot))
    assert isinstance(state, Lot)
    system.readers.runner.catch_up()
    opened = system.readers.bids.rows(OPENINGS, {"lot": lot}).rows
    counted = (one for row in opened for one in counted_at(system, state, row["position"]))
    bids = system.replay.states(StreamId("bid", one) for one in counted)
    return tuple(
        of.code
        for of, bid in bids.items()
        if bid.standing is Standing.REVOKED and bid.party in state.candidates
    )

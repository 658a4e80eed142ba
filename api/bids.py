"""The bids of a lot that were handed in here, once they may be known: at its opening, and later."""

from api.counted import counted_at
from api.wiring import System
from domain.bid.state import Standing
from domain.kernel import StreamId
from domain.lot.state import Lot
from projections.bids import BIDS, OPENINGS
from projections.deposits import DEPOSITS

_WITHIN_S = 10.0


class StillComing(RuntimeError):
    """Bids of a lot that is to be opened may still be on their way into the log."""


def bids_due(system: System, lot: str) -> tuple[str, ...]:
    """Those that stand; none of a lot whose bids are not due yet, which nobody opens either.

    Raises StillComing.
    """
    return _once_due(system, lot, {"stands": True})


def bids_to_open(system: System, lot: str) -> tuple[str, ...]:
    """The same, and those that were handed in and taken back: an opening says of each what it is,
    so that none passes for one on paper later. Raises StillComing.
    """
    return _once_due(system, lot, {})


def _once_due(system: System, lot: str, where: dict[str, bool]) -> tuple[str, ...]:
    """Until they are open, what came in time may still be in the queue: what the door hears from
    now on is too late.
    """
    state = system.replay.state(StreamId("lot", lot))
    assert isinstance(state, Lot)
    if state.opening_at is None or system.clock() < state.opening_at:
        return ()
    if not state.opened and not system.book.settled(_WITHIN_S):
        raise StillComing(f"bids for {lot} that were in time are still being written")
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

"""What a bidder did for which its deposit may be kept, and which bids show that."""

from collections.abc import Iterable

from fastapi.concurrency import run_in_threadpool

from api.http.asking import Asking
from api.http.bids import bid_of
from api.wiring import System
from domain.bid.state import Bid, Standing
from domain.categories.category import Ground
from domain.deposit.state import Deposit
from domain.desk.grounds import is_withdrawn
from domain.kernel import StreamId
from domain.lot.state import Lot

type Found = tuple[Ground, tuple[str, ...]]
"""A ground, and the bids that show it: the one that was revoked; all that were ever handed in here,
as none of them is of who revoked one on paper; none of a winner that defaulted.
"""


async def bids_on(ask: Asking, ground: Ground, lot: str, deposit: str) -> tuple[str, ...]:
    """The bids that a decision on a ground names."""
    if ground is not Ground.REVOKED:
        return ()
    return await run_in_threadpool(_bids_here, ask.system, lot, deposit)


def _bids_here(system: System, lot: str, deposit: str) -> tuple[str, ...]:
    """Of an open lot, of whose deposit it is; none of what is sealed is looked for."""
    streams = StreamId("lot", lot), StreamId("deposit", deposit)
    of, owed = system.replay.states(streams).values()
    if not of.opened or owed.terms is None or owed.terms.lot != lot:
        return ()
    code = bid_of(system, lot, owed.terms.party)
    bid: Bid = system.replay.state(StreamId("bid", code))
    return of.not_on_paper if bid.standing is Standing.NONE else (code,)


async def lapsed_of(ask: Asking, lot: str, deposit: str) -> str | None:
    """The bid of whose deposit it is, where its bidder would not be bound for longer."""
    return await run_in_threadpool(_lapsed, ask.system, lot, deposit)


def _lapsed(system: System, lot: str, deposit: str) -> str | None:
    bids = _bids_here(system, lot, deposit)
    states = system.replay.states(StreamId("bid", bid) for bid in bids).values()
    lapsed = (one.standing is Standing.LAPSED for one in states)
    return next((bid for bid, has in zip(bids, lapsed, strict=True) if has), None)


def grounds(
    system: System, lot: Lot, deposits: Iterable[tuple[str, Deposit]], position: int
) -> dict[str, Found]:
    """Of deposits of an open lot, by their codes, for what each may be kept, as of a position."""
    parties = {code: (one, one.terms.party) for code, one in deposits if one.terms is not None}
    assert lot.defined is not None, "a lot that was opened was defined"
    of = lot.defined.lot
    theirs = {code: bid_of(system, of, party) for code, (_, party) in parties.items()}
    bids = system.replay.states([StreamId("bid", bid) for bid in theirs.values()], position)
    found: dict[str, Found] = {}
    for code, (deposit, party) in parties.items():
        standing = bids[StreamId("bid", theirs[code])].standing
        if lot.has_defaulted(party):
            found[code] = (Ground.DEFAULTED, ())
        elif standing is Standing.REVOKED:
            found[code] = (Ground.REVOKED, (theirs[code],))
        elif standing is Standing.NONE and lot.on_paper and not is_withdrawn(deposit):
            found[code] = (Ground.REVOKED, lot.not_on_paper)
    return found

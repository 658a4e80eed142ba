"""What a bidder did for which its deposit may be kept, and which bid of its was revoked."""

from collections.abc import Iterable

from fastapi.concurrency import run_in_threadpool

from api.http.asking import Asking
from api.http.bids import bid_of
from api.wiring import System
from domain.bid.state import Bid, Standing
from domain.categories.category import Ground
from domain.deposit.state import Deposit
from domain.desk.grounds import goes_back
from domain.kernel import StreamId
from domain.lot.state import Lot

type Found = tuple[Ground, str | None]
"""A ground, and the bid that was revoked: None of one on paper, and of a winner that defaulted."""


async def bid_on(ask: Asking, ground: Ground, lot: str, deposit: str) -> str | None:
    """The bid that a decision on a ground is about, as far as it was handed in here."""
    if ground is not Ground.REVOKED:
        return None
    return await run_in_threadpool(_bid_here, ask.system, lot, deposit)


def _bid_here(system: System, lot: str, deposit: str) -> str | None:
    """That of an open lot, of whose deposit it is; none of what is sealed is looked for."""
    streams = StreamId("lot", lot), StreamId("deposit", deposit)
    of, owed = system.replay.states(streams).values()
    if not of.opened or owed.terms is None or owed.terms.lot != lot:
        return None
    code = bid_of(system, lot, owed.terms.party)
    bid: Bid = system.replay.state(StreamId("bid", code))
    return None if bid.standing is Standing.NONE else code


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
            found[code] = (Ground.DEFAULTED, None)
        elif standing is Standing.REVOKED:
            found[code] = (Ground.REVOKED, theirs[code])
        elif standing is Standing.NONE and lot.on_paper and not goes_back(deposit):
            found[code] = (Ground.REVOKED, None)
    return found

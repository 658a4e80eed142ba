"""The bids of a lot are opened: as many as its owner says, never fewer than were handed in here.

The platform opens them on the owner's wish, and names all that were handed in, those too that were
withdrawn in time: an owner could leave some out, and say afterwards that they were on paper. Where
they were negotiated no answer tells whether these are more: a round could follow, by a word that
came too low. Where they say by themselves who has the lot all are handed in here.
"""

from typing import Any

from domain.bid.state import Bid, Standing
from domain.kernel import Context, Decider, Decision, Rejected, StreamId
from domain.lot.compete import OpenBids, opening
from domain.lot.counted import BidsCounted, parts
from domain.lot.events import BidOpened
from domain.lot.negotiated import NegotiationStarted
from domain.lot.standing import binds, may_hear


def open_bids(states: Any, asked: OpenBids, context: Context) -> Decision:
    """Once, and not one second early: seals cannot be put back.

    That all bids are named that were handed in here is the platform's word, as no public stream
    counts them; how many came on paper the owner alone knows. Whichever was withdrawn or revoked by
    now, or since they were looked up, is not counted.
    """
    lot, *bids = states if isinstance(states, tuple) else (states,)
    known = opening(lot, asked, BidOpened, context)
    if isinstance(known, Rejected):
        return known
    if refused := not_of_it(bids, asked.lot, asked.bids):
        return refused
    here = _those(Standing.RECEIVED, asked, bids)
    negotiated = may_hear(lot, context.law, NegotiationStarted)
    bound = binds(lot, context.law)
    if not negotiated and (refused := _not_so_many(asked, len(here), bound=bound)):
        return refused
    *before, (rest, withdrawn) = parts(here, _those(Standing.WITHDRAWN, asked, bids))
    opened = BidOpened(
        lot=asked.lot,
        opened_at=context.received_at,
        bidders=max(asked.bidders, len(here)) if negotiated else asked.bidders,
        counted=len(here),
        bids=rest,
        withdrawn=withdrawn,
    )
    named = (BidsCounted(lot=asked.lot, bids=some, withdrawn=gone) for some, gone in before)
    return (*named, opened)


def _those(standing: Standing, asked: OpenBids, bids: list[Bid]) -> tuple[str, ...]:
    """Those that are named and stand so."""
    named = zip(asked.bids, bids, strict=True)
    return tuple(code for code, bid in named if bid.standing is standing)


def not_of_it(bids: list[Bid], lot: str, codes: tuple[str, ...]) -> Rejected | None:
    """Why one of those that are named by these codes was never handed in for the lot."""
    for code, bid in zip(codes, bids, strict=True):
        if bid.lot != lot:
            return Rejected("bid.another", f"{code} is no bid for {lot}")
    return None


def _not_so_many(asked: OpenBids, here: int, *, bound: bool) -> Rejected | None:
    """Why there are not as many as is said; by how many more or fewer is told by no answer.

    `here`: so many were handed in and stand. Where none is on paper (`bound`), not even which of
    the two.
    """
    if bound and here != asked.bidders:
        detail = f"not {asked.bidders} offers were handed in here, and none is compared on paper"
        return Rejected("lot.offers_on_paper", detail)
    if here > asked.bidders:
        return Rejected("lot.more_bids", f"more than {asked.bidders} bids were handed in here")
    return None


OPEN_BIDS = Decider(
    handles=OpenBids,
    touches=lambda asked: (
        StreamId("lot", asked.lot),
        *(StreamId("bid", bid) for bid in asked.bids),
    ),
    decide=open_bids,
)

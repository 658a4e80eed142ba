"""The bids of a lot are opened: as many as its owner says, never fewer than were handed in here.

Where they were negotiated no answer tells whether these are more: a round could follow, by a word
that came too low. Where the highest offer has the lot all of them are handed in here.
"""

from typing import Any

from domain.bid.state import Bid, Standing
from domain.kernel import Context, Decider, Decision, Rejected, StreamId
from domain.lot.bidding import OffersCompared
from domain.lot.compete import OpenBids, opening
from domain.lot.events import BidOpened
from domain.lot.negotiated import NegotiationStarted
from domain.lot.standing import may_hear
from domain.lot.state import Lot


def open_bids(states: Any, asked: OpenBids, context: Context) -> Decision:
    """Once, by the owner or its agency, and not one second early: seals cannot be put back.

    That all bids are named that were handed in here is the platform's word, as no public stream
    counts them; how many came on paper the owner alone knows.
    """
    lot, *bids = states if isinstance(states, tuple) else (states,)
    known = opening(lot, asked, BidOpened, context)
    if isinstance(known, Rejected):
        return known
    if refused := _not_of_it(bids, asked):
        return refused
    more = may_hear(lot, context.law, NegotiationStarted)
    if not more and (refused := _not_so_many(lot, bids, asked, context)):
        return refused
    opened = BidOpened(
        lot=asked.lot,
        opened_at=context.received_at,
        bidders=max(asked.bidders, len(bids)) if more else asked.bidders,
        counted=None if asked.bids is None else len(asked.bids),
    )
    return (opened,)


def _not_of_it(bids: list[Bid], asked: OpenBids) -> Rejected | None:
    """Why one that is named is none of them: it does not stand."""
    for code, bid in zip(asked.bids or (), bids, strict=True):
        if bid.lot != asked.lot or bid.standing is not Standing.RECEIVED:
            return Rejected("bid.another", f"{code} is no bid for {asked.lot} that stands")
    return None


def _not_so_many(lot: Lot, bids: list[Bid], asked: OpenBids, context: Context) -> Rejected | None:
    """Why there are not as many as is said; by how many more or fewer is told by no answer."""
    if len(bids) > asked.bidders:
        return Rejected("lot.more_bids", f"more than {asked.bidders} bids were handed in here")
    if len(bids) < asked.bidders and may_hear(lot, context.law, OffersCompared):
        detail = f"not {asked.bidders} offers were handed in here, and none is compared on paper"
        return Rejected("lot.offers_on_paper", detail)
    return None


OPEN_BIDS = Decider(
    handles=OpenBids,
    touches=lambda asked: (
        StreamId("lot", asked.lot),
        *(StreamId("bid", bid) for bid in asked.bids or ()),
    ),
    decide=open_bids,
)

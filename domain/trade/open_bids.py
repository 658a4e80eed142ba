"""The bids of a lot are opened: as many as its owner says, never fewer than were handed in here."""

from typing import Any

from domain.bid.state import Bid, Standing
from domain.kernel import Context, Decider, Decision, Rejected, StreamId
from domain.lot.compete import OpenBids, opening
from domain.lot.events import BidOpened


def open_bids(states: Any, asked: OpenBids, context: Context) -> Decision:
    """Once, by the owner or its agency, and not one second early: seals cannot be put back.

    That all bids are named that were handed in here is the platform's word, as no public stream
    counts them; how many came on paper the owner alone knows.
    """
    lot, *bids = states if isinstance(states, tuple) else (states,)
    known = opening(lot, asked, BidOpened, context)
    if isinstance(known, Rejected):
        return known
    if refused := _not_so_many(bids, asked):
        return refused
    opened = BidOpened(
        lot=asked.lot,
        opened_at=context.received_at,
        bidders=asked.bidders,
        counted=None if asked.bids is None else len(asked.bids),
    )
    return (opened,)


def _not_so_many(bids: list[Bid], asked: OpenBids) -> Rejected | None:
    """Why there are not as many as is said: one that is named does not stand, or more do.

    By how many more is told by no answer.
    """
    for code, bid in zip(asked.bids or (), bids, strict=True):
        if bid.lot != asked.lot or bid.standing is not Standing.RECEIVED:
            return Rejected("bid.another", f"{code} is no bid for {asked.lot} that stands")
    if len(bids) > asked.bidders:
        return Rejected("lot.more_bids", f"more than {asked.bidders} bids were handed in here")
    return None


OPEN_BIDS = Decider(
    handles=OpenBids,
    touches=lambda asked: (
        StreamId("lot", asked.lot),
        *(StreamId("bid", bid) for bid in asked.bids or ()),
    ),
    decide=open_bids,
)

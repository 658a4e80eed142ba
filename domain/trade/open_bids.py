"""The bids of a lot are opened: as many as its owner says, never fewer than were handed in here.

Where they were negotiated no answer tells whether these are more: a round could follow, by a word
that came too low. Where they say by themselves who has the lot all are handed in here. In both who
asks names them all, and is the platform, on the wish of the owner, who could leave some out.
"""

from typing import Any

from domain.bid.state import Bid, Standing
from domain.kernel import Context, Decider, Decision, Rejected, StreamId
from domain.lot.compete import OpenBids, opening
from domain.lot.events import BidOpened
from domain.lot.negotiated import NegotiationStarted
from domain.lot.standing import binds, may_hear
from domain.lot.state import Lot
from domain.packs.rulebook import Rulebook


def opened_on_a_wish(lot: Lot, law: Rulebook) -> bool:
    """Whether the platform alone opens its bids, by the order of its rules, as its owner wishes."""
    return binds(lot, law) or may_hear(lot, law, NegotiationStarted)


def open_bids(states: Any, asked: OpenBids, context: Context) -> Decision:
    """Once, and not one second early: seals cannot be put back.

    That all bids are named that were handed in here is the platform's word, as no public stream
    counts them; how many came on paper the owner alone knows. Of a negotiation whoever left since
    they were looked up is not counted.
    """
    lot, *bids = states if isinstance(states, tuple) else (states,)
    wished = opened_on_a_wish(lot, context.law)
    if wished and (asked.bids is None or not context.holds("PLATFORM")):
        detail = f"the platform opens {asked.lot}, on a wish: it names all bids that are here"
        return Rejected("lot.opened_on_a_wish", detail)
    known = opening(lot, asked, BidOpened, context, wished=wished)
    if isinstance(known, Rejected):
        return known
    negotiated = may_hear(lot, context.law, NegotiationStarted)
    if refused := _not_of_it(bids, asked, left=negotiated):
        return refused
    if not negotiated and (refused := _not_so_many(bids, asked, wished=wished)):
        return refused
    here = sum(bid.standing is Standing.RECEIVED for bid in bids)
    opened = BidOpened(
        lot=asked.lot,
        opened_at=context.received_at,
        bidders=max(asked.bidders, here) if negotiated else asked.bidders,
        counted=None if asked.bids is None else here,
    )
    return (opened,)


def _not_of_it(bids: list[Bid], asked: OpenBids, *, left: bool) -> Rejected | None:
    """Why one that is named is none of them; `left`: some may be taken back by now."""
    for code, bid in zip(asked.bids or (), bids, strict=True):
        if bid.lot != asked.lot or not (left or bid.standing is Standing.RECEIVED):
            return Rejected("bid.another", f"{code} is no bid for {asked.lot} that stands")
    return None


def _not_so_many(bids: list[Bid], asked: OpenBids, *, wished: bool) -> Rejected | None:
    """Why there are not as many as is said; by how many more or fewer is told by no answer.

    Where none is on paper, not even which of the two.
    """
    if wished and len(bids) != asked.bidders:
        detail = f"not {asked.bidders} offers were handed in here, and none is compared on paper"
        return Rejected("lot.offers_on_paper", detail)
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

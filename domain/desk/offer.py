"""An offer in a session: a quotation while it is free, a bid in its time, as the door's clock says.

The platform asks on the bidder's wish: whoever asks is named in clear, and nobody may know before
the opening who bids.
"""

from datetime import datetime
from typing import Any

from domain.ascending import least_fen, put_off
from domain.auction.events import AuctionEvent, BidPlaced, QuotationSubmitted
from domain.auction.state import Auction
from domain.desk.sessions import ends_at, free_until, listing_ends
from domain.identifiers import deposit_code
from domain.kernel import Command, Context, Decider, Decision, Placed, Rejected, StreamId, command
from domain.lot.standing import standing
from domain.lot.state import Lot
from domain.lot.suspended import stood_still
from domain.participation.state import Participation
from domain.party_codes import party_code
from domain.phases import Phase
from domain.session_codes import session_code


@command("PlaceOffer", zh="报价、出价")
class PlaceOffer(Command):
    """The party offers so much in a session; `participation` is its own."""

    lot: str
    session: int
    participation: str
    party: str
    amount_fen: int

    def __post_init__(self) -> None:
        session_code(self.lot, self.session)
        deposit_code(self.participation)
        party_code(self.party)
        if self.amount_fen < 1:
            raise ValueError(f"amount_fen {self.amount_fen}: expected one or more")


def offer(
    states: tuple[Participation, Auction, Lot], asked: PlaceOffer, context: Context
) -> Decision:
    """By who is qualified, while offers are taken, by a step at least above the highest.

    None is that was at the door while the lot stood still.
    """
    participation, auction, lot = states
    arranged = lot.session.arranged
    if arranged is None or arranged.session != asked.session:
        return Rejected("session.unknown", f"{asked.lot} has no session {asked.session}")
    if not participation.is_of(asked.lot, asked.party):
        return Rejected("participation.unknown", f"{asked.party} is not qualified for {asked.lot}")
    known = standing(lot, asked.lot, Phase.OPEN, Phase.COMPETITION)
    if isinstance(known, Rejected):
        return known
    if refused := stood_still(lot, asked.lot, context.received_at):
        return refused
    highest = auction.highest.amount_fen if auction.highest else None
    least = least_fen(arranged.start_fen, arranged.steps, highest)
    said = _said(participation, auction, lot, asked, context.received_at)
    if isinstance(said, Rejected):
        return said
    if asked.amount_fen < least:
        return Rejected("session.too_low", f"{asked.amount_fen} fen: expected {least} or more")
    return (Placed(_stream(asked), said),)


def _said(
    participation: Participation, auction: Auction, lot: Lot, asked: PlaceOffer, at: datetime
) -> AuctionEvent | Rejected:
    """What an offer is at an instant; the refusal where none is taken then."""
    session, until = lot.session, listing_ends(lot)
    assert session.arranged is not None, "a lot without a session takes no offers"
    assert until is not None, "a lot in these phases has its times"
    assert participation.number is not None, "who is qualified has a number"
    facts: dict[str, Any] = {
        "lot": asked.lot,
        "session": asked.session,
        "offer": auction.offers + 1,
        "number": participation.number,
        "amount_fen": asked.amount_fen,
        "received_at": at,
        "participation": asked.participation,
    }
    begun = session.bidding or session.listing
    if begun is None or at < begun.started_at:
        return Rejected("session.not_open", f"no offers are taken in {asked.lot} yet")
    end = ends_at(lot, auction) or until
    if at >= end:
        return Rejected("session.over", f"offers were taken until {end.isoformat()}")
    free = free_until(lot)
    if free is None or at < free:
        return QuotationSubmitted(**facts)
    return BidPlaced(ends_at=put_off(end, at, session.arranged.countdown_s), **facts)


def _stream(asked: PlaceOffer) -> StreamId:
    return StreamId("auction", session_code(asked.lot, asked.session))


PLACE_OFFER = Decider(
    handles=PlaceOffer,
    touches=lambda asked: (
        StreamId("participation", asked.participation),
        _stream(asked),
        StreamId("lot", asked.lot),
    ),
    decide=offer,
)

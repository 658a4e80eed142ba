"""Opening the bids of a lot, or ending its auction: either releases its seals."""

from domain.identifiers import lot_code
from domain.kernel import (
    Command,
    Context,
    Decider,
    Decision,
    Event,
    Rejected,
    StreamId,
    command,
)
from domain.lot.events import BidOpened, LotDefined, TimedBiddingClosed
from domain.lot.standing import category_of, owned
from domain.lot.state import Lot


@command("OpenBids", zh="开标")
class OpenBids(Command):
    """Open the bids of a lot: `bidders` of them are there."""

    lot: str
    bidders: int

    def __post_init__(self) -> None:
        lot_code(self.lot)
        if self.bidders < 0:
            raise ValueError(f"bidders {self.bidders}: expected zero or more")


@command("CloseTimedBidding", zh="结束限时竞价")
class CloseTimedBidding(Command):
    """The auction has ended: so many bid, the highest offered this."""

    lot: str
    bidders: int
    price_fen: int

    def __post_init__(self) -> None:
        lot_code(self.lot)
        if self.bidders < 1 or self.price_fen < 1:
            raise ValueError(f"{self.bidders} bidders, {self.price_fen} fen: expected one or more")


def open_bids(lot: Lot, asked: OpenBids, context: Context) -> Decision:
    """Once, by the owner or its agency, and not one second early: seals cannot be put back."""
    known = _opening(lot, asked, BidOpened, context)
    if isinstance(known, Rejected):
        return known
    return (BidOpened(lot=asked.lot, opened_at=context.received_at, bidders=asked.bidders),)


def close_bidding(lot: Lot, asked: CloseTimedBidding, context: Context) -> Decision:
    """Once, after its beginning; not below the price the sale began at."""
    known = _opening(lot, asked, TimedBiddingClosed, context)
    if isinstance(known, Rejected):
        return known
    if known.estimate_fen is not None and asked.price_fen < known.estimate_fen:
        return Rejected("lot.below_start_price", f"{asked.lot} began at {known.estimate_fen} fen")
    return (
        TimedBiddingClosed(
            lot=asked.lot,
            closed_at=context.received_at,
            bidders=asked.bidders,
            price_fen=asked.price_fen,
        ),
    )


def _opening(
    lot: Lot, asked: OpenBids | CloseTimedBidding, event: type[Event], context: Context
) -> LotDefined | Rejected:
    """The lot as defined, where its seals may be released by this event now; else the refusal.

    The event is one that ends the secret of its category. With fewer bidders than the category
    asks for there is no opening: the same will compete again (CT-11).
    """
    if lot.opened:
        return Rejected("lot.already_open", f"{asked.lot} was opened before")
    known = owned(lot, asked.lot, context, event)
    if isinstance(known, Rejected):
        return known
    assert lot.opening_at is not None, "a lot in these phases has its times"
    if context.received_at < lot.opening_at:
        return Rejected("lot.too_early", f"{asked.lot} opens at {lot.opening_at.isoformat()}")
    category = category_of(known, context.law)
    if isinstance(category, Rejected):
        return category
    if event.NAME not in category.secret_until:
        return Rejected("lot.wrong_procedure", f"no lot of {category.code} opens by {event.NAME}")
    least = category.least_bidders
    if asked.bidders < least:
        return Rejected("lot.too_few_bidders", f"{asked.bidders} are there, {least} must be")
    return known


OPEN_BIDS = Decider(
    handles=OpenBids, touches=lambda asked: (StreamId("lot", asked.lot),), decide=open_bids
)
CLOSE_TIMED_BIDDING = Decider(
    handles=CloseTimedBidding,
    touches=lambda asked: (StreamId("lot", asked.lot),),
    decide=close_bidding,
)

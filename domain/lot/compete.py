"""Opening the bids of a lot, or ending its auction: either releases its seals."""

from domain.identifiers import lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.events import BidOpened, TimedBiddingClosed
from domain.lot.standing import category_of, owned
from domain.lot.state import Lot, Phase


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
    """Once, by the owner or its agency, and not one second early: seals cannot be put back.

    With fewer bidders than the category asks for no opening: the same will compete again (CT-11).
    """
    if lot.opened:
        return Rejected("lot.already_open", f"the bids of {asked.lot} are open")
    known = owned(lot, asked.lot, context, Phase.ANNOUNCED, Phase.CLOSED)
    if isinstance(known, Rejected):
        return known
    if refused := _too_early(lot, asked.lot, context):
        return refused
    category = category_of(known)
    if isinstance(category, Rejected):
        return category
    least = category.least_bidders
    if asked.bidders < least:
        return Rejected("lot.too_few_bidders", f"{asked.bidders} are there, {least} must be")
    return (BidOpened(lot=asked.lot, opened_at=context.received_at, bidders=asked.bidders),)


def close_bidding(lot: Lot, asked: CloseTimedBidding, context: Context) -> Decision:
    """Once, after its beginning; not below the price the sale began at."""
    if lot.opened:
        return Rejected("lot.already_open", f"the auction of {asked.lot} is over")
    known = owned(lot, asked.lot, context, Phase.ANNOUNCED, Phase.CLOSED)
    if isinstance(known, Rejected):
        return known
    if refused := _too_early(lot, asked.lot, context):
        return refused
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


def _too_early(lot: Lot, code: str, context: Context) -> Rejected | None:
    assert lot.opening_at is not None, "a lot in these phases has its times"
    if context.received_at < lot.opening_at:
        return Rejected("lot.too_early", f"{code} opens at {lot.opening_at.isoformat()}")
    return None


OPEN_BIDS = Decider(
    handles=OpenBids, touches=lambda asked: (StreamId("lot", asked.lot),), decide=open_bids
)
CLOSE_TIMED_BIDDING = Decider(
    handles=CloseTimedBidding,
    touches=lambda asked: (StreamId("lot", asked.lot),),
    decide=close_bidding,
)

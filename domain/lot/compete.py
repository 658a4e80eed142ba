"""When a lot's bids may be opened, or its auction ended: either releases its seals."""

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
from domain.lot.bidding import TimedBiddingClosed
from domain.lot.events import LotDefined
from domain.lot.standing import asked_by_owner, category_of, hears
from domain.lot.state import Lot
from domain.trade_codes import bid_code


@command("OpenBids", version=3, zh="开标")
class OpenBids(Command):
    """Open the bids of a lot: `bidders` of them are there, on paper too.

    `bids`: all that were ever handed in here, whatever became of each by now.
    """

    lot: str
    bidders: int
    bids: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        lot_code(self.lot)
        check_bids(self.bids)
        if self.bidders < 0:
            raise ValueError(f"bidders {self.bidders}: expected zero or more")


def check_bids(bids: tuple[str, ...]) -> None:
    """Raises ValueError where one is no bid's code, or is named twice."""
    for bid in bids:
        bid_code(bid)
    if len(set(bids)) < len(bids):
        raise ValueError("bids: expected each once")


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


def close_bidding(lot: Lot, asked: CloseTimedBidding, context: Context) -> Decision:
    """Once, after its beginning; not below the price the sale began at."""
    if refused := asked_by_owner(lot, context):
        return refused
    known = opening(lot, asked, TimedBiddingClosed, context)
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


def opening(
    lot: Lot,
    asked: OpenBids | CloseTimedBidding,
    event: type[Event],
    context: Context,
) -> LotDefined | Rejected:
    """The lot as defined, where its seals may be released by this event now; else the refusal.

    The event is one that ends the secret of its category. With fewer bidders than the category asks
    for there is no opening: the same will compete again (CT-11).
    """
    if lot.opened:
        return Rejected("lot.already_open", f"{asked.lot} was opened before")
    known = hears(lot, asked.lot, context.law, event)
    if isinstance(known, Rejected):
        return known
    if lot.session.arranged is not None:
        return Rejected("lot.has_session", f"the session of {asked.lot} ends by itself")
    assert lot.opening_at is not None, "a lot in these phases has its times"
    if context.received_at < lot.opening_at:
        return Rejected("lot.too_early", f"{asked.lot} opens at {lot.opening_at.isoformat()}")
    category = category_of(known, context.law)
    if isinstance(category, Rejected):
        return category
    if event.NAME not in category.secret_until:
        return Rejected("lot.wrong_procedure", f"no lot of {category.code} opens by {event.NAME}")
    least = category.order(lot.scopes).least_bidders
    if asked.bidders < least:
        return Rejected("lot.too_few_bidders", f"{asked.bidders} are there, {least} must be")
    return known


CLOSE_TIMED_BIDDING = Decider(
    handles=CloseTimedBidding,
    touches=lambda asked: (StreamId("lot", asked.lot),),
    decide=close_bidding,
)

"""What comes of a session that is over: a proposed result, or a lot that failed (LD-07).

Of a lot that fails the seals stay, as the same people will bid again (4.5 (6)).
"""

from domain.auction.state import Auction
from domain.calendar import beijing_day
from domain.desk.sessions import CloseListing
from domain.kernel import Context, Event, Rejected
from domain.lot.bidding import ReserveCompared, SessionEnded, TimedBiddingClosed
from domain.lot.events import LotFailed
from domain.lot.standing import category_of
from domain.lot.state import Lot
from domain.participation.state import Participation

type States = tuple[Lot, Auction, *tuple[Participation, ...]]
"""Of whoever offered most the participation, last; of nobody none."""

NO_OFFERS, TOO_FEW, BELOW_RESERVE = "无人报价", "报价人数不足", "最高报价低于底价"
"""Why a lot failed."""


def named(states: States, asked: CloseListing) -> Rejected | None:
    """Why the one who is named is not whoever offered most."""
    highest = states[1].highest
    if asked.participation == (highest.participation if highest else None):
        return None
    return Rejected("session.other_bidder", f"another offered most in {asked.lot}")


def outcome(
    states: States, asked: CloseListing, context: Context, *, timed: bool
) -> tuple[Event, ...] | Rejected:
    """The facts that end a session; `timed`: it was bid in time, which itself opens the lot."""
    lot, auction, *named = states
    assert lot.defined is not None, "a lot with a session was defined"
    category = category_of(lot.defined, context.law)
    if isinstance(category, Rejected):
        return category
    if auction.reserve_fen is None:
        return Rejected("session.unreadable", f"the reserve of {asked.lot} cannot be read")
    ended = SessionEnded(
        lot=asked.lot,
        session=asked.session,
        ended_at=asked.ends_at,
        offers=auction.offers,
        bidders=len(auction.numbers),
        digest=auction.digest,
    )
    if auction.highest is None:
        return (ended, _failed(asked, NO_OFFERS, context))
    if ended.bidders < category.order(lot.scopes).least_bidders:
        return (ended, _failed(asked, TOO_FEW, context))
    fen = auction.highest.amount_fen
    met = fen >= auction.reserve_fen
    compared = ReserveCompared(
        lot=asked.lot,
        session=asked.session,
        ended_at=asked.ends_at,
        reserve_fen=auction.reserve_fen or None,
        highest_fen=fen,
        number=auction.highest.number,
        met=met,
        winner=named[0].party if met else None,
        opens=met and not timed,
    )
    if not met:
        return (ended, compared, _failed(asked, BELOW_RESERVE, context))
    if not timed:
        return (ended, compared)
    closed = TimedBiddingClosed(
        lot=asked.lot, closed_at=asked.ends_at, bidders=ended.bidders, price_fen=fen
    )
    return (ended, closed, compared)


def _failed(asked: CloseListing, reason: str, context: Context) -> LotFailed:
    return LotFailed(lot=asked.lot, reason=reason, failed_on=beijing_day(context.received_at))

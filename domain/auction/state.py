"""A session as it stands: small, however many offers there were."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from domain.auction.digest import begun, grown
from domain.auction.events import AuctionEvent, BidPlaced, QuotationSubmitted, ReserveSealed


@dataclass(frozen=True, slots=True)
class Highest:
    """The highest offer: fen, whose number, whose participation."""

    amount_fen: int
    number: str
    participation: str | None


@dataclass(frozen=True, slots=True)
class Auction:
    """The reserve (0: none; None: unreadable), how many offers, their digest, the highest, who
    offered (by number: as many as bid, not as there are offers), when timed bidding ends.

    `ends_at`: None until somebody bids in time; `bid_at`: when somebody did last.
    """

    reserve_fen: int | None = None
    offers: int = 0
    digest: str = ""
    highest: Highest | None = None
    numbers: frozenset[str] = frozenset()
    ends_at: datetime | None = None
    bid_at: datetime | None = None


def evolve(auction: Auction, event: AuctionEvent) -> Auction:
    """The session after an event."""
    match event:
        case ReserveSealed(lot=lot, session=session, reserve_fen=reserve):
            return replace(auction, reserve_fen=reserve, digest=begun(lot, session))
        case QuotationSubmitted():
            return _offered(auction, event, "Q", auction.ends_at, auction.bid_at)
        case BidPlaced(ends_at=ends_at, received_at=at):
            return _offered(auction, event, "B", ends_at, at)
        case _:
            assert_never(event)


def _offered(
    auction: Auction,
    event: QuotationSubmitted | BidPlaced,
    kind: str,
    ends_at: datetime | None,
    bid_at: datetime | None,
) -> Auction:
    """Every offer that was taken is the highest: less is refused."""
    said = (event.offer, kind, event.number, event.amount_fen, event.received_at)
    known = event.number in auction.numbers
    return Auction(
        reserve_fen=auction.reserve_fen,
        offers=event.offer,
        digest=grown(auction.digest, *said),
        highest=Highest(event.amount_fen, event.number, event.participation),
        numbers=auction.numbers if known else auction.numbers | {event.number},
        ends_at=ends_at,
        bid_at=bid_at,
    )

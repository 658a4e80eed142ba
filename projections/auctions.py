"""Sessions and their offers, by anonymous numbers; public."""

from collections.abc import Iterator

from domain.auction.events import BidPlaced, QuotationSubmitted
from domain.lot.bidding import (
    ListingStarted,
    ReserveCompared,
    SessionArranged,
    SessionEnded,
    TimedBiddingStarted,
)
from ledger.feed import Recorded
from projections.projection import Change, Column, Projection, Put, Table

_SESSION = (Column("lot", "text"), Column("session", "integer"))

SESSIONS = Table(
    "sessions",
    _SESSION,
    (
        Column("protocol", "text"),
        Column("start_fen", "bigint"),
        Column("steps", "text[]"),
        Column("listing_from", "timestamptz"),
        Column("free_s", "integer"),
        Column("countdown_s", "integer"),
        Column("started_at", "timestamptz"),
        Column("free_until", "timestamptz"),
        Column("ends_at", "timestamptz"),
        Column("bid_at", "timestamptz"),
        Column("offers", "bigint"),
        Column("highest_fen", "bigint"),
        Column("number", "text"),
        Column("ended_at", "timestamptz"),
        Column("bidders", "integer"),
        Column("digest", "text"),
        Column("reserve_fen", "bigint"),
        Column("met", "boolean"),
    ),
)
"""`steps`: each as `from_fen step_fen`; `highest_fen`, `number`: the highest offer and whose it is;
`ends_at`: as was said at the beginning, or by the bid of `bid_at`; `digest`: of all offers, once it
ended; `reserve_fen`, `met`: once they were compared.
"""

OFFERS = Table(
    "offers",
    (*_SESSION, Column("offer", "bigint")),
    (
        Column("number", "text"),
        Column("amount_fen", "bigint"),
        Column("received_at", "timestamptz"),
        Column("timed", "boolean"),
    ),
)
"""`timed`: bid within a time, not quoted while that was free."""

_TERMS = ("protocol", "start_fen", "listing_from", "free_s", "countdown_s")


def project(recorded: Recorded) -> Iterator[Change]:
    """Sessions as their facts come."""
    match recorded.event:
        case SessionArranged() as arranged:
            steps = [f"{one.from_fen} {one.step_fen}" for one in arranged.steps]
            terms = {name: getattr(arranged, name) for name in _TERMS}
            yield _of(arranged, **terms, steps=steps, offers=0)
        case ListingStarted(started_at=at) as begun:
            yield _of(begun, started_at=at)
        case TimedBiddingStarted(started_at=at, free_until=free, ends_at=ends) as begun:
            yield _of(begun, started_at=at, free_until=free, ends_at=ends)
        case QuotationSubmitted() as offer:
            yield from _offered(offer, timed=False)
        case BidPlaced(ends_at=ends) as offer:
            yield from _offered(offer, timed=True, ends_at=ends, bid_at=offer.received_at)
        case SessionEnded(ended_at=at, bidders=bidders, digest=digest) as ended:
            yield _of(ended, ended_at=at, bidders=bidders, digest=digest)
        case ReserveCompared(reserve_fen=reserve, met=met) as compared:
            yield _of(compared, reserve_fen=reserve, met=met)


type _Told = (
    SessionArranged
    | ListingStarted
    | TimedBiddingStarted
    | SessionEnded
    | ReserveCompared
    | QuotationSubmitted
    | BidPlaced
)


def _of(event: _Told, **told: object) -> Change:
    return Put(SESSIONS, (event.lot, event.session), told)


def _offered(
    offer: QuotationSubmitted | BidPlaced, *, timed: bool, **ends: object
) -> Iterator[Change]:
    yield _of(offer, offers=offer.offer, highest_fen=offer.amount_fen, number=offer.number, **ends)
    told = {
        "number": offer.number,
        "amount_fen": offer.amount_fen,
        "received_at": offer.received_at,
        "timed": timed,
    }
    yield Put(OFFERS, (offer.lot, offer.session, offer.offer), told)


AUCTION_BOOK = Projection("auctions", 2, (SESSIONS, OFFERS), project)

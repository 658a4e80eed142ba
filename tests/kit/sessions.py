"""A parcel that is listed and a building that is auctioned, told by their facts (8.2, 8.3)."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from domain.ascending import SETTLED, Rung
from domain.auction.digest import begun, grown
from domain.auction.events import BidPlaced, QuotationSubmitted, ReserveSealed
from domain.auction.stream import AUCTION
from domain.calendar import BEIJING
from domain.desk.offer import PlaceOffer
from domain.desk.sessions import CloseListing, EndTimedBidding, StartListing, StartTimedBidding
from domain.kernel import Event, Post
from domain.lot.bidding import (
    DisclosureClosed,
    ListingClosed,
    ListingStarted,
    SessionArranged,
    SessionEnded,
    TimedBiddingStarted,
)
from domain.lot.events import AnnouncementPublished, DepositDeadlinePassed, LotDefined
from domain.lot.stopped import ProcedureResumed, ProcedureSuspended, Suspending
from domain.lot.stream import LOT
from domain.money import yuan
from domain.participation.events import QualificationConfirmed
from domain.participation.stream import PARTICIPATION
from tests.kit.story import Story, given


def at(month: int, day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    """An instant of 2026 in Beijing."""
    return datetime.combine(date(2026, month, day), time(hour, minute, second), BEIJING)


SECOND, TICK = timedelta(seconds=1), timedelta(microseconds=1)
PARCEL, BUILDING = "2026P03", "2026S1"
OWNER = Post("OWNER", "自然资源局")
START, STEP, RESERVE = yuan("250,000,000.00"), yuan("2,000,000.00"), yuan("280,000,000.00")
LISTED, DUE, CLOSES = at(3, 27, 9), at(4, 3, 17), at(4, 7, 10)
COUNTDOWN_S = 240
"""Four minutes (Suzhou)."""

FIRST, SECOND_ID, THIRD = "P00000000000000C1", "P00000000000000C2", "P00000000000000C3"
PARTIES = {
    FIRST: "91350100M000100Y43",
    SECOND_ID: "91350200MA2XXTB48Q",
    THIRD: "N00000000000000A1",
}
NUMBERS = {FIRST: "40712358", SECOND_ID: "88103924", THIRD: "02954417"}

DEFINED = LotDefined(
    lot=PARCEL,
    title="2026P03地块",
    category="LAND",
    region="350602",
    owner=OWNER.organisation,
    agency=None,
    estimate_fen=START,
    deposit_fen=yuan("50,000,000.00"),
    deposit_deadline=DUE,
    opening_at=CLOSES,
    basic_account=False,
)
ARRANGED = SessionArranged(
    lot=PARCEL,
    session=1,
    protocol="LISTING_THEN_ASCENDING",
    start_fen=START,
    steps=(Rung(from_fen=0, step_fen=STEP),),
    listing_from=LISTED,
    free_s=0,
    countdown_s=COUNTDOWN_S,
)
ANNOUNCED = AnnouncementPublished(
    lot=PARCEL, published_at=at(3, 6, 10), media=("中国土地市场网",), text="ab" * 32
)
BEGUN = ListingStarted(lot=PARCEL, session=1, started_at=LISTED)
PASSED = DepositDeadlinePassed(lot=PARCEL, deadline=DUE, closes=False)
LISTING = (DEFINED, ARRANGED, ANNOUNCED, BEGUN, PASSED)
"""A lot whose listing goes on, and whose deposits are all in."""
LISTING_OVER = CLOSES + SETTLED
CLOSED = ListingClosed(lot=PARCEL, session=1, closed_at=CLOSES, timed=True)
BIDDING = TimedBiddingStarted(
    lot=PARCEL,
    session=1,
    started_at=LISTING_OVER,
    free_until=LISTING_OVER,
    ends_at=LISTING_OVER + timedelta(seconds=COUNTDOWN_S),
)
BID_IN = (*LISTING, CLOSED, BIDDING)
"""The same once its bidders bid on within a time."""
SEALED = ReserveSealed(lot=PARCEL, session=1, reserve_fen=RESERVE)

BASE = yuan("8,000,000.00")
SALE = replace(
    DEFINED,
    lot=BUILDING,
    title="旧厂房",
    category="STATE_PROPERTY",
    estimate_fen=BASE,
    deposit_fen=yuan("2,400,000.00"),
    deposit_deadline=at(3, 30, 17),
    opening_at=at(4, 1, 9),
)
ASCENDING = replace(
    ARRANGED,
    lot=BUILDING,
    protocol="ASCENDING",
    start_fen=BASE,
    steps=(Rung(from_fen=0, step_fen=yuan("50,000.00")),),
    listing_from=None,
    free_s=600,
)
DISCLOSED = (
    SALE,
    ASCENDING,
    replace(ANNOUNCED, lot=BUILDING),
    DisclosureClosed(lot=BUILDING, closed_at=at(3, 30, 17)),
)
"""A lot whose disclosure is over."""


def stopped(since: datetime, until: datetime | None = None, lot: str = PARCEL) -> tuple[Event, ...]:
    """The owner suspends the procedure; it goes on again at `until`, if it does."""
    told = ProcedureSuspended(
        lot=lot,
        cause=Suspending.OWNER,
        case=None,
        rule="",
        suspended_at=since,
        until=None,
        document="ab" * 32,
    )
    if until is None:
        return (told,)
    return told, ProcedureResumed(lot=lot, case=None, resumed_at=until, document="ac" * 32)


def qualified(who: str = FIRST, lot: str = PARCEL) -> QualificationConfirmed:
    """Somebody may offer."""
    return QualificationConfirmed(
        participation=who, lot=lot, party=PARTIES[who], number=NUMBERS[who]
    )


def quotation(offer: int, who: str, fen: int, when: datetime, lot: str = PARCEL) -> Any:
    """The n-th offer, while it is free."""
    return QuotationSubmitted(
        lot=lot,
        session=1,
        offer=offer,
        number=NUMBERS[who],
        amount_fen=fen,
        received_at=when,
        participation=who,
    )


def bid(offer: int, who: str, fen: int, when: datetime, lot: str = PARCEL) -> Any:
    """The n-th offer, in its time, with the countdown begun anew."""
    said = quotation(offer, who, fen, when, lot)
    facts = {name: getattr(said, name) for name in said.__dataclass_fields__}
    return BidPlaced(ends_at=when + timedelta(seconds=COUNTDOWN_S), **facts)


QUOTED = (
    quotation(1, FIRST, START, at(3, 30, 14)),
    quotation(2, SECOND_ID, yuan("254,000,000.00"), at(3, 31, 15)),
)
"""Two have quoted."""


def offering(who: str, fen: int, lot: str = PARCEL, session: int = 1) -> PlaceOffer:
    """Somebody offers so much."""
    return PlaceOffer(
        lot=lot, session=session, participation=who, party=PARTIES[who], amount_fen=fen
    )


def listing_begins(begins_at: datetime = LISTED, session: int = 1) -> StartListing:
    """The clock says that the listing begins."""
    return StartListing(lot=PARCEL, session=session, begins_at=begins_at)


def listing_ends(who: str | None, ends_at: datetime = CLOSES, session: int = 1) -> CloseListing:
    """The clock says that it is over."""
    return CloseListing(lot=PARCEL, session=session, ends_at=ends_at, participation=who)


def bidding_begins(begins_at: datetime, lot: str = BUILDING, session: int = 1) -> StartTimedBidding:
    """The clock says that a session without a listing begins."""
    return StartTimedBidding(lot=lot, session=session, begins_at=begins_at)


def bidding_ends(who: str | None, ends_at: datetime, session: int = 1) -> EndTimedBidding:
    """The clock says that nobody offers more."""
    return EndTimedBidding(lot=PARCEL, session=session, ends_at=ends_at, participation=who)


def session(lot: tuple[Event, ...], *offers: Event, who: tuple[str, ...] = tuple(PARTIES)) -> Story:
    """A lot, its session with these offers, and who is qualified for it."""
    (defined, *_) = lot
    story = given(LOT, *lot).given(AUCTION, replace(SEALED, lot=defined.lot), *offers)
    for one in PARTIES:
        facts = (qualified(one, defined.lot),) if one in who else ()
        story = story.given(PARTICIPATION, *facts, code=one)
    return story


def digest_of(*offers: Any, lot: str = PARCEL) -> str:
    """The digest of these offers, reckoned from what is public of them."""
    digest = begun(lot, 1)
    for one in offers:
        kind = "B" if isinstance(one, BidPlaced) else "Q"
        said = (one.offer, kind, one.number, one.amount_fen, one.received_at)
        digest = grown(digest, *said)
    return digest


def ended(*offers: Any, when: datetime, bidders: int) -> SessionEnded:
    """A session's end after these offers."""
    return SessionEnded(
        lot=PARCEL,
        session=1,
        ended_at=when,
        offers=len(offers),
        bidders=bidders,
        digest=digest_of(*offers),
    )

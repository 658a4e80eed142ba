"""Samples of sessions: how they are arranged, what is offered, how they end; and of disclosure."""

from domain.ascending import Rung
from domain.auction.events import BidPlaced, QuotationSubmitted, ReserveSealed
from domain.desk.arrange import ArrangeSession
from domain.desk.offer import PlaceOffer
from domain.desk.qualify import ConfirmQualification
from domain.desk.sessions import CloseListing, EndTimedBidding, StartListing, StartTimedBidding
from domain.kernel import Command, Event
from domain.lot.bidding import (
    DisclosureClosed,
    DisclosureExtended,
    ListingClosed,
    ListingStarted,
    ReserveCompared,
    SessionArranged,
    SessionEnded,
    TimedBiddingStarted,
)
from domain.lot.disclose import CloseDisclosure, ExtendDisclosure
from domain.participation.events import QualificationConfirmed
from tests.golden.facts import COMPANY, DEPOSIT, DIGEST, LOT, NOON, TO_THE_MICROSECOND

NUMBER = "40712358"
_OF = {"lot": LOT, "session": 1}
_TERMS = {
    **_OF,
    "protocol": "LISTING_THEN_ASCENDING",
    "start_fen": 25_000_000_000,
    "steps": (
        Rung(from_fen=0, step_fen=200_000_000),
        Rung(from_fen=30_000_000_000, step_fen=500_000_000),
    ),
    "listing_from": NOON,
    "free_s": 0,
    "countdown_s": 240,
}
_OFFER = {
    **_OF,
    "offer": 3,
    "number": NUMBER,
    "amount_fen": 30_600_000_000,
    "received_at": TO_THE_MICROSECOND,
    "participation": DEPOSIT,
}
_WHO = {"participation": DEPOSIT, "lot": LOT, "party": COMPANY, "number": NUMBER}

SESSION_EVENTS: tuple[Event, ...] = (
    SessionArranged(**_TERMS),
    ReserveSealed(**_OF, reserve_fen=28_000_000_000),
    QualificationConfirmed(**_WHO),
    ListingStarted(**_OF, started_at=NOON),
    QuotationSubmitted(**_OFFER),
    ListingClosed(**_OF, closed_at=NOON, timed=True),
    TimedBiddingStarted(
        **_OF, started_at=TO_THE_MICROSECOND, free_until=TO_THE_MICROSECOND, ends_at=NOON
    ),
    BidPlaced(**_OFFER, ends_at=NOON),
    SessionEnded(**_OF, ended_at=NOON, offers=3, bidders=2, digest=DIGEST),
    ReserveCompared(
        **_OF,
        ended_at=NOON,
        reserve_fen=28_000_000_000,
        highest_fen=30_600_000_000,
        number=NUMBER,
        met=True,
        winner=COMPANY,
        opens=False,
    ),
    DisclosureExtended(lot=LOT, ended_at=NOON, until=TO_THE_MICROSECOND, too_short=True),
    DisclosureClosed(lot=LOT, closed_at=NOON),
)

SESSION_COMMANDS: tuple[Command, ...] = (
    ArrangeSession(**_TERMS, reserve_fen=28_000_000_000),
    ConfirmQualification(**_WHO),
    StartListing(**_OF, begins_at=NOON),
    CloseListing(**_OF, ends_at=NOON, participation=DEPOSIT),
    StartTimedBidding(**_OF, begins_at=NOON),
    PlaceOffer(**_OF, participation=DEPOSIT, party=COMPANY, amount_fen=30_600_000_000),
    EndTimedBidding(**_OF, ends_at=NOON, participation=None),
    ExtendDisclosure(lot=LOT, ends_at=NOON, until=TO_THE_MICROSECOND),
    CloseDisclosure(lot=LOT, ends_at=NOON),
)

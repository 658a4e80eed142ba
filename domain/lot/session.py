"""A lot's session as it stands: arranged, listed, bid in, ended, compared with its reserve."""

from dataclasses import dataclass, replace
from typing import assert_never

from domain.lot.bidding import (
    BiddingEvent,
    DisclosureClosed,
    DisclosureExtended,
    ListingClosed,
    ListingStarted,
    OffersCompared,
    ReserveCompared,
    SessionArranged,
    SessionEnded,
    TimedBiddingClosed,
    TimedBiddingStarted,
)


@dataclass(frozen=True, slots=True)
class Session:
    """What was said of it, each fact once it was; a lot without a session has said nothing."""

    arranged: SessionArranged | None = None
    listing: ListingStarted | None = None
    listed: ListingClosed | None = None
    bidding: TimedBiddingStarted | None = None
    ended: SessionEnded | None = None
    compared: ReserveCompared | None = None


def after(session: Session, event: BiddingEvent) -> Session:
    """The session after a fact; a disclosure, and the price it ended at, change nothing of it."""
    match event:
        case SessionArranged():
            return replace(session, arranged=event)
        case ListingStarted():
            return replace(session, listing=event)
        case ListingClosed():
            return replace(session, listed=event)
        case TimedBiddingStarted():
            return replace(session, bidding=event)
        case SessionEnded():
            return replace(session, ended=event)
        case ReserveCompared():
            return replace(session, compared=event)
        case TimedBiddingClosed() | OffersCompared() | DisclosureExtended() | DisclosureClosed():
            return session
        case _:
            assert_never(event)

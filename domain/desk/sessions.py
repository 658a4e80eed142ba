"""What the platform's clock finds of a session: four commands, each with its legal instant."""

from datetime import datetime

from domain.auction.state import Auction
from domain.calendar import zoned
from domain.identifiers import deposit_code
from domain.kernel import Command, StreamId, command
from domain.lot.overlay import put_back
from domain.lot.state import Lot
from domain.session_codes import session_code


@command("StartListing", zh="开始挂牌")
class StartListing(Command):
    """A listing begins."""

    lot: str
    session: int
    begins_at: datetime

    def __post_init__(self) -> None:
        session_code(self.lot, self.session)
        zoned("begins_at", self.begins_at)


@command("StartTimedBidding", zh="开始限时竞价")
class StartTimedBidding(StartListing):
    """A session without a listing begins."""


@command("CloseListing", zh="挂牌截止")
class CloseListing(Command):
    """A listing is over. `participation`: whose the highest offer is; None where there is none."""

    lot: str
    session: int
    ends_at: datetime
    participation: str | None

    def __post_init__(self) -> None:
        session_code(self.lot, self.session)
        zoned("ends_at", self.ends_at)
        if self.participation is not None:
            deposit_code(self.participation)


@command("EndTimedBidding", zh="结束竞价场次")
class EndTimedBidding(CloseListing):
    """Nobody offered more until the end. `participation`: as of a listing."""


def ends_at(lot: Lot, auction: Auction) -> datetime | None:
    """When timed bidding ends, unless somebody offers more; None where it has not begun.

    While the lot stands still no second of it passes (2.2): whoever could not offer has as long
    when it goes on as was left when it stopped. So of all that a session's clock ends.
    """
    begun = lot.session.bidding
    if begun is None:
        return None
    since = auction.bid_at or begun.started_at
    return put_back(auction.ends_at or begun.ends_at, since, lot.suspensions)


def free_until(lot: Lot) -> datetime | None:
    """Until when quotations are free in timed bidding; None where it has not begun."""
    begun = lot.session.bidding
    return put_back(begun.free_until, begun.started_at, lot.suspensions) if begun else None


def listing_ends(lot: Lot) -> datetime | None:
    """When a listing ends; None where the lot has no times.

    Later by as long as the lot stood still, or when its owner says, whichever is later: who
    postpones it, knows for how long it stood still so far. Only what stops it after that counts on.
    """
    begun = lot.session.listing
    if begun is None or lot.opening_at is None:
        return lot.opening_at
    since = begun.started_at
    return max(put_back(said, since, lot.suspensions[known:]) for said, known in lot.openings)


def streams(asked: CloseListing) -> tuple[StreamId, ...]:
    """The lot, its session, and the participation that is named, if one is."""
    session = StreamId("auction", session_code(asked.lot, asked.session))
    named = (StreamId("participation", asked.participation),) if asked.participation else ()
    return (StreamId("lot", asked.lot), session, *named)

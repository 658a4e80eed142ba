"""The centre books rooms for lots (统筹安排交易场地): certified ones, and none twice at once."""

from datetime import datetime

from domain.calendar import zoned
from domain.identifiers import lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.state import Lot
from domain.lot.suspended import stands_still
from domain.trade_codes import venue_code
from domain.venue.events import Purpose, VenueBooked, VenueReleased
from domain.venue.state import Venue


@command("BookVenue", zh="场地预订")
class BookVenue(Command):
    """Book a room for a lot; fields as in VenueBooked. The booking's code is the asker's own."""

    venue: str
    booking: str
    lot: str
    purpose: Purpose
    since: datetime
    until: datetime

    def __post_init__(self) -> None:
        venue_code(self.venue)
        venue_code(self.booking, "booking")
        lot_code(self.lot)
        zoned("since", self.since)
        zoned("until", self.until)
        if self.until <= self.since:
            raise ValueError(f"until {self.until.isoformat()}: expected after since")


@command("ReleaseVenue", zh="场地释放")
class ReleaseVenue(Command):
    """Give a booking back, as of an opening that was postponed."""

    venue: str
    booking: str

    def __post_init__(self) -> None:
        venue_code(self.venue)
        venue_code(self.booking, "booking")


def book(states: tuple[Venue, Lot], asked: BookVenue, context: Context) -> Decision:
    """For a lot that is under way, from an instant to come; the same again is nothing."""
    venue, lot = states
    booked = VenueBooked(**{name: getattr(asked, name) for name in BookVenue.__dataclass_fields__})
    before = venue.booking(asked.booking)
    if before == booked:
        return ()
    if before is not None or asked.booking in venue.released:
        return Rejected("venue.booking_exists", f"{asked.booking} was another booking")
    if lot.defined is None or lot.is_over:
        return Rejected("venue.no_lot", f"{asked.lot} is not under way")
    if refused := stands_still(lot, asked.lot):
        return refused
    if asked.since < context.received_at:
        return Rejected("venue.too_late", f"{asked.since.isoformat()} has passed")
    if not venue.is_fit(asked.purpose, asked.until):
        detail = f"{asked.venue} is not certified for {asked.purpose} until then"
        return Rejected("venue.not_certified", detail)
    if taken := venue.taken(asked.since, asked.until):
        detail = f"{asked.venue} is booked until {taken.until.isoformat()}: {taken.booking}"
        return Rejected("venue.taken", detail)
    return (booked,)


def release(venue: Venue, asked: ReleaseVenue, context: Context) -> Decision:
    """Once, whatever became of its lot."""
    if asked.booking in venue.released:
        return ()
    if venue.booking(asked.booking) is None:
        return Rejected("venue.no_booking", f"{asked.venue} has no booking {asked.booking}")
    at = context.received_at
    return (VenueReleased(venue=asked.venue, booking=asked.booking, released_at=at),)


BOOK_VENUE = Decider(
    handles=BookVenue,
    touches=lambda asked: (StreamId("venue", asked.venue), StreamId("lot", asked.lot)),
    decide=book,
)
RELEASE_VENUE = Decider(
    handles=ReleaseVenue,
    touches=lambda asked: (StreamId("venue", asked.venue),),
    decide=release,
)

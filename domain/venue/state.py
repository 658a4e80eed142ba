"""A venue as it stands."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from domain.calendar import beijing_day
from domain.venue.events import Purpose, VenueBooked, VenueCertified, VenueEvent, VenueReleased


@dataclass(frozen=True, slots=True)
class Venue:
    """What it is fit for, and who has it when; bookings that were given back are gone, and their
    codes stay.
    """

    certified: VenueCertified | None = None
    booked: tuple[VenueBooked, ...] = ()
    released: tuple[str, ...] = ()

    def is_fit(self, purpose: Purpose, until: datetime) -> bool:
        """Whether it is certified for this, up to an instant and with its day."""
        known = self.certified
        if known is None or purpose not in known.purposes:
            return False
        return beijing_day(until) <= known.valid_until

    def taken(self, since: datetime, until: datetime) -> VenueBooked | None:
        """The booking that has an instant of this time, if one has."""
        found = (one for one in self.booked if one.since < until and since < one.until)
        return next(found, None)

    def booking(self, code: str) -> VenueBooked | None:
        """The booking of this code, if it stands."""
        return next((one for one in self.booked if one.booking == code), None)


def evolve(venue: Venue, event: VenueEvent) -> Venue:
    """The venue after an event."""
    match event:
        case VenueCertified():
            return replace(venue, certified=event)
        case VenueBooked():
            return replace(venue, booked=(*venue.booked, event))
        case VenueReleased(booking=code):
            left = tuple(one for one in venue.booked if one.booking != code)
            return replace(venue, booked=left, released=(*venue.released, code))
        case _:
            assert_never(event)

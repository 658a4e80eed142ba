"""Facts of a venue; all public."""

from datetime import date, datetime
from enum import StrEnum

from domain.kernel import Event, event


class Purpose(StrEnum):
    """What a venue is booked for."""

    OPENING = "OPENING"
    EVALUATION = "EVALUATION"
    BIDDING = "BIDDING"


@event("VenueCertified", zh="场所认定")
class VenueCertified(Event):
    """A room is fit for these purposes, up to and with a day. `document`: the SHA-256 of why.

    The last word counts; of no purpose: it is fit for none any more.
    """

    venue: str
    certified_at: datetime
    name: str
    region: str
    seats: int
    purposes: tuple[Purpose, ...]
    valid_until: date
    document: str

    def happened_at(self) -> datetime:
        """When it was certified."""
        return self.certified_at


@event("VenueBooked", zh="场地预订")
class VenueBooked(Event):
    """A lot has the room from an instant until another, which is not its own any more."""

    venue: str
    booking: str
    lot: str
    purpose: Purpose
    since: datetime
    until: datetime


@event("VenueReleased", zh="场地释放")
class VenueReleased(Event):
    """A booking is given back: the room is free."""

    venue: str
    booking: str
    released_at: datetime

    def happened_at(self) -> datetime:
        """When it was given back."""
        return self.released_at


type VenueEvent = VenueCertified | VenueBooked | VenueReleased

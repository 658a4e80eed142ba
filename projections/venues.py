"""Rooms, what they are fit for, and who has them when; public."""

from collections.abc import Iterator

from domain.venue.events import VenueBooked, VenueCertified, VenueReleased
from ledger.feed import Recorded
from projections.projection import Change, Column, Index, Projection, Put, Table

VENUES = Table(
    "venues",
    (Column("venue", "text"),),
    (
        Column("name", "text"),
        Column("region", "text"),
        Column("seats", "integer"),
        Column("purposes", "text[]"),
        Column("valid_until", "date"),
    ),
)
BOOKINGS = Table(
    "bookings",
    (Column("venue", "text"), Column("booking", "text")),
    (
        Column("lot", "text"),
        Column("purpose", "text"),
        Column("since", "timestamptz"),
        Column("until", "timestamptz"),
        Column("released_at", "timestamptz"),
    ),
    indexes=(Index(("until", "since"), now=True),),
)
"""`released_at`: NULL of those that stand."""

_IS, _HAS = ("name", "region", "seats", "valid_until"), ("lot", "since", "until")


def project(recorded: Recorded) -> Iterator[Change]:
    """Each as it was certified last, booked, and given back."""
    match recorded.event:
        case VenueCertified(venue=code, purposes=purposes) as known:
            told = {name: getattr(known, name) for name in _IS}
            told |= {"purposes": [one.value for one in purposes]}
            yield Put(VENUES, (code,), told)
        case VenueBooked(venue=code, booking=booking, purpose=purpose) as booked:
            told = {name: getattr(booked, name) for name in _HAS}
            yield Put(BOOKINGS, (code, booking), told | {"purpose": purpose.value})
        case VenueReleased(venue=code, booking=booking, released_at=at):
            yield Put(BOOKINGS, (code, booking), {"released_at": at})


VENUE_BOOK = Projection("venues", 1, (VENUES, BOOKINGS), project)

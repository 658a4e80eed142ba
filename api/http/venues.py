"""Rooms in which bids are opened or judged (交易场所), and who has them when; public."""

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field

from api.http.answers import Answer, Told
from api.http.asking import ASKED, Asks
from api.http.paging import page
from api.http.positions import After, Limit, When, asked
from api.http.receipts import ReceiptOut
from api.http.shapes import Day, Digest, Instant, LotCode, Name, TradeCode, Wanted
from domain.trade.book_venue import BookVenue, ReleaseVenue
from domain.venue.certify import CertifyVenue
from domain.venue.events import Purpose
from projections.venues import BOOKINGS, VENUES

router = APIRouter(prefix="/v1/venues", tags=["venues"])

type Seats = Annotated[int, Field(strict=True, ge=1, le=10_000)]


class VenueIn(Wanted):
    """A room, how many it seats, what it is fit for, up to which day; the SHA-256 of why."""

    venue: TradeCode
    name: Name
    region: Annotated[str, Field(pattern="^[0-9]{6}(-[A-Z]{2})?$")]
    seats: Seats
    purposes: Annotated[tuple[Purpose, ...], Field(max_length=len(Purpose))]
    valid_until: Day
    document: Digest


class BookingIn(Wanted):
    """A booking's code, for which lot, from when until when."""

    booking: TradeCode
    lot: LotCode
    purpose: Purpose
    since: Instant
    until: Instant


class VenueOut(Told):
    """A room as it was certified last."""

    venue: str
    name: str
    region: str
    seats: int
    purposes: list[Purpose]
    valid_until: date


class BookingOut(Told):
    """A booking; `released_at`: when it was given back, None of one that stands."""

    venue: str
    booking: str
    lot: str
    purpose: Purpose
    since: datetime
    until: datetime
    released_at: datetime | None


@router.post("", **ASKED)
async def certify(ask: Asks, wanted: VenueIn) -> ReceiptOut:
    """Says what a room is fit for; OFFICE."""
    return await ask(CertifyVenue, **dict(wanted))


@router.get("", response_model=Answer[list[VenueOut]])
def told(
    when: Annotated[When, asked(lambda r: (r.venues,))],
    after: After = None,
    limit: Limit = 100,
) -> dict[str, Any]:
    """Rooms by their codes."""
    return when.answer(
        *page(when, when.system.readers.venues, VENUES, {"venue": str}, after, limit)
    )


@router.post("/{venue}/bookings", **ASKED)
async def book(ask: Asks, venue: TradeCode, wanted: BookingIn) -> ReceiptOut:
    """Books a room for a lot; C-OPS."""
    return await ask(BookVenue, venue=venue, **dict(wanted))


@router.post("/{venue}/bookings/{booking}/release", **ASKED)
async def release(ask: Asks, venue: TradeCode, booking: TradeCode) -> ReceiptOut:
    """Gives a booking back; C-OPS."""
    return await ask(ReleaseVenue, venue=venue, booking=booking)


@router.get("/{venue}/bookings", response_model=Answer[list[BookingOut]])
def bookings(
    when: Annotated[When, asked(lambda r: (r.venues,))],
    venue: TradeCode,
    after: After = None,
    limit: Limit = 100,
) -> dict[str, Any]:
    """Who has a room when, by the bookings' codes."""
    reader, where = when.system.readers.venues, {"venue": venue}
    return when.answer(*page(when, reader, BOOKINGS, {"booking": str}, after, limit, where))

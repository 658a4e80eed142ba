"""A room is certified, and booked for one lot at a time; what is given back is free again."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.kernel import Rejected
from domain.lot.stream import LOT
from domain.permissions import may
from domain.roles import ROLE_CODES
from domain.trade.book_venue import BookVenue, ReleaseVenue
from domain.venue.certify import CertifyVenue
from domain.venue.events import Purpose, VenueBooked, VenueCertified, VenueReleased
from domain.venue.stream import VENUE
from tests.kit.disputing import PAUSED
from tests.kit.lots import CODE, FAILED, TENDER, TEXT
from tests.kit.story import NOON, given
from tests.kit.story import asked as asked_by

HOUR = timedelta(hours=1)
CERTIFIES = CertifyVenue(
    venue="ROOM-301",
    name="三楼一号评标室",
    region="350600",
    seats=9,
    purposes=(Purpose.EVALUATION, Purpose.OPENING),
    valid_until=date(2026, 12, 31),
    document=TEXT,
)
CERTIFIED = VenueCertified(
    certified_at=NOON, **{name: getattr(CERTIFIES, name) for name in CERTIFIES.__slots__}
)
BOOKS = BookVenue(
    venue="ROOM-301",
    booking="B-1",
    lot=CODE,
    purpose=Purpose.OPENING,
    since=NOON + HOUR,
    until=NOON + 3 * HOUR,
)
BOOKED = VenueBooked(**{name: getattr(BOOKS, name) for name in BOOKS.__slots__})
RELEASES = ReleaseVenue(venue="ROOM-301", booking="B-1")
RELEASED = VenueReleased(venue="ROOM-301", booking="B-1", released_at=NOON)


def asking(asked, *past, lot=TENDER[:2]):
    by = "OFFICE" if asked is CERTIFIES or asked.NAME == "CertifyVenue" else "C-OPS"
    return given(LOT, *lot).given(VENUE, *past).when(asked, by=by, received_at=NOON)


def test_it_is_certified_and_certified_anew():
    asking(CERTIFIES).then(CERTIFIED)
    asking(CERTIFIES, CERTIFIED).nothing_happens()
    for_none = replace(CERTIFIES, purposes=())
    asking(for_none, CERTIFIED, BOOKED).then(replace(CERTIFIED, purposes=()))
    asking(replace(CERTIFIES, region="999999")).refused_by("region.not_in_force")


def test_a_room_that_is_certified_for_it_is_booked_for_a_lot():
    asking(BOOKS, CERTIFIED).then(BOOKED)
    asking(BOOKS, CERTIFIED, BOOKED).nothing_happens()
    asking(BOOKS).refused_by("venue.not_certified")
    asking(replace(BOOKS, purpose=Purpose.BIDDING), CERTIFIED).refused_by("venue.not_certified")
    short = replace(CERTIFIED, valid_until=NOON.date() - timedelta(days=1))
    asking(BOOKS, short).refused_by("venue.not_certified")
    asking(BOOKS, replace(short, valid_until=NOON.date())).then(BOOKED)


@pytest.mark.parametrize(
    ("since", "until", "rule"),
    [
        (0, 1, None),
        (0, 2, "venue.taken"),
        (2, 2.5, "venue.taken"),
        (2, 4, "venue.taken"),
        (0, 4, "venue.taken"),
        (3, 4, None),
    ],
)
def test_no_two_lots_have_it_at_once(since, until, rule):
    other = replace(BOOKS, booking="B-2", since=NOON + since * HOUR, until=NOON + until * HOUR)
    told = asking(other, CERTIFIED, BOOKED)
    if rule:
        told.refused_by(rule)
    else:
        assert told.decision[0].booking == "B-2"


def test_what_is_given_back_is_free_and_its_code_is_spent():
    asking(RELEASES, CERTIFIED, BOOKED).then(RELEASED)
    asking(RELEASES, CERTIFIED, BOOKED, RELEASED).nothing_happens()
    asking(RELEASES, CERTIFIED).refused_by("venue.no_booking")
    again = replace(BOOKS, booking="B-2")
    asking(again, CERTIFIED, BOOKED, RELEASED).then(replace(BOOKED, booking="B-2"))
    asking(BOOKS, CERTIFIED, BOOKED, RELEASED).refused_by("venue.booking_exists")
    asking(replace(again, booking="B-1"), CERTIFIED, replace(BOOKED, lot="A9")).refused_by(
        "venue.booking_exists"
    )


def test_a_lot_that_is_not_under_way_needs_no_room():
    asking(BOOKS, CERTIFIED, lot=()).refused_by("venue.no_lot")
    asking(BOOKS, CERTIFIED, lot=(*TENDER[:2], FAILED)).refused_by("venue.no_lot")
    asking(BOOKS, CERTIFIED, lot=(*TENDER[:2], PAUSED)).refused_by("lot.suspended")
    early = replace(BOOKS, since=NOON - HOUR)
    asking(early, CERTIFIED).refused_by("venue.too_late")


@pytest.mark.parametrize(
    ("asked", "right"), [(CERTIFIES, "OFFICE"), (BOOKS, "C-OPS"), (RELEASES, "C-OPS")]
)
def test_the_office_certifies_and_the_centre_books(asked, right):
    by = {role for role in ROLE_CODES if not isinstance(may(asked_by(role), asked), Rejected)}
    assert by == {right}


@pytest.mark.parametrize(
    ("asked", "wrong", "said"),
    [
        (CERTIFIES, {"venue": "x"}, "venue 'x': expected"),
        (CERTIFIES, {"name": " "}, "name: expected"),
        (CERTIFIES, {"seats": 0}, "seats 0: expected"),
        (CERTIFIES, {"purposes": (Purpose.OPENING,) * 2}, "purposes: expected each once"),
        (CERTIFIES, {"valid_until": date(1226, 1, 1)}, "valid_until 1226"),
        (CERTIFIES, {"document": "x"}, "sha256 'x': expected"),
        (BOOKS, {"booking": "x"}, "booking 'x': expected"),
        (BOOKS, {"until": NOON + HOUR}, "until .*: expected after since"),
        (RELEASES, {"booking": "x"}, "booking 'x': expected"),
    ],
    ids=str,
)
def test_what_cannot_be_meant_is_not_asked(asked, wrong, said):
    with pytest.raises(ValueError, match=f"^{said}"):
        replace(asked, **wrong)

"""A session is arranged before the lot is announced; its reserve is sealed, and so is its lack."""

from dataclasses import replace

import pytest

from domain.ascending import Protocol, Rung
from domain.auction.stream import AUCTION
from domain.desk.arrange import ArrangeSession
from domain.kernel import Placed, Post, StreamId
from domain.lot.stream import LOT
from tests.kit.sessions import (
    ANNOUNCED,
    ARRANGED,
    ASCENDING,
    CLOSES,
    DEFINED,
    OWNER,
    PARCEL,
    RESERVE,
    SALE,
    SEALED,
    START,
)
from tests.kit.story import given

PROTOCOLS = ", ".join(Protocol)


def arranging(arranged=ARRANGED, reserve_fen=RESERVE, **other):
    facts = {name: getattr(arranged, name) for name in arranged.__dataclass_fields__}
    return ArrangeSession(**(facts | other), reserve_fen=reserve_fen)


def told(arranged=ARRANGED, sealed=SEALED):
    return sealed, Placed(StreamId("lot", arranged.lot), arranged)


def test_its_terms_stand_on_the_lot_and_its_reserve_under_the_lots_key():
    given(AUCTION).given(LOT, DEFINED).when(arranging(), by=OWNER).then(*told())


def test_that_there_is_no_reserve_is_sealed_like_one():
    none = replace(SEALED, reserve_fen=0)
    asked = arranging(reserve_fen=None)
    given(AUCTION).given(LOT, DEFINED).when(asked, by=OWNER).then(*told(sealed=none))


def test_a_session_without_a_listing_begins_when_the_lot_opens():
    sealed = replace(SEALED, lot=ASCENDING.lot)
    asked = arranging(ASCENDING)
    given(AUCTION).given(LOT, SALE).when(asked, by=OWNER).then(*told(ASCENDING, sealed))


def test_until_the_announcement_the_last_word_counts():
    story = given(AUCTION, SEALED).given(LOT, DEFINED, ARRANGED)
    story.when(arranging(), by=OWNER).nothing_happens()
    more = replace(SEALED, reserve_fen=RESERVE + 1)
    story.when(arranging(reserve_fen=RESERVE + 1), by=OWNER).then(*told(sealed=more))
    longer = replace(ARRANGED, countdown_s=300)
    story.when(arranging(longer), by=OWNER).then(*told(longer))


def test_nobody_changes_it_once_it_was_announced():
    story = given(AUCTION, SEALED).given(LOT, DEFINED, ARRANGED, ANNOUNCED)
    story.when(arranging(), by=OWNER).refused_by("lot.wrong_phase")


@pytest.mark.parametrize("by", [Post("OWNER", "住建局"), Post("BIDDER", OWNER.organisation)])
def test_it_is_the_owners_to_arrange(by):
    given(AUCTION).given(LOT, DEFINED).when(arranging(), by=by).refused_by("lot.not_yours")


def test_a_lot_rises_as_its_category_may():
    tender = replace(DEFINED, category="CONSTRUCTION")
    story = given(AUCTION).given(LOT, tender)
    story.when(arranging(), by=OWNER).refused_by("lot.wrong_procedure")
    given(AUCTION).given(LOT, replace(DEFINED, category="?")).when(
        arranging(), by=OWNER
    ).refused_by("category.unknown")


def test_it_does_not_start_below_what_the_lot_is_worth():
    story = given(AUCTION).given(LOT, DEFINED)
    story.when(arranging(start_fen=START - 1), by=OWNER).refused_by("lot.below_start_price")


def test_nobody_could_be_admitted_to_the_session_of_a_lot_without_a_deposit():
    """Its bidders are told apart, and held to what they offer, by what they paid (LD-04, SP-04)."""
    story = given(AUCTION).given(LOT, replace(DEFINED, deposit_fen=0))
    story.when(arranging(), by=OWNER).refused_by("session.no_deposit")


def test_a_listing_begins_before_it_ends():
    story = given(AUCTION).given(LOT, DEFINED)
    asked = arranging(listing_from=CLOSES)
    story.when(asked, by=OWNER).refused_by("session.ends_first")


@pytest.mark.parametrize(
    ("other", "right"),
    [
        ({"lot": "L"}, "lot 'L': expected"),
        ({"session": 0}, "session 0: expected a number from 1 to 99"),
        ({"session": 100}, "session 100: expected"),
        ({"protocol": "SEALED_LOWEST"}, f"protocol 'SEALED_LOWEST': expected one of {PROTOCOLS}"),
        ({"start_fen": 0}, "start_fen 0: expected one or more"),
        ({"steps": ()}, "steps: expected rungs from 0"),
        ({"steps": (Rung(from_fen=0, step_fen=0),)}, "steps: expected rungs from 0"),
        ({"countdown_s": 0}, "countdown_s 0: expected 1 to 86400"),
        ({"countdown_s": 86_401}, "countdown_s 86401: expected 1 to 86400"),
        ({"reserve_fen": START - 1}, "reserve_fen: expected start_fen or more"),
        ({"listing_from": None}, "listing_from: expected where"),
        ({"listing_from": CLOSES.replace(tzinfo=None)}, "listing_from 2026"),
        ({"protocol": "ASCENDING"}, "listing_from: expected where"),
        ({"free_s": 1}, "free_s 1: expected zero or more, zero after a listing"),
    ],
)
def test_what_is_no_session_is_not_read(other, right):
    with pytest.raises(ValueError, match=f"^{right}"):
        arranging(**other)


def test_the_least_start_and_reserve_the_shortest_countdown_and_a_day_s():
    least = arranging(start_fen=1, reserve_fen=1)
    assert (least.start_fen, least.reserve_fen) == (1, 1)
    assert [arranging(countdown_s=n).countdown_s for n in (1, 86_400)] == [1, 86_400]


def test_what_is_wrong_with_a_reserve_is_said_without_it():
    with pytest.raises(ValueError, match="reserve_fen") as told:
        arranging(reserve_fen=12_345)
    assert "12345" not in str(told.value)


def test_a_free_time_is_not_less_than_none():
    with pytest.raises(ValueError, match="free_s -1"):
        arranging(ASCENDING, free_s=-1)
    assert ARRANGED.lot == PARCEL

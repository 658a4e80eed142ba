"""Bids are opened once and not one second early, an auction ends once; both release the seals."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.categories import register
from domain.kernel import KeyName, Post, fields_of
from domain.lot.compete import CloseTimedBidding, OpenBids
from domain.lot.stream import LOT
from domain.money import yuan
from domain.permissions import WISHES, may
from tests.kit.lots import (
    AGENCY,
    ANNOUNCED,
    BASE,
    CLOSED,
    CODE,
    DEFINED,
    FAILED,
    OPENED,
    OPENING,
    OWNER,
    PASSED,
    SALE,
    SECOND,
    STRANGERS,
    TERMINATED,
)
from tests.kit.story import asked as asked_by
from tests.kit.story import given

BIDDING = (DEFINED, ANNOUNCED)
SELLING = (SALE, ANNOUNCED)
SOLD_AT = yuan("9,300,000.00")


def opening(bidders=5, lot=CODE):
    return OpenBids(lot=lot, bidders=bidders)


def closing(bidders=3, price=SOLD_AT, lot=CODE):
    return CloseTimedBidding(lot=lot, bidders=bidders, price_fen=price)


@pytest.mark.parametrize("past", [(), (PASSED,)])
def test_bids_are_opened_at_the_instant_that_was_set(past):
    story = given(LOT, *BIDDING, *past)
    story.when(opening(), by="PLATFORM", received_at=OPENING).then(OPENED)


def test_the_platform_opens_them_on_a_wish_and_no_owner_by_itself():
    """An owner could leave some out, and say afterwards that they were on paper."""
    assert may(asked_by("PLATFORM"), opening()) == Post("PLATFORM")
    for by in (OWNER, AGENCY, "C-OPS"):
        assert may(asked_by(by), opening()).rule == "permission.missing"
    assert "OpenBids" in WISHES


@pytest.mark.parametrize("by", [OWNER, AGENCY])
@pytest.mark.parametrize("past", [(), (PASSED,)])
def test_an_auction_ends_with_its_highest_offer(by, past):
    given(LOT, *SELLING, *past).when(closing(), by=by, received_at=OPENING).then(CLOSED)


@pytest.mark.parametrize(
    ("category", "asked"),
    [("CONSTRUCTION", closing()), ("GOV_PROCUREMENT", closing()), ("FOREST_CARBON", opening())],
)
def test_a_lot_is_opened_only_by_what_ends_the_secret_of_its_category(category, asked):
    """A tender's seals are never got by calling it an auction, nor an auction's the other way."""
    lot = replace(DEFINED, category=category)
    answer = given(LOT, lot, ANNOUNCED, PASSED).when(asked, by=OWNER, at=OPENING)
    answer.refused_by("lot.wrong_procedure")
    assert category in answer.decision.detail


def test_a_sale_by_sealed_bids_is_opened_like_a_tender():
    one = replace(OPENED, bidders=1)
    given(LOT, *SELLING).when(opening(1), by=OWNER, at=OPENING).then(one)


BOTH = [(opening(), BIDDING, OPENED), (closing(), SELLING, CLOSED)]


@pytest.mark.parametrize(("asked", "past", "_"), BOTH)
def test_one_second_early_is_too_early_however_long_the_queue(asked, past, _):
    early, late = OPENING - SECOND, OPENING + timedelta(hours=1)
    story = given(LOT, *past)
    story.when(asked, by=OWNER, at=late, received_at=early).refused_by("lot.too_early")


@pytest.mark.parametrize("by", STRANGERS)
def test_nobody_else_ends_an_auction(by):
    given(LOT, *SELLING).when(closing(), by=by, at=OPENING).refused_by("lot.not_yours")


@pytest.mark.parametrize(("asked", "past", "done"), BOTH)
def test_it_happens_once(asked, past, done):
    given(LOT, *past, done).when(asked, by=OWNER, at=OPENING).refused_by("lot.already_open")


@pytest.mark.parametrize(("asked", "past", "_"), BOTH)
def test_what_was_not_announced_or_has_ended_is_not_opened(asked, past, _):
    given(LOT).when(asked, by=OWNER, at=OPENING).refused_by("lot.unknown")
    for facts in (past[:1], (*past, FAILED), (*past, TERMINATED)):
        given(LOT, *facts).when(asked, by=OWNER, at=OPENING).refused_by("lot.wrong_phase")


def test_with_fewer_than_three_bidders_a_construction_lot_is_not_opened():
    story = given(LOT, *BIDDING, PASSED)
    story.when(opening(2), by=OWNER, at=OPENING).refused_by("lot.too_few_bidders")
    three = replace(OPENED, bidders=3)
    story.when(opening(3), by=OWNER, at=OPENING).then(three)


def test_an_auction_does_not_end_with_fewer_than_its_category_asks_for_either(monkeypatch):
    two = replace(register.of("STATE_PROPERTY"), least_bidders=2)
    monkeypatch.setitem(register._BY_CODE, "STATE_PROPERTY", two)
    story = given(LOT, *SELLING)
    story.when(closing(1), by=OWNER, at=OPENING).refused_by("lot.too_few_bidders")
    story.when(closing(2), by=OWNER, at=OPENING).then(replace(CLOSED, bidders=2))


def test_other_kinds_of_trade_may_open_with_one():
    land = replace(DEFINED, category="LAND")
    opened = replace(OPENED, bidders=1)
    given(LOT, land, ANNOUNCED).when(opening(1), by=OWNER, at=OPENING).then(opened)


@pytest.mark.parametrize("asked", [opening(), closing()])
def test_a_lot_of_before_whose_category_is_none_is_refused_with_those_that_are(asked):
    odd = replace(DEFINED, category="ROADS")
    answer = given(LOT, odd, ANNOUNCED).when(asked, by=OWNER, at=OPENING)
    answer.refused_by("category.unknown")
    assert "CONSTRUCTION" in answer.decision.detail


def test_nothing_is_sold_below_the_price_the_sale_began_at():
    story = given(LOT, *SELLING)
    story.when(closing(price=BASE - 1), by=OWNER, at=OPENING).refused_by("lot.below_start_price")
    at_base = replace(CLOSED, price_fen=BASE)
    story.when(closing(price=BASE), by=OWNER, at=OPENING).then(at_base)
    unknown = given(LOT, replace(SALE, estimate_fen=None), ANNOUNCED)
    unknown.when(closing(price=1), by=OWNER, at=OPENING).then(replace(CLOSED, price_fen=1))


@pytest.mark.parametrize("done", [OPENED, CLOSED])
def test_either_releases_the_lots_key_and_happened_at_its_instant(done):
    assert done.releases() == (KeyName("lot", CODE),)
    assert done.happened_at() == OPENING


def test_a_failed_lots_seals_stay():
    assert FAILED.releases() == TERMINATED.releases() == DEFINED.releases() == ()


def test_the_key_is_born_with_the_lot_and_the_lot_itself_is_public():
    assert LOT.owns(DEFINED) == KeyName("lot", CODE)
    assert LOT.keys(DEFINED) == ()
    assert all(fields_of(shape, "sealed") == () for shape in LOT.events)


@pytest.mark.parametrize(
    ("make", "right"),
    [
        (lambda: opening(lot="L"), "lot 'L': expected"),
        (lambda: opening(-1), "bidders -1: expected zero or more"),
        (lambda: closing(lot="L"), "lot 'L': expected"),
        (lambda: closing(0), "0 bidders, 930000000 fen: expected one or more"),
        (lambda: closing(price=0), "3 bidders, 0 fen: expected one or more"),
    ],
)
def test_a_malformed_request_cannot_be_made(make, right):
    with pytest.raises(ValueError, match=f"^{right}"):
        make()

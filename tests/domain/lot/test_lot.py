"""A lot is defined by its owner, opened once and not one second early; opening releases its key."""

from datetime import datetime, timedelta

import pytest

from domain.calendar import BEIJING
from domain.kernel import KeyName, Post, fields_of
from domain.lot.announce import DefineLot
from domain.lot.compete import OpenBids
from domain.lot.events import BidOpened, LotDefined
from domain.lot.stream import LOT
from tests.kit.story import given

CODE = "A3506000001000001001001"
OPENING = datetime(2026, 3, 20, 9, 0, tzinfo=BEIJING)
SECOND = timedelta(seconds=1)
FACTS = {
    "lot": CODE,
    "title": "市政道路工程",
    "category": "CONSTRUCTION",
    "region": "350602",
    "owner": "住建局",
    "agency": "甲代理",
    "deposit_fen": 80_000_000,
    "deposit_deadline": OPENING,
    "opening_at": OPENING,
    "basic_account": True,
}
DEFINED = LotDefined(**FACTS)
OWNER, AGENCY = Post("OWNER", "住建局"), Post("AGENCY", "甲代理")
STRANGERS = [
    Post("OWNER", "水利局"),
    Post("AGENCY", "乙代理"),
    Post("AGENCY", "住建局"),
    Post("OWNER", "甲代理"),
    Post("AGENCY", ""),
    Post("C-OPS", "住建局"),
]


def defining(**other):
    return DefineLot(**(FACTS | other))


def opening(bidders=5):
    return OpenBids(lot=CODE, bidders=bidders)


@pytest.mark.parametrize("by", [OWNER, AGENCY])
def test_the_owner_or_its_agency_defines_a_lot(by):
    given(LOT).when(defining(), by=by).then(DEFINED)


@pytest.mark.parametrize("by", STRANGERS)
def test_nobody_else_defines_it(by):
    given(LOT).when(defining(), by=by).refused_by("lot.not_yours")


def test_an_owner_without_an_agency_stands_alone():
    alone = defining(agency=None)
    given(LOT).when(alone, by=Post("AGENCY", "")).refused_by("lot.not_yours")
    given(LOT).when(alone, by=OWNER).then(LotDefined(**(FACTS | {"agency": None})))


def test_deposits_may_be_due_at_the_opening_but_not_a_second_later():
    later = defining(deposit_deadline=OPENING + SECOND)
    given(LOT).when(later, by=OWNER).refused_by("lot.deadline_after_opening")


def test_asked_twice_it_is_defined_once():
    given(LOT, DEFINED).when(defining(), by=OWNER).nothing_happens()


def test_a_defined_lot_keeps_its_terms():
    given(LOT, DEFINED).when(defining(deposit_fen=1), by=OWNER).refused_by("lot.already_defined")


def test_a_lot_may_ask_for_no_deposit():
    given(LOT).when(defining(deposit_fen=0), by=OWNER).then(
        LotDefined(**(FACTS | {"deposit_fen": 0}))
    )


@pytest.mark.parametrize("by", [OWNER, AGENCY])
def test_bids_are_opened_at_the_instant_that_was_set(by):
    opened = BidOpened(lot=CODE, opened_at=OPENING, bidders=5)
    given(LOT, DEFINED).when(opening(), by=by, received_at=OPENING).then(opened)


def test_one_second_early_is_too_early_however_long_the_queue():
    story = given(LOT, DEFINED)
    early, late = OPENING - SECOND, OPENING + timedelta(hours=1)
    story.when(opening(), by=OWNER, at=late, received_at=early).refused_by("lot.too_early")


@pytest.mark.parametrize("by", STRANGERS)
def test_nobody_else_opens_bids(by):
    given(LOT, DEFINED).when(opening(), by=by, at=OPENING).refused_by("lot.not_yours")


def test_bids_are_opened_once():
    opened = BidOpened(lot=CODE, opened_at=OPENING, bidders=5)
    given(LOT, DEFINED, opened).when(opening(), by=OWNER, at=OPENING).refused_by("lot.already_open")


def test_with_fewer_than_three_bidders_a_construction_lot_is_not_opened():
    few = OpenBids(lot=CODE, bidders=2)
    given(LOT, DEFINED).when(few, by=OWNER, at=OPENING).refused_by("lot.too_few_bidders")
    three = OpenBids(lot=CODE, bidders=3)
    opened = BidOpened(lot=CODE, opened_at=OPENING, bidders=3)
    given(LOT, DEFINED).when(three, by=OWNER, at=OPENING).then(opened)


def test_other_kinds_of_trade_may_open_with_one():
    land = LotDefined(**(FACTS | {"category": "LAND"}))
    opened = BidOpened(lot=CODE, opened_at=OPENING, bidders=1)
    given(LOT, land).when(OpenBids(lot=CODE, bidders=1), by=OWNER, at=OPENING).then(opened)


def test_a_lot_that_nobody_defined_is_not_opened():
    given(LOT).when(opening(), by=OWNER, at=OPENING).refused_by("lot.unknown")


def test_the_opening_releases_the_lots_key():
    opened = BidOpened(lot=CODE, opened_at=OPENING, bidders=0)
    assert opened.releases() == (KeyName("lot", CODE),)
    assert opened.happened_at() == OPENING
    assert DEFINED.releases() == ()


def test_the_key_is_born_with_the_lot_and_the_lot_itself_is_public():
    assert LOT.owns(DEFINED) == KeyName("lot", CODE)
    assert LOT.keys(DEFINED) == ()
    assert all(fields_of(shape, "sealed") == () for shape in LOT.events)


@pytest.mark.parametrize(
    ("request_", "right"),
    [
        (lambda: defining(lot="L"), "lot 'L': expected"),
        (lambda: defining(deposit_fen=-1), "deposit_fen -1: expected zero"),
        (lambda: defining(deposit_deadline=OPENING.replace(tzinfo=None)), "deposit_deadline 2026"),
        (lambda: defining(opening_at=OPENING.replace(tzinfo=None)), "opening_at 2026"),
        (lambda: OpenBids(lot="L", bidders=1), "lot 'L': expected"),
        (lambda: OpenBids(lot=CODE, bidders=-1), "bidders -1: expected zero or more"),
    ],
)
def test_a_malformed_request_cannot_be_made(request_, right):
    with pytest.raises(ValueError, match=right):
        request_()

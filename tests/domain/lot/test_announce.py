"""A lot is defined by its owner within the law's bounds, announced once, postponed only later."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.kernel import Post
from domain.lot.announce import AnnounceLot, DefineLot, PostponeDeadline
from domain.lot.events import AnnouncementPublished, DeadlinePostponed
from domain.lot.stream import LOT
from domain.money import yuan
from domain.phases import Phase
from tests.kit.lots import (
    AGENCY,
    ANNOUNCED,
    AUCTION,
    BEFORE,
    CODE,
    DEADLINE,
    DEFINED,
    FACTS,
    MEDIA,
    OPENING,
    OWNER,
    PASSED,
    SECOND,
    STRANGERS,
    TENDER,
    TEXT,
)
from tests.kit.story import fold, given

LATER = timedelta(days=1)


def defining(**other):
    return DefineLot(**(FACTS | other))


def announcing(**other):
    return AnnounceLot(**({"lot": CODE, "media": MEDIA, "text": TEXT} | other))


def postponing(by=LATER, **other):
    times = {"deposit_deadline": DEADLINE + by, "opening_at": OPENING + by}
    return PostponeDeadline(**({"lot": CODE} | times | other))


# Defining.


@pytest.mark.parametrize("by", [OWNER, AGENCY])
def test_the_owner_or_its_agency_defines_a_lot(by):
    given(LOT).when(defining(), by=by).then(DEFINED)


@pytest.mark.parametrize("by", STRANGERS)
def test_nobody_else_defines_it(by):
    given(LOT).when(defining(), by=by).refused_by("lot.not_yours")


def test_an_owner_without_an_agency_stands_alone():
    alone = defining(agency=None)
    given(LOT).when(alone, by=Post("AGENCY", "")).refused_by("lot.not_yours")
    given(LOT).when(alone, by=OWNER).then(replace(DEFINED, agency=None))


def test_deposits_may_be_due_at_the_opening_but_not_a_second_later():
    given(LOT).when(defining(deposit_deadline=OPENING), by=OWNER).then(
        replace(DEFINED, deposit_deadline=OPENING)
    )
    later = defining(deposit_deadline=OPENING + SECOND)
    given(LOT).when(later, by=OWNER).refused_by("lot.deadline_after_opening")


def test_asked_twice_it_is_defined_once():
    given(LOT, DEFINED).when(defining(), by=OWNER).nothing_happens()


def test_a_defined_lot_keeps_its_terms():
    given(LOT, DEFINED).when(defining(deposit_fen=1), by=OWNER).refused_by("lot.already_defined")


def test_a_lot_may_ask_for_no_deposit():
    given(LOT).when(defining(deposit_fen=0), by=OWNER).then(replace(DEFINED, deposit_fen=0))


@pytest.mark.parametrize("category", ["STATE_PROPERTY", "FOREST_RIGHT"])
def test_a_sale_whose_price_is_paid_here_asks_for_a_deposit(category):
    """By its buyer's deposit the price is matched, certified and given on."""
    sale = {"category": category, "basic_account": False}
    given(LOT).when(defining(**sale, deposit_fen=0), by=OWNER).refused_by("lot.deposit_needed")
    given(LOT).when(defining(**sale, deposit_fen=1), by=OWNER).then(
        replace(DEFINED, **sale, deposit_fen=1)
    )


def test_a_sale_whose_price_is_paid_past_us_need_not():
    land = {"category": "LAND", "basic_account": False, "deposit_fen": 0}
    given(LOT).when(defining(**land), by=OWNER).then(replace(DEFINED, **land))


@pytest.mark.parametrize("deposit", [0, 1])
@pytest.mark.parametrize("category", ["CONSTRUCTION", "STATE_PROPERTY"])
def test_where_a_share_bounds_the_deposit_the_lot_says_what_it_is_worth(category, deposit):
    """Else the share of nothing bounds nothing: 2.3, CT-08, SP-04."""
    worth_what = defining(category=category, estimate_fen=None, deposit_fen=deposit)
    given(LOT).when(worth_what, by=OWNER).refused_by("lot.no_estimate")


def test_before_the_first_day_of_the_share_it_need_not():
    bare, before = {"estimate_fen": None}, datetime(2012, 1, 31, 15, 59, 59, tzinfo=UTC)
    given(LOT).when(defining(**bare), by=OWNER, at=before).then(replace(DEFINED, **bare))
    first = given(LOT).when(defining(**bare), by=OWNER, at=before + SECOND)
    first.refused_by("lot.no_estimate")


@pytest.mark.parametrize(
    ("estimate", "most"),
    [("40,000,000.00", "800,000.00"), ("25,000,000.00", "500,000.00"), ("12,000,000", "240,000")],
)
def test_a_tenders_deposit_is_at_most_two_percent_of_its_estimate(estimate, most):
    at_most = {"estimate_fen": yuan(estimate), "deposit_fen": yuan(most)}
    given(LOT).when(defining(**at_most), by=OWNER).then(replace(DEFINED, **at_most))
    beyond = at_most | {"deposit_fen": yuan(most) + 1}
    answer = given(LOT).when(defining(**beyond), by=OWNER)
    answer.refused_by("lot.deposit_out_of_bounds")
    assert answer.decision.detail.startswith("CT-08: a deposit of ")


def test_a_tenders_deposit_comes_from_the_basic_account():
    """CT-09; elsewhere the owner chooses."""
    answer = given(LOT).when(defining(basic_account=False), by=OWNER)
    answer.refused_by("lot.no_basic_account")
    for asked_for in (True, False):
        sale = {"category": "STATE_PROPERTY", "basic_account": asked_for}
        given(LOT).when(defining(**sale), by=OWNER).then(replace(DEFINED, **sale))


def test_a_bound_that_only_warns_refuses_nothing():
    """800,000.00 is most by a rule whose text was not verified (CT-08, 30号令)."""
    large = {"estimate_fen": yuan("100,000,000.00"), "deposit_fen": yuan("2,000,000.00")}
    given(LOT).when(defining(**large), by=OWNER).then(replace(DEFINED, **large))


@pytest.mark.parametrize(
    ("category", "rule"), [("FOREST_CARBON", "category.not_offered"), ("ROADS", "category.unknown")]
)
def test_only_categories_that_are_offered_are_defined(category, rule):
    given(LOT).when(defining(category=category), by=OWNER).refused_by(rule)


# Announcing.


@pytest.mark.parametrize("by", [OWNER, AGENCY])
def test_a_lot_is_announced_with_where_it_stands(by):
    given(LOT, DEFINED).when(announcing(), by=by, received_at=BEFORE).then(ANNOUNCED)
    assert ANNOUNCED.happened_at() == BEFORE


@pytest.mark.parametrize("by", STRANGERS)
def test_nobody_else_announces_it(by):
    given(LOT, DEFINED).when(announcing(), by=by, at=BEFORE).refused_by("lot.not_yours")


def test_announced_twice_it_stands_once():
    given(LOT, DEFINED, ANNOUNCED).when(announcing(), by=OWNER).nothing_happens()
    given(LOT, *TENDER).when(announcing(), by=OWNER).nothing_happens()


@pytest.mark.parametrize("other", [{"text": "cd" * 32}, {"media": (*MEDIA, "公告栏")}])
def test_an_announced_lot_is_not_announced_otherwise(other):
    given(LOT, DEFINED, ANNOUNCED).when(announcing(**other), by=OWNER).refused_by("lot.wrong_phase")


def test_a_lot_nobody_defined_is_not_announced():
    given(LOT).when(announcing(), by=OWNER).refused_by("lot.unknown")


def test_it_is_announced_while_a_deposit_can_still_arrive():
    last = DEADLINE - SECOND
    announced = AnnouncementPublished(lot=CODE, published_at=last, media=MEDIA, text=TEXT)
    given(LOT, DEFINED).when(announcing(), by=OWNER, at=last).then(announced)
    given(LOT, DEFINED).when(announcing(), by=OWNER, at=DEADLINE).refused_by("lot.too_late")


# Postponing.


@pytest.mark.parametrize("by", [OWNER, AGENCY])
def test_a_deadline_is_postponed(by):
    postponed = DeadlinePostponed(
        lot=CODE, deposit_deadline=DEADLINE + LATER, opening_at=OPENING + LATER
    )
    given(LOT, DEFINED, ANNOUNCED).when(postponing(), by=by).then(postponed)
    lot = fold(LOT, DEFINED, ANNOUNCED, postponed)
    assert (lot.deposit_deadline, lot.opening_at) == (DEADLINE + LATER, OPENING + LATER)
    assert lot.defined == DEFINED, "history keeps both"


@pytest.mark.parametrize("by", STRANGERS)
def test_nobody_else_postpones_it(by):
    given(LOT, DEFINED, ANNOUNCED).when(postponing(), by=by).refused_by("lot.not_yours")


def test_one_of_the_two_may_stay():
    story = given(LOT, DEFINED, ANNOUNCED)
    only_opening = postponing(deposit_deadline=DEADLINE)
    assert story.when(only_opening, by=OWNER).decision[0].deposit_deadline == DEADLINE
    only_deadline = postponing(deposit_deadline=OPENING, opening_at=OPENING)
    assert story.when(only_deadline, by=OWNER).decision[0].deposit_deadline == OPENING


def test_to_where_it_stands_nothing_is_postponed():
    given(LOT, DEFINED, ANNOUNCED).when(postponing(0 * LATER), by=OWNER).nothing_happens()


@pytest.mark.parametrize(
    ("asked", "rule"),
    [
        (postponing(deposit_deadline=DEADLINE - SECOND), "lot.not_later"),
        (postponing(opening_at=OPENING - SECOND), "lot.not_later"),
        (postponing(deposit_deadline=OPENING + LATER + SECOND), "lot.deadline_after_opening"),
    ],
)
def test_a_deadline_only_ever_moves_later_and_stays_before_the_opening(asked, rule):
    given(LOT, DEFINED, ANNOUNCED).when(asked, by=OWNER).refused_by(rule)


def test_who_was_late_stays_late():
    story = given(LOT, DEFINED, ANNOUNCED)
    assert story.when(postponing(), by=OWNER, received_at=DEADLINE).decision
    late = story.when(postponing(), by=OWNER, at=BEFORE, received_at=DEADLINE + SECOND)
    late.refused_by("lot.too_late")


def test_before_it_is_announced_and_after_it_has_closed_nothing_is_postponed():
    given(LOT).when(postponing(), by=OWNER).refused_by("lot.unknown")
    given(LOT, DEFINED).when(postponing(), by=OWNER).refused_by("lot.wrong_phase")
    closed = given(LOT, DEFINED, ANNOUNCED, PASSED)
    closed.when(postponing(), by=OWNER).refused_by("lot.wrong_phase")


# The phases.


def test_a_tender_and_a_sale_go_through_their_phases():
    wanted = [Phase.REGISTERED, Phase.ANNOUNCED, Phase.CLOSED, Phase.COMPETITION]
    found = [fold(LOT, *TENDER[:n]).phase for n in range(1, 8)]
    assert found == [*wanted, Phase.COMPETITION, Phase.AWARDED, Phase.CONTRACTED]
    found = [fold(LOT, *AUCTION[:n]).phase for n in range(1, 7)]
    assert found == [*wanted, Phase.AWARDED, Phase.CONTRACTED]
    assert fold(LOT).phase is Phase.DRAFT


@pytest.mark.parametrize(
    ("request_", "right"),
    [
        (lambda: defining(lot="L"), "lot 'L': expected"),
        (lambda: defining(deposit_fen=-1), "deposit_fen -1: expected zero"),
        (lambda: defining(estimate_fen=0), "estimate_fen 0: expected more than zero"),
        (lambda: defining(deposit_deadline=DEADLINE.replace(tzinfo=None)), "deposit_deadline 2026"),
        (lambda: defining(opening_at=OPENING.replace(tzinfo=None)), "opening_at 2026"),
        (lambda: announcing(lot="L"), "lot 'L': expected"),
        (lambda: announcing(media=()), "media: expected where"),
        (lambda: announcing(text="x"), "sha256 'x': expected"),
        (lambda: postponing(lot="L"), "lot 'L': expected"),
        (
            lambda: postponing(deposit_deadline=DEADLINE.replace(tzinfo=None)),
            "deposit_deadline 2026",
        ),
        (lambda: postponing(opening_at=OPENING.replace(tzinfo=None)), "opening_at 2026"),
    ],
)
def test_a_malformed_request_cannot_be_made(request_, right):
    with pytest.raises(ValueError, match=f"^{right}"):
        request_()

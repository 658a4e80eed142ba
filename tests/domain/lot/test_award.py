"""A winner is confirmed, and the contract signed at that price: from there deposits go back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.governance.state import Law
from domain.lot.award import AwardLot, ConfirmTransaction, SignContract
from domain.lot.stream import LOT
from domain.phases import Phase
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.lots import (
    AGENCY,
    AUCTION,
    AWARDED,
    CLOSED,
    CODE,
    CONFIRMED,
    DEFINED,
    OWNER,
    PRICE,
    SALE,
    SIGNED,
    SOLD,
    STRANGERS,
    TENDER,
    WINNER,
)
from tests.kit.story import fold, given

LAW = Law(FIXTURE)
OPEN, OVER = TENDER[:4], AUCTION[:4]
DAY = datetime(2026, 3, 31, 9, 0, tzinfo=UTC)
MAY = datetime(2026, 5, 15, 9, 0, tzinfo=UTC)


def awarding(price=PRICE, winner=WINNER, lot=CODE):
    return AwardLot(lot=lot, winner=winner, price_fen=price)


def confirming(price=CLOSED.price_fen, winner=WINNER, lot=CODE):
    return ConfirmTransaction(lot=lot, winner=winner, price_fen=price)


def signing(day=SIGNED.signed_on, price=PRICE, lot=CODE):
    return SignContract(lot=lot, signed_on=day, price_fen=price)


@pytest.mark.parametrize("by", [OWNER, AGENCY])
def test_the_winner_of_a_tender_is_confirmed_and_told_until_when_to_sign(by):
    """Scenario A, row 46: noticed on 03-31, the contract is due on 04-30 (CT-18)."""
    given(LOT, *OPEN).when(awarding(), by=by, received_at=DAY, law=LAW).then(*AWARDED)
    lot = fold(LOT, *OPEN, *AWARDED)
    assert (lot.winner, lot.price_fen, lot.contract_due) == (WINNER, PRICE, date(2026, 4, 30))
    assert (lot.phase, lot.awarded_on) == (Phase.AWARDED, date(2026, 3, 31))


def test_a_contract_that_would_be_due_on_a_day_off_is_due_after_it():
    """04-01 and thirty days is 05-01; working again on 05-06."""
    noticed = datetime(2026, 4, 1, 1, 0, tzinfo=UTC)
    notice = given(LOT, *OPEN).when(awarding(), by=OWNER, at=noticed, law=LAW).decision[1]
    assert notice.contract_due == date(2026, 5, 6)


@pytest.mark.parametrize("by", [OWNER, AGENCY])
def test_a_sale_is_confirmed_at_the_price_it_ended_at(by):
    at = datetime(2026, 4, 1, 2, 0, tzinfo=UTC)
    given(LOT, *OVER).when(confirming(), by=by, received_at=at).then(CONFIRMED)
    lot = fold(LOT, *OVER, CONFIRMED)
    assert (lot.winner, lot.awarded_on) == (WINNER, date(2026, 4, 1))


def test_a_sale_is_confirmed_at_no_other_price():
    other = given(LOT, *OVER).when(confirming(CLOSED.price_fen + 1), by=OWNER)
    other.refused_by("lot.other_price")


def test_where_no_auction_told_a_price_the_confirmation_does():
    single, base = given(LOT, SALE, *OPEN[1:]), SALE.estimate_fen
    assert single.when(confirming(base), by=OWNER).decision[0].price_fen == base
    single.when(confirming(base - 1), by=OWNER).refused_by("lot.below_start_price")


@pytest.mark.parametrize(
    ("asked", "past"),
    [(awarding(), OVER), (awarding(), (SALE, *OPEN[1:])), (confirming(PRICE), OPEN)],
)
def test_a_winner_is_known_only_by_the_event_from_which_its_category_counts(asked, past):
    """Else the losers of a sale would never be owed: SP-12 counts from TransactionConfirmed."""
    answer = given(LOT, *past).when(asked, by=OWNER, law=LAW)
    answer.refused_by("lot.wrong_procedure")
    assert past[0].category in answer.decision.detail


@pytest.mark.parametrize(("asked", "past"), [(awarding(), OPEN), (confirming(PRICE), OVER)])
def test_a_lot_of_before_in_no_category_is_awarded_by_nothing(asked, past):
    odd = (replace(past[0], category="ROADS"), *past[1:])
    given(LOT, *odd).when(asked, by=OWNER, law=LAW).refused_by("category.unknown")


@pytest.mark.parametrize(("past", "due"), [(TENDER[:6], SIGNED), (AUCTION[:5], SOLD)])
@pytest.mark.parametrize("by", [OWNER, AGENCY])
def test_a_contract_is_signed_at_the_price_that_was_awarded(past, due, by):
    asked = signing(due.signed_on, due.price_fen)
    evening = datetime.combine(due.signed_on, datetime.min.time(), UTC)
    given(LOT, *past).when(asked, by=by, received_at=evening).then(due)
    lot = fold(LOT, *past, due)
    assert (lot.phase, lot.ended_on) == (Phase.CONTRACTED, due.signed_on)


def test_a_contract_at_another_price_is_another_contract():
    story = given(LOT, *TENDER[:6])
    story.when(signing(price=PRICE + 1), by=OWNER).refused_by("lot.other_price")


def test_a_contract_is_not_signed_in_advance():
    night = datetime(2026, 5, 11, 15, 59, 59, tzinfo=UTC)  # a second before the 12th in Beijing
    story = given(LOT, *TENDER[:6])
    story.when(signing(), by=OWNER, received_at=night).refused_by("lot.not_yet")
    story.when(signing(), by=OWNER, at=night.replace(hour=16)).then(SIGNED)


@pytest.mark.parametrize(("past", "due"), [(TENDER[:6], SIGNED), (AUCTION[:5], SOLD)])
def test_a_contract_is_not_signed_before_its_winner_is_known(past, due):
    """Else what goes back of it would be overdue when it is first owed."""
    awarded = date(2026, 3, 31) if due is SIGNED else CONFIRMED.confirmed_on
    same_day = given(LOT, *past).when(signing(awarded, due.price_fen), by=OWNER, at=MAY)
    same_day.then(replace(due, signed_on=awarded))
    sooner = signing(awarded - timedelta(days=1), due.price_fen)
    given(LOT, *past).when(sooner, by=OWNER, at=MAY).refused_by("lot.before_award")


def test_a_notice_that_does_not_say_its_day_was_told_thirty_days_before_the_contract_is_due():
    """So notices of before were written (CT-18)."""
    unsaid = (AWARDED[0], replace(AWARDED[1], issued_on=None))
    assert fold(LOT, *OPEN, *unsaid).awarded_on == date(2026, 3, 31)
    story = given(LOT, *OPEN, *unsaid)
    story.when(signing(date(2026, 3, 30)), by=OWNER, at=MAY).refused_by("lot.before_award")
    story.when(signing(), by=OWNER, at=MAY).then(SIGNED)


ALL = [(awarding(), OPEN), (confirming(), OVER), (signing(date(2026, 3, 31)), TENDER[:6])]


@pytest.mark.parametrize(("asked", "past"), ALL)
@pytest.mark.parametrize("by", STRANGERS)
def test_nobody_else_says_who_wins(asked, past, by):
    given(LOT, *past).when(asked, by=by).refused_by("lot.not_yours")


@pytest.mark.parametrize(("asked", "past"), ALL)
def test_each_comes_in_its_time_and_once(asked, past):
    given(LOT).when(asked, by=OWNER).refused_by("lot.unknown")
    given(LOT, DEFINED).when(asked, by=OWNER).refused_by("lot.wrong_phase")
    assert given(LOT, *past).when(asked, by=OWNER, at=MAY).decision
    given(LOT, *TENDER).when(asked, by=OWNER).refused_by("lot.wrong_phase")


def test_a_next_candidate_cannot_take_the_place_while_the_award_stands():
    other = replace(awarding(), winner="N00000000000000B2")
    given(LOT, *TENDER[:6]).when(other, by=OWNER).refused_by("lot.wrong_phase")


@pytest.mark.parametrize(
    ("make", "right"),
    [
        (lambda: awarding(lot="L"), "lot 'L': expected"),
        (lambda: awarding(winner="甲"), "party '甲': expected"),
        (lambda: awarding(0), "price_fen 0: expected one or more"),
        (lambda: confirming(lot="L"), "lot 'L': expected"),
        (lambda: confirming(winner="甲"), "party '甲': expected"),
        (lambda: confirming(0), "price_fen 0: expected one or more"),
        (lambda: signing(lot="L"), "lot 'L': expected"),
        (lambda: signing(price=0), "price_fen 0: expected one or more"),
    ],
)
def test_a_malformed_request_cannot_be_made(make, right):
    with pytest.raises(ValueError, match=f"^{right}"):
        make()

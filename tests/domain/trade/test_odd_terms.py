"""Terms of a deposit that no law blocks and somebody has to look at (MA-1, MA-5)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.categories.construction import CONSTRUCTION
from domain.categories.land import LAND
from domain.lot.stream import LOT
from domain.money import yuan
from domain.trade.odd_terms import odd_terms
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.lots import DEADLINE, DEFINED, OPENING
from tests.kit.story import fold

DAY = DEADLINE.date()


def odd(category=CONSTRUCTION, defined_on=DAY, **other):
    lot = fold(LOT, replace(DEFINED, **other))
    return [kind.code for kind in odd_terms(lot, category, FIXTURE, defined_on)]


def test_what_is_within_its_bounds_and_due_a_working_day_before_is_not_odd():
    assert odd() == []


def test_a_deposit_beyond_a_row_that_warns_is_looked_at_when_its_lot_is_defined():
    """800,000 at most, by a row that is not verified and so only warns (CT-08)."""
    large = {"estimate_fen": yuan("100,000,000.00"), "deposit_fen": yuan("800,000.01")}
    assert odd(**large) == ["MA-1"]
    assert odd(**large, defined_on=None) == [], "a postponement changes nothing of it"


@pytest.mark.parametrize(
    ("opening", "found"),
    [
        (OPENING.replace(day=25, hour=23), []),
        (OPENING.replace(day=26, hour=0, minute=0), ["MA-5"]),
    ],
)
def test_a_tenders_deposit_that_is_due_earlier_than_a_working_day_before_shuts_bidders_out(
    opening, found
):
    assert odd(opening_at=opening) == odd(opening_at=opening, defined_on=None) == found


def test_days_off_between_are_none_of_them():
    """From Friday, 3 April, to the Tuesday after the days off of the fixture."""
    friday = DEADLINE.replace(month=4, day=3)
    assert odd(deposit_deadline=friday, opening_at=friday + timedelta(days=4)) == []
    assert odd(deposit_deadline=friday, opening_at=friday + timedelta(days=5)) == ["MA-5"]


def test_who_is_listed_pays_before_the_end_and_who_owes_nothing_pays_nothing():
    early = {"opening_at": OPENING + timedelta(days=9)}
    assert odd(LAND, None, **early) == []
    assert odd(deposit_fen=0, **early) == []

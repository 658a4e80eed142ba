"""Bounds: each unit by its own name, nothing inexact, nothing that bounds nothing."""

import pytest

from domain.bounds import (
    Bound,
    Quantity,
    amount,
    count,
    days,
    hours,
    months,
    percent,
    working_days,
)
from domain.calendar import Unit


def test_each_unit_has_its_name():
    assert days(5) == Bound(5, Unit.DAYS)
    assert working_days(3) == Bound(3, Unit.WORKING_DAYS)
    assert months(12) == Bound(12, Unit.MONTHS)
    assert hours(24) == Bound(24, Quantity.HOURS)
    assert amount("800,000.00") == Bound(80_000_000, Quantity.FEN)
    assert percent(2) == Bound(20_000, Quantity.PPM)
    assert count(3) == Bound(3, Quantity.COUNT)


@pytest.mark.parametrize("unit", Unit)
def test_a_term_of_nothing_is_none(unit):
    with pytest.raises(ValueError, match=f"^a bound of 0 {unit}: expected more$"):
        Bound(0, unit)


@pytest.mark.parametrize("unit", Quantity)
def test_nothing_may_be_the_most_that_is_allowed_but_not_less(unit):
    assert Bound(0, unit).n == 0
    with pytest.raises(ValueError, match=f"^a bound of -1 {unit}: expected more$"):
        Bound(-1, unit)

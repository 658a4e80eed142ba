"""The lines of a statement, oldest first: by running balances, days or times, where these tell."""

from datetime import date, datetime, timedelta

import pytest

from api.banks.statements.format import Line, Statement
from api.banks.statements.order import oldest_first
from domain.calendar import BEIJING

FIRST, SECOND = date(2026, 3, 16), date(2026, 3, 17)
NINE = datetime(2026, 3, 16, 9, tzinfo=BEIJING)
TEN, ELEVEN = NINE + timedelta(hours=1), NINE + timedelta(hours=2)


def of(record, **told):
    """A record of which only this is told."""
    none = dict.fromkeys(record.__dataclass_fields__)
    return record(**{**none, **told})


def line(amount, day, time=None):
    return of(Line, amount_minor=amount, booking_date=day, booking_time=time)


def read(*lines, newest_first=None):
    """The amounts, oldest first, and whether that order is sure: `newest_first` is False then."""
    found = oldest_first(of(Statement, lines=lines, newest_first=newest_first))
    return [one.amount_minor for one in found.lines], found.newest_first


@pytest.mark.parametrize(("told", "order"), [(False, [1, 2]), (True, [2, 1])])
def test_where_running_balances_tell_they_do(told, order):
    """Even against the days: a bank may book back."""
    lines = line(1, SECOND), line(2, FIRST)
    assert read(*lines, newest_first=told) == (order, False)


def test_days_that_go_back_are_newest_first_and_within_one_day_nobody_knows():
    assert read(line(3, SECOND), line(2, SECOND), line(1, FIRST)) == ([1, 2, 3], None)


def test_days_that_go_on_or_are_one_or_go_to_and_fro_stay_as_they_stand():
    assert read(line(1, FIRST), line(2, SECOND)) == ([1, 2], None)
    assert read(line(1, FIRST), line(2, FIRST)) == ([1, 2], None)
    assert read(line(1, SECOND), line(2, FIRST), line(3, SECOND)) == ([1, 2, 3], None)


@pytest.mark.parametrize(
    ("times", "order", "sure"),
    [
        ((NINE, TEN, ELEVEN), [1, 2, 3], False),
        ((ELEVEN, TEN, NINE), [3, 2, 1], False),
        ((NINE, ELEVEN, TEN), [1, 2, 3], None),  # they go to and fro
        ((NINE, NINE, TEN), [1, 2, 3], None),  # two are one
        ((NINE, None, TEN), [1, 2, 3], None),  # one is not told
        ((TEN, TEN, NINE), [1, 2, 3], None),
    ],
)
def test_times_tell_where_each_line_has_its_own(times, order, sure):
    lines = [line(n, FIRST, time) for n, time in enumerate(times, 1)]
    assert read(*lines) == (order, sure)


def test_of_one_line_the_order_is_sure_where_its_time_is_told():
    assert read(line(1, FIRST, NINE)) == ([1], False)
    assert read(line(1, FIRST)) == ([1], None)

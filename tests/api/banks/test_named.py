"""What the bank calls its statements, and where that tells which are the same."""

import pytest

from api.banks.named import anchored, repeats
from api.banks.stretches import stretch
from domain.bankday.stated import Stated


def stated(name, opening, closing, number=None):
    return Stated("", name, number, opening, closing, 1)


def came(*some):
    return stretch(some, {})


FIRST, SECOND = stated("75/1", 0, 5), stated("75/2", 5, 7)


@pytest.mark.parametrize(
    ("own", "found"),
    [
        ([FIRST], True),
        ([FIRST, SECOND], True),
        ([stated("00075/001", 0, 5)], True),
        ([stated("75/1", 0, 6)], False),
        ([stated("75/10", 0, 5)], False),
        ([stated("75/01", 0, 5), stated("75/3", 7, 9)], False),
        ([stated(None, 0, 5)], False),
    ],
)
def test_a_statement_came_under_its_name_between_its_balances(own, found):
    nameless = came(stated(None, 0, 5))
    assert repeats(own, [came(FIRST, SECOND), nameless]) is found


@pytest.mark.parametrize(
    ("own", "found"),
    [
        ([FIRST], [0]),
        ([stated("75/1", 0, 9)], [0]),  # it has grown
        ([FIRST, SECOND], [0, 1]),
        ([SECOND], []),
        ([stated("75/2", 5, 9)], []),
    ],
)
def test_what_came_and_stands_in_it_by_its_names(own, found):
    every = [came(FIRST), came(FIRST, SECOND)]
    assert [every.index(one) for one in anchored(own, every)] == found


@pytest.mark.parametrize(
    ("number", "theirs", "found"),
    [(3, 3, True), (3, 4, False), (3, None, True), (None, 4, True), (None, None, True)],
)
def test_nor_under_another_number_where_both_have_one(number, theirs, found):
    assert repeats([stated("S", 0, 5, number)], [came(stated("S", 0, 5, theirs))]) is found

"""Statements as they came: in which order, with which of their lines, and what these can reach."""

import pytest

from api.banks.stretches import in_order, meet_once, reach, stretch
from domain.bankday.stated import Stated


def stated(opening, closing, lines=1):
    return Stated("", "S", None, opening, closing, lines)


@pytest.mark.parametrize(
    ("spans", "order"),
    [
        ([(0, 0)], [(0, 0)]),
        ([(100, 300), (0, 100)], [(0, 100), (100, 300)]),
        ([(0, 100), (100, 50), (50, 100)], [(0, 100), (100, 50), (50, 100)]),
        ([(0, 100), (100, 0)], None),
        ([(0, 100), (0, 300)], None),
        ([(0, 100), (200, 300)], None),
        ([(0, 100), (100, 100)], None),
    ],
)
def test_statements_follow_each_other_where_each_opens_as_one_before_it_closed(spans, order):
    found = in_order([stated(*one) for one in spans])
    assert order == (found and [(one.opening, one.closing) for one in found])


def test_what_a_statement_brought_is_all_of_it_or_the_rest_was_known():
    brought = {"a": 5, "b": -2}
    assert stretch([stated(0, 3, 2)], brought).whole
    more = stretch([stated(0, 3, 4)], brought)
    assert (more.whole, more.many, more.reach) == (False, 4, None)


@pytest.mark.parametrize(
    ("told", "turned", "order"),
    [
        ({}, False, "ab"),
        ({}, True, "ba"),
        ({"sure": True}, True, "ab"),
        ({"ordered": False}, False, None),
    ],
)
def test_its_lines_stand_oldest_first_or_the_other_way_round(told, turned, order):
    found = stretch([stated(0, 3, 2)], {"a": 5, "b": -2}, **told).told(turned=turned)
    assert order == (found and "".join(print_ for print_, _ in found))


def test_of_several_that_came_as_one_nobody_can_turn_each_but_one_line_has_one_order():
    both = stretch([stated(0, 5), stated(5, 3)], {"a": 5, "b": -2})
    assert both.told(turned=True) is None
    assert stretch([stated(0, 5)], {"a": 5}, ordered=False).told(turned=True) == [("a", 5)]


@pytest.mark.parametrize(("other", "once"), [((8, 3), True), ((7, 3), False), ((-9, 4), True)])
def test_lines_that_reach_no_more_than_one_common_balance_have_none_in_common(other, once):
    opening, fen = other
    assert list(reach(0, [5, -2, 3]))[:: len(reach(0, [5, -2, 3])) - 1] == [-2, 8]
    assert meet_once(reach(0, [5, -2, 3]), reach(opening, [fen])) is once
    assert not meet_once(reach(0, [5]), None), "of some lines nobody knows"

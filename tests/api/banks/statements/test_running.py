"""Running balances: each follows from the one before, oldest or newest first, or it is said."""

from itertools import accumulate, pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from api.banks.statements.running import Bounds, Running
from tests.kit.company_bank import row, statement


def bounds(rows, backwards=None):
    running = Running("CNY")
    for number, (change, balance) in enumerate(rows, 1):
        running.take(number, change, balance)
    return running.bounds(backwards)


def test_no_balances_bound_nothing():
    assert bounds([(5, None), (6, None)]) is None


def test_the_opening_is_what_was_there_before_the_first_row():
    assert bounds([(5, 105), (-10, 95)]) == Bounds(100, 95, None, False, False)


def test_the_newest_row_may_come_first():
    assert bounds([(-10, 95), (5, 105)]) == Bounds(100, 95, None, False, True)


def test_rows_without_a_balance_are_bridged():
    up = [(1, None), (5, 106), (2, None), (-10, 98), (3, None)]
    assert bounds(up) == Bounds(100, 101, None, False, False)
    assert bounds(up[::-1]) == Bounds(100, 101, None, False, True)


def test_a_row_that_does_not_follow_is_named_with_what_would():
    assert str(bounds([(5, 105), (-10, 96), (1, 97)]).broken) == (
        "row 2: balance 0.96 does not follow, 0.95 would"
    )


def test_rows_that_follow_both_ways_go_by_their_dates():
    rows = [(10, 10), (-10, 0)]
    assert bounds(rows, backwards=True) == Bounds(10, 10, None, False, True)
    assert bounds(rows, backwards=False) == Bounds(0, 0, None, False, False)
    assert bounds(rows) == Bounds(0, 0, None, True, None)


def test_balances_outweigh_the_dates():
    assert bounds([(5, 105), (-10, 95)], backwards=True) == Bounds(100, 95, None, False, False)


def test_a_single_row_has_no_order():
    assert bounds([(5, 105)]) == Bounds(100, 105, None, False, False)


amounts = st.integers(-(10**12), 10**12)


@given(amounts, st.lists(amounts, min_size=1, max_size=30), st.booleans(), st.data())
def test_any_account_is_followed_in_either_order_with_balances_left_out(
    opening, changes, newest_first, data
):
    """Given a true list, whichever balances it leaves out, its bounds are the true ones."""
    after = list(accumulate(changes, initial=opening))
    rows = list(zip(changes, after[1:], strict=True))
    rows = rows[::-1] if newest_first else rows
    shown = data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows)))
    assume(any(shown))
    told = [
        (change, balance if show else None)
        for (change, balance), show in zip(rows, shown, strict=True)
    ]
    found = bounds(told, newest_first)
    assert found.broken is None
    assert (found.opening, found.closing) == (opening, after[-1])


@given(amounts, st.lists(amounts, min_size=2, max_size=30), st.booleans(), st.data())
def test_a_balance_that_was_changed_is_found(opening, changes, newest_first, data):
    after = list(accumulate(changes, initial=opening))
    rows = list(zip(changes, after[1:], strict=True))
    rows = rows[::-1] if newest_first else rows
    at = data.draw(st.integers(0, len(rows) - 1))
    wrong = data.draw(amounts.filter(bool))
    rows[at] = (rows[at][0], rows[at][1] + wrong)
    assume(not _follows(rows if newest_first else rows[::-1]))  # in the other order, by chance
    assert bounds(rows, newest_first).broken is not None


def _follows(rows):
    return all(one[1] + two[0] == two[1] for one, two in pairwise(rows))


@pytest.mark.parametrize("lost", [1, 2, 3])
def test_a_row_that_is_missing_makes_the_file_false(lost):
    rows = [
        row("", "1", "1"),
        row("", "2", "3"),
        row("", "4", "7"),
        row("", "8", "15"),
        row("1", "", "14"),
    ]
    assert statement(*rows).balanced is True
    del rows[lost]
    assert statement(*rows).balanced is False


def test_an_order_that_nothing_tells_is_said():
    rows = row("", "1", "1", time=""), row("1", "", "0", time="")
    assert statement(*rows).warnings == (
        "order: the rows follow from each other in either order: read as oldest first",
    )


def test_balances_that_are_masked_are_none_but_one_among_others_is_an_error():
    masked = statement(row("", "1", "x,xxx.xx"), row("", "2", "y"))
    assert masked.balanced is None
    assert masked.warnings == (
        "balance: balances such as 'x,xxx.xx' cannot be read: none is checked",
    )
    with pytest.raises(Exception, match="row 3: balance 'x' is not a decimal number"):
        statement(row("", "1", "1"), row("", "2", "x"))

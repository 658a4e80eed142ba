"""Two packs beside each other, row by row."""

from dataclasses import replace

from api.rules.differing import Difference, differences
from tests.kit.tendering import PACK

WAS = PACK.written
ROW = next(row for row in WAS.rules if row.id == "CT-20" and row.subject == "refund.bidders")
NAME = "CT-20 refund.bidders"


def with_rows(*rows):
    return replace(WAS, rules=rows)


def others():
    return tuple(row for row in WAS.rules if row != ROW)


def test_the_same_pack_differs_in_nothing():
    assert differences(WAS, replace(WAS)) == ()


def test_a_row_that_says_something_else_is_told_field_by_field():
    now = with_rows(*others(), replace(ROW, at_most=3, unit="工作日"))
    assert differences(WAS, now) == (
        Difference("changed", NAME, "at_most", 5, 3),
        Difference("changed", NAME, "unit", "日", "工作日"),
    )


def test_rows_that_went_and_came_are_told_whole():
    assert differences(WAS, with_rows(*others())) == (
        Difference("removed", NAME, "rules", ROW, None),
    )
    assert differences(with_rows(*others()), WAS) == (
        Difference("added", NAME, "rules", None, ROW),
    )


def test_a_field_of_the_pack_itself_is_told_without_a_row():
    now = replace(WAS, least_bidders=2)
    assert differences(WAS, now) == (Difference("changed", "", "least_bidders", 3, 2),)


def test_two_rows_of_one_name_are_paired_in_their_order():
    """An event may be heard in two ways; only the second changed."""
    first, *rest = WAS.lifecycle
    second = replace(first, phases=("OPEN",))
    now = replace(WAS, lifecycle=(first, replace(second, after=("BidOpened",)), *rest))
    found = differences(replace(WAS, lifecycle=(first, second, *rest)), now)
    (one,) = found
    assert (one.row, one.field, one.after) == (f"{first.event} (2)", "after", ("BidOpened",))

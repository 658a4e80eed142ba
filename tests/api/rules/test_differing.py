"""Two packs beside each other, row by row."""

from dataclasses import replace

from api.rules.differing import Difference, differences
from domain.packs.shapes import WrittenOrder
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


def test_an_order_that_both_have_is_told_row_by_row_and_another_whole():
    order = WrittenOrder(scope="HASTE", least_bidders=1, lifecycle=WAS.lifecycle[:2])
    first, second = order.lifecycle
    shorter = replace(order, least_bidders=2, lifecycle=(replace(first, after=("LotDefined",)),))
    was, now = (replace(WAS, orders=(one,)) for one in (order, shorter))
    assert differences(was, now) == (
        Difference("changed", "HASTE", "least_bidders", 1, 2),
        Difference("changed", f"HASTE {first.event}", "after", (), ("LotDefined",)),
        Difference("removed", f"HASTE {second.event}", "lifecycle", second, None),
    )
    assert differences(WAS, was) == (Difference("added", "HASTE", "orders", None, order),)
    assert differences(was, WAS) == (Difference("removed", "HASTE", "orders", order, None),)


def test_a_method_is_told_by_its_name_and_protocol():
    first, *rest = WAS.methods
    now = replace(WAS, methods=(replace(first, scopes=("HASTE",)), *rest))
    name = f"{first.zh} {first.protocol}"
    assert differences(WAS, now) == (Difference("changed", name, "scopes", (), ("HASTE",)),)


def test_two_rows_of_one_name_are_paired_in_their_order():
    """An event may be heard in two ways; only the second changed."""
    first, *rest = WAS.lifecycle
    second = replace(first, phases=("OPEN",))
    now = replace(WAS, lifecycle=(first, replace(second, after=("BidOpened",)), *rest))
    found = differences(replace(WAS, lifecycle=(first, second, *rest)), now)
    (one,) = found
    assert (one.row, one.field, one.after) == (f"{first.event} (2)", "after", ("BidOpened",))

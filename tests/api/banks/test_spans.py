"""Which lines of a statement are new: the table of cases, one after the other."""

from collections import Counter

import pytest

from api.banks.asked import Came
from tests.kit.told_days import Books, Part


def new(day, *parts, **told):
    """How many lines of each statement were new; None where it waits."""
    books = Books()
    return [books.tell(tuple(day.split()), Part(*one), **told) for one in parts]


@pytest.mark.parametrize(
    ("day", "parts", "found"),
    [
        ("+1a +1a", [(0, 1), (1, 2)], [1, 1]),  # it follows: equal, and another
        ("+1a +1a", [(1, 2), (0, 1)], [1, 1]),  # or goes before
        ("+1a +1a", [(0, 1), (1, 2), (0, 2)], [1, 1, 0]),  # the whole repeats them
        ("+1a +1a", [(0, 2), (1, 2)], [2, 0]),  # a part lies in the whole
        ("+1a +1a +1a", [(0, 1), (2, 3), (0, 3)], [1, 1, 1]),  # the whole brings what was missing
        ("+1a +1a +1a", [(0, 2), (1, 3)], [2, 1]),  # they overlap
        ("+1a +1a +1a", [(1, 3), (0, 2)], [2, 1]),
        ("+1a +1a", [(0, 1), (0, 2)], [1, 1]),  # the day grew
        ("+1a +2a", [(0, 1), (0, 2), (1, 2)], [1, 1, 0]),
        ("+1a -2a", [(0, 1), (1, 2), (0, 1)], [1, 1, 0]),  # told again, and it does not follow
        ("+1a -1a", [(0, 1), (1, 2), (0, 1)], [1, 1, None]),  # told again, or it follows
        ("+1a -1a", [(0, 1), (0, 2)], [1, 1]),  # the day grew, and nothing came late
    ],
)
def test_balances_tell_which_lines_came_before(day, parts, found):
    assert new(day, *parts) == found


def test_a_line_has_one_balance_before_it_and_so_another_equal_one_is_new():
    """The fourth statement has lines like two that came, and neither lies where they do."""
    parts = (0, 1), (1, 2), (2, 3), (3, 5), (0, 5)
    assert new("+1a +2a -1a +2b -1a", *parts) == [1, 1, 1, 2, 0]


def test_it_waits_where_it_may_end_with_one_that_came_though_that_seems_to_lie_before_it():
    """Were more unseen: then the third did not follow the second, and is the end of the fourth."""
    parts = (0, 1), (1, 2), (2, 3), (3, 5), (0, 5)
    assert new("+1a +2a -1a +1a -1a", *parts) == [1, 1, 1, None, 2]


THERE_AND_BACK = "+1a +2a -2a +2a"


@pytest.mark.parametrize(
    ("names", "numbers", "found"),
    [
        ((None, None), (None, None), None),  # nobody can tell: it waits
        (("S1", "S2"), (3, 3), 0),  # it has the number of what came
        (("S1", "S2"), (3, 4), None),  # the next is that of an export that overlaps as well
        (("S1", "S2"), (3, 7), None),  # another number is no word of what lies between
        (("S1", "S2"), (3, None), None),
        (("S1", "S1"), (None, None), None),  # a name without the balances says nothing
    ],
)
def test_where_it_may_be_both_the_banks_number_of_a_statement_tells(names, numbers, found):
    books, day = Books(), tuple(THERE_AND_BACK.split())
    assert books.tell(day, Part(0, 3, names[0], numbers[0])) == 3
    assert books.tell(day, Part(3, 4, names[1], numbers[1])) == found


def test_a_number_that_a_whole_day_may_have_as_well_says_nothing():
    """The next number, and the statement may also lead over all that came: it waits."""
    books, day = Books(), ("+1a", "-1a", "+1a", "-1a")
    assert books.tell(day, Part(0, 2, number=1)) == 2
    assert books.tell(day, Part(0, 4, number=2)) is None


@pytest.mark.parametrize(("name", "found"), [("S1", 0), ("S01", 0), ("S2", None), (None, None)])
def test_its_name_with_its_balances_and_lines_says_that_it_came(name, found):
    books, swept = Books(), ("+1a", "-1a")
    assert books.tell(swept, Part(0, 2, "S1")) == 2
    assert books.tell(swept, Part(0, 2, name)) == found


def test_under_its_name_a_statement_grows():
    books, day = Books(), ("+1a", "-1a", "+1a", "-1a")
    assert books.tell(day, Part(0, 2, "S1")) == 2
    assert books.tell(day, Part(0, 4, "S1")) == 2


def test_nobody_can_tell_a_part_that_says_all_again_from_the_whole_but_who_brings_it():
    """What came leads back to where it began, and may be told again, or follow once more."""
    books, day = Books(), ("+1a", "-1a", "+1a", "-1a")
    assert [books.tell(day, Part(n, n + 1)) for n in (0, 1)] == [1, 1]
    assert books.tell(day, Part(2, 4)) is None
    assert books.tell(day, Part(0, 4)) is None
    assert books.tell(day, Part(0, 4), whole_day=True) == 2
    assert books.there == {"+1a": 2, "-1a": 2}


def test_what_is_said_to_be_the_whole_day_has_all_that_came():
    books = Books()
    assert books.tell(("+1a", "+2a"), Part(0, 2)) == 2
    assert books.tell(("+1a", "+3a"), Part(0, 2), whole_day=True) is None


def test_what_leads_over_all_that_came_is_the_whole_though_a_part_might_have_come_late():
    day = "+1a +2a -2a +2a -2a +3a"
    parts = (0, 1), (1, 3), (3, 5), (5, 6)
    assert new(day, *parts, (0, 6)) == [1, 2, None, 1, 2]


@pytest.mark.parametrize("other", ["+1b", "+2a"])
def test_a_line_that_is_told_otherwise_by_now_is_not_one_more(other):
    books = Books()
    assert books.tell(("+1a",), Part(0, 1)) == 1
    assert books.tell((other,), Part(0, 1)) is None


def test_behind_a_gap_equal_lines_are_new_where_no_order_of_them_reaches_what_came():
    assert new("+1a +1a +1a", (0, 1), (2, 3)) == [1, 1]
    assert new("+5a -3a +5a", (0, 1), (2, 3)) == [1, None], "they may lie on either side"


def test_it_waits_where_what_touches_may_not_have_followed_on():
    """The second closes where the first opens, and may yet lie far behind it: the third leads over
    the first, or goes before both."""
    books = Books()
    assert books.tell(("+1a",), Part(0, 1)) == 1
    assert books.tell(("+2z", "-1a", "-1a"), Part(1, 3)) == 2
    assert books.tell(("-1z", "+1a", "+1a", "+1a"), Part(1, 4)) is None


@pytest.mark.parametrize("turned", [None, True])
@pytest.mark.parametrize(
    ("day", "parts"),
    [
        ("+1a -1b +1b +1b -1a +4a", [(0, 3), (5, 6), (3, 5), (0, 5), (0, 6)]),
        ("-4a -4a +4b +4a +9a +4b", [(0, 1), (1, 3), (3, 6), (1, 6), (0, 6)]),
    ],
)
def test_what_grew_between_others_is_never_banked_twice(day, parts, turned):
    lines, books = tuple(day.split()), Books()
    for part in parts:
        books.tell(lines, Part(*part), turned=turned)
    assert books.there <= Counter(lines)


def test_where_nothing_tells_how_lines_are_printed_both_orders_say_the_same_or_it_waits():
    assert new("+1a +2a +1a", (0, 1), (0, 3), turned=True) == [1, 2]
    assert new("+3a -1a -1b", (0, 2), (1, 3), turned=None) == [2, 1]


def test_a_statement_without_lines_is_never_in_doubt():
    books = Books()
    assert books.tell(("+1a",), Part(0, 1)) == 1
    assert books.tell(("+5b", "+1a"), Part(1, 1)) == 0


def test_a_day_of_which_nothing_came_is_new():
    assert new("+1a -1a +1a", (0, 3)) == [3]
    assert Came() == Came((), (), {})

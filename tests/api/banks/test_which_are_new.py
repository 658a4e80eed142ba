"""Which lines are new, held against the truth: all small days, and all the ways to tell them.

Where the judge speaks it is right; where it waits, two days would tell just the same.
"""

from collections import Counter, defaultdict
from itertools import combinations

import pytest

from tests.kit.told_days import Books, Day, Part, cuts, days, told

LINES = ("+1a", "-1a", "+2a")
WAYS = [(False, False), (None, None), (True, True)]
"""How parts, and how the whole, stand: oldest first and known so; the same, or the other way
round, and nothing tells."""


def is_right(books: Books, day: Day, came: set[int]) -> bool:
    return books.there == Counter(day[n] for n in came)


@pytest.mark.parametrize(("parts", "whole"), WAYS)
def test_of_a_day_in_parts_no_line_is_lost_and_none_banked_twice(parts, whole):
    """In the bank's order. What waits comes in with the whole day, where it is said to be that."""
    for day in days(LINES, 4):
        for some in cuts(day):
            books, came = Books(), set()
            for one in some:
                if books.tell(day, one, turned=parts) is not None:
                    came |= {*range(one.begin, one.end)}
                assert is_right(books, day, came), (day, some, one)
            told_whole = Part(0, len(day))
            if books.tell(day, told_whole, turned=whole) is not None:
                assert is_right(books, day, {*range(len(day))}), (day, some)
            assert books.tell(day, told_whole, whole_day=True, turned=whole) is not None
            assert is_right(books, day, {*range(len(day))}), (day, some)


def follow_on(*some: Part) -> bool:
    """Whether nothing of the day is unseen between statements."""
    ends = 0
    for one in sorted(some, key=lambda one: one.begin):
        if ends and one.begin > ends:
            return False
        ends = max(ends, one.end)
    return True


def seen(some) -> set[int]:
    return {n for one in some for n in range(one.begin, one.end)}


def new(day: Day, before: list[Part], one: Part):
    """Which lines of a statement are new in truth."""
    fresh = seen([one]) - seen(before)
    return frozenset(Counter(day[n] for n in fresh).items())


def histories(lines, most):
    """Two statements of a day and one more, of all days and in any order, overlapping or not, of
    which nothing is unseen: what they tell, each with what is new in each day that tells so."""
    found = defaultdict(dict)
    for day in days(lines, most):
        parts = [Part(a, b) for a, b in combinations(range(len(day) + 1), 2) if b - a < 4]
        for first in parts:
            for second in parts:
                if not follow_on(first, second):
                    continue
                for one in parts:
                    if follow_on(first, second, one):
                        key = tuple(told(day, each) for each in (first, second, one))
                        found[key].setdefault(
                            new(day, [first, second], one), (day, first, second, one)
                        )
    return found


def test_where_nothing_is_unseen_it_speaks_where_all_days_that_tell_so_agree_and_only_there():
    """All sequences of three statements of days of up to five lines, whatever came first. Where one
    of the first two waits, the third is another sequence's."""
    spoke = waited = 0
    for answers in histories(("+1a", "-1a"), 5).values():
        day, first, second, one = next(iter(answers.values()))
        books = Books()
        if None in (books.tell(day, first), books.tell(day, second)):
            continue
        before = books.there
        if books.tell(day, one) is None:
            waited += 1
            assert len(answers) > 1, (day, first, second, one)
        else:
            spoke += 1
            fresh = frozenset((books.there - before).items())
            assert {*answers} == {fresh}, (day, first, second, one, answers)
    assert spoke > waited > 0

"""Which lines are new, held against the truth: all small days, and all the ways to tell them.

Where the judge speaks it is right; where it waits, two days would tell just the same.
"""

from collections import Counter, defaultdict
from functools import partial
from itertools import accumulate, combinations, product

import pytest

from tests.kit.told_days import Books, Day, Part, cuts, days, fen, told

LINES = ("+1a", "-1a", "+2a")
MOST = 4
"""Lines of a day of which all ways to tell it are looked at."""
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


def in_time(first: Part, second: Part, one: Part) -> bool:
    """Whether nothing lies before, or between, what came before it."""
    return follow_on(first, second) and first.begin <= min(second.begin, one.begin)


def histories(lines, most):
    """Two statements of a day and one more, of all days and in any order, overlapping or not, of
    which nothing is unseen in the end. What they tell; and in each day that tells so: how many
    lines of the second are new, which of the third, and whether all came in time."""
    found = defaultdict(set)
    for day in days(lines, most):
        parts = [Part(a, b) for a, b in combinations(range(len(day) + 1), 2) if b - a < 4]
        for some in product(parts, repeat=3):
            if follow_on(*some):
                first, second, one = some
                more = len(seen([second]) - seen([first]))
                answer = more, new(day, [first, second], one), in_time(*some)
                opens = told(day, first)[0]
                key = ((opening - opens, lines) for opening, lines in map(partial(told, day), some))
                found[tuple(key)].add(answer)
    return found


def brought(books: Books, one) -> int | None:
    """How many lines of a statement were new."""
    opening, lines = one
    before = (f"{opening:+}x",) if opening else ()
    return books.tell((*before, *lines), Part(len(before), len(before) + len(lines)))


def in_common(one, other) -> int:
    """How many lines two statements may have in common, were any money unseen besides."""
    (opening, lines), (other_opening, others) = one, other
    ours, theirs = ([*accumulate(map(fen, some), initial=0)] for some in (lines, others))
    starts = [(at, 0) for at in range(len(lines))] + [(0, at) for at in range(1, len(others))]
    runs = (
        (lines[at : at + len(others) - begin], others[begin : begin + len(lines) - at])
        for at, begin in starts
        if opening + ours[at] == other_opening + theirs[begin]
    )
    return max((len(run) for run, same in runs if run == same), default=0)


def test_where_nothing_is_unseen_it_speaks_where_all_days_that_tell_so_agree_and_only_there():
    """All sequences of three statements of small days. It may also say that what leads over all
    that came is the whole day, where it is so if all came in time; and it may wait where the second
    had a part of the first, as it is not kept which of its lines these were, where what came has a
    gap that both leave, or where it may have more of them, were more money unseen."""
    spoke = waited = preferred = 0
    for (first, second, one), found in histories(("+1a", "-1a"), MOST).items():
        books = Books()
        many = brought(books, first), brought(books, second)
        answers = {answer for more, answer, _ in found if more == many[1]}
        if None in many:
            continue
        if not answers:  # the third tells that the second, which leads over all, came late
            assert many[1] == len(second[1]) - len(first[1]), (first, second, many)
            assert not any(in_time_ for *_, in_time_ in found), (first, second, one, found)
            continue
        before, grew = books.there, 0 < many[1] < len(second[1])
        timely = {answer for more, answer, in_time_ in found if in_time_ and more == many[1]}
        if brought(books, one) is None:
            waited += 1
            every_day = len(first[1] + second[1] + one[1]) <= MOST
            least = len(one[1]) - max(sum(dict(answer).values()) for answer in answers)
            more = in_common(one, first) + in_common(one, second) > least
            plain = len(answers) == 1 and not grew and timely and every_day
            assert more or not plain, (first, second, one)
            continue
        spoke += 1
        fresh = frozenset((books.there - before).items())
        assert fresh in answers, (first, second, one, fresh, answers)
        assert timely <= {fresh}, (first, second, one, fresh)
        if len(answers) > 1:
            preferred += 1
            assert books.there == Counter(one[1]), (first, second, one)
    assert spoke > waited > preferred > 0

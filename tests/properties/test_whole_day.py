"""The word that a file is the whole day, said rightly: no line is banked twice, none is lost.

Of statements that follow each other, and of a day beside a part of it; what cannot be told waits.
"""

from collections import Counter
from contextlib import suppress

from hypothesis import example, given
from hypothesis import strategies as st

from api.banks.planning import CannotImport
from tests.kit.banked_in_memory import ACCOUNT, Banked
from tests.kit.statement_files import Row, file, statement

FEW = st.lists(st.sampled_from((100, -100, 40)), min_size=2, max_size=6)
"""Few amounts, so that balances come again, and lines that say the same."""


@st.composite
def days(draw):
    """A day's lines, and a part of it: from one of its lines to another."""
    fen = draw(FEW)
    begin = draw(st.integers(0, len(fen) - 1))
    return fen, begin, draw(st.integers(begin + 1, len(fen)))


def part(fen, begin, end, *, timed, name):
    """A statement of these lines; `timed`: in an order that the bank shows."""
    rows = [
        Row(one, time=f"10:{n:02}:00+08:00" if timed else None)
        for n, one in enumerate(fen[begin:end], begin)
    ]
    opening = 1000 + sum(fen[:begin])
    return statement(
        *rows, number=ACCOUNT.number, day="2026-03-16", opening=opening, identifier=name
    )


def banked(*statements):
    """What is banked of one file of these; nothing where it waits."""
    books = Banked()
    with suppress(CannotImport):
        books.file(file(*statements), whole_day=True)
    return books.fen


@given(days(), st.booleans(), st.booleans())
@example(([100, -100, 40], 0, 2), False, False)
@example(([40, 100, -100], 1, 3), True, False)
@example(([100, 40, -40, 100], 1, 2), True, True)
def test_of_a_day_and_a_part_of_it_in_one_file_no_line_is_banked_twice(day, timed, turned):
    fen, begin, end = day
    both = [
        part(fen, begin, end, timed=timed, name="part"),
        part(fen, 0, len(fen), timed=timed, name="day"),
    ]
    assert banked(*(reversed(both) if turned else both)) in (Counter(), Counter(fen))


@given(FEW, st.integers(1, 5), st.booleans(), st.booleans())
def test_of_a_day_in_two_statements_all_is_banked_or_nothing(fen, at, timed, turned):
    both = [
        part(fen, 0, at, timed=timed, name="first"),
        part(fen, at, len(fen), timed=timed, name="second"),
    ]
    assert banked(*(reversed(both) if turned else both)) in (Counter(), Counter(fen))

"""Several statements in one file: no line is banked twice, none is lost without a word.

Statements of a day that follow each other, or lie over each other, printed in whichever way; with
the word that they are the whole day, and without it. What cannot be told waits.
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
PRINTED = {
    "oldest first": lambda row: row[0],
    "newest first": lambda row: -row[0],
    "sorted": lambda row: row[1],
}
"""How a statement prints its lines: by their places in the day, and what they move."""


@st.composite
def parts(draw, fen):
    """A part of a day: from one of its lines to another, printed in whichever way."""
    begin = draw(st.integers(0, len(fen) - 1))
    return begin, draw(st.integers(begin + 1, len(fen))), draw(st.sampled_from([*PRINTED]))


@st.composite
def days(draw, *, cut=False):
    """A day's lines; and statements of it, each a part: any, or (`cut`) all of it in two that
    follow each other and one part more."""
    fen = draw(FEW)
    if not cut:
        return fen, draw(st.lists(parts(fen), min_size=2, max_size=3))
    at = draw(st.integers(0, len(fen) - 1))
    ends = [(0, at), (at, len(fen))] if at else [(0, len(fen))]
    ways = st.sampled_from([*PRINTED])
    return fen, draw(st.permutations([*((*one, draw(ways)) for one in ends), draw(parts(fen))]))


def part(fen, begin, end, printed="oldest first", *, timed, numbered=False, name):
    """A statement of these lines; `timed`: in an order that the bank shows; `numbered`: each has
    the bank's own number."""
    rows = sorted(enumerate(fen[begin:end], begin), key=PRINTED[printed])
    lines = [
        Row(one, str(n) if numbered else None, time=f"10:{n:02}:00+08:00" if timed else None)
        for n, one in rows
    ]
    opening = 1000 + sum(fen[:begin])
    return statement(
        *lines, number=ACCOUNT.number, day="2026-03-16", opening=opening, identifier=name
    )


def banked(*statements, whole_day=True):
    """What is banked of one file of these, nothing where it waits; and what is said of it."""
    books = Banked()
    with suppress(CannotImport):
        books.file(file(*statements), whole_day=whole_day)
    return books.fen, books.sentences


def in_one_file(fen, some, *, whole_day, **said):
    """The same of parts of a day."""
    told = (part(fen, *one, **said, name=f"S{n}") for n, one in enumerate(some))
    return banked(*told, whole_day=whole_day)


NOTED = (st.booleans(), st.booleans())


@given(days(), *NOTED)
@example(([100, 40, -40], [(0, 3, "oldest first"), (1, 2, "oldest first")]), False, True)
@example(([100, 40, -40], [(0, 3, "oldest first"), (1, 2, "oldest first")]), False, False)
@example(([100, -100, 40], [(0, 2, "oldest first"), (0, 3, "oldest first")]), True, False)
def test_of_parts_of_a_day_in_one_file_no_line_is_banked_twice(day, timed, numbered):
    fen, some = day
    came = Counter(fen[n] for n in {n for begin, end, _ in some for n in range(begin, end)})
    found, said = in_one_file(fen, some, whole_day=False, timed=timed, numbered=numbered)
    assert not found - came
    assert found in (Counter(), came) or said


@given(days(cut=True), *NOTED)
@example(([100, 40, -40], [(0, 3, "oldest first"), (1, 2, "oldest first")]), False, True)
@example(([-40, -100, 100], [(1, 2, "newest first"), (0, 3, "newest first")]), False, False)
@example(([40, -100, 100, 40], [(0, 4, "sorted"), (3, 4, "sorted")]), False, False)
def test_of_a_day_and_a_part_of_it_in_one_file_no_line_is_banked_twice(day, timed, numbered):
    fen, some = day
    found, said = in_one_file(fen, some, whole_day=True, timed=timed, numbered=numbered)
    assert not found - Counter(fen)
    assert found in (Counter(), Counter(fen)) or said


@given(FEW, st.integers(1, 5), st.booleans(), st.booleans())
def test_of_a_day_in_two_statements_all_is_banked_or_nothing(fen, at, timed, turned):
    both = [
        part(fen, 0, at, timed=timed, name="first"),
        part(fen, at, len(fen), timed=timed, name="second"),
    ]
    assert banked(*(reversed(both) if turned else both))[0] in (Counter(), Counter(fen))


@given(FEW, st.integers(1, 5), *NOTED)
def test_with_the_banks_own_numbers_all_of_it_is(fen, at, timed, turned):
    """No line of the one can be a line of the other."""
    both = [(0, at, "oldest first"), (at, len(fen), "oldest first")]
    some = both[::-1] if turned else both
    found, _ = in_one_file(fen, some, whole_day=True, timed=timed, numbered=True)
    assert found == Counter(fen)

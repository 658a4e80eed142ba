"""Statements that have lines behind their own day, alone in a file or before another one.

A bank's statement of a day may end with what it booked on the next. Its file is found from that day
on, whatever else the file has: what another one brings is not taken for its lines without a word.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from api.banks.planning import CannotImport
from tests.kit.banked_in_memory import ACCOUNT, Banked
from tests.kit.statement_files import Row, file, statement

MON, TUE, WED = "2026-03-16", "2026-03-17", "2026-03-18"

type Line = tuple[str, int]


class Part(NamedTuple):
    """A statement: its lines from one on, and up to one. `early`: it is of the day of its first
    line, and not of its last."""

    begin: int
    end: int
    early: bool


@st.composite
def lives(draw: st.DrawFn) -> tuple[list[Line], list[list[Part]]]:
    """What an account moved, and files that tell it: each one statement, or two of which the second
    goes on where the first ends."""
    many = draw(st.integers(3, 6))
    days = sorted(draw(st.lists(st.sampled_from((MON, TUE, WED)), min_size=many, max_size=many)))
    fen = draw(st.lists(st.sampled_from((100, 100, -100, 50)), min_size=many, max_size=many))
    ends = st.lists(st.integers(0, many), min_size=2, max_size=3, unique=True).map(sorted)
    files = []
    for cut in draw(st.lists(ends, min_size=2, max_size=4)):
        files.append([Part(*pair, draw(st.booleans())) for pair in pairwise(cut)])
    return list(zip(days, fen, strict=True)), files


def told(lines: Sequence[Line], parts: Sequence[Part], number: int, *, timed: bool) -> bytes:
    """A file of these."""

    def one(part: Part, n: int) -> str:
        begin, end, early = part
        rows = [
            Row(fen, day=day, time=f"09:{place:02}:00+08:00" if timed else None)
            for place, (day, fen) in enumerate(lines[begin:end], begin)
        ]
        return statement(
            *rows,
            number=ACCOUNT.number,
            day=lines[begin if early else end - 1][0],
            opening=1_000 + sum(fen for _, fen in lines[:begin]),
            identifier=f"S{number}-{n}",
        )

    return file(*map(one, parts, range(len(parts))), message=f"M{number}")


@given(lives(), st.booleans())
def test_no_line_is_banked_twice_and_none_is_lost_without_a_word(life, timed):
    lines, files = life
    books, came = Banked(), set[int]()
    for n, parts in enumerate(files):
        said, before = len(books.sentences), Counter(lines[place] for place in came) - there(books)
        try:
            books.file(told(lines, parts, n, timed=timed))
        except CannotImport:
            continue
        came.update(place for part in parts for place in range(part.begin, part.end))
        truth = Counter(lines[place] for place in came)
        assert not there(books) - truth, "banked twice"
        lost = truth - there(books)
        heard = any("are taken for lines" in one for one in books.sentences[said:])
        assert lost <= before or heard, "lost without a word"


def there(books: Banked) -> Counter[Line]:
    """What is banked: of each line its day, and what it moves."""
    found = Counter[Line]()
    for (day, fen, _), many in books.told.items():
        found[day, fen] += many
    return found

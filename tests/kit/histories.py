"""Histories of an account: what it moved on some days, and statements that tell parts of it.

Each statement tells a part of one day or of several; they come in any order, lie over each other
and leave gaps; balances come back to where they were. Nothing but balances and looks tells equal
lines apart, where not all have numbers. Statements may have names and numbers that tell nothing.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Literal

from hypothesis import strategies as st

from tests.kit.banked_in_memory import ACCOUNT, Banked
from tests.kit.statement_files import Row, file, statement

DAYS = ("2026-03-16", "2026-03-17", "2026-03-18")
FEN = (100, 100, 40, -100, -40, -140)
"""Few amounts, which come to nothing among each other: equal lines, balances reached twice."""
OPENING = 1_000

type Line = tuple[str, int]
"""The day on which it is booked, and what it moves; a debit below zero."""
type Key = tuple[str, int, str | None]
"""The same with the bank's number of the line, where it has one."""
type Part = tuple[int, int]
"""A statement: its lines from one on, and up to one."""


type Names = Literal["each its own", "one a day", "one for all"]
type Numbers = Literal["each its own", "one a day", "none"]
"""What the bank calls statements, as some banks do."""

NAMES: tuple[Names, ...] = ("each its own", "one a day", "one for all")
NUMBERS: tuple[Numbers, ...] = ("each its own", "one a day", "none")


class Printed(Enum):
    """How a statement prints its lines."""

    OLDEST_FIRST = "oldest first"
    NEWEST_FIRST = "newest first"
    SORTED = "sorted by what they move"


IN_ORDER = (Printed.OLDEST_FIRST, Printed.NEWEST_FIRST)


@dataclass(frozen=True)
class History:
    """All lines, in the bank's order, and the statements as they come, each printed in its way.
    `timed`: lines have their instants, so that their order is known; `numbered`: their numbers."""

    lines: tuple[Line, ...]
    parts: tuple[Part, ...]
    printed: tuple[Printed, ...]
    timed: bool
    names: Names = "each its own"
    numbers: Numbers = "none"
    numbered: bool = False

    def files(self) -> Iterator[bytes]:
        """The statements, each in a file of its own."""
        for n, (part, printed) in enumerate(zip(self.parts, self.printed, strict=True)):
            yield self._file(part, printed, n)

    def sent_again(self) -> bytes:
        """The first that came, under its name, with the text of its first line changed."""
        return self._file(self.parts[0], self.printed[0], 0, note="更正")

    def line_again(self, n: int) -> bytes:
        """One line of the first that came, by itself under a name of its own, its text changed."""
        begin, end = self.parts[0]
        at = begin + n % (end - begin)
        return self._file((at, at + 1), Printed.OLDEST_FIRST, len(self.parts), note="更正")

    def key(self, n: int) -> Key:
        """What tells a line, as far as the bank does."""
        return (*self.lines[n], self._serial(n))

    def _serial(self, n: int) -> str | None:
        return f"T{n}" if self.numbered else None

    def _file(self, part: Part, printed: Printed, number: int, note: str = "") -> bytes:
        begin, end = part
        rows = [
            Row(fen, self._serial(n), day=day, time=f"09:{n:02}:00+08:00" if self.timed else None)
            for n, (day, fen) in enumerate(self.lines[begin:end], begin)
        ]
        rows[0] = replace(rows[0], note=note)
        if printed is Printed.SORTED:
            rows.sort(key=lambda row: row.fen)
        day = self.lines[end - 1][0]
        names = {"each its own": f"S{number}", "one a day": f"D{day}", "one for all": "S"}
        numbers = {"each its own": number + 1, "one a day": int(day[-2:]), "none": None}
        told = statement(
            *rows[:: -1 if printed is Printed.NEWEST_FIRST else 1],
            number=ACCOUNT.number,
            day=day,
            opening=OPENING + sum(fen for _, fen in self.lines[:begin]),
            identifier=names[self.names],
            sequence=numbers[self.numbers],
        )
        return file(told, message=f"M{number}{note}")


@dataclass
class Outcome:
    """What came of a history, in the books and in truth. `waited`: how many files did. `twice`:
    lines that are banked and never came, after any file; `lost`: those that came and are not
    banked, at the end; `unsaid`: those that a file lost without a word of its own."""

    waited: int
    twice: Counter[Key]
    lost: Counter[Key]
    unsaid: Counter[Key]


def brought(history: History) -> Outcome:
    """Brings all of its files, each as it comes."""
    books, came, waited = Banked(), set[int](), 0
    twice, lost, unsaid = Counter[Key](), Counter[Key](), Counter[Key]()
    for part, data in zip(history.parts, history.files(), strict=True):
        said = len(books.sentences)
        if books.brought(data) is None:
            waited += 1
        else:
            came |= {*range(*part)}
        truth = Counter(map(history.key, came))
        twice |= books.told - truth
        before, lost = lost, truth - books.told
        if not any("are taken for lines" in one for one in books.sentences[said:]):
            unsaid |= lost - before
    return Outcome(waited, twice, lost, unsaid)


def has_gap(parts: Sequence[Part]) -> bool:
    """Whether some file finds that lines before it are unseen that lie before or between what it
    and those before it tell; or comes after what lies behind it."""
    begin, end = parts[0]
    for first, last in parts[1:]:
        if first > end or first < begin:
            return True
        end = max(end, last)
    return False


@st.composite
def histories(
    draw: st.DrawFn,
    *,
    most: int = 6,
    parts: int = 4,
    printed: Sequence[Printed] = tuple(Printed),
    fen: Sequence[int] = FEN,
    names: Sequence[Names] = NAMES,
    numbers: Sequence[Numbers] = NUMBERS,
) -> History:
    """Of up to so many lines, told by up to so many statements."""
    many = draw(st.integers(2, most))
    days = sorted(draw(st.lists(st.sampled_from(DAYS), min_size=many, max_size=many)))
    moved = draw(st.lists(st.sampled_from(fen), min_size=many, max_size=many))
    ends = st.tuples(st.integers(0, many - 1), st.integers(1, many))
    part = ends.map(lambda one: (min(one[0], one[1] - 1), max(one[0] + 1, one[1])))
    told = draw(st.lists(part, min_size=2, max_size=parts))
    ways = draw(st.lists(st.sampled_from(printed), min_size=len(told), max_size=len(told)))
    lines = tuple(zip(days, moved, strict=True))
    called = draw(st.sampled_from(names)), draw(st.sampled_from(numbers))
    own = draw(st.booleans()), *called, draw(st.sampled_from((False, False, True)))
    return History(lines, tuple(told), tuple(ways), *own)


def said_so(outcome: Outcome) -> bool:
    """Whether no line is banked twice, and none lost without a word: whoever brings the file that
    loses it is told that lines are taken for others."""
    return not outcome.twice and not outcome.unsaid

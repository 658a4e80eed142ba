"""A day as banks bring it in statements: any of them, in any order, with gaps filled later.

Each statement is whole, between an opening and a closing of its own; payments are equal to the
sign, across statements too. The same day is written as camt.053 or as MT940.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from tests.kit.statement_files import Row, file, statement

OPENING = 5_000
DAY = "2026-03-16"
_IN = (100, 100, 40, 700)
_EITHER = (*_IN, -100, -60, -700)

type Entry = tuple[int, str]
"""What moves (fen; a debit below zero), and who pays or is paid: equal ones are equal in all."""


@dataclass(frozen=True)
class Statement:
    """One statement: from which to which of the day's cuts, and so its lines and balances."""

    begin: int
    end: int


@dataclass(frozen=True)
class Day:
    """A day of an account; `cuts`: behind how many of its entries a statement may begin or end."""

    entries: tuple[Entry, ...]
    cuts: tuple[int, ...]

    @property
    def parts(self) -> list[Statement]:
        """The statements between one cut and the next, in order."""
        return [Statement(n, n + 1) for n in range(len(self.cuts) - 1)]

    @property
    def whole(self) -> Statement:
        """All of it in one."""
        return Statement(0, len(self.cuts) - 1)

    def of(self, one: Statement) -> tuple[Entry, ...]:
        """What a statement tells, in the bank's order."""
        return self.entries[self.cuts[one.begin] : self.cuts[one.end]]

    def opening(self, one: Statement) -> int:
        """Where a statement opens, in fen."""
        return OPENING + sum(fen for fen, _ in self.entries[: self.cuts[one.begin]])


@st.composite
def days(draw: st.DrawFn, *, turning: bool = True, twice: bool = False) -> Day:
    """A day in three parts or more. `turning`: money goes out, too. `twice`: a balance may be
    reached twice, and nobody may be able to tell a part from one that is like it."""
    entries, balances = list[Entry](), [0]
    for _ in range(draw(st.integers(3, 9))):
        every = _EITHER if turning else _IN
        may = [fen for fen in every if twice or balances[-1] + fen not in balances]
        entries.append((draw(st.sampled_from(may)), draw(st.sampled_from(("甲", "甲", "乙")))))
        balances.append(balances[-1] + entries[-1][0])
    inner = draw(st.sets(st.integers(1, len(entries) - 1), min_size=2, max_size=4))
    return Day(tuple(entries), (0, *sorted(inner), len(entries)))


@st.composite
def files(draw: st.DrawFn, day: Day) -> list[list[Statement]]:
    """What comes of a day, file by file: single parts in any order, some of them again; several in
    one file, which may leave out others; some that follow each other as one statement."""
    last = len(day.cuts) - 1
    runs = [Statement(a, b) for a in range(last) for b in range(a + 1, last + 1)]
    single = [[part] for part in day.parts]
    more = draw(
        st.lists(
            st.one_of(
                st.sampled_from(single),
                st.sampled_from(runs).map(lambda one: [one]),
                st.permutations(day.parts).flatmap(
                    lambda some: st.integers(2, len(some)).map(lambda n: list(some[:n]))
                ),
            ),
            max_size=4,
        )
    )
    return list(draw(st.permutations([*single, *more])))


def timed(
    day: Day, told: Sequence[Statement], number: str, message: int, *, newest_first: bool = False
) -> bytes:
    """A file of these statements as camt.053, each line with its instant: its order is known."""
    return camt(day, told, number, message, times=True, newest_first=newest_first)


def newest_first(day: Day, told: Sequence[Statement], number: str, message: int) -> bytes:
    """The same, the newest line first."""
    return timed(day, told, number, message, newest_first=True)


def untold(day: Day, told: Sequence[Statement], number: str, message: int) -> bytes:
    """The newest line first, and nothing says so."""
    return camt(day, told, number, message, newest_first=True)


def camt(
    day: Day,
    told: Sequence[Statement],
    number: str,
    message: int,
    *,
    times: bool = False,
    newest_first: bool = False,
) -> bytes:
    """A file of these statements as camt.053, in whose order nothing says."""
    return file(
        *(
            statement(
                *_rows(day, one, times=times)[:: -1 if newest_first else 1],
                number=number,
                day=DAY,
                opening=day.opening(one),
                identifier=f"S{one.begin}-{one.end}",
            )
            for one in told
        ),
        message=f"M{message}",
    )


def _rows(day: Day, one: Statement, *, times: bool) -> list[Row]:
    first = day.cuts[one.begin]
    return [
        Row(fen, note=who, time=f"09:{n:02}:00+08:00" if times else None)
        for n, (fen, who) in enumerate(day.of(one), first)
    ]


def mt940(day: Day, told: Sequence[Statement], number: str, message: int) -> bytes:
    """A file of these statements as MT940, each with its first and last balance: no pages."""
    return "\n".join(
        "\n".join(
            (
                f":20:M{message}",
                f":25:{number}",
                f":28C:0/{one.begin * 10 + one.end}",
                f":60F:{_money(day.opening(one))}",
                *(
                    f":61:260316{'D' if fen < 0 else 'C'}{abs(fen) // 100},{abs(fen) % 100:02}"
                    f"NTRFNONREF\n:86:{who}"
                    for fen, who in day.of(one)
                ),
                f":62F:{_money(day.opening(one) + sum(fen for fen, _ in day.of(one)))}",
                "-",
            )
        )
        for one in told
    ).encode()


def _money(fen: int) -> str:
    return f"{'D' if fen < 0 else 'C'}260316CNY{abs(fen) // 100},{abs(fen) % 100:02}"


type Written = Callable[[Day, Sequence[Statement], str, int], bytes]

forms: st.SearchStrategy[Written] = st.sampled_from((camt, mt940, timed, newest_first))
ordered: st.SearchStrategy[Written] = st.sampled_from((timed, newest_first))
"""Those in which the order of lines is known."""

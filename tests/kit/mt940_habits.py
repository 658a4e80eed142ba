"""MT940 as banks' habits make it: envelopes, pages, reversals, fund codes, details, twins."""

from dataclasses import dataclass, replace
from itertools import pairwise

from hypothesis import strategies as st

OPENING = 5_000
_ENVELOPE = "{1:F01BANKCNBJXXXX0000000000}{2:O940BANKCNBJXXXXN}{4:"


@dataclass(frozen=True)
class Habit:
    """What a bank, or whoever carries its files, does throughout; no line is another by it."""

    envelope: bool
    end: str  # of a line
    padded: str  # behind each line
    counted: str  # how the number of a page is written
    fund: str  # the third letter of the currency behind the mark


@dataclass(frozen=True)
class Told:
    """One entry of a day; `fen` below zero is a debit. Twins are equal in all."""

    fen: int
    reversal: bool  # RC takes away, RD gives back
    dates: str  # of the field 61: the value date, perhaps the entry date
    references: str
    extra: str  # supplementary details, a line of their own
    details: tuple[str, ...]  # fields 86

    def field(self, habit: Habit) -> list[str]:
        """The field 61 with what belongs to it."""
        ways = ("RC", "RD") if self.reversal else ("D", "C")
        mark = ways[self.fen > 0] + habit.fund
        yuan = f"{abs(self.fen) // 100},{abs(self.fen) % 100:02}"
        extra = [self.extra] if self.extra else []
        return [f":61:{self.dates}{mark}{yuan}{self.references}", *extra, *self.details]


@dataclass(frozen=True)
class Page:
    """A message: some entries between two balances; `first` and `last` of its statement or not."""

    index: int
    entries: tuple[Told, ...]
    opening: int
    closing: int
    first: bool
    last: bool


habits = st.builds(
    Habit,
    envelope=st.booleans(),
    end=st.sampled_from(("\n", "\r\n")),
    padded=st.sampled_from(("", "  ")),
    counted=st.sampled_from(("{}/{}", "{:05}/{:03}")),
    fund=st.sampled_from(("", "Y")),
)
_DETAILS = (
    (),
    (":86:投标保证金 L7",),
    (":86:first line", "second line"),
    (":86:166?00X?20EREF+E2E-1?21SVWZ+保证金?32甲公司",),
    (":86:/EREF/E2E-1/NAME/JAN/REMI/Waarborg", "som L7"),
    (":86:one", ":86:and one more"),
)
_ON_THE_DAY = ("260316", "2603160316", "2603150316", "260316    ")
_NEW_YEAR = ("2512310101", "2601010101", "260101", "2601020101")
"""Value dates around the turn of the year; all are booked on its first day."""


@st.composite
def days(draw: st.DrawFn, of: tuple[str, ...] = ("260316", "260101")) -> tuple[str, list[Told]]:
    """A day (as a balance names it) and its entries in the bank's order; some of them twice."""
    day = draw(st.sampled_from(of))
    dates = _ON_THE_DAY if day == "260316" else _NEW_YEAR
    entry = st.builds(
        Told,
        fen=st.integers(-300, 300).filter(bool),
        reversal=st.booleans(),
        dates=st.sampled_from(dates),
        references=st.sampled_from(("NTRFNONREF", "NCHGNONREF", "NTRFINV 7", "FMSC")),
        extra=st.sampled_from(("", "supplementary")),
        details=st.sampled_from(_DETAILS),
    )
    found = draw(st.lists(entry, max_size=5))
    again = draw(st.lists(st.sampled_from(found), min_size=1, max_size=5)) if found else []
    every = draw(st.permutations([*found, *again]))
    if draw(st.booleans()):
        return day, [
            replace(one, references=f"{one.references}//B{n}") for n, one in enumerate(every)
        ]
    return day, list(every)


def total(entries: list[Told] | tuple[Told, ...]) -> int:
    """What they change, in fen."""
    return sum(one.fen for one in entries)


def cut(entries: list[Told], cuts: list[int], off: int = 0) -> list[Page]:
    """The pages of a statement, cut before these entries; the last one closes `off` by so many."""
    bounds = [0, *sorted(min(one, len(entries)) for one in cuts), len(entries)]
    pages, at = list[Page](), OPENING
    for index, (begin, end) in enumerate(pairwise(bounds), 1):
        part = tuple(entries[begin:end])
        last = index == len(bounds) - 1
        closing = at + total(part)
        pages.append(Page(index, part, at, closing + off * last, index == 1, last))
        at = closing
    return pages


def written(habit: Habit, day: str, pages: list[Page], account: str = "6228") -> bytes:
    """A file of these pages, in this order."""
    return "".join(_page(habit, day, one, account) for one in pages).encode()


def _page(habit: Habit, day: str, page: Page, account: str) -> str:
    lines = [
        ":20:STARTUMS",
        f":25:{account}",
        f":28C:{habit.counted.format(75, page.index)}",
        f":60{'F' if page.first else 'M'}:{_money(day, page.opening)}",
        *(line for one in page.entries for line in one.field(habit)),
        f":62{'F' if page.last else 'M'}:{_money(day, page.closing)}",
        "-}" if habit.envelope else "-",
    ]
    head = [_ENVELOPE] if habit.envelope else []
    return "".join(f"{line}{habit.padded}{habit.end}" for line in (*head, *lines))


def _money(day: str, fen: int) -> str:
    return f"{'D' if fen < 0 else 'C'}{day}CNY{abs(fen) // 100},{abs(fen) % 100:02}"

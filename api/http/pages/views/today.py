"""今日对账: the lines of a day, and the decision about the one that is chosen."""

from dataclasses import dataclass
from datetime import date, datetime

from api.http.pages.views.desk import Act, Dialog, LastAct, LegView, Mark, TagView
from api.http.pages.views.frame import Choice


@dataclass(frozen=True, slots=True)
class LineRow:
    """A bank line. `number`: the bank's serial; `tail`: last digits of the other side's account.

    `version` goes with the line's `code` into a bulk act: exactly what was shown is sent.
    """

    code: str
    version: int
    number: str
    booked_at: datetime | None
    name: str
    tail: str
    credit: bool
    minor: int
    marks: tuple[Mark, ...]
    candidate: str
    tag: TagView | None
    ticked: bool
    selected: bool
    path: str


@dataclass(frozen=True, slots=True)
class LineGroup:
    """Lines under one head: its words with count and sums, and an act on all of them."""

    words: str
    rows: tuple[LineRow, ...]
    act: Act | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """The chosen line and its best candidate, everything that decides the common case.

    `candidate_no` of `candidates`, from 1; 0 of 0 where there is none. `score`: hundredths, an aid.
    `unallocated`: minor units that must be 0 before it can be matched.
    """

    number: str
    booked: str
    name: str
    minor: int
    account: str
    note: str
    candidate_no: int
    candidates: int
    score: int
    title: str
    terms: str
    marks: tuple[Mark, ...]
    legs: tuple[LegView, ...]
    unallocated: int
    why: tuple[tuple[str, str], ...]
    previous: Act | None
    next: Act | None
    split: Act | None
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the day is: lines matched, ready in bulk, to be judged, blind. `words` say it."""

    matched: int
    exact: int
    judge: int
    blind: int
    words: str

    @property
    def total(self) -> int:
        """All lines."""
        return self.matched + self.exact + self.judge + self.blind


@dataclass(frozen=True, slots=True)
class Today:
    """The page. `subject`: account, day and how many lines; `order`: in which order marks stand.

    `blind`: count and sum in words of lines of lots that are not open; None where there are none.
    `nothing`: what is true where no line waits, and the act that follows.
    """

    account: str
    day: date
    subject: str
    progress: Progress
    tabs: tuple[Choice, ...]
    groups: tuple[LineGroup, ...]
    blind: str | None
    last: LastAct | None
    decision: Decision | None
    imports: Act | None
    nothing: tuple[str, str, Act | None] | None
    dialogs: tuple[Dialog, ...] = ()

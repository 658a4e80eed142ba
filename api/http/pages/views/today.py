"""今日对账: the lines of a day, and the decision about the one that is chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from api.http.pages.views.desk import Act, LastAct, LegView, Mark, Nothing, TagView
from api.http.pages.views.division import DivisionForm, PartView
from api.http.pages.views.frame import Choice


@dataclass(frozen=True, slots=True)
class LineRow:
    """A bank line. `number`: the bank's serial; `tail`: last digits of the other side's account.

    `tick`: what goes into a bulk act if the row is ticked: its code, the version that was shown,
    whose it would be; '' where it cannot be ticked.
    """

    code: str
    number: str
    when: str
    name: str
    tail: str
    credit: bool
    minor: int
    currency: str
    marks: tuple[Mark, ...]
    candidate: str
    tag: TagView | None
    tick: str
    selected: bool
    path: str


@dataclass(frozen=True, slots=True)
class LineGroup:
    """Lines under one head: its words with count and sums, and an act on all that are ticked."""

    words: str
    rows: tuple[LineRow, ...]
    act: Act | None = None


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note about a line: who wrote it, when, and what."""

    person: str
    when: str
    text: str


@dataclass(frozen=True, slots=True)
class FormView:
    """A form with a field to fill in: where it goes, what it carries, what it is called.

    `name`, `label`: of the field; `most`: so many signs; `act`: of its button. `choices`: what may
    be chosen, if not free text; `kinds`: besides, as which kind of trade, the first of which is no
    answer, with their label.
    """

    path: str
    fields: tuple[tuple[str, str], ...]
    name: str
    label: str
    act: str
    most: int = 200
    key: str = ""
    choices: tuple[Choice, ...] = ()
    kinds: tuple[Choice, ...] = ()
    kinds_label: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """The chosen line and one candidate, everything that decides the common case.

    `candidate_no` of `candidates`, from 1; 0 of 0 where there is none. `score`: of 10, an aid.
    `unallocated`: minor units that must be 0 before it can be matched. `outcome`: what a match may
    come to, or what became of the line. `previous`, `next`: addresses of other candidates.
    `reading`: why the reader can only look; '' where he can act. `path`: where the candidate's
    payout or lot is shown. `claimed`: what the candidate's bidder claims of the line; '' where
    nothing; `refuse`: the form that answers no to it.
    `division`: the form that gives it to several; `parts`: who has it, once it was divided.
    """

    code: str
    number: str
    booked: str
    name: str
    minor: int
    currency: str
    account_label: str
    account: str
    note: str
    state: TagView | None
    candidate_no: int
    candidates: int
    score: int
    title: str
    terms: str
    marks: tuple[Mark, ...]
    legs: tuple[LegView, ...]
    unallocated: int
    outcome: str
    why: tuple[tuple[str, str], ...]
    previous: str | None
    next: str | None
    acts: tuple[Act, ...]
    reading: str
    path: str = ""
    claimed: str = ""
    refuse: FormView | None = None
    notes: tuple[NoteView, ...] = ()
    note_form: FormView | None = None
    assign: FormView | None = None
    undo: FormView | None = None
    give_back: FormView | None = None
    division: DivisionForm | None = None
    parts: tuple[PartView, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """An act that was refused: what was not done, what happened instead, what one had meant.

    `aside`: it is of no line, and stands above them all.
    """

    words: str
    instead: str
    meant: str
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the lines are that may be seen: matched, ready in bulk, to be judged; in words."""

    matched: int
    exact: int
    judge: int
    words: str

    @property
    def total(self) -> int:
        """All of them."""
        return self.matched + self.exact + self.judge


@dataclass(frozen=True, slots=True)
class Imports:
    """Where a statement file goes, and how many bytes it may have."""

    path: str
    most_bytes: int


@dataclass(frozen=True, slots=True)
class Today:
    """The page. `subject`: account and how many lines; `unit`: of its amounts.

    `earlier`, `later`: addresses of the days beside it. `accounts`: the others one may look at.
    `blind`: that lines of the day may not be shown; None where all are.
    `waits`: lines of earlier days are listed, and the day itself has no statement yet.
    `imports`: None for who may not bring a statement file. `past`: the reader asked
    for an earlier moment; `now`: the address of the newest. `more`: of the rows that follow.
    `undo`: the form of the last act's dialog. `left_out`: what a bulk act left, in words.
    `typed`: what a refused form was filled in with, by field: given back.
    """

    account: str
    day: date | None
    unit: str
    subject: str
    earlier: str | None
    later: str | None
    accounts: tuple[Choice, ...]
    progress: Progress
    tabs: tuple[Choice, ...]
    filters: tuple[Choice, ...]
    groups: tuple[LineGroup, ...]
    blind: str | None
    last: LastAct | None
    undo: FormView | None
    left_out: str
    conflict: Conflict | None
    decision: Decision | None
    imports: Imports | None
    nothing: Nothing | None
    waits: bool = False
    more: str | None = None
    past: bool = False
    now: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def again(self) -> bool:
        """Whether what was typed is given back, and nowhere but on this page."""
        division = self.decision.division if self.decision else None
        return bool(self.typed) or (division is not None and division.open)

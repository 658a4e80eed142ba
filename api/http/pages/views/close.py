"""日终关账: both balances, every difference by name, the checks, and who signs."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from api.http.pages.views.desk import Act, Signatory, TagView
from api.http.pages.views.frame import Choice


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A line of the statement of adjustments: what is added or taken, and its cause."""

    words: str
    minor: int
    cause: str = ""
    cause_kind: Literal["", "warn", "danger"] = ""


@dataclass(frozen=True, slots=True)
class Half:
    """One side of 余额调节表: what it says itself, what is adjusted, what comes out."""

    title: str
    label: str
    minor: int
    adjustments: tuple[Adjustment, ...]

    @property
    def adjusted(self) -> int:
        """What the side comes to."""
        return self.minor + sum(one.minor for one in self.adjustments)


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference, never netted: what kind, how much, where from, which checks it fails."""

    tag: TagView
    minor: int
    source: str
    affects: str
    act: Act | None


@dataclass(frozen=True, slots=True)
class Check:
    """One of R01–R20: what is compared, what came out, in which state.

    `signed`: the note it was signed with, where that is a person's; it is Chinese. `bring`: the id
    of a dialog that takes the list it compares with, `bring_label`: its button; `brought_by`: who
    brings that list, where the reader does not.
    """

    code: str
    words: str
    finding: str
    tag: TagView
    path: str = ""
    signed: str = ""
    bring: str = ""
    bring_label: str = ""
    brought_by: str = ""

    @property
    def failed(self) -> bool:
        """Whether it keeps the day open."""
        return self.tag.kind == "danger"


@dataclass(frozen=True, slots=True)
class ListForm:
    """A list of somebody outside that the reader may bring: what it is, how its file looks."""

    dialog: str
    title: str
    object: str
    wanted: str
    path: str
    kind: str


@dataclass(frozen=True, slots=True)
class Explain:
    """A check that failed: its rule, what is compared, what was found, the sentence so far."""

    code: str
    words: str
    finding: str
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the closing, and whether it is the one at hand."""

    words: str
    note: str
    current: bool


@dataclass(frozen=True, slots=True)
class NothingToClose:
    """Before the first statement. `brings`: whether the reader may import one."""

    brings: bool


@dataclass(frozen=True, slots=True)
class ToSign:
    """The preparation that waits: in words, its balances in minor units, 核对词 of its digest."""

    sentence: str
    sums: tuple[tuple[str, int], ...]
    currency: str
    words: tuple[str, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Close:
    """The page of an account's day. `equation`: how the two differ, in words with its figures.

    `earlier`, `later`: addresses of the days beside it. `counts`: checks by state, as tags.
    `explain`: rules that failed, with their titles, what was found, and what was typed before:
    whoever prepares writes a sentence for each. `lists`: of others, what the reader may bring.
    `to_sign`: None where nothing waits; `typed`: the
    reason that was typed before. `papers`: the reports of the day, its month and its year.
    `quarantined`: what of the day lies in quarantine, in words; `reopen`: to propose that a closed
    day is opened again; `earlier_closes`: those that stood until it was, in words. `last`: what the
    reader asked for last; `refused`: it was.
    """

    account: str
    day: date
    earlier: str | None
    later: str | None
    state: TagView
    subject: str
    books: Half
    bank: Half
    equation: str
    differences: tuple[Difference, ...]
    differences_note: str
    checks: tuple[Check, ...]
    counts: tuple[TagView, ...]
    steps: tuple[Step, ...]
    act: Act | None
    people: tuple[Signatory, ...]
    explain: tuple[Explain, ...] = ()
    lists: tuple[ListForm, ...] = ()
    accounts: tuple[Choice, ...] = ()
    papers: tuple[Choice, ...] = ()
    unit: str = ""
    to_sign: ToSign | None = None
    object: str = ""
    typed: str = ""
    give_back: Act | None = None
    last: str = ""
    refused: bool = False
    quarantined: str = ""
    reopen: Act | None = None
    earlier_closes: tuple[str, ...] = ()

    @property
    def apart(self) -> int:
        """What the adjusted balances differ by; 0 is what is wanted, and not enough."""
        return self.bank.adjusted - self.books.adjusted

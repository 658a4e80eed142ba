"""应退清单, 退款批次: what is owed back, in which batch, and what the checker would sign."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from api.http.pages.views.desk import Act, Confirmed, Nothing, Signatory, TagView
from api.http.pages.views.frame import Choice


@dataclass(frozen=True, slots=True)
class Countdown:
    """How long there is: `state`, days of the unit, and the words. The server's day, not ours.

    `days`: working days left for `soon`, days over for `late`; 0 for the others.
    """

    state: Literal["late", "today", "soon", "kept"]
    days: int
    words: str


@dataclass(frozen=True, slots=True)
class Typed:
    """Another account as it was typed, given back with why it was refused."""

    name: str
    account: str
    refused: str


@dataclass(frozen=True, slots=True)
class DueRow:
    """One refund. `interest`: None where none is owed or reckoned yet, as
    `no_interest` says; `basis`: under which rule; `estimated`: its last day may move yet.

    `warn`: what a signer must look at first (a new account), empty where nothing is, and
    `evidence` where the file lies that shows it. `item`: what a form submits of it, as JSON, empty
    where it cannot be; `note`: what the bank said of its payment. `path`: where its lot is shown,
    empty while that is sealed; `slip`: where its receipt is; `payee_act`: to propose another
    account; `typed`: what was typed there. `pay`: to pay one now that waits for its interest.
    """

    obligation: str
    due: date
    estimated: bool
    countdown: Countdown
    lot: str
    cause: str
    payee: str
    account: str
    warn: str
    principal: int
    interest: int | None
    basis: str
    tag: TagView
    ticked: bool = False
    selected: bool = False
    path: str = ""
    evidence: str = ""
    item: str = ""
    note: str = ""
    no_interest: str = ""
    slip: str = ""
    payee_act: Act | None = None
    typed: Typed | None = None
    pay: Confirmed | None = None

    @property
    def total(self) -> int:
        """Principal and interest."""
        return self.principal + (self.interest or 0)


@dataclass(frozen=True, slots=True)
class DueGroup:
    """Refunds under one head: a batch with its code, or an urgency.

    `mine`: it is the one in the pane; `path`: where a batch is shown in it. `note`: why the checker
    gave it back, or how far its payments have come. `sums`: principal and interest of a batch
    whose rows are told in its pane alone.
    """

    code: str
    words: str
    rows: tuple[DueRow, ...]
    mine: bool = False
    path: str = ""
    note: str = ""
    sums: tuple[int, int] | None = None

    @property
    def principal(self) -> int:
        """Sum of principals."""
        return self.sums[0] if self.sums else sum(row.principal for row in self.rows)

    @property
    def interest(self) -> int:
        """Sum of interests."""
        return self.sums[1] if self.sums else sum(row.interest or 0 for row in self.rows)


@dataclass(frozen=True, slots=True)
class ToSign:
    """What the reader would sign, in words first, then the amounts, then the words of the digest.

    `sentence`: HTML-free words. `digest`: hex of the maker's command; `words`: six of the list.
    `confirm`: a box that must be ticked first, empty where none. `approve`: None once decided.
    `typed`: the reason that was typed, given back after a refusal.
    """

    title: str
    code: str
    sentence: str
    principal: int
    interest: int
    words: tuple[str, ...]
    digest: str
    people: tuple[Signatory, ...]
    confirm: str
    approve: Act | None
    acts: tuple[Act, ...]
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the maker is about to submit: how many are ticked, and the act.

    `words` and `label` stand for the number that is ticked now, `{n}` in their patterns. `notes`:
    what happens next, and what is left out.
    """

    words: str
    words_pattern: str
    principal: int
    interest: int
    act: Act
    label_pattern: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refunds:
    """Either page. `kept_back`: what is not in any batch and why, with a link; empty: nothing.

    `nothing`: what is true where this tab has no refund, and where all are. `last`: what the
    reader asked for last; `refused`: it was. `more`: where the list goes on, if it does.
    """

    subject: str
    tabs: tuple[Choice, ...]
    note: str
    groups: tuple[DueGroup, ...]
    total_words: str
    kept_back: str
    kept_back_path: str
    sign: ToSign | None
    propose: Proposal | None
    nothing: Nothing | None
    last: str = ""
    refused: bool = False
    more: str = ""

    @property
    def principal(self) -> int:
        """Sum of all groups."""
        return sum(group.principal for group in self.groups)

    @property
    def interest(self) -> int:
        """Sum of all groups."""
        return sum(group.interest for group in self.groups)

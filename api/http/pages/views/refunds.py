"""应退清单, 退款批次: what is owed back, in which batch, and what the checker would sign."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from api.http.pages.views.desk import Act, Dialog, Signatory, TagView
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
class DueRow:
    """One refund. `interest`: None where none is owed, and `basis` says under which rule.

    `warn`: what a signer must look at first (a new account), empty where nothing is.
    `version`: the obligation's, as shown; it goes with the id when the row is proposed.
    """

    obligation: str
    due: date
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
    version: int = 0
    ticked: bool = False
    selected: bool = False
    path: str = ""

    @property
    def total(self) -> int:
        """Principal and interest."""
        return self.principal + (self.interest or 0)


@dataclass(frozen=True, slots=True)
class DueGroup:
    """Refunds under one head: a batch with its code, or an urgency. `mine`: it waits for me."""

    code: str
    words: str
    rows: tuple[DueRow, ...]
    mine: bool = False

    @property
    def principal(self) -> int:
        """Sum of principals."""
        return sum(row.principal for row in self.rows)

    @property
    def interest(self) -> int:
        """Sum of interests."""
        return sum(row.interest or 0 for row in self.rows)


@dataclass(frozen=True, slots=True)
class ToSign:
    """What the reader would sign, in words first, then the amounts, then the words of the digest.

    `sentence`: HTML-free words. `digest`: hex of the maker's command; `words`: six of the list.
    `confirm`: a box that must be ticked first, sent as `confirmed`; empty where none.
    `acts`: besides approving, as sending back.
    """

    code: str
    sentence: str
    principal: int
    interest: int
    words: tuple[str, ...]
    digest: str
    people: tuple[Signatory, ...]
    confirm: str
    approve: Act
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the maker is about to submit: how many were ticked, and the act."""

    words: str
    principal: int
    interest: int
    act: Act


@dataclass(frozen=True, slots=True)
class Refunds:
    """Either page. `kept_back`: what is not in any batch and why, with a link; empty: nothing.

    `nothing`: what is true where there is no refund, and when the next is due.
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
    nothing: tuple[str, str] | None
    dialogs: tuple[Dialog, ...] = ()

    @property
    def principal(self) -> int:
        """Sum of all groups."""
        return sum(group.principal for group in self.groups)

    @property
    def interest(self) -> int:
        """Sum of all groups."""
        return sum(group.interest for group in self.groups)

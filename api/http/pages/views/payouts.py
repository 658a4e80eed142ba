"""划付: what is payable to others, in which payout, and what the checker would sign."""

from dataclasses import dataclass

from api.http.pages.views.desk import Act, Nothing, Signatory, TagView
from api.http.pages.views.frame import Choice


@dataclass(frozen=True, slots=True)
class PartRow:
    """What one deposit gave on; fen. `whose`: who paid the deposit, as far as it may be told.

    `to`: whose it is by now; `note`: which account pays, or what stands against it. `item`: what a
    form submits of it, as JSON, empty where it cannot be. `path`: where it is to be seen; `next`:
    words and address of what is to be done before, ('', '') where nothing is.
    """

    lot: str
    whose: str
    to: str
    note: str
    amount: int
    tag: TagView
    warn: bool = False
    item: str = ""
    ticked: bool = False
    selected: bool = False
    path: str = ""
    next: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class PayoutGroup:
    """Rows under one head: a payout with its code, or what may become one.

    `mine`: it is the one in the pane; `path`: where it is shown in it. `note`: why it was given
    back or up, or what the bank said. `amount`: its sum in fen, its rows told or not.
    """

    code: str
    words: str
    amount: int
    rows: tuple[PartRow, ...]
    mine: bool = False
    path: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PayoutToSign:
    """A payout as its checker reads it: a sentence, sum, payee, evidence, words.

    `facts`: label and value of what is signed besides. `evidence`: where the file is read that
    shows the payee, empty where it is not kept here. `digest`: hex of the maker's command; `words`:
    six of the list. `confirm`: a box that must be ticked first. `approve`: None once it is decided;
    `typed`: the reason that was typed, given back after a refusal.
    """

    title: str
    code: str
    sentence: str
    amount: int
    facts: tuple[tuple[str, str], ...]
    document: str
    evidence: str
    words: tuple[str, ...]
    digest: str
    people: tuple[Signatory, ...]
    confirm: str
    approve: Act | None
    acts: tuple[Act, ...]
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Payee:
    """What was typed of a payee before, given back with why it was refused."""

    name: str = ""
    account: str = ""
    bank: str = ""
    refused: str = ""


@dataclass(frozen=True, slots=True)
class PayoutProposal:
    """What the maker is about to submit: how many parts are ticked, their sum, to whom.

    `words` and the act's label stand for the number that is ticked now, `{n}` in their patterns.
    """

    words: str
    words_pattern: str
    amount: int
    act: Act
    label_pattern: str
    payee: Payee
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Payouts:
    """The page. `nothing`: what is true where this tab has none, and where all are.

    `last`: what the reader asked for last; `refused`: it was. `more`: where the list goes on, if it
    does, and that it does in words.
    """

    subject: str
    tabs: tuple[Choice, ...]
    note: str
    groups: tuple[PayoutGroup, ...]
    total_words: str
    sign: PayoutToSign | None
    propose: PayoutProposal | None
    nothing: Nothing | None
    last: str = ""
    refused: bool = False
    more: str = ""
    more_words: str = ""

    @property
    def amount(self) -> int:
        """Sum of all groups; fen."""
        return sum(group.amount for group in self.groups)

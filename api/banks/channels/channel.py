"""What a bank channel takes and gives: transfers out, answers and reports in; and the `Channel`.

No channel decides anything. What it cannot know, it says: a lost answer is `UNKNOWN`, and then
the bank is asked before anything is sent again.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol
from unicodedata import category

_LONGEST = 500
"""Characters of a sentence, or of a reason."""


class ChannelError(Exception):
    """What a bank, or we for a bank, wrote cannot be used; the text says where, what, what fits.

    What it quotes may be of any length: the sentence is cut at 500 characters.
    """

    def __init__(self, sentence: str) -> None:
        fits = len(sentence) <= _LONGEST
        super().__init__(sentence if fits else sentence[: _LONGEST - 1] + "…")


class NoAnswer(ChannelError):
    """The bank gave no answer that can be understood; nothing follows from it, ask again."""


class BadTransfer(ChannelError):
    """A transfer that must not be sent: the field, its value unless it is a payee's, and what would
    be right."""


def _plain(said: str | None) -> str | None:
    """What a bank wrote as a log can keep it: `_LONGEST` characters, no control sign, no half."""
    if said is None:
        return None
    signs = str(said)[:_LONGEST]
    return "".join(" " if category(sign) in ("Cc", "Cs") else sign for sign in signs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """One payment of a transfer, in CNY.

    `payment` is its end-to-end id (at most 35 characters), unique for ever: it comes back on the
    debit and on a return. `payee_bank` is a CNAPS code (12 digits), a BIC or a name, `note` what
    the payee reads; both may be empty.
    """

    payment: str
    amount_fen: int
    payee_name: str
    payee_account: str
    payee_bank: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """Payments from one account of ours, in one file.

    `message` is the file's id (at most 35 characters): a bank takes it once. `made_at` is when the
    file was written, `day` when the bank is to pay. `bank` is our own bank, as `payee_bank`.
    """

    message: str
    made_at: datetime
    account: str
    account_name: str
    day: date
    instructions: tuple[Instruction, ...]
    bank: str = ""


class Status(StrEnum):
    """What a report says of a payment. Whether money moved, only a statement says."""

    ACCEPTED = "ACCEPTED"
    REJECTED = "REJECTED"
    UNKNOWN = "UNKNOWN"
    """Nothing decided: pending, contradictory, or a duplicate of what the bank already has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the bank says of one payment of a message, or of a whole message (`payment` None).

    What is said of the whole goes for all its payments but those in `but`, which have a report of
    their own. `code` is the bank's reason (AC04, FF01, …), `word` its status as it wrote it (ACSP,
    RJCT, …). UNKNOWN takes nothing back that is known already. `file`: the one that it came in,
    empty for an answer. `unread`: it cannot be read; then it names no message (empty), and `reason`
    says why.
    """

    message: str
    payment: str | None
    status: Status
    word: str
    code: str | None = None
    reason: str | None = None
    but: frozenset[str] = frozenset()
    unread: bool = False
    file: bytes = field(default=b"", compare=False, repr=False)

    def __post_init__(self) -> None:
        for name in ("code", "reason"):
            object.__setattr__(self, name, _plain(getattr(self, name)))


class Outcome(StrEnum):
    """What became of a file that was sent."""

    TAKEN = "TAKEN"
    ALREADY_THERE = "ALREADY_THERE"
    """The bank has a file of this message id; what it made of that one, `ask` tells."""
    REFUSED = "REFUSED"
    """The bank took nothing of it, and says so."""
    UNKNOWN = "UNKNOWN"
    """No answer that can be understood. Ask; only what the bank does not know may be sent again,
    and under the same message id."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a file: its outcome, the bank's code, and a sentence for people."""

    outcome: Outcome
    code: str | None = None
    reason: str | None = None

    def __post_init__(self) -> None:
        for name in ("code", "reason"):
            object.__setattr__(self, name, _plain(getattr(self, name)))


class Channel(Protocol):
    """A way to one bank. What waits there comes again until `done`: readers bear repetition."""

    def send(self, file: bytes) -> Answer:
        """Hands a file of payments over, once. Never raises for what the bank or the line did."""

    def ask(self, message: str) -> tuple[Report, ...] | None:
        """What the bank made of a message: its reports so far, or None if it does not know it.

        Raises NoAnswer if the bank cannot be asked.
        """

    def reports(self) -> list[Report]:
        """What waits of status reports (pain.002), oldest first. Raises NoAnswer, ChannelError."""

    def statements(self) -> list[bytes]:
        """The files of statements that wait, oldest first. Raises NoAnswer."""

    def notifications(self) -> list[bytes]:
        """The files of notifications (camt.054) that wait, oldest first. Raises NoAnswer."""

    def done(self, but: Collection[bytes] = ()) -> None:
        """All that was handed out is recorded: the bank need not keep it. Raises NoAnswer.

        `but`: files, of whatever kind, that could not be recorded; they come again.
        """


@dataclass(frozen=True, slots=True)
class ChannelKind:
    """A kind of channel: its name, and how one is opened to an address for accounts of ours.

    Of the accounts (as the bank numbers them) statements and notifications are handed out; none
    means all. The number is how many seconds to wait for an answer.
    """

    name: str
    opened: Callable[[str, Collection[str], float], Channel]

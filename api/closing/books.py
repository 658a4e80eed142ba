"""What the checks of a day look at: the books, the bank and the log as plain records, read once.

Amounts are minor units. Nothing here is read from anywhere, so every check can be tried alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from api.closing.said import Outside
from domain.bankday.state import Fate
from domain.calendar import Calendar
from domain.categories.category import Category
from domain.deposit.kept_days import Days
from domain.deposit.refund import Standing
from ledger.tiles import TILE_WIDTH
from projections.balance_reader import Balance


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the day, of the bank's file or of the books.

    `key` is its fingerprint, by which the two are told to be one; `place` the bank's serial, or
    the line's code in the books.
    """

    key: str
    place: str
    credit: bool
    amount: int
    booked_at: datetime | None = None

    @property
    def signed(self) -> int:
        """What it adds to the account."""
        return self.amount if self.credit else -self.amount


@dataclass(frozen=True, slots=True)
class Transit:
    """A payment that is with the bank, of which account of ours, and since which day."""

    payment: str
    amount: int
    stage: str
    since: date
    account: str


@dataclass(frozen=True, slots=True)
class Owed:
    """A refund that is not paid yet; `since` the day from which on nobody claims it, `counts_from`
    the day that its term counts from, as the domain has them; `frozen`: an order keeps it back,
    `kept`: the days on which one did.
    """

    refund: str
    amount: int
    standing: Standing
    due: date
    since: date
    counts_from: date
    frozen: bool = False
    kept: tuple[Days, ...] = ()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A refund that was approved to another account than it came from, and by whom.

    `proposed_by` proposed the account, `made_by` the batch, `checked_by` approved both;
    `evidence` tells whether it is there.
    """

    refund: str
    amount: int
    proposed_by: str | None
    made_by: str | None
    checked_by: str | None
    evidence: bool


@dataclass(frozen=True, slots=True)
class LotTerms:
    """A lot that is under way and its deposit; `day` is that of the announcement.

    `rules`: those that it was born under, None where nobody knows them any more; `scopes`: what
    else it is, as their rows name it.
    """

    lot: str
    rules: Category | None
    scopes: tuple[str, ...]
    estimate: int | None
    deposit: int
    day: date


@dataclass(frozen=True, slots=True)
class Held:
    """What of a deposit is frozen in the books, and what its orders hold back."""

    deposit: str
    frozen: int
    ordered: int


@dataclass(frozen=True, slots=True)
class Earned:
    """The bank's interest on a deposit, and what the rules owe of it.

    `owed` is on what counted, `most` on all that came: between the two the bank may rightly pay.
    None: it cannot be reckoned, `problem` says why. `reason` is that of what was left; `waits`:
    nothing was given on yet. `sums`: of so many sums for all of the account it had a part.
    """

    deposit: str
    credited: int
    owed: int | None
    most: int | None
    problem: str = ""
    reason: str | None = None
    waits: bool = False
    sums: int = 0


@dataclass(frozen=True, slots=True)
class Left:
    """What stands on 2007 for a deposit; what was left there for a reason, if it was.

    `waits`: a refund is owed that takes interest along.
    """

    deposit: str
    balance: int
    left: int | None
    reason: str | None
    waits: bool


@dataclass(frozen=True, slots=True)
class Whole:
    """What of the log was read again, up to the position.

    From `since` on every event was read, between `began` and `ended` (None: nothing was read):
    `missing` positions, `changed` leaves (full tiles that are not made of what is stored),
    `unnamed` legs without a posting row, as positions. `checkpoint` is the newest one's size, None
    before the first; `agrees` whether its root and signature hold.
    """

    since: int
    position: int
    missing: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    unnamed: tuple[int, ...] = ()
    checkpoint: int | None = None
    agrees: bool = False
    began: datetime | None = None
    ended: datetime | None = None

    @property
    def last_tile(self) -> int:
        """Where the last full tile ends: what a checkpoint that is not old covers at least."""
        return self.position - self.position % TILE_WIDTH

    @property
    def compared(self) -> int:
        """Up to here what was read was held against a tile, or a checkpoint that agrees."""
        signed = self.checkpoint or 0 if self.agrees else 0
        return min(self.position, max(self.last_tile, signed))


@dataclass(frozen=True, slots=True)
class InQuarantine:
    """A statement of the day that came into quarantine and is not banked: its file, by how much it
    is off, and what became of it.
    """

    file: str
    difference: int | None
    fate: Fate = "WAITING"


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """Everything about an account's day, all of it at one position.

    `ledger` is the books' balance at the day's end, `closing` the statement's (None: none came).
    `bank_lines` None: the bank's file cannot be read, `unread` says why, by its key;
    so of `book_lines`. `quarantined`: statements of the day that came there and are not banked;
    `released`:
    by how much the day's last statement was off when two persons released it.
    `transit` is of all accounts, as 1009 is. `charges`: what the bank calls charges, up to the day,
    and nobody has matched. `published`: what is on the public list, by owner; `claimed`: when
    what was on it was claimed last.
    """

    account: str
    day: date
    position: int
    currency: str
    calendar: Calendar
    closing: int | None
    ledger: int
    bank_lines: tuple[Line, ...] | None
    book_lines: tuple[Line, ...] | None
    unread: str = ""
    quarantined: tuple[InQuarantine, ...] = ()
    released: int = 0
    balances: tuple[Balance, ...] = ()
    transit: tuple[Transit, ...] = ()
    owed: tuple[Owed, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    lots: tuple[LotTerms, ...] = ()
    held: tuple[Held, ...] = ()
    earned: tuple[Earned, ...] = ()
    left: tuple[Left, ...] = ()
    charges: tuple[Line, ...] = ()
    published: Mapping[str, int] = field(default_factory=dict)
    claimed: Mapping[str, date] = field(default_factory=dict)
    log: Whole = field(default_factory=lambda: Whole(0, 0))
    outside: Outside = field(default_factory=Outside)

    def on(self, account: str) -> Iterator[Balance]:
        """The balances of an account of the chart that are not zero."""
        return (one for one in self.balances if one.account == account and one.amount)

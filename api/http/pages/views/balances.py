"""Balances as of a moment: one book in one currency, down to the events behind a figure."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from api.http.pages.views.frame import Choice

type Side = Literal["debit", "credit"]


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """An account, or one owner's part of it. Minor units; opening and closing in normal side.

    `kind`: `account`, `owner`, or `sealed` for what may not be named yet, one row an account.
    `name`: account's name, or what the owner is (a deposit's payer); `about`: where it belongs.
    `open`: whether its owners are listed, None for what has none. `path`: what a click leads to.
    """

    kind: str
    code: str
    name: str
    about: str
    side: Side
    opening: int
    debit: int
    credit: int
    closing: int
    path: str
    open: bool | None = None
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Zero:
    """What must be zero: the sum over a book, debit positive; what was moved on both sides."""

    opening: int
    debit: int
    credit: int
    closing: int


@dataclass(frozen=True, slots=True)
class BankCheck:
    """A bank account's newest day: the statement's closing and the books'."""

    account: str
    day: date
    closing: int | None
    ledger: int
    difference: int | None


@dataclass(frozen=True, slots=True)
class Move:
    """One event that moved a balance. `later`: after the moment asked for, and not counted.

    Without `path` it may not be named; `label` says so then.
    """

    position: int
    day: date
    recorded_at: datetime | None
    label: str
    path: str | None
    debit: int
    credit: int
    balance: int
    later: bool


@dataclass(frozen=True, slots=True)
class Detail:
    """What a balance consists of, and what it is now. `veiled`: sum of moves not named here.

    `left_out`: how many older moves are not listed.
    """

    code: str
    account_name: str
    owner: str
    name: str
    about: str
    side: Side
    amount: int
    moves: tuple[Move, ...]
    left_out: int
    veiled: int
    now: int
    now_position: int


@dataclass(frozen=True, slots=True)
class BalancesView:
    """The page. `currency` of all amounts. `as_of`: as it was asked, empty: now; `since` likewise.

    `day`: the legal day asked for; `opening`: to which moment the opening belongs, in words.
    `permanent`: an address that shows these figures again; `export`: the same as CSV.
    """

    books: tuple[Choice, ...]
    book: str
    currency: str
    as_of: str
    since: str
    day: date | None
    position: int
    recorded_at: datetime | None
    opening: str
    rows: tuple[BalanceRow, ...]
    zero: Zero
    banks: tuple[BankCheck, ...]
    detail: Detail | None
    past: bool
    permanent: str
    export: str
    now: str
    kept: tuple[tuple[str, str], ...]

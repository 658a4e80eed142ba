"""Facts of a bank day."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.kernel import Event, event, restricted

type Result = Literal["PASS", "FAIL", "NOT_APPLICABLE"]
"""What became of a check."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One of R01 to R20 as the preparer saw it: its result, its figure, and why.

    `figure` is a difference in minor units or a count, None where there is none. `note` explains
    what failed, or why the check does not apply.
    """

    rule: str
    result: Result
    figure: int | None
    note: str


@event("StatementImported", zh="对账单导入")
class StatementImported(Event):
    """A statement of the day, as the bank states it; amounts in minor units, credit positive.

    `sha256` is the file's; `lines` of it are booked, on `pages` pages. `follows` tells whether it
    opens where the day's previous statement closed (None: it is the day's first).
    """

    account: str
    day: date
    statement: str | None
    sequence: int | None
    currency: str
    lines: int
    pages: int
    follows: bool | None
    sha256: str = restricted()
    opening: int = restricted()
    closing: int = restricted()


@event("DayClosePrepared", zh="日结编制")
class DayClosePrepared(Event):
    """One person finds the day in order: the checks, the balances, at a position.

    `ledger` is the books' balance of the account at the day's end, `snapshot` the SHA-256 of all
    balances at `position`. `proposal` is the digest of the command.
    """

    account: str
    day: date
    prepared_by: str
    proposal: str
    position: int
    snapshot: str
    statement: str = restricted()
    closing: int = restricted()
    ledger: int = restricted()
    checks: tuple[Check, ...] = restricted()


@event("DayCloseReturned", zh="日结退回编制")
class DayCloseReturned(Event):
    """Another person gives it back."""

    account: str
    day: date
    returned_by: str
    reason: str = restricted()


@event("DayClosed", zh="日结")
class DayClosed(Event):
    """Another person finds the same: the day is never edited again."""

    account: str
    day: date
    prepared_by: str
    closed_by: str
    position: int
    snapshot: str
    statement: str = restricted()
    closing: int = restricted()
    ledger: int = restricted()
    checks: tuple[Check, ...] = restricted()


type BankDayEvent = StatementImported | DayClosePrepared | DayCloseReturned | DayClosed

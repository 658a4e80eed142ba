"""Facts of a bank day."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.identifiers import DayId
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


@event("StatementImported", version=2, zh="对账单导入")
class StatementImported(Event):
    """A statement of the day, as the bank states it; amounts in minor units, credit positive.

    `sha256` is the file's; `lines` of it are booked, on `pages` pages. `follows` tells whether it
    opens where the day's previous statement closed (None: it is the day's first). `ends` is where
    the day closes by all that was stated of it so far (None in old facts: where this one does).
    `since`, `until`: the first and the last day on which its lines are booked (None: it has none;
    in old facts nobody wrote it down).
    """

    account: str
    day: date
    statement: str | None
    sequence: int | None
    currency: str
    lines: int
    pages: int
    follows: bool | None
    since: date | None = None
    until: date | None = None
    sha256: str = restricted()
    opening: int = restricted()
    closing: int = restricted()
    ends: int | None = restricted(default=None)


type Fault = Literal["DOES_NOT_ADD_UP", "CONTRADICTS_ITSELF", "BESIDE"]
"""Which check a file in quarantine failed: opening + booked = closing; its own sums; or none, but
another statement of the same file did."""


@event("StatementQuarantined", zh="对账单隔离")
class StatementQuarantined(Event):
    """A statement whose file does not add up: the file is kept whole, nothing of it is banked.

    Amounts in minor units, credit positive, None where the file states none. `expected` is what
    the check `rule` comes to, `found` what the file states; `why` is the reader's sentence. `of`:
    the days of all statements of the file, each once, in order; `brought_by` brought the file.
    """

    account: str
    day: date
    statement: str | None
    currency: str
    rule: Fault
    lines: int
    of: tuple[DayId, ...]
    brought_by: str
    sha256: str = restricted()
    opening: int | None = restricted()
    credits: int = restricted()
    debits: int = restricted()
    closing: int | None = restricted()
    expected: int | None = restricted()
    found: int | None = restricted()
    why: str = restricted()

    @property
    def difference(self) -> int | None:
        """What is stated beyond what the check comes to; None where it is no matter of a sum."""
        if self.expected is None or self.found is None:
            return None
        return self.found - self.expected


@event("StatementReleased", zh="隔离放行")
class StatementReleased(Event):
    """Two persons take the file as it is, by one joint act: it is banked with its difference."""

    account: str
    day: date
    statement: str | None
    proposed_by: str
    released_by: str
    sha256: str = restricted()
    reason: str = restricted()


@event("StatementDiscarded", zh="隔离作废")
class StatementDiscarded(Event):
    """The file is never banked; it stays where it is kept."""

    account: str
    day: date
    statement: str | None
    discarded_by: str
    sha256: str = restricted()
    reason: str = restricted()


@event("StatementSuperseded", zh="隔离被替代")
class StatementSuperseded(Event):
    """A statement that adds up came in its place: `by` is that file's SHA-256."""

    account: str
    day: date
    statement: str | None
    sha256: str = restricted()
    by: str = restricted()


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


@event("DayReopened", zh="反日结")
class DayReopened(Event):
    """Two persons open a closed day again, by one joint act. Its earlier close stays as it was.

    `position` is what the earlier close was about.
    """

    account: str
    day: date
    proposed_by: str
    reopened_by: str
    position: int
    reason: str = restricted()


@event("DormantReceiptsDeclared", zh="待查沉淀来款公示")
class DormantReceiptsDeclared(Event):
    """So much of what came on the day is nobody's for a year, and on the public notice of a day.

    `document` is the notice's reference, `evidence` its SHA-256; fen.
    """

    account: str
    day: date
    notice: date
    amount_fen: int = restricted()
    document: str = restricted()
    evidence: str = restricted()


@event("DormantReceiptsClaimed", zh="待查沉淀来款撤出公示")
class DormantReceiptsClaimed(Event):
    """On a day all of it was claimed, or went to whose it is: it is on the public list no more.

    `document` is the reference of what shows it, `evidence` its SHA-256.
    """

    account: str
    day: date
    claimed: date
    document: str = restricted()
    evidence: str = restricted()


type BankDayEvent = (
    StatementImported
    | StatementQuarantined
    | StatementReleased
    | StatementDiscarded
    | StatementSuperseded
    | DayClosePrepared
    | DayCloseReturned
    | DayClosed
    | DayReopened
    | DormantReceiptsDeclared
    | DormantReceiptsClaimed
)

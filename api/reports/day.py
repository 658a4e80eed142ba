"""余额调节表: the reconciliation of an account's day as one plain record, at one position."""

from dataclasses import dataclass
from datetime import date, datetime

from api.closing.figures import Close, figures
from api.closing.found import Found
from api.closing.notes import Said, understood
from api.closing.progress import Stage
from api.closing.proof import settled
from api.closing.reconciling import Side
from api.reports.account import Account, Turnover, account_of, turnover
from api.reports.standing import Stand, standing
from api.wiring import System
from domain.bankday.events import Check, Result

_OF_A_PROCESS = ("finding.reread", "finding.reread.when", "finding.not_compared")
"""What a process read again, and when: true of it alone, no fact of the log."""
_SAID_MAX = 3
"""Different sentences about the rows of a check that failed; their number is its figure."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line that one side alone has: its serial at the bank or its code; minor units."""

    place: str
    amount: int


@dataclass(frozen=True, slots=True)
class Apart:
    """What one side has and the other lacks, in one direction: how many, their sum, each of them.

    `lines` are empty where single lines may not be told yet.
    """

    count: int
    amount: int
    lines: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """One of R01 to R20. `said` are sentences of ours; `note` is what a person signed it with."""

    rule: str
    result: Result
    figure: int | None
    said: tuple[Said, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Signed:
    """Who did it and when; nobody yet where `person` is None."""

    person: str | None
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayReport:
    """Everything that the paper says, in minor units and in no language.

    `bank_opening`, `bank_closing`: the newest statement's, None before the first; `statement` its
    file's SHA-256. `bank_in`, `books_in`: credits that this side alone has; `…_out`: debits.
    `carried`: what no line of the day explains. `snapshot`, `seen_at`: the digest of all balances
    that was signed, and its position. `signed`: whether the checks are those that were signed.
    """

    stand: Stand
    account: Account
    day: date
    bank_opening: int | None
    bank_closing: int | None
    books: Turnover
    bank_in: Apart
    bank_out: Apart
    books_in: Apart
    books_out: Apart
    carried: int | None
    adjusted_bank: int | None
    adjusted_books: int
    compared: bool
    blind: bool
    checks: tuple[Checked, ...]
    signed: bool
    statement: str | None
    stage: Stage
    maker: Signed
    checker: Signed
    reason: str | None
    snapshot: str | None
    seen_at: int | None


def day_report(system: System, account: str, day: date, at: int) -> DayReport:
    """The record at a position; whatever is added to the log later, it is this again.

    The readers of `closing.reading.needed` have come so far, or are waited for. Raises NotFollowed.
    """
    stand = standing(system, at)
    found = figures(system, account, day, at, proof=settled)
    of, sides, done = account_of(system, account, at), found.sides, found.progress
    return DayReport(
        stand=stand,
        account=of,
        day=day,
        bank_opening=found.opening,
        bank_closing=found.closing,
        books=turnover(system, of, day, day, at),
        bank_in=_apart(sides.bank_only, credit=True),
        bank_out=_apart(sides.bank_only, credit=False),
        books_in=_apart(sides.books_only, credit=True),
        books_out=_apart(sides.books_only, credit=False),
        carried=sides.carried,
        adjusted_bank=sides.adjusted_bank,
        adjusted_books=sides.adjusted_books,
        compared=sides.compared,
        blind=found.blind,
        checks=_checks(found),
        signed=bool(done.checks),
        statement=found.statement,
        stage=done.stage,
        maker=Signed(done.prepared_by, done.prepared_at),
        checker=Signed(done.checked_by, done.checked_at),
        reason=done.reason,
        snapshot=done.snapshot,
        seen_at=done.position,
    )


def _apart(side: Side, *, credit: bool) -> Apart:
    lines = tuple(Entry(one.place, one.amount) for one in side.lines if one.credit is credit)
    if credit:
        return Apart(side.credits, side.credit_amount, lines)
    return Apart(side.debits, side.debit_amount, lines)


def _checks(found: Close) -> tuple[Checked, ...]:
    """Those that were signed, where they were; else as they are found at the position."""
    if found.progress.checks:
        return tuple(_as_signed(one) for one in found.progress.checks)
    return tuple(_as_found(one) for one in found.checks)


def _as_signed(check: Check) -> Checked:
    """A note of ours is understood, so that it can be said in any language."""
    ours = understood(check.note) if check.result != "FAIL" else ()
    return Checked(check.rule, check.result, check.figure, ours, "" if ours else check.note)


def _as_found(found: Found) -> Checked:
    check = found.check
    rows = [*dict.fromkeys(row.said for row in found.rows if row.said)][:_SAID_MAX]
    notes = [one for one in found.notes if one.key not in _OF_A_PROCESS]
    return Checked(check.rule, check.result, check.figure, (*notes, *rows), "")

"""A page as it stands: its lines in their order, and how much of each has been allocated."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import assert_never

from domain.accounts import BANK_RECEIVABLE
from domain.bankpage.events import (
    BankChargeRecorded,
    BankChargeRepaid,
    BankCreditRecorded,
    BankDebitRecorded,
    BankLineRecorded,
    BankPageEvent,
    DebitMatched,
    FundsTransferredBetweenAccounts,
    LineAllocated,
    LineAssigned,
    LineDivided,
    LineRejoined,
    LineReleased,
    NoteTaken,
    OpenCreditReversed,
    Particulars,
    StraysOpened,
    TransferMatched,
)
from domain.identifiers import payment_of, sub_account_in
from domain.postings import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: minor units, which way, what the bank said, and what became of it.

    `statement` is the SHA-256 of the file it came in.
    `deposit`: whose it is: a deposit, a payment of ours, the other line of a transfer or reversal;
    a charge is its own, and `owed_fen` of it the bank has still to give back. `deposits`: whose a
    divided line is, in their order; it has no `deposit`.
    `let_go`: from whom a person took it back: no machine gives it to them again.
    `version` counts its changes from 1; a clerk acts on the version that was on the page.
    `assignee` looks after it ('' nobody); that is no change of the line.
    """

    number: int
    credit: bool
    amount: int
    currency: str
    day: date
    value_date: date | None
    booked_at: datetime | None
    particulars: Particulars | None
    statement: str = ""
    deposit: str | None = None
    deposits: tuple[str, ...] = ()
    let_go: frozenset[str] = frozenset()
    allocated: int = 0
    version: int = 1
    assignee: str = ""
    owed_fen: int = 0

    @property
    def stray(self) -> bool:
        """Whether it is nobody's, can be read, and names neither a sub-account nor a payment.

        On a payment of ours, and on one that came back, a number names no sub-account; on what
        takes a credit back it does.
        """
        said = self.particulars
        if said is None or self.deposit is not None or self.deposits:
            return False
        if payment_of(said.end_to_end) is not None:
            return False
        of_a_deposit = not said.returned if self.credit else said.reversal
        return not of_a_deposit or sub_account_in(said.reference) is None


@dataclass(frozen=True)
class Page:
    """The lines of a page; line n stands at index n - 1.

    `open_to`: a person may look for whose the strays are among the first so many lines.
    """

    lines: tuple[Line, ...] = ()
    open_to: int = 0

    @cached_property
    def prints(self) -> frozenset[str | None]:
        """The fingerprints of its lines; None among them where a line cannot be read any more.

        Told once of a page: each later page of its day asks a full one again.
        """
        said = (line.particulars for line in self.lines)
        return frozenset(one.fingerprint if one else None for one in said)

    def line(self, number: int) -> Line | None:
        """The line of that number, if the page has it."""
        return self.lines[number - 1] if 1 <= number <= len(self.lines) else None


def evolve(page: Page, event: BankPageEvent) -> Page:
    """The page after an event. A link that cannot be read changes nothing."""
    match event:
        case BankCreditRecorded():
            return Page((*page.lines, _line(event, credit=True)), page.open_to)
        case BankDebitRecorded():
            return Page((*page.lines, _line(event, credit=False)), page.open_to)
        case LineAllocated(number=number, deposit=deposit, amount=amount):
            return _changed(page, number, deposit, amount or 0)
        case (
            LineReleased(number=number, amount=amount) | LineRejoined(number=number, amount=amount)
        ):
            return _changed(_let_go(page, number), number, None, -(amount or 0))
        case LineDivided(number=number, deposits=deposits, amount=amount):
            return _changed(page, number, None, amount or 0, deposits or ())
        case DebitMatched(number=number, payment=payment, amount=amount):
            return _changed(page, number, payment, amount or 0)
        case TransferMatched(number=number, other=other, amount=amount):
            return _changed(page, number, other, amount or 0)
        case OpenCreditReversed(number=number, by=by, entries=entries):
            return _changed(page, number, by, entries[0].amount)
        case BankChargeRecorded(number=number, entries=entries):
            return _charged(page, number, entries[0])
        case BankChargeRepaid(number=number, entries=entries):
            return _owed_less(page, number, entries[0].amount)
        case LineAssigned(number=number, assignee=assignee):
            return _assigned(page, number, assignee or "")
        case StraysOpened():
            return replace(page, open_to=len(page.lines))
        case FundsTransferredBetweenAccounts() | NoteTaken():
            return page
        case _:
            assert_never(event)


def _line(event: BankLineRecorded, *, credit: bool) -> Line:
    entry = event.entries[0]
    return Line(
        number=event.number,
        credit=credit,
        amount=entry.amount,
        currency=entry.currency,
        day=event.day,
        value_date=event.value_date,
        booked_at=event.booked_at,
        particulars=event.particulars,
        statement=event.statement,
    )


def _changed(
    page: Page, number: int | None, deposit: str | None, more: int, deposits: tuple[str, ...] = ()
) -> Page:
    line = page.line(number) if number is not None else None
    if line is None:
        return page
    changed = replace(line, allocated=line.allocated + more, version=line.version + 1)
    return _with(page, replace(changed, deposit=deposit, deposits=deposits))


def _let_go(page: Page, number: int | None) -> Page:
    """Whose it was until now, it was not."""
    line = page.line(number) if number is not None else None
    if line is None:
        return page
    whose = {line.deposit} if line.deposit else set(line.deposits)
    return _with(page, replace(line, let_go=line.let_go | whose))


def _charged(page: Page, number: int, entry: Entry) -> Page:
    """The line is its own: whose part of 1003 it is."""
    owner = next(leg.owner for leg in entry.legs if leg.account == BANK_RECEIVABLE.code)
    return _owed_less(_changed(page, number, owner, entry.amount), number, -entry.amount)


def _owed_less(page: Page, number: int, fen: int) -> Page:
    line = page.line(number)
    return page if line is None else _with(page, replace(line, owed_fen=line.owed_fen - fen))


def _assigned(page: Page, number: int | None, assignee: str) -> Page:
    line = page.line(number) if number is not None else None
    return page if line is None else _with(page, replace(line, assignee=assignee))


def _with(page: Page, line: Line) -> Page:
    lines = (*page.lines[: line.number - 1], line, *page.lines[line.number :])
    return replace(page, lines=lines)

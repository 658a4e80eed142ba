"""Import of lines: each banked once by its fingerprint, on the first page that has room.

A later page is begun only when the earlier ones are full; therefore whoever looks at pages 1 to n
before writing to page n has seen every line of the day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.accounts import BANK_DEBITS, BY_CODE, UNIDENTIFIED
from domain.bankpage.events import (
    CREDIT_ROW,
    DEBIT_ROW,
    BankCreditRecorded,
    BankDebitRecorded,
    Particulars,
)
from domain.bankpage.fitting import fitted
from domain.bankpage.state import Page
from domain.calendar import zoned
from domain.identifiers import PAGE_LINES, DayId, account_code, currency_code, digest, page_id
from domain.kernel import Command, Decision, Rejected, StreamId, command
from domain.postings import Owned, moved

LINE_MOST = 10**14
"""Minor units of one line, a million million yuan: no sum of lines outgrows what adds them up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BankLine:
    """One booked line as the statement has it; `amount` in minor units, 1 to LINE_MOST."""

    credit: bool
    amount: int
    value_date: date | None
    booked_at: datetime | None
    particulars: Particulars

    def __post_init__(self) -> None:
        if not 0 < self.amount <= LINE_MOST:
            raise ValueError(f"amount {self.amount}: expected 1 to {LINE_MOST} minor units")
        digest(self.particulars.fingerprint)
        if self.booked_at is not None:
            zoned("booked_at", self.booked_at)


@command("ImportLines", version=2, zh="导入银行流水")
class ImportLines(Command):
    """Bank these lines of one booking day, the new ones on page `page`.

    `holds` is the cash account (1001 or 1002), `statement` the SHA-256 of the file.
    """

    account: str
    holds: str
    currency: str
    day: date
    page: int
    statement: str
    lines: tuple[BankLine, ...]

    def __post_init__(self) -> None:
        account_code(self.account)
        currency_code(self.currency)
        digest(self.statement)
        page_id(f"{DayId(self.account, self.day)}/{self.page}")
        if len(self.lines) > PAGE_LINES:
            raise ValueError(f"lines: {len(self.lines)}, expected at most {PAGE_LINES}")


def pages(asked: ImportLines) -> tuple[StreamId, ...]:
    """The page to write to, then every page before it."""
    day = DayId(asked.account, asked.day)
    earlier = range(1, asked.page)
    return tuple(StreamId("bankpage", f"{day}/{n}") for n in (asked.page, *earlier))


def import_lines(target: Page, earlier: Sequence[Page], asked: ImportLines) -> Decision:
    """One event for each line that no page knows yet; a page that cannot take them all, none."""
    asked_for = {line.particulars.fingerprint for line in asked.lines}
    known: set[str | None] = set()
    for page in (target, *earlier):
        if None in page.prints:
            return Rejected(
                "bankpage.unreadable", "the day's key is gone: lines cannot be told apart"
            )
        known |= page.prints & asked_for
    new = [line for line in asked.lines if line.particulars.fingerprint not in known]
    if len({line.particulars.fingerprint for line in new}) < len(new):
        return Rejected(
            "bankpage.twin_lines", "two lines have one fingerprint: count twins when reading"
        )
    if not new:
        return ()
    if len(target.lines) + len(new) > PAGE_LINES:
        room = PAGE_LINES - len(target.lines)
        return Rejected(
            "bankpage.full", f"page {asked.page} has room for {room} lines, not for {len(new)}"
        )
    for number, page in enumerate(earlier, 1):
        if len(page.lines) < PAGE_LINES:
            room = PAGE_LINES - len(page.lines)
            return Rejected(
                "bankpage.earlier_page_has_room", f"page {number} still takes {room} lines"
            )
    first = len(target.lines) + 1
    bank, day = (BY_CODE[asked.holds], asked.account), str(DayId(asked.account, asked.day))
    return tuple(_recorded(asked, bank, day, n, line) for n, line in enumerate(new, first))


def _recorded(
    asked: ImportLines, bank: Owned, day: str, number: int, line: BankLine
) -> BankCreditRecorded | BankDebitRecorded:
    if line.credit:
        shape: type[BankCreditRecorded | BankDebitRecorded] = BankCreditRecorded
        entry = moved(CREDIT_ROW, bank, (UNIDENTIFIED, day), line.amount, asked.currency)
    else:
        shape = BankDebitRecorded
        entry = moved(DEBIT_ROW, (BANK_DEBITS, day), bank, line.amount, asked.currency)
    return shape(
        account=asked.account,
        day=asked.day,
        number=number,
        value_date=line.value_date,
        booked_at=line.booked_at,
        statement=asked.statement,
        entries=(entry,),
        particulars=fitted(line.particulars),
    )

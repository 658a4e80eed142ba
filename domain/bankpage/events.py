"""Facts of a page of bank lines. Which line went to which deposit stands in sealed parts only."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.calendar import midnight
from domain.kernel import Event, event, restricted, sealed
from domain.postings import MoneyEvent

CREDIT_ROW = "P02"
"""Posting row of an imported credit: Dr cash / Cr 2001, the bank's half of P02."""
DEBIT_ROW = "P13"
"""Posting row of an imported debit: Dr 1008 / Cr cash, the bank's half of P13."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What the bank says of a line besides the money: the other side, and in which words.

    `payer` is the other side of a credit, the payee of a debit; a payment that comes back is
    `returned` and names whom it had been sent to.
    """

    fingerprint: str
    payer: str | None = None
    payer_account: str | None = None
    payer_bank: str | None = None
    reference: str | None = None
    end_to_end: str | None = None
    note: str | None = None
    serial: str | None = None
    returned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BankLineRecorded(MoneyEvent):
    """What a credit and a debit have in common: the line's place, its times, its source.

    `number` counts the page's lines from 1; `statement` is the SHA-256 of the file it came in.
    """

    account: str
    day: date
    number: int
    value_date: date | None
    booked_at: datetime | None
    statement: str = restricted()
    particulars: Particulars | None = sealed()  # noqa: RUF009  # a field specifier

    def happened_at(self) -> datetime:
        """When the bank booked it; where the bank names no time, the start of its day."""
        return self.booked_at or midnight(self.day)


@event("BankCreditRecorded", zh="银行来款入账")
class BankCreditRecorded(BankLineRecorded):
    """Money came in. Whose it is, is another fact."""


@event("BankDebitRecorded", zh="银行付款入账")
class BankDebitRecorded(BankLineRecorded):
    """Money went out. What it paid, is another fact."""


@event("LineAllocated", zh="银行流水认领")
class LineAllocated(Event):
    """A line was given to a deposit: the line's number, the deposit, minor units."""

    number: int | None = sealed()
    deposit: str | None = sealed()
    amount: int | None = sealed()


@event("LineReleased", zh="银行流水撤销认领")
class LineReleased(Event):
    """A line was taken back from its deposit and is nobody's again."""

    number: int | None = sealed()
    deposit: str | None = sealed()
    amount: int | None = sealed()


type BankPageEvent = BankCreditRecorded | BankDebitRecorded | LineAllocated | LineReleased

"""Facts of a page of bank lines. Which line went to which deposit stands in sealed parts only."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from domain.calendar import midnight
from domain.kernel import Event, event, restricted, sealed
from domain.postings import MoneyEvent

CREDIT_ROW = "P02"
"""Posting row of an imported credit: Dr cash / Cr 2001, the bank's half of P02."""
DEBIT_ROW = "P13"
"""Posting row of an imported debit: Dr 1008 / Cr cash, the bank's half of P13."""


type Kind = Literal["PAYMENT", "RETURN", "INTEREST", "CHARGE"]
"""What a line is by the bank's own code for it, where it gives one that we know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What the bank says of a line besides the money: the other side, and in which words.

    `payer` is the other side of a credit, the payee of a debit; a payment that comes back is
    `returned`, names whom it had been sent to, and carries the bank's reason as `return_code`.
    `reversal`: the line takes an earlier one back (冲正). `kind`: what the bank says it is.
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
    return_code: str | None = None
    reversal: bool = False
    kind: Kind | None = None


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
        """When the bank booked it; where the bank names no time, the start of its day.

        What came late happens on the day that received it (3.9): no balance of a day before it
        moves.
        """
        begins = midnight(self.day)
        return max(self.booked_at, begins) if self.booked_at else begins


@event("BankCreditRecorded", version=2, zh="银行来款入账")
class BankCreditRecorded(BankLineRecorded):
    """Money came in. Whose it is, is another fact."""


@event("BankDebitRecorded", version=2, zh="银行付款入账")
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


@event("LineDivided", zh="银行流水分笔认领")
class LineDivided(Event):
    """A line was given to several deposits at once, all of it; minor units.

    Which part is whose, each deposit tells of its own.
    """

    number: int | None = sealed()
    deposits: tuple[str, ...] | None = sealed()
    amount: int | None = sealed()


@event("LineRejoined", zh="银行流水撤销分笔认领")
class LineRejoined(Event):
    """A divided line was taken back from all of its deposits and is nobody's again."""

    number: int | None = sealed()
    amount: int | None = sealed()


@event("DebitMatched", zh="银行付款匹配")
class DebitMatched(Event):
    """A debit line was found to be a payment of ours, in minor units."""

    number: int | None = sealed()
    payment: str | None = sealed()
    amount: int | None = sealed()


@event("TransferMatched", zh="本方账户划转匹配")
class TransferMatched(Event):
    """A line was found to be a transfer between our own accounts; `other` is the other side's."""

    number: int | None = sealed()
    other: str | None = sealed()
    amount: int | None = sealed()


@event("FundsTransferredBetweenAccounts", zh="本方账户间划转")
class FundsTransferredBetweenAccounts(MoneyEvent):
    """What left one of our accounts arrived in another (P10): neither side is open any more."""

    source: str
    target: str


@event("OpenCreditReversed", zh="银行冲正待查来款")
class OpenCreditReversed(MoneyEvent):
    """The bank took back a credit that was nobody's yet (P09); `by` is the debit line that did.

    Neither line is open any more.
    """

    number: int | None = sealed()
    by: str | None = sealed()


@event("BankChargeRecorded", zh="银行误扣费用")
class BankChargeRecorded(MoneyEvent):
    """A charge that the bank debited from custody by mistake: it owes it to us (1003, P31).

    Whose part of 1003 it is: the line's own.
    """

    number: int


@event("BankChargeRepaid", zh="银行退还误扣费用")
class BankChargeRepaid(MoneyEvent):
    """The bank gave so much of a charge back, by this credit line (P31)."""

    number: int
    by: str


@event("NoteTaken", zh="流水备注")
class NoteTaken(Event):
    """Somebody wrote something down about a line.

    `suspense`: for this reason it stays unidentified for now, and waits.
    """

    number: int | None = sealed()
    text: str | None = sealed()
    suspense: bool | None = sealed()


@event("LineAssigned", zh="流水分派")
class LineAssigned(Event):
    """A line is looked after by this person from now on; '' by nobody."""

    number: int | None = sealed()
    assignee: str | None = sealed()


@event("StraysOpened", zh="不具名流水开放查找")
class StraysOpened(Event):
    """No lot that is still sealed can be meant by the lines so far that name nobody.

    From now on a person may look for whose these are.
    """


type BankPageEvent = (
    BankCreditRecorded
    | BankDebitRecorded
    | LineAllocated
    | LineReleased
    | LineDivided
    | LineRejoined
    | DebitMatched
    | TransferMatched
    | FundsTransferredBetweenAccounts
    | OpenCreditReversed
    | BankChargeRecorded
    | BankChargeRepaid
    | NoteTaken
    | LineAssigned
    | StraysOpened
)

"""Shapes that lines once had, and how they are read today."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from domain.bankpage.events import BankCreditRecorded, BankDebitRecorded, Particulars
from domain.kernel import Former, event, restricted, sealed
from domain.postings import MoneyEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticularsV1:
    """Before a line said what it is, and why it came back."""

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
class BankLineRecordedV1(MoneyEvent):
    """A line with those particulars."""

    account: str
    day: date
    number: int
    value_date: date | None
    booked_at: datetime | None
    statement: str = restricted()
    particulars: ParticularsV1 | None = sealed()  # noqa: RUF009  # a field specifier


@event("BankCreditRecorded", zh="银行来款入账")
class BankCreditRecordedV1(BankLineRecordedV1):
    """A credit, then."""


@event("BankDebitRecorded", zh="银行付款入账")
class BankDebitRecordedV1(BankLineRecordedV1):
    """A debit, then."""


def _credit(old: BankLineRecordedV1) -> BankCreditRecorded:
    return BankCreditRecorded(**_today(old))


def _debit(old: BankLineRecordedV1) -> BankDebitRecorded:
    return BankDebitRecorded(**_today(old))


def _today(old: BankLineRecordedV1) -> dict[str, Any]:
    said = old.particulars
    return {
        "account": old.account,
        "day": old.day,
        "number": old.number,
        "value_date": old.value_date,
        "booked_at": old.booked_at,
        "statement": old.statement,
        "entries": old.entries,
        "particulars": Particulars(**asdict(said)) if said else None,
    }


FORMER = (Former(BankCreditRecordedV1, _credit), Former(BankDebitRecordedV1, _debit))

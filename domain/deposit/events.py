"""Facts of a deposit. Its id is random: lot, party and payer stand in sealed parts only."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.kernel import Event, event, sealed
from domain.postings import MoneyEvent

ROW = "P02"
"""Posting row of a match: Dr 2001 / Cr 2002, the desk's half of P02. An un-match reverses it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Copied from the lot when the deposit is asked for, so the deposit never looks back.

    `basic_account` is the account it must come from; None where any of the payer's will do.
    """

    lot: str
    party: str
    payer: str
    amount_fen: int
    deadline: datetime
    basic_account: str | None


@event("DepositRequired", zh="保证金要求")
class DepositRequired(Event):
    """A party owes a deposit, on these terms."""

    deposit: str
    terms: Terms | None = sealed()


@event("SubAccountIssued", zh="子账户分配")
class SubAccountIssued(Event):
    """The bank gave the deposit a number to pay to, valid to the end of a day (P01)."""

    deposit: str
    sub_account: str | None = sealed()
    valid_until: date | None = sealed()


@event("ReceiptMatched", zh="保证金到账")
class ReceiptMatched(MoneyEvent):
    """Money that counts: a line is this deposit's.

    No `happened_at`: the bank's instant would point at the line before the opening.
    """

    deposit: str
    line: str | None = sealed()
    payer: str | None = sealed()
    payer_account: str | None = sealed()


@event("ReceiptUnmatched", zh="撤销保证金匹配")
class ReceiptUnmatched(MoneyEvent):
    """A line turned out not to be this deposit's; its money is unidentified again."""

    deposit: str
    line: str | None = sealed()
    reason: str | None = sealed()


@event("PayerMismatchDetected", zh="付款户名不符")
class PayerMismatchDetected(Event):
    """Somebody else paid: never counts. The money stays unidentified, the evidence stays here."""

    deposit: str
    line: str | None = sealed()
    payer: str | None = sealed()
    payer_account: str | None = sealed()


@event("NonBasicAccountDetected", zh="非基本户付款")
class NonBasicAccountDetected(Event):
    """The payer paid from another account than the basic one. The money stays unidentified."""

    deposit: str
    line: str | None = sealed()
    payer: str | None = sealed()
    payer_account: str | None = sealed()


type DepositEvent = (
    DepositRequired
    | SubAccountIssued
    | ReceiptMatched
    | ReceiptUnmatched
    | PayerMismatchDetected
    | NonBasicAccountDetected
)

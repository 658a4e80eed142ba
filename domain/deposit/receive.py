"""Does this money count for this deposit? The order of the tests is REFERENCE 3.5's.

Pure rules over a deposit and one arrival; the desk brings the two together.
"""

from dataclasses import dataclass
from datetime import date, datetime

from domain.accounts import DEPOSITS_HELD, UNIDENTIFIED
from domain.calendar import beijing_day
from domain.deposit.events import (
    ROW,
    NonBasicAccountDetected,
    PayerMismatchDetected,
    ReceiptMatched,
    ReceiptUnmatched,
    Terms,
)
from domain.deposit.state import Deposit
from domain.identifiers import sub_account_in
from domain.kernel import Rejected
from domain.money import show
from domain.names import same_name
from domain.postings import moved, reversed_entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A credit in fen as the bank tells it; `day` is its booking day.

    `owner` is whose part of 2001 it lies in: its account and day, never the line.
    """

    line: str
    owner: str
    amount_fen: int
    day: date
    booked_at: datetime | None
    payer: str | None
    payer_account: str | None
    reference: str | None


type Found = ReceiptMatched | PayerMismatchDetected | NonBasicAccountDetected


def receive(code: str, deposit: Deposit, came: Arrival) -> Found | Rejected | None:
    """The fact that the arrival is for this deposit; None when that was found before."""
    terms = deposit.terms
    if not deposit.required:
        return Rejected("deposit.not_required", f"nobody asked for {code}")
    if terms is None:
        return Rejected("deposit.unreadable", f"the terms of {code} cannot be read any more")
    if deposit.receipt is not None:
        return Rejected("deposit.already_paid", f"{code} was paid by {deposit.receipt.line}")
    if came.line in deposit.refused:
        return None
    if _names_another_number(deposit, came.reference):
        return Rejected("deposit.other_sub_account", f"{came.line} was paid to another number")
    if not same_name(came.payer, terms.payer):
        return PayerMismatchDetected(
            deposit=code, line=came.line, payer=came.payer, payer_account=came.payer_account
        )
    if terms.basic_account is not None and came.payer_account != terms.basic_account:
        return NonBasicAccountDetected(
            deposit=code, line=came.line, payer=came.payer, payer_account=came.payer_account
        )
    if came.amount_fen != terms.amount_fen:
        came_fen, asked_fen = show(came.amount_fen), show(terms.amount_fen)
        return Rejected("deposit.amount_differs", f"{came_fen} came, {asked_fen} was asked for")
    if _is_late(came, terms):
        return Rejected("deposit.late", f"it was due at {terms.deadline.isoformat()}")
    entry = moved(ROW, (UNIDENTIFIED, came.owner), (DEPOSITS_HELD, code), came.amount_fen)
    return ReceiptMatched(
        deposit=code,
        line=came.line,
        payer=came.payer,
        payer_account=came.payer_account,
        entries=(entry,),
    )


def give_up(code: str, deposit: Deposit, line: str, reason: str) -> ReceiptUnmatched | Rejected:
    """The fact that a line is not this deposit's after all; its entry is taken back."""
    if deposit.receipt is None or deposit.receipt.line != line:
        return Rejected("deposit.not_paid_by", f"{code} was not paid by {line}")
    entry = reversed_entry(deposit.receipt.entry)
    return ReceiptUnmatched(deposit=code, line=line, reason=reason, entries=(entry,))


def _names_another_number(deposit: Deposit, reference: str | None) -> bool:
    number = sub_account_in(reference)
    return number is not None and number != deposit.sub_account


def _is_late(came: Arrival, terms: Terms) -> bool:
    """The bank's time decides, to the instant where it gives one; equal is in time (2.9)."""
    if came.booked_at is not None:
        return came.booked_at > terms.deadline
    return came.day > beijing_day(terms.deadline)

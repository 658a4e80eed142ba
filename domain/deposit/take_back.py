"""A receipt is taken back: it was another's, or the bank reversed its credit."""

from domain.accounts import BANK_DEBITS, BANK_RECEIVABLE, UNIDENTIFIED
from domain.deposit.events import (
    BankCreditReversed,
    ReceiptUnmatched,
    RefundObligationCancelled,
)
from domain.deposit.refund import Standing
from domain.deposit.state import Deposit, Receipt
from domain.kernel import Event, Rejected
from domain.postings import Entry, Leg, moved, reversed_entry


def give_up(code: str, deposit: Deposit, line: str, reason: str) -> tuple[Event, ...] | Rejected:
    """The facts that a line is not this deposit's after all: its entry, what it was owed for."""
    receipt = deposit.receipt(line)
    if receipt is None:
        return Rejected("deposit.not_paid_by", f"{code} was not paid by {line}")
    if _is_gone(deposit, receipt):
        return Rejected("deposit.money_moved_on", f"the money of {line} has gone on since")
    entry = reversed_entry(receipt.entry)
    given_up = ReceiptUnmatched(deposit=code, line=line, reason=reason, entries=(entry,))
    return (given_up, *_cancelled(code, deposit, line))


def reverse(
    code: str, deposit: Deposit, line: str, by: str, by_owner: str
) -> tuple[Event, ...] | Rejected:
    """The bank's debit `by` takes the credit of `line` back (P09); `by_owner` holds it in 1008.

    What has been paid out since is the payer's or the bank's debt to us, never a negative deposit.
    """
    receipt = deposit.receipt(line)
    if receipt is None:
        return Rejected("deposit.not_paid_by", f"{code} was not paid by {line}")
    cancelled: tuple[Event, ...] = ()
    if _is_gone(deposit, receipt):
        entry = moved("P09", (BANK_RECEIVABLE, line), (BANK_DEBITS, by_owner), receipt.entry.amount)
    else:
        entry = _reversed(receipt.entry, by_owner)
        cancelled = _cancelled(code, deposit, line)
    return (BankCreditReversed(deposit=code, line=line, by=by, entries=(entry,)), *cancelled)


def _cancelled(code: str, deposit: Deposit, line: str) -> tuple[Event, ...]:
    return tuple(
        RefundObligationCancelled(deposit=code, number=refund.number)
        for refund in deposit.refunds
        if refund.line == line and refund.standing is Standing.OWED
    )


def _reversed(entry: Entry, by_owner: str) -> Entry:
    """The entry taken back, but against the bank's debit instead of unidentified money."""
    back = reversed_entry(entry)
    legs = tuple(
        Leg(BANK_DEBITS.code, by_owner, leg.amount, "P09")
        if leg.account == UNIDENTIFIED.code
        else Leg(leg.account, leg.owner, leg.amount, "P09")
        for leg in back.legs
    )
    return Entry(entry.book, entry.currency, legs)


def _is_gone(deposit: Deposit, receipt: Receipt) -> bool:
    """Whether any of the receipt's money no longer stands where the receipt put it."""
    if any(
        refund.standing is not Standing.OWED and refund.standing is not Standing.VOID
        for refund in deposit.refunds
        if refund.line == receipt.line
    ):
        return True
    return receipt.counted_fen > deposit.held_fen or (
        receipt.counted_fen > 0 and any(refund.line is None for refund in deposit.refunds)
    )

"""A receipt is taken back: it was another's, or the bank reversed its credit."""

from collections.abc import Iterator

from domain.accounts import BANK_DEBITS, BANK_RECEIVABLE, DEPOSITS_HELD, UNIDENTIFIED
from domain.deposit.arrived import BankCreditReversed, ReceiptUnmatched
from domain.deposit.owed import RefundObligationCancelled, RefundObligationCreated
from domain.deposit.refund import Refund, Standing
from domain.deposit.state import Deposit, Receipt
from domain.kernel import Event, Rejected
from domain.postings import Entry, Leg, reversed_entry


def give_up(code: str, deposit: Deposit, line: str, reason: str) -> tuple[Event, ...] | Rejected:
    """The facts that a line is not this deposit's after all: its entry, what it was owed for."""
    receipt = deposit.receipt(line)
    if receipt is None:
        return Rejected("deposit.not_paid_by", f"{code} was not paid by {line}")
    if not all(_stands(deposit, receipt, leg) for leg in _given(receipt)):
        return Rejected("deposit.money_moved_on", f"the money of {line} has gone on since")
    entry = reversed_entry(receipt.entry)
    given_up = ReceiptUnmatched(deposit=code, line=line, reason=reason, entries=(entry,))
    return (given_up, *_cancelled(code, deposit, receipt))


def reverse(
    code: str, deposit: Deposit, line: str, by: str, by_owner: str
) -> tuple[Event, ...] | Rejected:
    """The bank's debit `by` takes the credit of `line` back (P09); `by_owner` holds it in 1008.

    What has been paid out since is the payer's or the bank's debt to us, never a negative deposit;
    it is owned by the deposit, for the line is a secret until the opening.
    """
    receipt = deposit.receipt(line)
    if receipt is None:
        return Rejected("deposit.not_paid_by", f"{code} was not paid by {line}")
    standing = [leg for leg in _given(receipt) if _stands(deposit, receipt, leg)]
    legs = [Leg(leg.account, leg.owner, -leg.amount, "P09") for leg in standing]
    if gone := receipt.entry.amount - sum(leg.amount for leg in legs):
        legs.append(Leg(BANK_RECEIVABLE.code, code, gone, "P09"))
    legs.append(Leg(BANK_DEBITS.code, by_owner, -receipt.entry.amount, "P09"))
    entry = Entry(receipt.entry.book, receipt.entry.currency, tuple(legs))
    reversed_ = BankCreditReversed(deposit=code, line=line, by=by, entries=(entry,))
    return (reversed_, *_cancelled(code, deposit, receipt))


def _given(receipt: Receipt) -> Iterator[Leg]:
    """Where the receipt put its money."""
    return (leg for leg in receipt.entry.legs if leg.account != UNIDENTIFIED.code)


def _stands(deposit: Deposit, receipt: Receipt, leg: Leg) -> bool:
    """Whether this part of the receipt's money still stands where it was put."""
    if leg.account == DEPOSITS_HELD.code:
        return receipt.counted_fen <= min(deposit.held_fen, _unpaid(deposit, receipt))
    return any(refund.line == receipt.line and _only_owed(refund) for refund in deposit.refunds)


def _unpaid(deposit: Deposit, receipt: Receipt) -> int:
    """What counted from the receipt's account, and no refund was approved of."""
    theirs = sum(one.counted_fen for one in deposit.receipts if one.is_of(receipt.payee))
    going = (one for one in deposit.refunds if one.is_of(receipt.payee) and not _only_owed(one))
    return theirs - sum(refund.amount_fen for refund in going)


def _cancelled(code: str, deposit: Deposit, receipt: Receipt) -> Iterator[Event]:
    """Nothing is owed of it any more; what its account paid besides is owed as it was."""
    owed = [refund for refund in deposit.refunds if _only_owed(refund)]
    for refund in owed:
        if refund.line is not None and refund.line == receipt.line:
            yield RefundObligationCancelled(deposit=code, number=refund.number)
    left = _unpaid(deposit, receipt) - receipt.counted_fen
    ended = [refund for refund in owed if refund.is_of(receipt.payee)]
    if sum(refund.amount_fen for refund in ended) <= left:
        return
    for refund in ended:
        yield RefundObligationCancelled(deposit=code, number=refund.number)
    if left > 0:
        yield _owed_still(code, deposit, ended[-1], left)


def _owed_still(code: str, deposit: Deposit, was: Refund, left: int) -> RefundObligationCreated:
    return RefundObligationCreated(
        deposit=code,
        number=len(deposit.refunds) + 1,
        cause=was.cause,
        rule=was.rule,
        due=was.due,
        amount_fen=left,
        interest=was.interest,
        payee=was.payee,
        line=None,
    )


def _only_owed(refund: Refund) -> bool:
    return refund.standing is Standing.OWED

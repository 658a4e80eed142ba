"""A refund is with us again whose money the bank took back meanwhile: both are settled (P09).

As if the bank had taken it back now (`take_back.reverse`): nothing of it is owed to the bidder, nor
to us (1003). Where something else was taken back, nothing is set off.
"""

from collections.abc import Iterator
from dataclasses import replace

from domain.accounts import (
    BANK_RECEIVABLE,
    DEPOSITS_HELD,
    INTEREST_PAYABLE,
    INTEREST_TO_ALLOCATE,
    REFUNDS_PAYABLE,
    RETURNED,
)
from domain.categories.category import Cause
from domain.deposit.owed import RefundObligationCancelled, RefundSetOff
from domain.deposit.receipt import Receipt
from domain.deposit.refund import WITH_US, Refund, owed_still
from domain.deposit.state import Deposit
from domain.identifiers import RefundId
from domain.kernel import Event
from domain.postings import Entry, Leg

ROW = "P09"
OF_A_LINE = frozenset(
    (
        Cause.LATE,
        Cause.OVERPAID,
        Cause.DUPLICATE,
        Cause.MISMATCH,
        Cause.UNIDENTIFIED,
        Cause.VOIDED,
    )
)
"""Why a line's own money goes back; a refund of interest alone names the line of the interest."""


def set_off(code: str, deposit: Deposit, number: int) -> Iterator[Event]:
    """What is settled of a refund; `deposit`: as it stands with that refund with us again."""
    refund = deposit.refund(number)
    if refund is None or refund.standing not in WITH_US:
        return
    fen = min(_lost(deposit, refund), deposit.own_receivable_fen, refund.amount_fen)
    left = refund.amount_fen - fen
    if not fen or (left and refund.line is not None):
        return
    owner = str(RefundId(code, number))
    standing = [
        (account, some)
        for account in (REFUNDS_PAYABLE, INTEREST_PAYABLE, RETURNED)
        if (some := deposit.balance(account.code, number))
    ]
    interest = sum(some for _, some in standing) - refund.amount_fen
    legs = [Leg(account.code, owner, some, ROW) for account, some in standing]
    to = ((BANK_RECEIVABLE, fen), (DEPOSITS_HELD, left), (INTEREST_TO_ALLOCATE, interest))
    legs += [Leg(account.code, code, -some, ROW) for account, some in to if some]
    entry = Entry(DEPOSITS_HELD.book, "CNY", tuple(legs))
    yield RefundSetOff(deposit=code, number=number, entries=(entry,))
    yield RefundObligationCancelled(deposit=code, number=number)
    if left:
        yield owed_still(code, len(deposit.refunds) + 1, refund, left)


def _lost(deposit: Deposit, refund: Refund) -> int:
    """What of a refund's money the bank took back when it had gone; of a line's, all or none.

    Of interest alone nothing: its line brought no deposit, so none of that was taken back with it.
    """
    if refund.line is not None:
        interest = any(one.line == refund.line for one in deposit.paid_interest)
        own = refund.cause in OF_A_LINE and not interest
        theirs = own and deposit.brought(refund.line) is None
        return refund.amount_fen if theirs else 0
    return sum(one.back_fen for one in _gone(deposit.receipts, refund))


def _gone(receipts: tuple[Receipt, ...], refund: Refund) -> Iterator[Receipt]:
    return (one for one in receipts if one.reversed and one.is_of(refund.payee))


def settled(deposit: Deposit, event: RefundSetOff) -> Deposit:
    """How it folds: so much of what had gone has not; it goes back no more."""
    refund = deposit.refunds[event.number - 1]
    legs = (leg for entry in event.entries for leg in entry.legs)
    fen = -sum(leg.amount for leg in legs if leg.account == BANK_RECEIVABLE.code)
    if refund.line is not None:
        return deposit
    kept = []
    for one in deposit.receipts:
        some = min(one.back_fen, fen) if one.reversed and one.is_of(refund.payee) else 0
        fen -= some
        now = replace(one, back_fen=one.back_fen - some)
        if now.back_fen or not now.reversed:
            kept.append(now)
    return replace(deposit, receipts=tuple(kept))

"""A line by which a guarantor or a beneficiary paid is another's, or the bank took it back."""

from collections.abc import Iterator

from domain.accounts import (
    BANK_RECEIVABLE,
    CUST,
    DEPOSITS_HELD,
    INTEREST_TO_ALLOCATE,
)
from domain.deposit.besides import Besides
from domain.deposit.given import OTHERS
from domain.deposit.holding import frozen
from domain.deposit.passed_on import ProceedsTakenBack
from domain.deposit.spend import owed_less, taken
from domain.deposit.state import Deposit
from domain.kernel import Event, Rejected
from domain.postings import Entry, Leg, reversed_entry


def without(
    code: str, deposit: Deposit, one: Besides, source: Leg, by: str | None
) -> tuple[Event, ...] | Rejected:
    """The facts that its money is the deposit's no more; `source` has it then.

    `by`: the bank's debit that took it back: what has gone on is owed to us then (1003), the claim
    stands again. None: it was another's, and that is told only while all of it is here.
    """
    line = one.came.line
    part = sum(fen for account, _, fen in _given(one) if account == DEPOSITS_HELD.code)
    free = _free(deposit, part)
    kept = frozen(line, deposit.holds, DEPOSITS_HELD.code)
    if free < part and kept and by is not None:
        return kept
    legs = [leg for leg in _taken(deposit, one, free) if leg.amount]
    missing = -source.amount - sum(leg.amount for leg in legs)
    gone = missing - sum(fen for account, _, fen in _given(one) if account == BANK_RECEIVABLE.code)
    if gone and by is None:
        return Rejected("deposit.money_moved_on", f"the money of {line} has gone on since")
    if missing:
        legs.append(Leg(BANK_RECEIVABLE.code, code, missing, source.p))
    told = ProceedsTakenBack(
        deposit=code,
        payout=one.payout,
        guarantee=one.guarantee,
        line=line,
        by=by,
        entries=(Entry(CUST, "CNY", (*legs, source)), *map(reversed_entry, one.own)),
    )
    return (told, *owed_less(code, deposit.receipts, deposit.refunds, free))


def _given(one: Besides) -> Iterator[tuple[str, str, int]]:
    """Where its money was put: account, owner, fen."""
    for leg in one.came.entry.legs:
        if leg.amount < 0:
            yield leg.account, leg.owner, -leg.amount


def _free(deposit: Deposit, fen: int) -> int:
    """What of so much is held, and nobody has approved to pay back."""
    most = min(fen, deposit.held_fen)
    return sum(some for _, some in taken(deposit.receipts, deposit.refunds, most))


def _taken(deposit: Deposit, one: Besides, free: int) -> Iterator[Leg]:
    """What of it is taken where it still is: held, waiting as interest, payable to others.

    What was kept of the bidder's own money may be payable to the same: that is not taken.
    """
    row = one.came.entry.legs[0].p
    for account, owner, fen in _given(one):
        there = 0
        if account == DEPOSITS_HELD.code:
            there = free
        elif account == INTEREST_TO_ALLOCATE.code:
            there = deposit.balance(account)
        elif account in OTHERS:
            there = deposit.given.besides_kept(account, owner)
        yield Leg(account, owner, min(fen, there), row)

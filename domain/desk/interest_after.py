"""Interest that comes when its refund has gone: it follows as a refund of its own (P17).

So where a bank pays one sum for all of an account (MODE_B): no refund waits for the next quarter.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from domain.accounts import INTEREST_TO_ALLOCATE, REFUNDS_PAYABLE
from domain.deposit.owed import InterestAllocated, RefundObligationCreated
from domain.deposit.refund import Refund, Standing
from domain.deposit.state import Deposit
from domain.desk.entitled import Paying, entitled_fen
from domain.desk.left import MAY_BE_OWED, NOT_OWED, may_be_owed, stays, why_left
from domain.governance.state import Law
from domain.identifiers import RefundId
from domain.kernel import Event
from domain.postings import moved
from domain.terms import Due


@dataclass(frozen=True, slots=True)
class Came:
    """Interest that came on a line, up to a day (not counted); of `paying`, by this law; since then
    it is due.
    """

    line: str
    until: date
    paying: Paying
    law: Law
    due: Due


def follows(code: str, deposit: Deposit, fen: int, came: Came) -> Iterator[Event]:
    """What of the deposit's interest goes after its refunds, now that so much came to it; and why
    the rest stays (R14).

    What a refund takes along that nobody approved yet, it takes then.
    """
    left, number = deposit.balance(INTEREST_TO_ALLOCATE.code) + fen, len(deposit.refunds)
    for refund in _gone(deposit):
        owed = min(_owed(deposit, refund, came), left)
        if owed <= 0:
            continue
        number, left = number + 1, left - owed
        yield RefundObligationCreated(
            deposit=code,
            number=number,
            cause=refund.cause,
            rule=came.due.rule,
            due=came.due.day,
            amount_fen=owed,
            interest=False,
            payee=refund.pays,
            line=came.line,
        )
        to = REFUNDS_PAYABLE, str(RefundId(code, number))
        entry = moved("P17", (INTEREST_TO_ALLOCATE, code), to, owed)
        yield InterestAllocated(
            deposit=code,
            number=refund.number,
            to=REFUNDS_PAYABLE.code,
            entitled_fen=owed,
            left_fen=0,
            reason=None,
            entries=(entry,),
        )
    if left and not any(one.waits_for_interest for one in deposit.refunds):
        yield stays(code, left, _why(deposit))


def _gone(deposit: Deposit) -> Iterator[Refund]:
    """Refunds that were approved, and take interest along."""
    for refund in deposit.refunds:
        if refund.interest and refund.attempt and refund.standing is not Standing.VOID:
            yield refund


def _owed(deposit: Deposit, refund: Refund, came: Came) -> int:
    """On its money, from when it has interest to when it went; none where nobody can reckon it."""
    until = min(came.until, refund.paid_on or came.until)
    total = 0
    for day, sign in ((until, 1), (refund.interest_until, -1)):
        if day is not None:
            so_far = replace(refund, interest_until=day)
            fen = entitled_fen(deposit, so_far, came.law, came.paying)
            total += sign * fen if isinstance(fen, int) else 0
    return total


def _why(deposit: Deposit) -> str:
    if deposit.converted or may_be_owed(deposit):
        return MAY_BE_OWED
    return why_left(deposit) if any(_gone(deposit)) else NOT_OWED

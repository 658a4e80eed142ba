"""Interest that comes when its refund has gone: it follows as a refund of its own (P17).

So where a bank pays one sum for all of an account (MODE_B): no refund waits for the next quarter.
And so where one that waited for its interest was due before that came, and went without (MODE_A).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from domain.account.state import BankAccount
from domain.accounts import INTEREST_TO_ALLOCATE, REFUNDS_PAYABLE
from domain.calendar import beijing_day
from domain.deposit.covering import is_of
from domain.deposit.owed import InterestAllocated, RefundObligationCreated
from domain.deposit.refund import Refund, Standing
from domain.deposit.state import Deposit
from domain.desk.entitled import Paying, entitled_fen
from domain.desk.left import (
    MAY_BE_OWED,
    NOT_OWED,
    NOT_RECKONED,
    left_to_nobody,
    may_be_owed,
    stays,
    why_left,
)
from domain.governance.state import Law
from domain.identifiers import RefundId, line_id
from domain.kernel import Context, Event, Rejected
from domain.payee import Payee
from domain.postings import moved
from domain.terms import Due, back_due


@dataclass(frozen=True, slots=True)
class Came:
    """Interest came by a line, on the account `paying`, and was given to deposits on this day."""

    line: str
    paying: Paying
    law: Law
    day: date


def given_to(line: str, ours: BankAccount, context: Context) -> Came:
    """Interest on the account of a line is given to a deposit now."""
    today = beijing_day(context.received_at)
    paying = Paying(line_id(line).page.of.account, ours, today)
    return Came(line, paying, context.law, today)


def given_on(code: str, deposit: Deposit, came: Came) -> tuple[Event, ...]:
    """What becomes of a deposit's interest when more of it came; `deposit`: as it stands with that.

    A bank that pays on sub-accounts has paid before a refund goes; what it pays after, is nobody's,
    unless one went without.
    """
    if came.paying.paid_lumps or any(one.lacks_interest for one in deposit.refunds):
        return tuple(follows(code, deposit, came))
    return left_to_nobody(code, deposit)


def follows(code: str, deposit: Deposit, came: Came) -> Iterator[Event]:
    """What of the deposit's interest goes after its refunds, now that more came; and why the rest
    stays (R14). `deposit`: as it stands with that.

    What a refund takes along that nobody approved yet, it takes then.
    """
    account, number, given = came.paying.account, len(deposit.refunds), 0
    gone = {
        refund: entitled_fen(deposit, refund, came.law, came.paying)
        for refund in _gone(deposit, came.paying)
    }
    for refund, fen in gone.items():
        owed = 0 if isinstance(fen, Rejected) else fen - refund.interest_fen
        owed = min(owed, deposit.interest.get(account, 0) - given)
        if owed > 0:
            number, given = number + 1, given + owed
            yield from _after(RefundId(code, number), refund, owed, came)
    left = deposit.balance(INTEREST_TO_ALLOCATE.code) - given
    said = stays(code, left, _why(deposit, gone.values()))
    waits = any(one.waits_for_interest for one in deposit.refunds)
    if left and not waits and said != deposit.told:
        yield said


def _after(of: RefundId, gone: Refund, fen: int, came: Came) -> Iterator[Event]:
    """So much is owed after what had gone, to whom that went; by the centre's own term."""
    due = back_due(came.day, came.law.calendar)
    yield from owed_apart(of, gone.cause, gone.pays, fen, due, came.line, gone.number)


def owed_apart(
    of: RefundId,
    cause: str,
    payee: Payee | None,
    fen: int,
    due: Due,
    line: str,
    follows_refund: int | None = None,
) -> Iterator[Event]:
    """So much of the bank's interest is owed as a refund of its own, and is given to it (P17).

    `line`: the one that it came by.
    """
    yield RefundObligationCreated(
        deposit=of.deposit,
        number=of.number,
        cause=str(cause),
        rule=due.rule,
        due=due.day,
        since=due.since,
        amount_fen=fen,
        interest=False,
        payee=payee,
        line=line,
    )
    source, to = (INTEREST_TO_ALLOCATE, of.deposit), (REFUNDS_PAYABLE, str(of))
    yield InterestAllocated(
        deposit=of.deposit,
        number=of.number,
        follows_refund=follows_refund,
        to=REFUNDS_PAYABLE.code,
        entitled_fen=fen,
        left_fen=0,
        reason=None,
        entries=(moved("P17", source, to, fen),),
    )


def _gone(deposit: Deposit, paying: Paying) -> Iterator[Refund]:
    """Refunds of money on this account that interest still follows: where the bank pays sums, all
    that were approved and wait for none; else those that went without.
    """
    for refund in deposit.refunds:
        going = refund.interest and refund.attempt and not refund.waits_for_interest
        after = paying.paid_lumps or refund.lacks_interest
        if (
            going
            and after
            and refund.standing is not Standing.VOID
            and is_of(deposit, refund, paying.account)
        ):
            yield refund


def _why(deposit: Deposit, owed: Collection[int | Rejected]) -> str:
    """`owed`: what each refund that had gone is owed, with what it had."""
    if deposit.converted or may_be_owed(deposit):
        return MAY_BE_OWED
    if any(isinstance(fen, Rejected) for fen in owed):
        return NOT_RECKONED
    return why_left(deposit) if owed else NOT_OWED

"""How a deposit folds when the bank's interest comes, goes with a refund, or after one."""

from dataclasses import replace
from datetime import date

from domain.deposit import giving as others
from domain.deposit.arrived import LineTaken, ReceiptUnmatched
from domain.deposit.covering import is_of
from domain.deposit.earned import came_by
from domain.deposit.owed import (
    BankInterestCredited,
    InterestAllocated,
    RefundObligationCreated,
)
from domain.deposit.refund import Refund, Standing, owed
from domain.deposit.state import Deposit, Paid
from domain.postings import MoneyEvent


def interest_came(deposit: Deposit, event: BankInterestCredited) -> Deposit:
    """What waits for the bank's interest on its account of ours, or went without it, has it up to
    a day; nobody's version changes by it.
    """
    paid = Paid(min(came_by(event)), event.until, event.line)
    refunds = tuple(
        replace(one, interest_until=max(event.until, one.interest_until or event.until))
        if (one.waits_for_interest or one.lacks_interest) and is_of(deposit, one, paid.account)
        else one
        for one in deposit.refunds
    )
    return replace(deposit, refunds=refunds, paid_interest=(*deposit.paid_interest, paid))


def interest_given(deposit: Deposit, event: InterestAllocated) -> Deposit:
    """It goes with a refund, or follows one: that has so much of it."""
    given = others.followed(deposit.given, event)
    now = replace(deposit, told=event, given=given)
    refund = deposit.refund(event.follows_refund or event.number or 0)
    if refund is None:
        return now
    fen = event.entitled_fen
    followed = fen if event.follows_refund else 0
    having = replace(
        refund,
        interest_fen=refund.interest_fen + fen,
        followed_fen=refund.followed_fen + followed,
        awaits=False,
    )
    at = refund.number - 1
    return replace(now, refunds=(*now.refunds[:at], having, *now.refunds[at + 1 :]))


def owing(deposit: Deposit, event: RefundObligationCreated) -> Deposit:
    """One refund more. Interest that followed those of its account which are owed no more was paid
    by itself: this one has had it, and the next sum gives only what is more than that.

    What they took along is none of it: a reversal sets it free with the rest (`take_back`). What
    orders kept back of their money, they kept back of this; where it takes the place of one alone,
    that one's days are its own, and no other's.
    """
    new = owed(event)
    were = [one for one in deposit.refunds if _was_of(one, new)]
    places = [one for one in were if one.number == deposit.ended] or were
    since = min((one.kept_since for one in places if one.kept_since), default=None)
    new = replace(new, kept=tuple(days for one in places for days in one.kept), kept_since=since)
    deposit = replace(deposit, ended=0)
    if not event.interest:
        return replace(deposit, refunds=(*deposit.refunds, new))
    ended = {one.number for one in were}
    had = sum(one.followed_fen for one in were)
    before = (
        replace(one, followed_fen=0) if one.number in ended else one for one in deposit.refunds
    )
    return replace(deposit, refunds=(*before, replace(new, interest_fen=had, followed_fen=had)))


def _was_of(one: Refund, new: Refund) -> bool:
    """Whether it was owed to the same account at the lot's end, and is no more."""
    same = (one.payee and one.payee.account) == (new.payee and new.payee.account)
    return one.standing is Standing.VOID and one.line is None and new.line is None and same


def value_date(deposit: Deposit, event: MoneyEvent) -> date | None:
    """From when the bank counts what a fact moves, where that is not its line's day: an arrival's,
    and the same where that is taken back; interest's.
    """
    match event:
        case LineTaken(value_date=day):
            return day
        case BankInterestCredited(until=until):
            return until
        case ReceiptUnmatched(line=line):
            receipt = deposit.receipt(line) if line else None
            return receipt.value_date if receipt else None
        case _:
            return None

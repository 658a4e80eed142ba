"""How a deposit folds when the bank's interest comes, and when it goes with or after a refund."""

from dataclasses import replace
from datetime import date

from domain.deposit import given as others
from domain.deposit.arrived import LineTaken, ReceiptUnmatched
from domain.deposit.covering import is_of
from domain.deposit.earned import came_by
from domain.deposit.owed import BankInterestCredited, InterestAllocated
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
    fen = refund.interest_fen + event.entitled_fen
    having = replace(refund, interest_fen=fen, awaits=False)
    at = refund.number - 1
    return replace(now, refunds=(*now.refunds[:at], having, *now.refunds[at + 1 :]))


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

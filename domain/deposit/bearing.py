"""How a deposit folds when the bank's interest comes, and when it goes with or after a refund."""

from dataclasses import replace
from datetime import date

from domain.deposit import given as others
from domain.deposit.arrived import LineTaken, ReceiptUnmatched
from domain.deposit.owed import BankInterestCredited, InterestAllocated, RefundApproved
from domain.deposit.refund import Refund
from domain.deposit.state import Deposit
from domain.identifiers import line_id
from domain.postings import MoneyEvent


def interest_came(deposit: Deposit, event: BankInterestCredited) -> Deposit:
    """What waits for the bank's interest has it, up to a day; nobody's version changes by it."""
    refunds = tuple(
        replace(one, interest_until=event.until) if one.waits_for_interest else one
        for one in deposit.refunds
    )
    on = frozenset((line_id(event.line).page.of.account,)) if event.line else frozenset()
    return replace(
        deposit,
        refunds=refunds,
        interest_on=deposit.interest_on | on,
        paid_interest=(*deposit.paid_interest, event.until),
    )


def interest_given(deposit: Deposit, event: InterestAllocated) -> Deposit:
    """It goes with a refund, or after one: that has it so far as the bank has paid, and it lay."""
    given = others.followed(deposit.given, event)
    now = replace(deposit, told=event, given=given)
    refund = deposit.refund(event.number) if event.number is not None else None
    if refund is None or not refund.attempt or not deposit.paid_interest:
        return now
    last = max(deposit.paid_interest)
    with_it = replace(refund, interest_until=min(last, refund.paid_on or last))
    at = refund.number - 1
    return replace(now, refunds=(*now.refunds[:at], with_it, *now.refunds[at + 1 :]))


def approved_with(refund: Refund, deposit: Deposit, event: RefundApproved) -> Refund:
    """The refund, approved with the interest that the bank had paid by then; where it pays one sum
    for all of an account, the rest comes after.
    """
    until = refund.interest_until
    if refund.interest and until is None:
        until = max(deposit.paid_interest, default=None)
    return replace(refund, attempt=event.attempt, account=event.account, interest_until=until)


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

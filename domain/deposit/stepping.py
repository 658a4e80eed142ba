"""How a refund folds on its way: approved, told to the bank, paid, refused, come back."""

from dataclasses import replace
from datetime import date
from typing import assert_never

from domain.accounts import BANK_DEBITS, UNIDENTIFIED, Account
from domain.deposit.covering import covered
from domain.deposit.owed import (
    RefundApproved,
    RefundConfirmed,
    RefundFailed,
    RefundInstructed,
    RefundReissued,
    RefundReturned,
)
from domain.deposit.refund import Refund, Standing, approved, instructed, moved_on
from domain.deposit.state import Deposit
from domain.identifiers import day_id
from domain.postings import MoneyEvent

type Step = (
    RefundApproved
    | RefundInstructed
    | RefundReissued
    | RefundConfirmed
    | RefundFailed
    | RefundReturned
)


def stepped(deposit: Deposit, event: Step) -> Refund:
    """The refund one step further. Whoever it was unclaimed by, has it once it is paid."""
    refund = deposit.refunds[event.number - 1]
    match event:
        case RefundApproved():
            of = ((one.place, fen) for one, fen in covered(deposit, refund))
            return approved(refund, event, tuple(of))
        case RefundInstructed():
            return instructed(refund)
        case RefundReissued():
            return moved_on(replace(refund, reissued=True), Standing.INSTRUCTED)
        case RefundConfirmed():
            day = _day_of(event, BANK_DEBITS)
            return moved_on(replace(refund, paid_on=day, dormant=None), Standing.PAID)
        case RefundFailed():
            return moved_on(refund, Standing.FAILED)
        case RefundReturned():
            day = _day_of(event, UNIDENTIFIED)
            return moved_on(replace(refund, returned_on=day), Standing.RETURNED)
        case _:
            assert_never(event)


def _day_of(event: MoneyEvent, account: Account) -> date | None:
    """The day whose statement shows it, by what it moves of this account."""
    owners = (leg.owner for e in event.entries for leg in e.legs if leg.account == account.code)
    return next((day_id(owner).day for owner in owners), None)

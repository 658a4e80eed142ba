"""How the facts of a deposit fold: the deposit after an event."""

from dataclasses import replace
from typing import Any, assert_never

from domain.deposit import giving as others
from domain.deposit import price as prices
from domain.deposit.arrived import (
    BankCreditReversed,
    DuplicateReceiptDetected,
    LateReceiptDetected,
    NonBasicAccountDetected,
    OverpaymentDetected,
    PayerMismatchDetected,
    ReceiptMatched,
    ReceiptPartial,
    ReceiptRejected,
    ReceiptUnmatched,
    ReversalRepaid,
)
from domain.deposit.balances import booked
from domain.deposit.bearing import interest_came, interest_given, owing, value_date
from domain.deposit.carried import DepositCarriedIn, DepositCarriedOver
from domain.deposit.carrying import came_over, went_over
from domain.deposit.claimed import ReceiptClaimed, ReceiptClaimRefused, ReceiptClaimWithdrawn
from domain.deposit.compensated import OverdueCompensationPaid, OverdueCompensationRecognised
from domain.deposit.earned import interest_lies
from domain.deposit.events import (
    DepositEvent,
    DepositRequired,
    DepositSecured,
    DepositTermsChanged,
    GuaranteeReturned,
    HoldLifted,
    HoldPlaced,
    SubAccountIssued,
)
from domain.deposit.holding import placed
from domain.deposit.kept_back import followed
from domain.deposit.lying import moved_on as moved_at_the_bank
from domain.deposit.owed import (
    BankInterestCredited,
    DepositConverted,
    DormantBalanceClaimed,
    DormantBalanceDeclared,
    InterestAllocated,
    PayeeProposed,
    RefundApproved,
    RefundConfirmed,
    RefundDueReckoned,
    RefundFailed,
    RefundInstructed,
    RefundObligationCancelled,
    RefundObligationCreated,
    RefundObligationReduced,
    RefundReissued,
    RefundReturned,
    RefundSetOff,
)
from domain.deposit.passed_on import (
    DepositForfeited,
    EnforcementExecuted,
    ForfeitureMoneyReturned,
    ForfeitureReversed,
    ForfeitureWaived,
    GuaranteeProceedsReceived,
    PayoutAssigned,
    PayoutReleased,
    PriceMoved,
    PriceReceived,
    PriceReleased,
    ProceedsTakenBack,
    TreasuryPayableRecognised,
    VoidMoneyAwarded,
)
from domain.deposit.passing import lay_on, let_go, passed_on
from domain.deposit.receipt import received, without
from domain.deposit.receipt_claim import ended, made
from domain.deposit.reduce import reduced
from domain.deposit.refund import Refund, Standing, moved_on, redirected
from domain.deposit.set_off import settled
from domain.deposit.spend import lowered, taken
from domain.deposit.state import Deposit
from domain.deposit.stepping import stepped
from domain.postings import MoneyEvent


def evolve(deposit: Deposit, event: DepositEvent) -> Deposit:
    """The deposit after an event."""
    return followed(deposit, _evolved(deposit, event), event)


def _evolved(deposit: Deposit, event: DepositEvent) -> Deposit:
    """The same, but for on which days orders keep what back."""
    match event:
        case DepositRequired(terms=terms):
            return replace(deposit, required=True, terms=terms)
        case DepositTermsChanged(terms=terms):
            return replace(deposit, terms=terms)
        case SubAccountIssued(sub_account=sub_account, valid_until=valid_until):
            return replace(deposit, sub_account=sub_account, valid_until=valid_until)
        case PayerMismatchDetected(line=line) | NonBasicAccountDetected(line=line):
            return replace(deposit, refused=(*deposit.refused, line))
        case DepositSecured():
            return replace(deposit, secured=event)
        case GuaranteeReturned():
            return replace(deposit, secured=None, given_back_fen=deposit.promised_fen)
        case RefundObligationCreated():
            return owing(deposit, event)
        case RefundObligationCancelled(number=number):
            void = replace(deposit.refunds[number - 1], dormant=None, awaits=False)
            return _with(replace(deposit, ended=number), moved_on(void, Standing.VOID))
        case RefundObligationReduced():
            return reduced(deposit, event)
        case RefundDueReckoned(number=number, due=due):
            return _told(deposit, number, due=due)
        case PayeeProposed(number=number):
            return _with(deposit, redirected(deposit.refunds[number - 1], event))
        case DormantBalanceDeclared(number=number, notice=notice):
            return _told(deposit, number, dormant=notice)
        case DormantBalanceClaimed(number=number, claimed=day):
            return _told(deposit, number, dormant=None, claimed_on=day)
        case ReceiptClaimed():
            return replace(deposit, claimed=(*deposit.claimed, *made(event)))
        case ReceiptClaimWithdrawn() | ReceiptClaimRefused():
            return replace(deposit, claimed=ended(deposit.claimed, event))
        case ForfeitureWaived():
            return replace(deposit, given=others.waived(deposit.given))
        case PayoutAssigned():
            return replace(deposit, given=others.assigned(deposit.given, event))
        case PayoutReleased(payout=payout):
            return replace(deposit, given=others.released(deposit.given, payout))
        case PriceMoved(account=account):
            return replace(deposit, price=replace(deposit.price, moved_to=account))
        case _:
            return _booked(deposit, event)


def _booked(deposit: Deposit, event: DepositEvent) -> Deposit:
    """After a fact that moves money: what stands where, whose it is, on which accounts it lies."""
    assert isinstance(event, MoneyEvent), "every other fact was folded"
    balances = booked(deposit.balances, event.entries)
    given = others.booked(deposit.given, event.entries)
    lies = moved_at_the_bank(deposit.moved, event.entries, value_date(deposit, event))
    interest = interest_lies(deposit, event)
    there = replace(deposit, balances=balances, given=given, moved=lies, interest=interest)
    now = _moved(there, event)
    on = lay_on(deposit, now, event)
    return replace(now, given=others.lying(now.given, event.entries, on))


def _moved(deposit: Deposit, event: DepositEvent) -> Deposit:
    """What a fact that moves money does besides."""
    match event:
        case (
            DepositForfeited()
            | ForfeitureReversed()
            | ForfeitureMoneyReturned()
            | EnforcementExecuted()
            | GuaranteeProceedsReceived()
            | ProceedsTakenBack()
            | PriceReceived()
            | PriceReleased()
            | TreasuryPayableRecognised()
            | VoidMoneyAwarded()
        ):
            return passed_on(deposit, event)
        case OverdueCompensationRecognised(number=number):
            return _told(deposit, number, compensation_fen=_debited(event))
        case OverdueCompensationPaid(number=number):
            return _told(deposit, number, compensated=True)
        case DepositCarriedOver():
            return went_over(deposit, event)
        case DepositCarriedIn():
            return came_over(deposit, event)
        case _:
            return _came_or_went(deposit, event)


def _came_or_went(deposit: Deposit, event: DepositEvent) -> Deposit:
    """What a fact of its receipts and refunds does besides."""
    match event:
        case (
            ReceiptMatched()
            | ReceiptPartial()
            | OverpaymentDetected()
            | DuplicateReceiptDetected()
            | LateReceiptDetected()
            | ReceiptRejected()
            | ReversalRepaid()
        ):
            receipts = (*deposit.receipts, received(event, deposit.came))
            return replace(deposit, receipts=receipts, came=deposit.came + 1)
        case ReceiptUnmatched() | BankCreditReversed():
            return _taken_back(deposit, event)
        case HoldPlaced():
            codes = deposit.hold_codes | {event.hold}
            return replace(deposit, holds=(*deposit.holds, placed(event)), hold_codes=codes)
        case HoldLifted(hold=hold):
            return let_go(deposit, hold)
        case (
            RefundApproved()
            | RefundInstructed()
            | RefundReissued()
            | RefundConfirmed()
            | RefundFailed()
            | RefundReturned()
        ):
            return _with(deposit, stepped(deposit, event))
        case RefundSetOff():
            return settled(deposit, event)
        case BankInterestCredited():
            return interest_came(deposit, event)
        case InterestAllocated():
            return interest_given(deposit, event)
        case DepositConverted(to=to):  # what two signed to pay back before, goes back or has gone
            of = taken(deposit.receipts, deposit.refunds, _debited(event))
            spent = lowered(deposit.receipts, of)
            besides = frozenset(one.place for one in deposit.receipts) - dict(of).keys()
            price = prices.converted(deposit.price, to, _debited(event), besides)
            return replace(deposit, converted=True, receipts=spent, price=price)
        case _:
            assert_never(event)  # type: ignore[arg-type]  # evolve has answered the others


def _taken_back(deposit: Deposit, event: ReceiptUnmatched | BankCreditReversed) -> Deposit:
    """A line is another's after all, or the bank took it back: of the deposit, or of the price."""
    line, entry = event.line, event.entries[0]
    price = prices.gone(deposit.price, line, entry)
    if isinstance(event, ReceiptUnmatched):
        left = [one for one in deposit.receipts if one.line != line]
    else:
        left = list(without(deposit.receipts, line, entry, deposit.refunds))
    return replace(deposit, receipts=tuple(left), price=price)


def _debited(event: MoneyEvent) -> int:
    return sum(entry.amount for entry in event.entries)


def _told(deposit: Deposit, number: int, **now: Any) -> Deposit:
    """The deposit, of whose refund this is so now; nobody who saw it before is refused for that."""
    return _with(deposit, replace(deposit.refunds[number - 1], **now))


def _with(deposit: Deposit, refund: Refund) -> Deposit:
    at = refund.number - 1
    return replace(deposit, refunds=(*deposit.refunds[:at], refund, *deposit.refunds[at + 1 :]))

"""A deposit as it stands."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never

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
from domain.deposit.events import (
    DepositEvent,
    DepositRequired,
    DepositSecured,
    DepositTermsChanged,
    GuaranteeReturned,
    HoldLifted,
    HoldPlaced,
    SubAccountIssued,
    Terms,
)
from domain.deposit.owed import (
    BankInterestCredited,
    DepositConverted,
    InterestAllocated,
    PayeeProposed,
    RefundApproved,
    RefundConfirmed,
    RefundFailed,
    RefundInstructed,
    RefundObligationCancelled,
    RefundObligationCreated,
    RefundReissued,
    RefundReturned,
)
from domain.deposit.receipt import Receipt, received, taken_back
from domain.deposit.refund import Refund, Standing, moved_on, owed, redirected
from domain.kernel import Post
from domain.postings import Entry


@dataclass(frozen=True, slots=True)
class Hold:
    """An order that so much may not go back; `authority` gave it, and alone may lift it."""

    code: str
    amount_fen: int
    authority: Post


@dataclass(frozen=True, slots=True)
class Deposit:
    """What is owed, on which number, what came, what stands in its name, what goes back.

    A deposit that is required but whose terms nobody can read any more has no terms. `balances`
    are minor units by (account, owner), credit positive; nothing that is zero is kept. `told`: what
    was said last of the bank's interest. `given_back_fen`: what a guarantee stood in for that was
    given back since.
    """

    required: bool = False
    terms: Terms | None = None
    sub_account: str | None = None
    valid_until: date | None = None
    receipts: tuple[Receipt, ...] = ()
    refused: tuple[str | None, ...] = ()
    secured: DepositSecured | None = None
    given_back_fen: int = 0
    holds: tuple[Hold, ...] = ()
    refunds: tuple[Refund, ...] = ()
    converted: bool = False
    told: InterestAllocated | None = None
    balances: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def balance(self, account: str, number: int | None = None) -> int:
        """What stands on an account in the deposit's name, or in that of one of its refunds."""
        wanted = "" if number is None else f"/{number}"
        return sum(
            amount
            for (code, owner), amount in self.balances.items()
            if code == account and owner[17:] == wanted  # an id has 17 signs
        )

    @property
    def held_fen(self) -> int:
        """What the deposit holds in 2002."""
        return self.balance("2002")

    @property
    def receivable_fen(self) -> int:
        """What somebody owes us since the bank took a credit back whose money had gone (1003)."""
        return -self.balance("1003")

    @property
    def missing_fen(self) -> int:
        """What still has to come until it is whole; a guarantee stands in for its amount."""
        if self.terms is None:
            return 0
        secured = (self.secured.amount_fen or 0) if self.secured else 0
        counted = sum(receipt.counted_fen for receipt in self.receipts)
        return max(0, self.terms.amount_fen - counted - secured)

    @property
    def whole(self) -> bool:
        """Whether all of it came, or a guarantee stood in for the rest until it was given back."""
        return self.terms is not None and self.missing_fen <= self.given_back_fen

    def refund(self, number: int) -> Refund | None:
        """The refund of that number, if there is one."""
        return self.refunds[number - 1] if 1 <= number <= len(self.refunds) else None

    def receipt(self, line: str) -> Receipt | None:
        """What a line brought, if it is this deposit's."""
        return next((one for one in self.receipts if one.line == line and not one.reversed), None)


def evolve(deposit: Deposit, event: DepositEvent) -> Deposit:
    """The deposit after an event."""
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
            stood = (deposit.secured.amount_fen or 0) if deposit.secured else 0
            return replace(deposit, secured=None, given_back_fen=stood)
        case RefundObligationCreated():
            return replace(deposit, refunds=(*deposit.refunds, owed(event)))
        case RefundObligationCancelled(number=number):
            return _further(deposit, number, Standing.VOID)
        case PayeeProposed(number=number):
            return _with(deposit, redirected(deposit.refunds[number - 1], event))
        case _:
            booked = replace(deposit, balances=_booked(deposit.balances, event.entries))
            return _moved(booked, event)


def _moved(deposit: Deposit, event: DepositEvent) -> Deposit:
    """What a fact that moves money does besides."""
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
            return replace(deposit, receipts=(*deposit.receipts, received(event)))
        case ReceiptUnmatched(line=line):
            kept = tuple(one for one in deposit.receipts if one.line != line)
            return replace(deposit, receipts=kept)
        case BankCreditReversed(line=line):
            return replace(deposit, receipts=tuple(_without(deposit, line, event.entries[0])))
        case HoldPlaced(hold=hold, authority=authority):
            amount = sum(entry.amount for entry in event.entries)
            return replace(deposit, holds=(*deposit.holds, Hold(hold, amount, authority)))
        case HoldLifted(hold=hold):
            return replace(deposit, holds=tuple(one for one in deposit.holds if one.code != hold))
        case RefundApproved(number=number, attempt=attempt, account=account):
            approved = replace(deposit.refunds[number - 1], attempt=attempt, account=account)
            return _with(deposit, moved_on(approved, Standing.APPROVED))
        case RefundInstructed(number=number):
            return _further(deposit, number, Standing.INSTRUCTED)
        case RefundReissued(number=number):
            again = replace(deposit.refunds[number - 1], reissued=True)
            return _with(deposit, moved_on(again, Standing.INSTRUCTED))
        case RefundConfirmed(number=number):
            return _further(deposit, number, Standing.PAID)
        case RefundFailed(number=number):
            return _further(deposit, number, Standing.FAILED)
        case RefundReturned(number=number):
            return _further(deposit, number, Standing.RETURNED)
        case BankInterestCredited(until=until):
            refunds = tuple(_with_interest(one, until) for one in deposit.refunds)
            return replace(deposit, refunds=refunds)
        case InterestAllocated():
            return replace(deposit, told=event)
        case DepositConverted():
            spent = tuple(replace(one, back_fen=0) for one in deposit.receipts)
            return replace(deposit, converted=True, receipts=spent)
        case _:
            assert_never(event)  # type: ignore[arg-type]  # evolve has answered the others


def _booked(
    balances: Mapping[tuple[str, str], int], entries: Iterable[Entry]
) -> Mapping[tuple[str, str], int]:
    now = dict(balances)
    for entry in entries:
        for leg in entry.legs:
            if leg.account in _OF_OTHERS:
                continue
            left = now.pop((leg.account, leg.owner), 0) - leg.amount
            if left:
                now[leg.account, leg.owner] = left
    return now


_OF_OTHERS = frozenset({"1008", "2001", "2008", "2009"})
"""An account's day, a tenderer, the treasury: not the deposit's to keep."""


def _without(deposit: Deposit, line: str | None, entry: Entry) -> Iterator[Receipt]:
    """The receipts without what the bank took back; what of that had gone is still told."""
    its_own = {one.number for one in deposit.refunds if one.line is not None and one.line == line}
    for receipt in deposit.receipts:
        if receipt.line != line or receipt.reversed:
            yield receipt
        elif (left := taken_back(receipt, entry, its_own)).back_fen:
            yield left


def _with_interest(refund: Refund, until: date) -> Refund:
    """What waits for the bank's interest has it, up to a day; nobody's version changes by it."""
    return replace(refund, interest_until=until) if refund.waits_for_interest else refund


def _further(deposit: Deposit, number: int, standing: Standing) -> Deposit:
    return _with(deposit, moved_on(deposit.refunds[number - 1], standing))


def _with(deposit: Deposit, refund: Refund) -> Deposit:
    at = refund.number - 1
    return replace(deposit, refunds=(*deposit.refunds[:at], refund, *deposit.refunds[at + 1 :]))

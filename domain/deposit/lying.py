"""On which accounts of ours lies what a fact gives on to others."""

from collections.abc import Iterator

from domain.deposit import price as prices
from domain.deposit.events import DepositEvent
from domain.deposit.owed import InterestAllocated
from domain.deposit.passed_on import (
    DepositForfeited,
    EnforcementExecuted,
    PriceReleased,
    TreasuryPayableRecognised,
)
from domain.deposit.receipt import Receipt
from domain.deposit.state import Deposit


def lay_on(before: Deposit, after: Deposit, event: DepositEvent) -> frozenset[str]:
    """On which accounts of ours what the fact gives on to others lies; `after`: once it is told."""
    match event:
        case PriceReleased() | TreasuryPayableRecognised():
            return before.price.lies_on(before.receipts)
        case InterestAllocated():
            return before.interest_on
        case DepositForfeited() | EnforcementExecuted():
            return prices.accounts_of(_bore(before.receipts, after.receipts))
        case _:
            return frozenset()


def _bore(before: tuple[Receipt, ...], after: tuple[Receipt, ...]) -> Iterator[Receipt]:
    """Of which receipts less goes back than did."""
    for one, now in zip(before, after, strict=True):
        if now.back_fen < one.back_fen:
            yield one

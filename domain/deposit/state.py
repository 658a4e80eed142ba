"""A deposit as it stands."""

from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from domain.deposit.events import (
    DepositEvent,
    DepositRequired,
    NonBasicAccountDetected,
    PayerMismatchDetected,
    ReceiptMatched,
    ReceiptUnmatched,
    SubAccountIssued,
    Terms,
)
from domain.postings import Entry


@dataclass(frozen=True, slots=True)
class Receipt:
    """The line that paid, and the entry that moved its money here."""

    line: str | None
    entry: Entry


@dataclass(frozen=True, slots=True)
class Deposit:
    """What is owed, on which number, what came, and which lines were found to be another's.

    A deposit that is required but whose terms nobody can read any more has no terms.
    """

    required: bool = False
    terms: Terms | None = None
    sub_account: str | None = None
    valid_until: date | None = None
    receipt: Receipt | None = None
    refused: tuple[str | None, ...] = ()

    @property
    def held_fen(self) -> int:
        """What the deposit holds in 2002."""
        return self.receipt.entry.amount if self.receipt is not None else 0


def evolve(deposit: Deposit, event: DepositEvent) -> Deposit:
    """The deposit after an event."""
    match event:
        case DepositRequired(terms=terms):
            return replace(deposit, required=True, terms=terms)
        case SubAccountIssued(sub_account=sub_account, valid_until=valid_until):
            return replace(deposit, sub_account=sub_account, valid_until=valid_until)
        case ReceiptMatched(line=line, entries=entries):
            return replace(deposit, receipt=Receipt(line, entries[0]))
        case ReceiptUnmatched():
            return replace(deposit, receipt=None)
        case PayerMismatchDetected(line=line) | NonBasicAccountDetected(line=line):
            return replace(deposit, refused=(*deposit.refused, line))
        case _:
            assert_never(event)

"""The letter of an obligation: what comes back from our custody, and what from others' own book.

One letter tells of two books; nothing in it is a sum of both (E18).
"""

from dataclasses import dataclass

from domain.categories.category import Cause
from domain.deposit.refund import Refund
from domain.lot.concluded import DocumentFeeOwed
from domain.lot.state import Lot


@dataclass(frozen=True, slots=True)
class Letter:
    """Of the deposit, with the interest allocated to it; fen. `fee`: what others owe besides."""

    cause: str
    principal_fen: int
    interest_fen: int
    fee: DocumentFeeOwed | None

    @property
    def custody_fen(self) -> int:
        """What our custody pays, in one payment."""
        return self.principal_fen + self.interest_fen


def letter(refund: Refund, interest_fen: int, lot: Lot) -> Letter:
    """Of one refund of the lot. The documents are paid back only where their owner ended it."""
    fee = lot.document_fee if refund.cause == Cause.TERMINATED else None
    return Letter(refund.cause, refund.amount_fen, interest_fen, fee)

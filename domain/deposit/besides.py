"""A line that brought a deposit money of nobody who bids: a guarantor's, or a beneficiary's."""

from dataclasses import dataclass

from domain.deposit.receipt import Receipt
from domain.postings import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Besides:
    """`came`: the line, and what it moved in custody; `own`: what in the centre's own book.

    By `guarantee`, where its guarantor paid (P30); else of a claim on the beneficiary of `payout`
    (P25), of which `fen` and `interest_fen` came.
    """

    came: Receipt
    own: tuple[Entry, ...] = ()
    guarantee: str | None = None
    payout: str | None = None
    fen: int = 0
    interest_fen: int = 0

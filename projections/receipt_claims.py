"""Bidders' claims of money (认领), by amount and account: where a line may be looked for. Sealed.

What a claim says besides, stands with its deposit; whether it may be told, `api/desk/claims.py`
asks.
"""

from collections.abc import Iterator

from domain.deposit.claimed import ReceiptClaimed, ReceiptClaimRefused, ReceiptClaimWithdrawn
from domain.deposit.receipt_claim import bare
from ledger.events import KeyDestroyed
from ledger.feed import Recorded
from projections.projection import Change, Column, Erase, Index, Projection, Put, Table

CLAIMS = Table(
    "receipt_claims",
    (Column("deposit", "text"), Column("claim", "integer")),
    (
        Column("party", "text"),
        Column("amount_fen", "bigint"),
        Column("payer_account", "text"),
        Column("open", "boolean"),
    ),
    sealed=True,
    indexes=(Index(("amount_fen", "payer_account")), Index(("party",))),
)
"""`open`: neither withdrawn nor refused; `payer_account` without spaces."""


def project(recorded: Recorded) -> Iterator[Change]:
    """Claims as they are made and end; a person's key takes theirs along."""
    match recorded.event:
        case ReceiptClaimed(claim=claim, payer_account=account) as made if claim and account:
            said = {"party": made.party, "amount_fen": made.amount_fen, "open": True}
            yield Put(CLAIMS, (made.deposit, claim), {**said, "payer_account": bare(account)})
        case (
            ReceiptClaimWithdrawn(deposit=deposit, claim=claim)
            | ReceiptClaimRefused(deposit=deposit, claim=claim)
        ) if claim:
            yield Put(CLAIMS, (deposit, claim), {"open": False})
        case KeyDestroyed(key=key) if key.startswith("party/"):
            yield Erase(CLAIMS, {"party": key.partition("/")[2]})


CLAIM_BOOK = Projection("receipt_claims", 1, (CLAIMS,), project)

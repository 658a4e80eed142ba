"""Deposits: what is owed and what is held, sealed until the lot's bids are opened."""

from collections.abc import Iterator

from domain.deposit.events import (
    DepositRequired,
    NonBasicAccountDetected,
    PayerMismatchDetected,
    ReceiptMatched,
    ReceiptUnmatched,
    SubAccountIssued,
)
from domain.lot.events import BidOpened, LotDefined
from ledger.feed import Recorded
from projections.projection import Change, Column, Projection, Put, Release, Table, summed

LOTS = Table(
    "lots",
    (Column("lot", "text"),),
    (
        Column("title", "text"),
        Column("category", "text"),
        Column("region", "text"),
        Column("owner", "text"),
        Column("deposit_fen", "bigint"),
        Column("opening_at", "timestamptz"),
        Column("opened_at", "timestamptz"),
    ),
)
DEPOSITS = Table(
    "deposits",
    (Column("deposit", "text"),),
    (
        Column("lot", "text"),
        Column("party", "text"),
        Column("payer", "text"),
        Column("amount_fen", "bigint"),
        Column("deadline", "timestamptz"),
        Column("sub_account", "text"),
        Column("held_fen", "bigint", summed),
        Column("lines", "text[]", summed),
        Column("evidence", "text[]", summed),
    ),
    sealed=True,
    indexes=(("lot",), ("sub_account",)),
)
"""`lines`: lines that were matched, ever; `evidence`: what was found against others, with them."""

_OF_LOT = ("title", "category", "region", "owner", "deposit_fen", "opening_at")
_OF_TERMS = ("lot", "party", "payer", "amount_fen", "deadline")


def project(recorded: Recorded) -> Iterator[Change]:
    """Lots and deposits as their facts come; an opening releases the lot's rows."""
    match recorded.event:
        case LotDefined() as lot:
            yield Put(LOTS, (lot.lot,), {name: getattr(lot, name) for name in _OF_LOT})
        case BidOpened() as opened:
            yield Put(LOTS, (opened.lot,), {"opened_at": opened.opened_at})
            yield Release(DEPOSITS, {"lot": opened.lot})
        case DepositRequired(deposit=deposit, terms=terms) if terms:
            yield Put(DEPOSITS, (deposit,), {name: getattr(terms, name) for name in _OF_TERMS})
        case SubAccountIssued() as issued:
            yield Put(DEPOSITS, (issued.deposit,), {"sub_account": issued.sub_account})
        case ReceiptMatched() as matched:
            held = {"held_fen": matched.entries[0].amount, "lines": [matched.line or ""]}
            yield Put(DEPOSITS, (matched.deposit,), held)
        case ReceiptUnmatched() as taken:
            yield Put(DEPOSITS, (taken.deposit,), {"held_fen": -taken.entries[0].amount})
        case PayerMismatchDetected() | NonBasicAccountDetected() as found:
            told = f"{found.NAME} {found.line}: {found.payer} {found.payer_account}"
            yield Put(DEPOSITS, (found.deposit,), {"evidence": [told]})


DEPOSIT_BOOK = Projection("deposits", 1, (LOTS, DEPOSITS), project)

"""Deposits: what is owed and what is held, sealed until the lot's bids are opened.

A natural person's stay sealed after that; what cannot be read any more is not told at all.
"""

from collections.abc import Iterator

from domain.deposit.events import (
    DepositRequired,
    NonBasicAccountDetected,
    PayerMismatchDetected,
    ReceiptMatched,
    ReceiptUnmatched,
    SubAccountIssued,
)
from domain.identifiers import is_natural
from domain.lot.events import BidOpened, LotDefined
from ledger.events import KeyDestroyed
from ledger.feed import Recorded
from projections.projection import (
    Change,
    Column,
    Erase,
    Index,
    Projection,
    Put,
    Release,
    Table,
    summed,
)

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
        Column("natural", "boolean"),
        Column("payer", "text"),
        Column("amount_fen", "bigint"),
        Column("deadline", "timestamptz"),
        Column("sub_account", "text"),
        Column("held_fen", "bigint", summed),
        Column("lines", "text[]", summed),
        Column("evidence", "text[]", summed),
    ),
    sealed=True,
    indexes=(Index(("lot",)), Index(("party",)), Index(("sub_account",))),
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
            yield Release(DEPOSITS, {"lot": opened.lot, "natural": False})
        case DepositRequired(deposit=deposit, terms=terms) if terms:
            told = {name: getattr(terms, name) for name in _OF_TERMS}
            yield Put(DEPOSITS, (deposit,), {**told, "natural": is_natural(terms.party)})
        case SubAccountIssued(sub_account=number) as issued if number:
            yield Put(DEPOSITS, (issued.deposit,), {"sub_account": number})
        case ReceiptMatched(line=line, entries=entries) as matched if line:
            held = {"held_fen": entries[0].amount, "lines": [line]}
            yield Put(DEPOSITS, (matched.deposit,), held)
        case ReceiptUnmatched(line=line, entries=entries) as taken if line:
            yield Put(DEPOSITS, (taken.deposit,), {"held_fen": -entries[0].amount})
        case (PayerMismatchDetected(line=line) | NonBasicAccountDetected(line=line)) as found if (
            line
        ):
            evidence = f"{found.NAME} {line}: {found.payer} {found.payer_account}"
            yield Put(DEPOSITS, (found.deposit,), {"evidence": [evidence]})
        case KeyDestroyed(key=key):
            kind, _, code = key.partition("/")
            if kind in ("lot", "party"):
                yield Erase(DEPOSITS, {kind: code})


DEPOSIT_BOOK = Projection("deposits", 2, (LOTS, DEPOSITS), project)

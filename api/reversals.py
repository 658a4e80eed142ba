"""What the sealed read models tell of reversals: credits they may take back, those still open.

For the matcher and the platform alone: a person is told of a line only where it may be seen.
"""

from collections.abc import Collection
from datetime import date

from api.readers import Readers
from domain.desk.gone import OpenReversal
from projections.bankdays import DAYS, LINES


def credits_like(
    readers: Readers, account: str, fen: int, payer_account: str, until: date
) -> list[str]:
    """The account's credits of an amount from a payer's account, up to a day; their codes."""
    wanted = {"account": account, "credit": True, "amount": fen, "payer_account": payer_account}
    rows = readers.sealed_bankdays.rows(LINES, wanted).rows
    return [str(row["line"]) for row in rows if row["day"] <= until]


def open_reversals(
    readers: Readers, account: str, at: int | None = None
) -> tuple[OpenReversal, ...]:
    """The reversals on an account that nobody has matched, as far as the log is read; or `at` a
    position."""
    rows = readers.bankdays.rows(DAYS, {"account": account, "currency": "CNY"}, as_of=at).rows
    days = [row["day"] for row in rows if row["matched"] < row["lines"]]
    if not days:
        return ()
    wanted = {"account": account, "day": days, "reversal": True, "credit": False, "allocated": 0}
    lines = readers.sealed_bankdays.rows(LINES, wanted, as_of=at).rows
    parts = _divided(readers, account, {row["amount"] for row in lines}, at)
    return tuple(
        OpenReversal(row["line"], row["amount"], row["payer_account"], parts[row["amount"]])
        for row in lines
    )


def _divided(
    readers: Readers, account: str, amounts: Collection[int], at: int | None
) -> dict[int, frozenset[str]]:
    """The account's divided credits of these amounts, by amount."""
    wanted = {"account": account, "credit": True, "amount": sorted(amounts)}
    rows = readers.sealed_bankdays.rows(LINES, wanted, as_of=at).rows if amounts else []
    return {
        fen: frozenset(row["line"] for row in rows if row["deposits"] and row["amount"] == fen)
        for fen in amounts
    }

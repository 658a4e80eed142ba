"""Queries: refunds owed, their batches, payments, and how far the days are closed.

Of a deposit whose lot is sealed its opaque id, cause, day and amount are told, as the ledger's own
legs tell them; of lot, party and payee nothing, of any refund.
"""

from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter

from api.http.answers import Answer
from api.http.positions import After, Limit, When, asked
from api.http.refund_answers import BatchOut, CloseOut, PaymentOut, RefundOut
from api.http.seeing import MONEY, REASONS, holding
from domain.deposit.refund import Standing
from domain.payment.state import Stage as PaymentStage
from domain.refund.state import Stage
from projections.bankdays import CLOSES
from projections.payments import PAYMENTS
from projections.projection import Table
from projections.reader import Reader
from projections.refunds import BATCHES, ITEMS, REFUNDS

type Row = dict[str, Any]

router = APIRouter(prefix="/v1", tags=["refunds"])


@router.get("/refunds", response_model=Answer[list[RefundOut]], dependencies=[holding(*MONEY)])
def refunds(
    when: Annotated[When, asked(lambda r: (r.refunds,))], after: After = None, limit: Limit = 100
) -> Row:
    """What is owed back, until when, and how far it has come."""
    rows = [
        {
            **row,
            "refund": f"{row['deposit']}/{row['number']}",
            "standing": Standing(row["standing"]).name,
            "interest_fen": row["interest_fen"] or 0,
        }
        for row in _all(when.system.readers.refunds, REFUNDS, when)
    ]
    return _page(when, rows, "refund", after, limit)


@router.get(
    "/refund-batches", response_model=Answer[list[BatchOut]], dependencies=[holding(*REASONS)]
)
def batches(
    when: Annotated[When, asked(lambda r: (r.refunds,))], after: After = None, limit: Limit = 100
) -> Row:
    """Batches with their refunds as their maker saw them; `proposal` is what a checker names."""
    read = when.system.readers.refunds
    page, more = _cut(_all(read, BATCHES, when), "batch", after, limit)
    items = read.rows(ITEMS, {"batch": [row["batch"] for row in page]}, as_of=when.position).rows
    told = [
        {
            **row,
            "stage": Stage(row["stage"]).name,
            "items": [item for item in items if item["batch"] == row["batch"]],
        }
        for row in page
    ]
    return when.answer(told, more)


@router.get("/payments", response_model=Answer[list[PaymentOut]], dependencies=[holding(*MONEY)])
def payments(
    when: Annotated[When, asked(lambda r: (r.payments,))], after: After = None, limit: Limit = 100
) -> Row:
    """Each instruction to a bank, how far it has come, and what the bank said."""
    rows = [
        {**row, "stage": PaymentStage(row["stage"]).name}
        for row in _all(when.system.readers.payments, PAYMENTS, when)
    ]
    return _page(when, rows, "payment", after, limit)


@router.get("/closes", response_model=Answer[list[CloseOut]], dependencies=[holding(*REASONS)])
def closes(
    when: Annotated[When, asked(lambda r: (r.bankdays,))], after: After = None, limit: Limit = 100
) -> Row:
    """Days that somebody prepared to close: by whom, as of when, signed or given back by whom."""
    rows = [
        {**row, "of": f"{row['account']}/{row['day']}"}
        for row in _all(when.system.readers.bankdays, CLOSES, when)
    ]
    return _page(when, rows, "of", after, limit)


def _all(reader: Reader, table: Table, when: When) -> list[Row]:
    return list(reader.rows(table, as_of=when.position).rows)


def _page(when: When, rows: Iterable[Row], key: str, after: str | None, limit: int) -> Row:
    return when.answer(*_cut(rows, key, after, limit))


def _cut(
    rows: Iterable[Row], key: str, after: str | None, limit: int
) -> tuple[list[Row], str | None]:
    """A page in the order of a key; and where it ends, if there is more."""
    coming = sorted((row for row in rows if row[key] > (after or "")), key=lambda row: row[key])
    return coming[:limit], coming[limit - 1][key] if len(coming) > limit else None

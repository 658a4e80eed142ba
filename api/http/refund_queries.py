"""Queries: refunds owed, their batches, payments, and how far the days are closed.

Of a deposit whose lot is sealed its opaque id, cause, day and amount are told, as the ledger's own
legs tell them; of lot, party and payee nothing, of any refund. Who owns a lot reads its own refunds
once its bids are open.
"""

from typing import Annotated, Any

from fastapi import APIRouter

from api.estimating import calendar_at, is_refund_estimated
from api.http.answers import Answer
from api.http.identity import Identity
from api.http.paging import DAY, Cursor, ended, number, page
from api.http.positions import After, Limit, When, asked
from api.http.refund_answers import BatchOut, CloseOut, PaymentOut, RefundOut
from api.http.regional import money_near
from api.http.seeing import ITS_OWN, MONEY, REASONS, holding
from api.http.shapes import LotCode
from domain.deposit.refund import Standing
from domain.payment.state import Stage as PaymentStage
from domain.refund.state import Stage
from projections.bankdays import CLOSES
from projections.deposits import DEPOSITS
from projections.payments import PAYMENTS
from projections.refunds import BATCHES, ITEMS, REFUNDS

type Row = dict[str, Any]

router = APIRouter(prefix="/v1", tags=["refunds"])


@router.get("/refunds", response_model=Answer[list[RefundOut]])
def refunds(
    reader: Annotated[Identity, holding(*MONEY, *ITS_OWN)],
    when: Annotated[When, asked(lambda r: (r.refunds, r.deposits, r.lots))],
    lot: LotCode | None = None,
    after: After = None,
    limit: Limit = 100,
) -> Row:
    """What is owed back, until when, and how far it has come; `lot`: of one whose bids are open,
    and that lies where the reader's post is for.
    """
    near = money_near(reader, when, lot)
    cursor: Cursor = {"deposit": str, "number": number}
    where = _of_lots(when, near) if lot and near is not None else {}
    rows, more = page(when, when.system.readers.refunds, REFUNDS, cursor, after, limit, where)
    calendar = calendar_at(when.system, when.position)
    told = [
        {
            **row,
            "estimated": is_refund_estimated(row, calendar),
            "refund": f"{row['deposit']}/{row['number']}",
            "standing": Standing(row["standing"]).name,
            "interest_fen": row["interest_fen"] or 0,
            "awaits": bool(row["awaits"]),
        }
        for row in rows
    ]
    return when.answer(told, more)


@router.get(
    "/refund-batches", response_model=Answer[list[BatchOut]], dependencies=[holding(*REASONS)]
)
def batches(
    when: Annotated[When, asked(lambda r: (r.refunds,))], after: After = None, limit: Limit = 100
) -> Row:
    """Batches with their refunds as their maker saw them; `proposal` is what a checker names."""
    read = when.system.readers.refunds
    rows, more = page(when, read, BATCHES, {"batch": str}, after, limit)
    items = read.rows(ITEMS, {"batch": [row["batch"] for row in rows]}, as_of=when.position).rows
    told = [
        {
            **row,
            "stage": Stage(row["stage"]).name,
            "items": [item for item in items if item["batch"] == row["batch"]],
        }
        for row in rows
    ]
    return when.answer(told, more)


@router.get("/payments", response_model=Answer[list[PaymentOut]], dependencies=[holding(*MONEY)])
def payments(
    when: Annotated[When, asked(lambda r: (r.payments,))], after: After = None, limit: Limit = 100
) -> Row:
    """Each instruction to a bank, how far it has come, and what the bank said."""
    of = when.system.readers.payments
    rows, more = page(when, of, PAYMENTS, {"payment": str}, after, limit)
    return when.answer([{**row, "stage": PaymentStage(row["stage"]).name} for row in rows], more)


@router.get("/closes", response_model=Answer[list[CloseOut]], dependencies=[holding(*REASONS)])
def closes(
    when: Annotated[When, asked(lambda r: (r.bankdays,))], after: After = None, limit: Limit = 100
) -> Row:
    """Days that somebody prepared to close: by whom, as of when, signed or given back by whom."""
    cursor: Cursor = {"account": str, "day": DAY}
    rows, more = page(when, when.system.readers.bankdays, CLOSES, cursor, after, limit)
    return when.answer([{**row, "of": ended(row, cursor)} for row in rows], more)


def _of_lots(when: When, lots: list[str]) -> Row:
    """The deposits of open lots that may be named; of others there are none."""
    found = when.system.readers.deposits.rows(DEPOSITS, {"lot": lots}, as_of=when.position).rows
    return {"deposit": [row["deposit"] for row in found]}

"""`POST /v1/outside-lists`: what others say of an account's day, for the checks of its close."""

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Request
from fastapi.concurrency import run_in_threadpool

from api.closing.bringing import bring as record
from api.closing.outside.refused import ListRefused
from api.closing.reading import NotFollowed
from api.http.custody import sign_as
from api.http.identity import Identity
from api.http.metrics import metrics
from api.http.receipts import ReceiptOut, receipt_of
from api.http.seeing import LISTS, holding
from api.http.shapes import AccountCode, Day
from api.http.statements import reading
from api.wiring import System
from domain.kernel import Command
from ledger.tickets import Receipt

router = APIRouter(prefix="/v1", tags=["closes"])

PATHS = ("/v1/outside-lists",)
"""Here the body is read by the route: a larger one, and only of who may bring a list."""

_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            kind: {"schema": {"type": "string", "format": "binary"}}
            for kind in ("text/csv", "application/octet-stream")
        },
    }
}


@router.post("/outside-lists", status_code=201, openapi_extra=_BODY)
async def bring(
    request: Request,
    reader: Annotated[Identity, holding(*LISTS)],
    account: AccountCode,
    day: Day,
    kind: Literal["SUB_ACCOUNTS", "GUARANTEES", "REPORTED", "ANCHOR"],
) -> ReceiptOut:
    """Records a list; one of its kind that came before for the day counts no more, of guarantees
    the guarantor's own only.

    SUB_ACCOUNTS: 子账号, 余额 (R03, R04). GUARANTEES: 保函编号, 担保金额, 有效期至 (R16).
    REPORTED: 标段编号, 笔数, 金额 (R17). These are CSV, columns in any order. ANCHOR: a checkpoint
    as it is kept outside (R15). C-CASH, the account's BANK, or GUARANTOR. A file that is wrong
    anywhere is refused whole.
    """
    async with reading(request, reader) as data:
        try:
            return await run_in_threadpool(recorded, request, reader, account, day, kind, data)
        except ListRefused as wrong:
            raise HTTPException(422, str(wrong)) from None
        except NotFollowed as unknown:
            raise HTTPException(404, str(unknown)) from None


def recorded(
    request: Request, reader: Identity, account: str, day: date, kind: str, data: bytes
) -> ReceiptOut:
    """Records a list in the reader's name. Raises ListRefused, NotFollowed, Refused."""
    system: System = request.app.state.system

    def ask(wanted: Command) -> Receipt:
        signed = sign_as(system, reader, wanted)
        with metrics(request).asked():
            return system.book.execute(signed)

    receipt = record(system, account, day, kind, posts=reader.posts, data=data, ask=ask)
    return receipt_of(system, receipt)

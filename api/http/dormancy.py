"""What nobody claims for a year: declared with its public notice, and the list of it (R20)."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from api.http.answers import Answer, Told
from api.http.asking import ASKED, Asks
from api.http.paging import page
from api.http.positions import After, Limit, When, asked
from api.http.receipts import ReceiptOut
from api.http.refund_acts import OfDeposit
from api.http.seeing import MONEY, holding
from api.http.shapes import AccountCode, Day, DepositCode, Digest, Fen, Sentence, Wanted
from domain.deposit.dormant import ClaimDormant, DeclareDormant
from domain.desk.dormant import ClaimDormantReceipts, DeclareDormantReceipts
from projections.dormant import DORMANT

router = APIRouter(prefix="/v1", tags=["dormant"])


class NoticeIn(Wanted):
    """The day of the public notice, its reference, and its SHA-256."""

    notice: Day
    document: Sentence
    evidence: Digest


class DormantIn(NoticeIn):
    """Since when nobody claims the refund: its due day, or a later one on which it came back, was
    claimed, or an order let it go.
    """

    since: Day


class ReceiptsIn(NoticeIn):
    """How much of the day's money is nobody's."""

    amount_fen: Annotated[Fen, Field(ge=1)]


class ClaimedIn(Wanted):
    """The day on which it was claimed or paid, the reference of what shows it, and its SHA-256."""

    claimed: Day
    document: Sentence
    evidence: Digest


class DormantOut(Told):
    """A refund by its opaque id, or an account's day; `chart`: the account where it lies.

    `claimed`: the day on which it was claimed or paid; None while it stands on the list.
    """

    owner: str
    chart: str
    amount_fen: int
    since: date
    notice: date
    document: str
    evidence: str
    claimed: date | None


@router.post("/refunds/{deposit}/{number}/dormancy", **ASKED)
async def refund(
    ask: Asks, deposit: DepositCode, number: OfDeposit, wanted: DormantIn
) -> ReceiptOut:
    """Puts a refund that nobody claims on the public list; C-SET1."""
    return await ask(DeclareDormant, deposit=deposit, number=number, **dict(wanted))


@router.post("/refunds/{deposit}/{number}/dormancy/claim", **ASKED)
async def refund_claimed(
    ask: Asks, deposit: DepositCode, number: OfDeposit, wanted: ClaimedIn
) -> ReceiptOut:
    """Takes a refund off the list that was claimed or paid after all; C-SET1."""
    return await ask(ClaimDormant, deposit=deposit, number=number, **dict(wanted))


@router.post("/bankdays/{account}/{day}/dormancy", **ASKED)
async def receipts(ask: Asks, account: AccountCode, day: Day, wanted: ReceiptsIn) -> ReceiptOut:
    """Puts what came on a day and is nobody's on the public list; C-CASH."""
    return await ask(DeclareDormantReceipts, account=account, day=day, **dict(wanted))


@router.post("/bankdays/{account}/{day}/dormancy/claim", **ASKED)
async def receipts_claimed(
    ask: Asks, account: AccountCode, day: Day, wanted: ClaimedIn
) -> ReceiptOut:
    """Takes a day's money off the list that somebody claims, or that is somebody's; C-CASH."""
    return await ask(ClaimDormantReceipts, account=account, day=day, **dict(wanted))


@router.get("/dormant", response_model=Answer[list[DormantOut]], dependencies=[holding(*MONEY)])
def dormant(
    when: Annotated[When, asked(lambda r: (r.dormant,))], after: After = None, limit: Limit = 100
) -> dict[str, object]:
    """What was ever put on the list, as it was declared last; what was claimed since says so."""
    rows, more = page(when, when.system.readers.dormant, DORMANT, {"owner": str}, after, limit)
    return when.answer(rows, more)

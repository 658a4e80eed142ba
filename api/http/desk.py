"""The desk: a bank line is given to a deposit, or taken back. `If-Match` is the line's version."""

from fastapi import APIRouter

from api.http.asking import ASKED, Edits
from api.http.receipts import ReceiptOut
from api.http.shapes import DepositCode, LineCode, LotCode, Sentence, Wanted
from domain.desk.match import MatchReceipt
from domain.desk.unmatch import UnmatchReceipt

router = APIRouter(prefix="/v1/desk", tags=["desk"])


class MatchIn(Wanted):
    """A line and a deposit of a lot whose bids are open."""

    line: LineCode
    deposit: DepositCode
    lot: LotCode


class UnmatchIn(MatchIn):
    """The same, and why."""

    reason: Sentence


@router.post("/match", **ASKED)
async def match(ask: Edits, wanted: MatchIn) -> ReceiptOut:
    """Gives a line to a deposit; C-SET1. Of lots that are not open every answer is the same."""
    return await ask(MatchReceipt, line_seen=ask.seen, **dict(wanted))


@router.post("/unmatch", **ASKED)
async def unmatch(ask: Edits, wanted: UnmatchIn) -> ReceiptOut:
    """Takes a line back from its deposit; C-SET1."""
    return await ask(UnmatchReceipt, line_seen=ask.seen, **dict(wanted))

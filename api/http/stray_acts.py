"""What is nobody's goes back to whoever paid it: asked for by a clerk, paid as every refund."""

from fastapi import APIRouter

from api.http.asking import ASKED, Edits
from api.http.opaque import of_a_stray
from api.http.receipts import ReceiptOut
from api.http.shapes import LineCode, Name, Sentence, Wanted
from domain.desk.stray import GiveStrayBack

router = APIRouter(prefix="/v1/desk", tags=["desk"])


class StrayIn(Wanted):
    """A line that is nobody's, and why it goes back.

    `category`: the kind of trade that it was meant for, where its payer says that; its rows tell
    until when it goes back.
    """

    line: LineCode
    reason: Sentence
    category: Name | None = None


class StrayOut(ReceiptOut):
    """The deposit by whose refund it goes back: the same, however often one asks."""

    deposit: str


@router.post("/stray-return", **ASKED)
async def give_back(ask: Edits, wanted: StrayIn) -> StrayOut:
    """Gives a line that is nobody's back to the account that it came from; C-SET1."""
    deposit = of_a_stray(ask.system, wanted.line)
    receipt = await ask(GiveStrayBack, line_seen=ask.seen, deposit=deposit, **dict(wanted))
    return StrayOut(**receipt.model_dump(), deposit=deposit)

"""What BIDDERs ask of a lot's documents (提问、答疑), told without their names.

As of deposits the platform's key asks, and the access log names no person: before the opening
nobody may know who has the documents. A clarification answers, to all.
"""

import hmac
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends

from api.http.answers import Answer, Told
from api.http.asking import ASKED, Asks
from api.http.deposits import demand_itself, unnamed
from api.http.paging import page
from api.http.positions import After, Limit, When, asked
from api.http.receipts import ReceiptOut
from api.http.shapes import Digest, LotCode, PartyCode, Wanted
from api.wiring import System
from domain.trade.ask_question import AskQuestion
from projections.questions import QUESTIONS

router = APIRouter(prefix="/v1/lots/{lot}/questions", tags=["tenders"])


class QuestionIn(Wanted):
    """Who asks, and the SHA-256 of what it asks."""

    party: PartyCode
    text: Digest


class QuestionOut(ReceiptOut):
    """The code of the question."""

    question: str


class QuestionTold(Told):
    """A question, and by which clarification it was answered: the SHA-256 of each text."""

    question: str
    asked_at: datetime
    text: str
    answered_at: datetime | None
    answer: str | None


@router.post("", **ASKED, dependencies=[Depends(unnamed)])
async def put(ask: Asks, lot: LotCode, wanted: QuestionIn) -> QuestionOut:
    """Asks something of a lot's documents; the BIDDER itself."""
    demand_itself(ask, wanted.party)
    code = _code(ask.system, ask.command_id)
    receipt = await ask.as_platform()(AskQuestion, question=code, lot=lot, **dict(wanted))
    return QuestionOut(**receipt.model_dump(), question=code)


@router.get("", response_model=Answer[list[QuestionTold]])
def told(
    when: Annotated[When, asked(lambda r: (r.questions,))],
    lot: LotCode,
    after: After = None,
    limit: Limit = 100,
) -> dict[str, Any]:
    """What was asked, and answered; public, but for who asked."""
    reader = when.system.readers.questions
    return when.answer(
        *page(when, reader, QUESTIONS, {"question": str}, after, limit, {"lot": lot})
    )


def _code(system: System, command_id: str) -> str:
    """The question that this request asks: the same when it is sent again."""
    secret = hmac.digest(system.home.master(), b"zhangben questions", "sha256")
    return f"T{hmac.digest(secret, command_id.encode(), 'sha256')[:8].hex().upper()}"

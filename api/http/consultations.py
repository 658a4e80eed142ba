"""What the OFFICE answered about the rules of trade (咨询服务), by the rows it cites; public."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field

from api.http.answers import Answer, Told
from api.http.asking import ASKED, Asks
from api.http.paging import page
from api.http.positions import After, Limit, When, asked
from api.http.receipts import ReceiptOut
from api.http.shapes import Digest, Sentence, TradeCode, Wanted
from domain.consultation.answer import MOST, AnswerConsultation
from projections.consultations import CONSULTATIONS

router = APIRouter(prefix="/v1/consultations", tags=["rules"])

type Kind = Annotated[str, Field(pattern="^[A-Z_]{3,40}$")]
type RuleId = Annotated[str, Field(pattern="^[A-Z]{1,4}-[A-Z0-9]{1,6}$")]


class ConsultationIn(Wanted):
    """What was asked about, of which kind of trade, the rows it is answered by, and the answer's
    SHA-256.
    """

    consultation: TradeCode
    title: Sentence
    category: Kind
    rules: Annotated[tuple[RuleId, ...], Field(min_length=1, max_length=MOST)]
    text: Digest


class ConsultationOut(Told):
    """An answer. `pack`: the version of the rules that were in force when it was given."""

    consultation: str
    answered_at: datetime
    title: str
    category: str
    pack: int
    rules: list[str]
    text: str


@router.post("", **ASKED)
async def answer(ask: Asks, wanted: ConsultationIn) -> ReceiptOut:
    """Answers a question about the rules of a kind of trade; OFFICE."""
    return await ask(AnswerConsultation, **dict(wanted))


@router.get("", response_model=Answer[list[ConsultationOut]])
def told(
    when: Annotated[When, asked(lambda r: (r.consultations,))],
    category: Kind | None = None,
    after: After = None,
    limit: Limit = 100,
) -> dict[str, Any]:
    """Answers by their codes; those about one kind of trade alone, where it is named."""
    reader, where = when.system.readers.consultations, {"category": category} if category else {}
    return when.answer(
        *page(when, reader, CONSULTATIONS, {"consultation": str}, after, limit, where)
    )

"""What is to be reached by when, and by whom (目标管理、督促检查); public."""

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field

from api.http.answers import Answer, Told
from api.http.asking import ASKED, Asks
from api.http.paging import page
from api.http.positions import After, Limit, When, asked
from api.http.receipts import ReceiptOut
from api.http.shapes import Day, Digest, Flag, Name, Sentence, TradeCode, Wanted
from domain.milestone.review import MOST, ReviewTarget, SetTarget
from projections.milestones import MILESTONES

router = APIRouter(prefix="/v1/milestones", tags=["committee"])

type Place = Annotated[int, Field(strict=True, ge=1, lt=2**53)]


class MilestoneIn(Wanted):
    """What is to be reached, by whom, where, until which day."""

    milestone: TradeCode
    title: Sentence
    body: Name
    region: Annotated[str, Field(pattern="^[0-9]{6}(-[A-Z]{2})?$")]
    due: Day


class ReviewIn(Wanted):
    """Whether it is reached, the positions of the events that show it, the finding's SHA-256."""

    reached: Flag
    positions: Annotated[tuple[Place, ...], Field(max_length=MOST)] = ()
    document: Digest


class MilestoneOut(Told):
    """A milestone, as it was found last (None: nobody looked yet); `late`: it was due before the
    log's own day, and is not reached.
    """

    milestone: str
    title: str
    body: str
    region: str
    due: date
    reached: bool | None
    reviewed_at: datetime | None
    positions: list[int] | None
    document: str | None
    late: bool


@router.post("", **ASKED)
async def target(ask: Asks, wanted: MilestoneIn) -> ReceiptOut:
    """Says what is to be reached; COMMITTEE."""
    return await ask(SetTarget, **dict(wanted))


@router.post("/{milestone}/reviews", **ASKED)
async def review(ask: Asks, milestone: TradeCode, wanted: ReviewIn) -> ReceiptOut:
    """Says how far it is, by the events that show it; OFFICE. Refused for one that there is not."""
    return await ask(ReviewTarget, milestone=milestone, **dict(wanted))


@router.get("", response_model=Answer[list[MilestoneOut]])
def told(
    when: Annotated[When, asked(lambda r: (r.milestones,))],
    after: After = None,
    limit: Limit = 100,
) -> dict[str, Any]:
    """Milestones by their codes."""
    reader, today = when.system.readers.milestones, when.today
    rows, following = page(when, reader, MILESTONES, {"milestone": str}, after, limit)
    return when.answer([_told(row, today) for row in rows], following)


def _told(row: dict[str, Any], today: date) -> dict[str, Any]:
    positions = row["positions"]
    return row | {
        "positions": None if positions is None else [int(one) for one in positions],
        "late": row["due"] < today and not row["reached"],
    }

"""What the COMMITTEE decided (重大决策), and who builds which system by that; all public."""

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field

from api.http.answers import Answer, Told
from api.http.asking import ASKED, Asks
from api.http.paging import page
from api.http.positions import After, Limit, When, asked
from api.http.receipts import ReceiptOut
from api.http.shapes import Count, Day, Digest, Name, Sentence, TradeCode, Wanted
from domain.resolution.events import About
from domain.resolution.record import MOST, DesignateSystemOwner, RecordDecision
from projections.resolutions import RESOLUTIONS, SYSTEM_OWNERS

router = APIRouter(prefix="/v1/resolutions", tags=["committee"])


class DecisionIn(Wanted):
    """A decision: its matter, who took part, how they voted; its reference, its text's SHA-256."""

    resolution: TradeCode
    decided_on: Day
    about: About
    title: Sentence
    participants: Annotated[tuple[Name, ...], Field(min_length=1, max_length=MOST)]
    in_favour: Count
    against: Count
    document: Sentence
    evidence: Digest


class SystemOwnerIn(Wanted):
    """A system, and the organisation that builds it and answers for it."""

    system: Name
    builder: Name


class DecisionOut(Told):
    """A decision as it was recorded."""

    resolution: str
    decided_on: date
    about: About
    title: str
    participants: list[str]
    in_favour: int
    against: int
    document: str
    evidence: str


class SystemOwnerOut(Told):
    """Who builds a system, by this decision."""

    resolution: str
    system: str
    builder: str
    designated_at: datetime


@router.post("", **ASKED)
async def record(ask: Asks, wanted: DecisionIn) -> ReceiptOut:
    """Records what was decided; COMMITTEE."""
    return await ask(RecordDecision, **dict(wanted))


@router.get("", response_model=Answer[list[DecisionOut]])
def told(
    when: Annotated[When, asked(lambda r: (r.resolutions,))],
    after: After = None,
    limit: Limit = 100,
) -> dict[str, Any]:
    """Decisions by their codes."""
    reader = when.system.readers.resolutions
    return when.answer(*page(when, reader, RESOLUTIONS, {"resolution": str}, after, limit))


@router.post("/{resolution}/system-owners", **ASKED)
async def designate(ask: Asks, resolution: TradeCode, wanted: SystemOwnerIn) -> ReceiptOut:
    """Says who builds a system, by a decision about that; COMMITTEE."""
    return await ask(DesignateSystemOwner, resolution=resolution, **dict(wanted))


@router.get("/{resolution}/system-owners", response_model=Answer[list[SystemOwnerOut]])
def owners(
    when: Annotated[When, asked(lambda r: (r.resolutions,))],
    resolution: TradeCode,
    after: After = None,
    limit: Limit = 100,
) -> dict[str, Any]:
    """Who builds which systems, by this decision."""
    reader, where = when.system.readers.resolutions, {"resolution": resolution}
    return when.answer(*page(when, reader, SYSTEM_OWNERS, {"system": str}, after, limit, where))

"""The register of interventions (干预插手登记, plan 18, 条例 80): anybody with a post records one.

The platform's key asks, and the access log names no person. Who watches over all (DISC) reads what
was said, by whom and who recorded it; an auditor that there is one, and when; nobody else anything,
not the centre's management either. None is altered: it is a fact of the log.
"""

import hmac
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException

from api.http.answers import Answer, Told
from api.http.asking import ASKED, Asks
from api.http.deposits import unnamed
from api.http.glass import WATCHES
from api.http.identity import Identity
from api.http.paging import page
from api.http.positions import After, Limit, When, asked
from api.http.receipts import ReceiptOut
from api.http.seeing import AUDIT, holding
from api.http.shapes import Instant, LotCode, Name, Sentence, Wanted
from api.wiring import System
from domain.intervention.events import Channel
from domain.intervention.record import RecordIntervention
from projections.interventions import INTERVENTIONS

router = APIRouter(prefix="/v1/interventions", tags=["interventions"])

_AS_TOLD: dict[str, Any] = {"response_model_exclude_unset": True}
"""What is not the reader's to see is not there, rather than null."""
_TO_AUDITORS = ("intervention", "recorded_at")


class InterventionIn(Wanted):
    """Who of power meddled, when, how, in which words; in which lot, if in one. Who, words and the
    recorder's name have 320 bytes as JSON: the gist.
    """

    who: Name
    said_at: Instant
    channel: Channel
    words: Sentence
    lot: LotCode | None = None


class InterventionOut(ReceiptOut):
    """The id of what was recorded."""

    intervention: str


class InterventionTold(Told):
    """An intervention; to an auditor its id and when it was recorded."""

    intervention: str
    recorded_at: datetime
    who: str | None = None
    said_at: datetime | None = None
    channel: Channel | None = None
    words: str | None = None
    lot: str | None = None
    recorder: str | None = None


@router.post("", **ASKED, dependencies=[Depends(unnamed)])
async def put(ask: Asks, wanted: InterventionIn) -> InterventionOut:
    """Records an intervention; whoever holds a post, of whatever side."""
    if not ask.reader.posts:
        raise HTTPException(403, "whoever holds a post records an intervention")
    code = _code(ask.system, ask.command_id)
    recorder = ask.reader.person
    asking = ask.as_platform()
    receipt = await asking(RecordIntervention, intervention=code, recorder=recorder, **dict(wanted))
    return InterventionOut(**receipt.model_dump(), intervention=code)


@router.get("", response_model=Answer[list[InterventionTold]], **_AS_TOLD)
def told(
    reader: Annotated[Identity, holding(*WATCHES, *AUDIT)],
    when: Annotated[When, asked(lambda r: (r.sealed_interventions,))],
    after: After = None,
    limit: Limit = 100,
) -> dict[str, Any]:
    """All of them: DISC what was recorded, AUD that it was."""
    cursor = {"intervention": str}
    of = when.system.readers.sealed_interventions
    rows, more = page(when, of, INTERVENTIONS, cursor, after, limit)
    names = InterventionTold.model_fields if reader.holds(*WATCHES) else _TO_AUDITORS
    return when.answer([{name: row[name] for name in names} for row in rows], more)


def _code(system: System, command_id: str) -> str:
    """The intervention that this request records: the same when it is sent again."""
    secret = hmac.digest(system.home.master(), b"zhangben interventions", "sha256")
    return f"V{hmac.digest(secret, command_id.encode(), 'sha256')[:8].hex().upper()}"

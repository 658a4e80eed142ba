"""A prequalification on its owner's side: its documents, what changes them, the invitation to bid.

All of it is public; who applied, and who was found qualified, no answer here tells.
"""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException

from api.http.answers import Answer, Told
from api.http.asking import ASKED, Edits
from api.http.positions import When, asked
from api.http.receipts import ReceiptOut
from api.http.shapes import Digest, Flag, Instant, LotCode, Wanted
from domain.kernel import StreamId
from domain.lot.prequalified import Prequalification
from domain.lot.prequalify import IssuePrequalification
from domain.lot.prequalify_after import ClarifyPrequalification, InviteQualified
from domain.lot.state import Lot

router = APIRouter(prefix="/v1", tags=["tenders"])


class PrequalificationIn(Wanted):
    """Until when its documents can be had, and applications handed in; the documents' SHA-256."""

    until: Instant
    closes_at: Instant
    text: Digest


class PrequalificationClarifiedIn(Wanted):
    """The SHA-256 of what says it, whether it may affect how an application is made (CT-05); both
    later times, where they are needed for it.
    """

    text: Digest
    affects: Flag
    until: Instant | None = None
    closes_at: Instant | None = None


class InvitationIn(Wanted):
    """The SHA-256 of the invitation."""

    text: Digest


class PrequalificationOut(Told):
    """The prequalification of a lot as it stands: until when its documents can be had, and
    applications handed in; `text`, `clarified`, `invited`: the SHA-256 of its documents, of what
    changed them last, of the invitation. `enough` may bid: None until it is over.
    """

    lot: str
    issued_at: datetime
    until: datetime
    closes_at: datetime
    text: str
    clarified: str | None
    enough: bool | None
    invited: str | None


@router.post("/lots/{lot}/prequalification", **ASKED)
async def issue(ask: Edits, lot: LotCode, wanted: PrequalificationIn) -> ReceiptOut:
    """Issues the documents of a prequalification; OWNER, or the AGENCY it charged."""
    return await ask.seen_of("lot", lot)(IssuePrequalification, lot=lot, **dict(wanted))


@router.get("/lots/{lot}/prequalification", response_model=Answer[PrequalificationOut])
def as_it_stands(when: Annotated[When, asked(lambda r: (r.lots,))], lot: LotCode) -> dict[str, Any]:
    """The prequalification of a lot; 404 where it has none. It is everybody's."""
    begun = begun_of(when, lot)
    if begun is None:
        raise HTTPException(404, f"lot {lot} has no prequalification")
    issued = begun.issued
    return when.answer(
        {
            "lot": lot,
            "issued_at": issued.issued_at,
            "until": begun.until,
            "closes_at": begun.closes_at,
            "text": issued.text,
            "clarified": begun.clarified and begun.clarified.text,
            "enough": begun.concluded and begun.concluded.enough,
            "invited": begun.invited and begun.invited.text,
        }
    )


@router.post("/lots/{lot}/prequalification/clarifications", **ASKED)
async def clarify(ask: Edits, lot: LotCode, wanted: PrequalificationClarifiedIn) -> ReceiptOut:
    """Clarifies or changes the documents for all at once; OWNER, or the AGENCY it charged."""
    return await ask.seen_of("lot", lot)(ClarifyPrequalification, lot=lot, **dict(wanted))


@router.post("/lots/{lot}/prequalification/invitation", **ASKED)
async def invite(ask: Edits, lot: LotCode, wanted: InvitationIn) -> ReceiptOut:
    """Invites all who were found qualified to bid; OWNER, or the AGENCY it charged."""
    return await ask.seen_of("lot", lot)(InviteQualified, lot=lot, **dict(wanted))


def begun_of(when: When, lot: str) -> Prequalification | None:
    """The prequalification of a lot at a moment; None where it has none."""
    state = when.system.replay.state(StreamId("lot", lot), when.position)
    assert isinstance(state, Lot)
    return state.prequalification

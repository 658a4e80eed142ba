"""Mandates of agencies: given and ended by the owner that they act for, read by everybody."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field

from api.http.answers import Answer, Told
from api.http.asking import ASKED, Asks
from api.http.paging import page
from api.http.positions import After, Limit, When, asked
from api.http.receipts import ReceiptOut
from api.http.shapes import Digest, Instant, Name, Sentence, TradeCode, Wanted
from domain.mandates import Scope
from domain.trade.mandate import GrantMandate, RevokeMandate
from projections.projects import MANDATES

router = APIRouter(prefix="/v1/mandates", tags=["tenders"])

type Act = Annotated[str, Field(pattern="^[A-Z][A-Za-z]{2,59}$")]


class LetterIn(Wanted):
    """Whose letter, for which agency, in what (`subject`: a code of that scope); its reference and
    SHA-256.
    """

    owner: Name
    agency: Name
    scope: Scope
    subject: TradeCode
    document: Sentence
    evidence: Digest


class MandateIn(LetterIn):
    """`acts`: names of commands, none: all of an agency's; `until` none: without an end."""

    acts: Annotated[tuple[Act, ...], Field(max_length=40)] = ()
    since: Instant
    until: Instant | None = None


class RevocationIn(LetterIn):
    """From when on; none: at once."""

    since: Instant | None = None


class MandateOut(Told):
    """A mandate as its owner wrote it last; `acts` empty or none: all of an agency's."""

    owner: str
    agency: str
    scope: str
    subject: str
    acts: list[str] | None
    since: datetime | None
    until: datetime | None
    document: str


@router.get("", response_model=Answer[list[MandateOut]])
def mandates(
    when: Annotated[When, asked(lambda r: (r.projects,))],
    subject: TradeCode | None = None,
    after: After = None,
    limit: Limit = 100,
) -> dict[str, Any]:
    """What owners wrote of mandates, by what they are of; public. Whom a project, a procedure or a
    lot names as its agency has one without a letter, until one is written.
    """
    where = {"subject": subject} if subject else {}
    cursor = dict.fromkeys(("subject", "scope", "owner", "agency"), str)
    reader = when.system.readers.projects
    return when.answer(*page(when, reader, MANDATES, cursor, after, limit, where))


@router.post("", **ASKED)
async def grant(ask: Asks, wanted: MandateIn) -> ReceiptOut:
    """Lets an agency act for its owner, in place of what was written before; OWNER."""
    return await ask(GrantMandate, **dict(wanted))


@router.post("/revocation", **ASKED)
async def revoke(ask: Asks, wanted: RevocationIn) -> ReceiptOut:
    """Lets an agency act for its owner no more; OWNER."""
    return await ask(RevokeMandate, **dict(wanted))

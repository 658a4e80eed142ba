"""Files in quarantine: what does not add up, by how much, and who decides about it."""

from datetime import date, datetime
from functools import partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.concurrency import run_in_threadpool

from api.http.answers import Answer, Told
from api.http.asking import ASKED, Asks
from api.http.joint_acts import JointActOut, made, proposed, told
from api.http.paging import DAY, Cursor, page
from api.http.positions import After, Limit, When, asked
from api.http.receipts import ReceiptOut
from api.http.seeing import REASONS, holding
from api.http.shapes import Digest, Sentence, Wanted
from api.quarantine import asked_discard, asked_release
from projections.quarantine import FILES

router = APIRouter(prefix="/v1/quarantine", tags=["statements"])


class WhyIn(Wanted):
    """Why."""

    reason: Sentence


class QuarantinedOut(Told):
    """A statement of a file in quarantine; amounts in minor units, credit positive.

    `difference` is `found` − `expected`, of the sum that does not hold; null where the file
    contradicts itself otherwise, and `why` says how.
    """

    file: str
    account: str
    day: date
    statement: str | None
    fate: Literal["WAITING", "RELEASED", "DISCARDED", "SUPERSEDED"]
    currency: str
    rule: str
    lines: int
    opening: int | None
    credits: int
    debits: int
    closing: int | None
    expected: int | None
    found: int | None
    difference: int | None
    why: str
    brought_by: str
    came: int
    came_at: datetime
    decided_by: str | None
    cosigned_by: str | None
    decided_at: datetime | None
    reason: str | None
    replaced_by: str | None


@router.get("", response_model=Answer[list[QuarantinedOut]], dependencies=[holding(*REASONS)])
def quarantined(
    when: Annotated[When, asked(lambda r: (r.quarantine,))],
    fate: Annotated[str | None, Query(pattern="^(WAITING|RELEASED|DISCARDED|SUPERSEDED)$")] = None,
    after: After = None,
    limit: Limit = 100,
) -> dict[str, Any]:
    """Statements in quarantine, and what became of each."""
    cursor: Cursor = {"account": str, "day": DAY, "file": str, "statement": str}
    where = {"fate": fate} if fate else {}
    read = when.system.readers.quarantine
    rows, more = page(when, read, FILES, cursor, after, limit, where)
    return when.answer([of_row(row) for row in rows], more)


@router.post("/{file}/release", **ASKED)
async def release(ask: Asks, file: Digest, wanted: WhyIn) -> JointActOut:
    """Proposes that a file is banked as it is; C-CASH. C-SET2 signs it too: a joint act."""
    kept = await proposed(ask, partial(asked_release, ask.system, file, wanted.reason))
    return await run_in_threadpool(told, ask.system, kept)


@router.post("/{file}/discard", **ASKED)
async def discard(ask: Asks, file: Digest, wanted: WhyIn) -> ReceiptOut:
    """Decides that a file is never banked; C-CASH."""
    command = await made(partial(asked_discard, ask.system, file, wanted.reason))
    return await ask(lambda: command)


def of_row(row: dict[str, Any]) -> dict[str, Any]:
    """A row as it is told: the bank's own name or none, and the difference."""
    summed = row["expected"] is not None and row["found"] is not None
    difference = row["found"] - row["expected"] if summed else None
    return row | {"statement": row["statement"] or None, "difference": difference}

"""Break-glass (应急查阅, REFERENCE 4.5): two persons look into what of a lot lies under seal.

Who supervises the lot, or audits there, asks with the number of the file that asks for it; who
keeps keys signs too (`/v1/joint-acts`). What they opened its asker reads, as it was at that moment,
for a day. Each is told at once to who watches over all (DISC) and to who audits where the lot lies.
"""

from datetime import datetime
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path
from fastapi.concurrency import run_in_threadpool

from api.http.answers import Answer, Told
from api.http.asking import ASKED, Asks
from api.http.glass import GLASS, HEARS_OF_GLASS
from api.http.identity import Identity
from api.http.joint_acts import JointActOut, proposed, told
from api.http.paging import Cursor, number, page
from api.http.positions import After, Limit, When, asked
from api.http.regional import lots_of
from api.http.seeing import holding
from api.http.shapes import LotCode, Name, Sentence, Wanted
from api.under_seal import payers, registered
from domain.inspection.events import Inspected
from domain.trade.break_glass import BreakGlass
from projections.inspections import INSPECTIONS

router = APIRouter(prefix="/v1", tags=["inspections"])

type Row = dict[str, Any]
_LIST: Cursor = {"lot": str, "number": number}


class InspectionIn(Wanted):
    """What is to be read; `case`: the number of the file that asks for it."""

    what: Inspected
    case: Name
    reason: Sentence


class InspectionTold(Told):
    """That it was read: by whom, by whose leave, on which ground, and until when."""

    lot: str
    number: int
    what: Inspected
    read_at: datetime
    until: datetime
    role: str
    read_by: str
    beside: str
    case: str
    reason: str


class RegistrantOut(Told):
    """A company that registered."""

    party: str
    name: str | None


class PayerOut(Told):
    """A company, and the accounts from which was paid for it."""

    party: str
    name: str | None
    accounts: list[str]


class InspectionOut(InspectionTold):
    """The same with what was read. `registered`, `downloaded`: how many registered, how many had
    the documents, natural persons among them, who are not named. What was not asked for is null.
    """

    registered: int | None
    registrants: list[RegistrantOut] | None
    downloaded: int | None
    downloaders: list[str] | None
    payers: list[PayerOut] | None


@router.post("/lots/{lot}/inspections", **ASKED)
async def look(ask: Asks, lot: LotCode, wanted: InspectionIn) -> JointActOut:
    """Asks to read under a seal: who supervises the lot, or AUD there. Nothing is read before KEY
    signs too, at `/v1/joint-acts/{digest}/signature`.
    """
    kept = await proposed(ask, partial(BreakGlass, lot=lot, **dict(wanted)))
    return await run_in_threadpool(told, ask.system, kept)


@router.get("/lots/{lot}/inspections/{number}", response_model=Answer[InspectionOut])
def read(
    reader: Annotated[Identity, holding(*GLASS)],
    when: Annotated[When, asked(lambda r: (r.inspections, r.sealed_deposits, r.sealed_downloads))],
    lot: LotCode,
    nth: Annotated[int, Path(ge=1, le=1_000_000, alias="number")],
) -> Row:
    """What was read, as it was then: to the one who asked for it, while the time for it runs. Of
    another's one hears what one hears of none: 404; 403 when the time is over.
    """
    where = {"lot": lot, "number": nth}
    rows = when.system.readers.inspections.rows(INSPECTIONS, where, as_of=when.position).rows
    row = next((one for one in rows if one["read_by"] == reader.person), None)
    if row is None:
        raise HTTPException(404, f"you have read nothing of {lot} as number {nth}")
    if when.system.clock() >= row["until"]:  # whatever moment is asked for
        until = row["until"].isoformat()
        raise HTTPException(403, f"number {nth} of {lot} could be read until {until}: ask anew")
    return when.answer(_named(row) | _of(when, row))


@router.get("/inspections", response_model=Answer[list[InspectionTold]])
def inspections(
    reader: Annotated[Identity, holding(*HEARS_OF_GLASS)],
    when: Annotated[When, asked(lambda r: (r.inspections, r.lots))],
    after: After = None,
    limit: Limit = 100,
) -> Row:
    """Each time that somebody read under a seal, of lots that the reader's posts are for; not what
    was read. DISC, AUD.
    """
    readers = when.system.readers
    near = lots_of(readers, reader, when.position, None, *HEARS_OF_GLASS)
    where = {} if near is None else {"lot": near}
    found = page(when, readers.inspections, INSPECTIONS, _LIST, after, limit, where)
    return when.answer([_named(row) for row in found[0]], found[1])


def _named(row: Row) -> Row:
    return {name: row[name] for name in InspectionTold.model_fields}


def _of(when: When, row: Row) -> Row:
    """What was read, as it stood at the position of the reading."""
    said: Row = dict.fromkeys(
        InspectionOut.model_fields.keys() - InspectionTold.model_fields.keys()
    )
    readers, lot, position = when.system.readers, row["lot"], row["position"]
    if row["what"] == Inspected.PAYERS:
        return said | {"payers": [one._asdict() for one in payers(readers, lot, position)]}
    found = registered(readers, lot, position)
    there = [one._asdict() for one in found.registrants]
    return said | found._asdict() | {"registrants": there}

"""`/lots/{lot}/deposits/{deposit}/void-award`: whose a void result's money is, proposed by one.

Looked at before it is signed: the page that answers the form says what would follow, and only its
button signs (decision 39). The second person signs at `/quarantine`.
"""

from dataclasses import replace
from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, File, Form, HTTPException, Path, Request, UploadFile
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.http.asking import Asking
from api.http.identity import Identity
from api.http.joint_acts import proposed
from api.http.pages.acting import SEE_OTHER, Asker
from api.http.pages.again import page_of
from api.http.pages.desk_sheets import VOID_AWARD
from api.http.pages.drawing import draw
from api.http.pages.dues import CommandId, Reader
from api.http.pages.failing import Drawn
from api.http.pages.payees import Deposit, kind_of
from api.http.pages.speech import speech
from api.http.pages.void_left import (
    Left,
    demand_left,
    is_kept,
    needed,
    page_path,
    paper_key,
)
from api.http.pages.void_typed import GONE, NO_PAPER, NOTHING, Typed, read
from api.http.pages.void_view import award_view, stands_against
from api.http.positions import When, asked, now
from api.http.seeing import DESK, demand, holding
from api.http.shapes import LotCode
from api.joint import NoProposal, found
from api.wiring import System
from domain.desk.award_void import AwardVoidMoney
from ledger.blobs import NoBlob
from ledger.sealing import CannotOpen
from ledger.vault import NoKey

router = APIRouter(route_class=Drawn, include_in_schema=False)

Asked = Annotated[When, asked(needed)]
Sum = Annotated[str, Form(max_length=24)]
Digest = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]


@router.get("/lots/{lot}/deposits/{deposit}/void-award", response_class=HTMLResponse)
def void_award(
    request: Request, reader: Reader, when: Asked, lot: LotCode, deposit: Deposit
) -> Response:
    """For the desk; 404 alike for every deposit that is none of this open lot."""
    left = demand_left(when, reader, lot, deposit)
    return draw(request, reader, VOID_AWARD, award_view(when, reader, left, NOTHING, {}), when)


@router.post("/lots/{lot}/deposits/{deposit}/void-award")
async def award(
    request: Request,
    reader: Asker,
    lot: LotCode,
    deposit: Deposit,
    command_id: CommandId,
    do: Annotated[str, Form(pattern="^(look|edit|sign)$")] = "look",
    party: Sum = "",
    owner: Sum = "",
    treasury: Sum = "",
    document: Annotated[str, Form(max_length=200)] = "",
    paper: Annotated[str, Form(pattern="^([0-9a-f]{64})?$")] = "",
    evidence: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """C-SET1. `look` draws the page with what would follow, `edit` with the form again, `sign`
    keeps the command for its second person. What is wrong stands beside its field: 422.
    """
    demand(reader, "C-SET1")
    page = page_of(request, page_path(lot, deposit))
    system: System = request.app.state.system
    newest = When(page, system.store.tail().position, None)
    left = await run_in_threadpool(demand_left, newest, reader, lot, deposit)
    moment = await now(page, needed, newest.position)
    typed = Typed({"party": party, "owner": owner, "treasury": treasury}, document, paper)
    typed = await _with_paper(system, typed, await evidence.read() if evidence else b"")
    if do == "edit":
        return await run_in_threadpool(_again, page, reader, moment, left, typed, {})
    wanted = read(typed, left, speech(page))
    if isinstance(wanted, AwardVoidMoney):
        wrong = await run_in_threadpool(stands_against, moment, reader, left, wanted)
    else:
        wrong = wanted
    if do == "sign" and isinstance(wanted, AwardVoidMoney) and not wrong:
        kept = await proposed(Asking(request, reader, command_id), lambda: wanted)
        return RedirectResponse(f"/quarantine?kept={kept.digest}", SEE_OTHER)
    return await run_in_threadpool(_again, page, reader, moment, left, typed, wrong, wanted)


async def _with_paper(system: System, typed: Typed, data: bytes) -> Typed:
    """With the file under its SHA-256, before any command names it; the one that came before where
    none comes now."""
    if data:
        digest = sha256(data).hexdigest()
        try:
            kind, key = kind_of(data)[0], paper_key(digest)
            await run_in_threadpool(system.blobs.put, data, kind, key)
        except NoKey:
            return replace(typed, paper="", paper_wrong=GONE)
        return replace(typed, paper=digest)
    if not typed.paper:
        return replace(typed, paper_wrong=NO_PAPER)
    if not await run_in_threadpool(is_kept, system, typed.paper):
        return replace(typed, paper="", paper_wrong=GONE)
    return typed


def _again(
    page: Request,
    reader: Identity,
    when: When,
    left: Left,
    typed: Typed,
    wrong: dict[str, str],
    wanted: AwardVoidMoney | dict[str, str] | None = None,
) -> Response:
    """The page: what would follow where nothing is wrong, else the form as it was filled in."""
    sign = wanted if isinstance(wanted, AwardVoidMoney) and not wrong else None
    view = award_view(when, reader, left, typed, wrong, sign)
    return draw(page, reader, VOID_AWARD, view, when, status=422 if wrong else 200)


@router.get("/quarantine/acts/{digest}/evidence", dependencies=[holding(*DESK)])
def evidence_of(request: Request, digest: Digest) -> Response:
    """The file of the decision that an award which waits names, to be kept and opened elsewhere.

    404 alike for what does not wait, names none, or is kept no more: no file but one that was
    brought for an award is read here.
    """
    system: System = request.app.state.system
    try:
        wanted = found(system, digest).wanted
        named = wanted.evidence if isinstance(wanted, AwardVoidMoney) else ""
        data = system.blobs.get(named) if named and is_kept(system, named) else b""
    except (NoProposal, NoBlob, NoKey, CannotOpen):
        data = b""
    if not data:
        raise HTTPException(404, f"no file of a joint act {digest} is kept here")
    name = f"{named[:16]}{kind_of(data)[1]}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type="application/octet-stream", headers=headers)

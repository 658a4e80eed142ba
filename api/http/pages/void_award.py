"""`/lots/{lot}/deposits/{deposit}/void-award`: whose a void result's money is, proposed by one.

Looked at before it is signed: the page that answers the form says what would follow, and only its
button signs (decision 39). The second person signs at `/quarantine`.
"""

from typing import Annotated

from fastapi import APIRouter, File, Form, HTTPException, Path, Request, UploadFile
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.http.asking import Asking
from api.http.identity import Identity
from api.http.joint_acts import made, proposed
from api.http.pages.acting import SEE_OTHER, Asker, answered, told_again
from api.http.pages.again import page_of
from api.http.pages.desk_sheets import VOID_AWARD
from api.http.pages.drawing import draw
from api.http.pages.dues import CommandId, Reader
from api.http.pages.failing import Drawn
from api.http.pages.papers import Document, attachment, brought
from api.http.pages.payees import Deposit
from api.http.pages.speech import speech
from api.http.pages.void_left import Left, demand_left, needed, page_path
from api.http.pages.void_typed import NOTHING, Typed, read, signed
from api.http.pages.void_view import award_view, stands_against
from api.http.positions import When, asked, newest, now
from api.http.regional import near_acts
from api.http.seeing import demand
from api.http.shapes import LotCode
from api.wiring import System
from domain.desk.award_void import AwardVoidMoney

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
    document: Document = "",
    paper: Annotated[str, Form(pattern="^([0-9a-f]{64})?$")] = "",
    evidence: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """C-SET1. `look` draws the page with what would follow, `edit` with the form again, `sign`
    keeps the command for its second person, under the same id once; after both signed it leads to
    what was written. What is wrong stands beside its field: 422.
    """
    demand(reader, "C-SET1")
    page = page_of(request, page_path(lot, deposit))
    system: System = request.app.state.system
    looked = newest(page)
    left = await run_in_threadpool(demand_left, looked, reader, lot, deposit)
    moment = await now(page, needed, looked.position)
    digest, off = await brought(system, lot, evidence, paper)
    sums = {"party": party, "owner": owner, "treasury": treasury}
    typed = Typed(sums, document, digest, off)
    if do == "edit":
        return await run_in_threadpool(_again, page, reader, moment, left, typed, {})
    wanted = read(typed, left, speech(page))
    if isinstance(wanted, AwardVoidMoney):
        wrong = await run_in_threadpool(stands_against, moment, reader, left, wanted)
    else:
        wrong = wanted
    if do == "sign" and await run_in_threadpool(answered, system, command_id):
        same, back = await made(lambda: signed(typed, left)), page_path(lot, deposit)
        return await run_in_threadpool(told_again, system, reader, same, back, command_id)
    if do == "sign" and (not wrong or await run_in_threadpool(system.joint.holds, command_id)):
        kept = await proposed(Asking(request, reader, command_id), lambda: signed(typed, left))
        return RedirectResponse(f"/quarantine?kept={kept.digest}", SEE_OTHER)
    return await run_in_threadpool(_again, page, reader, moment, left, typed, wrong, wanted)


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


@router.get("/quarantine/acts/{digest}/evidence")
def evidence_of(request: Request, reader: Reader, digest: Digest) -> Response:
    """The file of the decision that an award which waits names, to be kept and opened elsewhere.

    404 alike for what does not wait, names none, or one that is kept no more or was not brought for
    its lot; and for a deposit that is none of an open lot here.
    """
    system: System = request.app.state.system
    those = (one.wanted for one in near_acts(system, reader) if one.digest == digest)
    wanted = next(those, None)
    if not isinstance(wanted, AwardVoidMoney):
        raise HTTPException(404, f"no joint act {digest} waits that goes by a file")
    looked = newest(request)
    demand_left(looked, reader, wanted.lot, wanted.deposit)
    return attachment(system, wanted.lot, wanted.evidence)

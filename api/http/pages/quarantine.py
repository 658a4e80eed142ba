"""`/quarantine`: 隔离与会签, files that do not add up, and what waits for a second signature."""

from collections.abc import Awaitable
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Form, Path, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from api.banks.busy import Busy
from api.http.asking import Asking
from api.http.identity import Identity
from api.http.joint_acts import proposed, signed_too
from api.http.lasting import shown
from api.http.pages.acting import SEE_OTHER, Asker, acted, done, refusal
from api.http.pages.desk_sheets import QUARANTINE
from api.http.pages.drawing import draw
from api.http.pages.dues import CommandId, Reader
from api.http.pages.failing import Drawn
from api.http.pages.last_act import last_act
from api.http.pages.quarantine_view import PAGE, files, waiting_acts
from api.http.pages.speech import Speech, speech
from api.http.pages.views.quarantine import Quarantine
from api.http.pages.void_left import page_path
from api.http.positions import When, asked
from api.http.receipts import receipt_of
from api.http.regional import near_acts
from api.joint import MayNotSign, NoProposal, NotBanked, OutOfDate, OwnProposal, withdraw
from api.joint_sides import outlived
from api.quarantine import NotThere, asked_discard, asked_release, asked_reopening
from domain.bankday.reopen import ReopenDay
from domain.desk.award_void import AwardVoidMoney
from domain.kernel import Command
from ledger.joint import Proposed
from ledger.tickets import Refused
from projections.quarantine import FILES

router = APIRouter(route_class=Drawn, include_in_schema=False)

_REASON_MAX, _FILES_MAX = 300, 500
Digest = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]
Account = Annotated[str, Path(pattern="^[A-Z0-9-]{2,32}$")]
Reason = Annotated[str, Form(max_length=_REASON_MAX)]


@shown(router, PAGE)
def quarantine(
    request: Request,
    reader: Reader,
    when: Annotated[When, asked(lambda r: (r.quarantine, r.deposits, r.lots, r.trail))],
    kept: Annotated[str, Query(pattern=r"^([0-9a-f]{64})?$")] = "",
) -> Response:
    """For the desk. `kept`: what the reader proposed just now."""
    wish = speech(request)
    those = [] if when.past else near_acts(when.system, reader)  # what waits now, waits now
    rows = when.system.readers.quarantine.rows(FILES, as_of=when.position, limit=_FILES_MAX).rows
    good = [one for one in those if not outlived(when.system, one)]
    last, refused = _kept(those, kept, reader, wish) or last_act(when, reader, wish)
    view = Quarantine(
        acts=waiting_acts(when, those, rows, reader, wish),
        files=files(rows, good, reader, wish, past=when.past),
        last=last,
        refused=refused,
        typed=request.query_params.get("reason", "")[:_REASON_MAX],
    )
    return draw(request, reader, QUARANTINE, view, when)


@router.post("/quarantine/{file}/release")
async def release(
    request: Request, reader: Asker, file: Digest, command_id: CommandId, reason: Reason = ""
) -> Response:
    """Proposes to bank a file as it is."""
    ask = Asking(request, reader, command_id)
    if not reason.strip():
        return refusal(PAGE, "batches.no_reason")
    return await _proposal(proposed(ask, lambda: asked_release(ask.system, file, reason.strip())))


@router.post("/quarantine/{file}/discard")
async def discard(
    request: Request, reader: Asker, file: Digest, command_id: CommandId, reason: Reason = ""
) -> Response:
    """Decides that a file is never banked."""
    if not reason.strip():
        return refusal(PAGE, "batches.no_reason")
    system = request.app.state.system
    try:
        wanted = await run_in_threadpool(asked_discard, system, file, reason.strip())
    except NotThere:
        return refusal(PAGE, "bankday.not_in_quarantine")
    kept = {"reason": reason}
    return await acted(request, reader, wanted, PAGE, command_id=command_id, kept=kept)


@router.post("/close/{account}/{day}/reopening")
async def reopen(
    request: Request,
    reader: Asker,
    account: Account,
    day: date,
    command_id: CommandId,
    reason: Reason = "",
) -> Response:
    """Proposes to open a closed day again."""
    ask = Asking(request, reader, command_id)
    if not reason.strip():
        return refusal(f"/close/{account}/{day}", "batches.no_reason")
    return await _proposal(
        proposed(ask, lambda: asked_reopening(ask.system, account, day, reason.strip()))
    )


@router.post("/quarantine/acts/{digest}/signature")
async def sign(request: Request, reader: Asker, digest: Digest, command_id: CommandId) -> Response:
    """Signs the same as another person, and leads to what came of it."""
    ask = Asking(request, reader, command_id)
    try:
        both = await signed_too(ask, digest)
    except NoProposal:
        return refusal(PAGE, "joint.gone")
    except OwnProposal:
        return refusal(PAGE, "joint.same_person")
    except OutOfDate:
        return refusal(PAGE, "bankday.later_closed")
    except NotBanked as why:
        busy = isinstance(why.__cause__, Busy)
        return refusal(PAGE, "joint.not_banked_yet" if busy else "joint.not_banked")
    except (MayNotSign, Refused) as refused:
        return refusal(PAGE, refused.rejected.rule)
    wanted = both.wanted
    return done(_where(wanted), await run_in_threadpool(receipt_of, ask.system, both.receipt))


def _where(wanted: Command) -> str:
    """What came of a joint act is seen there."""
    match wanted:
        case ReopenDay(account=account, day=day):
            return f"/close/{account}/{day}"
        case AwardVoidMoney(lot=lot, deposit=deposit):
            return page_path(lot, deposit)
    return PAGE


@router.post("/quarantine/acts/{digest}/withdrawal")
async def take_back(request: Request, reader: Asker, digest: Digest) -> Response:
    """Withdraws a proposal, as `api.joint.withdraw` lets it."""
    try:
        await run_in_threadpool(withdraw, request.app.state.system, reader.person, digest)
    except (NoProposal, OwnProposal):
        return refusal(PAGE, "joint.gone")
    return RedirectResponse(PAGE, SEE_OTHER)


async def _proposal(asked_for: Awaitable[Proposed]) -> Response:
    try:
        kept = await asked_for
    except NotThere:
        return refusal(PAGE, "bankday.not_in_quarantine")
    return RedirectResponse(f"{PAGE}?kept={kept.digest}", SEE_OTHER)


def _kept(
    those: list[Proposed], digest: str, reader: Identity, wish: Speech
) -> tuple[str, bool] | None:
    """Nothing is said that is not so: it waits, and is this reader's."""
    mine: Any = next((one for one in those if one.digest == digest), None)
    return (wish.say("joint.kept"), False) if mine and mine.person == reader.person else None

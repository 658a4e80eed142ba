"""`/payouts`: 划付, what deposits gave on to others; the checker reads a payout and decides it."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Path, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from api.http.identity import Identity
from api.http.lasting import shown
from api.http.pages.acting import Asker, acted, made, refusal
from api.http.pages.desk_sheets import PAYOUTS
from api.http.pages.drawing import draw
from api.http.pages.dues import CommandId, Reader
from api.http.pages.failing import Drawn
from api.http.pages.payout_view import Wanted, payouts_view
from api.http.positions import When, asked
from api.http.seeing import SETTLES
from api.paying_out import lots_by_code, may_be_told
from api.readers import Readers
from domain.desk.approve_payout import ApprovePayout, RejectPayout
from domain.desk.give_up import GiveUpPayout
from domain.kernel import StreamId
from domain.payout.events import REASON_MOST, PayoutProposed
from projections.reader import Reader as Rows

router = APIRouter(route_class=Drawn, include_in_schema=False)


def needed(r: Readers) -> tuple[Rows, ...]:
    """What the page reads."""
    return (r.payouts, r.payments, r.deposits, r.lots, r.bankdays, r.trail)


AskedOfPayouts = Annotated[When, asked(needed)]
Code = Annotated[str, Path(pattern=r"^Q[0-9A-F]{16}$")]
Reason = Annotated[str, Form(max_length=REASON_MOST)]
Begin = Annotated[str, Query(pattern="^(P[0-9A-F]{16})?$")]


@shown(router, "/payouts")
@shown(router, "/payouts/{payout}")
def payouts(
    request: Request,
    reader: Reader,
    when: AskedOfPayouts,
    payout: Code | None = None,
    of: Annotated[str, Query(pattern="^([0-9a-f]{12})?$")] = "",
    begin: Begin = "",
    after: Annotated[int | None, Query(ge=1, le=2**53)] = None,
) -> Response:
    """For the desk. One payout is open: the one asked for, else the first of its tab; of what is
    payable, `of` names the sum that is open, `begin` the deposit with which the page before ended.
    """
    view = payouts_view(request, reader, when, Wanted(payout, of, begin, after))
    return draw(request, reader, PAYOUTS, view, when)


@router.post("/payouts/{payout}/approval")
async def approve(
    request: Request,
    reader: Asker,
    payout: Code,
    command_id: CommandId,
    seen: Annotated[str, Form(max_length=3)] = "",
) -> Response:
    """Signs the payout as it was proposed, naming the maker's command.

    `seen`: what shows the payee was looked at; without it none is signed.
    """
    fact = await run_in_threadpool(_proposed, request, reader, payout)
    back = f"/payouts/{payout}"
    if seen != "yes":
        return refusal(back, "payouts.evidence_unseen")
    names = ("payout", "lot", "account", "to", "owner", "payee", "document", "parts")
    wanted = made(ApprovePayout, **{name: getattr(fact, name) for name in names})
    maker = fact.proposal
    return await acted(request, reader, wanted, back, command_id=command_id, maker=maker)


@router.post("/payouts/{payout}/return")
async def send_back(
    request: Request, reader: Asker, payout: Code, command_id: CommandId, reason: Reason = ""
) -> Response:
    """Sends it back to its maker, with a reason; after a refusal what was typed is there still."""
    back, kept = f"/payouts/{payout}", {"reason": reason}
    if not reason.strip():
        return refusal(back, "batches.no_reason")
    wanted = made(RejectPayout, payout=payout, reason=reason.strip())
    return await acted(request, reader, wanted, back, command_id=command_id, kept=kept)


@router.post("/payouts/{payout}/abandonment")
async def give_up(
    request: Request, reader: Asker, payout: Code, command_id: CommandId, reason: Reason = ""
) -> Response:
    """Gives up what failed or came back, with a reason: its parts are payable again."""
    fact = await run_in_threadpool(_proposed, request, reader, payout)
    back, kept = f"/payouts/{payout}", {"reason": reason}
    if not reason.strip():
        return refusal(back, "batches.no_reason")
    deposits = tuple(part.deposit for part in fact.parts)
    wanted = made(GiveUpPayout, payout=payout, deposits=deposits, reason=reason.strip())
    return await acted(request, reader, wanted, back, command_id=command_id, kept=kept)


def _proposed(request: Request, reader: Identity, code: str) -> PayoutProposed:
    """404 alike for what nobody proposed and what this reader may not be told."""
    system = request.app.state.system
    found = system.replay.state(StreamId("payout", code)).proposed
    if isinstance(found, PayoutProposed):
        lots = lots_by_code(system, (found.lot,), system.readers.lots.position())
        if may_be_told(found.lot, lots, reader.holds(*SETTLES)):
            return found
    raise HTTPException(404, f"nobody proposed {code}")

"""`/lots/{lot}/deposits/{deposit}/price`: 划转价款, looked at, then signed by a checker."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, Response

from api.http.identity import Identity
from api.http.pages.acting import Asker, acted, answered
from api.http.pages.again import page_of
from api.http.pages.desk_sheets import PRICE
from api.http.pages.drawing import draw
from api.http.pages.dues import CommandId, Reader
from api.http.pages.failing import Drawn
from api.http.pages.papers import Document, Seen, brought
from api.http.pages.payees import Deposit
from api.http.pages.price_view import (
    Typed,
    follows,
    looked_at,
    price_path,
    price_view,
    read,
    signed,
)
from api.http.pages.speech import speech
from api.http.pages.void_left import Left, demand_left, needed
from api.http.positions import When, asked, newest, now
from api.http.seeing import demand
from api.http.shapes import LotCode
from api.wiring import System
from domain.desk.price import ReleasePrice

router = APIRouter(route_class=Drawn, include_in_schema=False)

Asked = Annotated[When, asked(needed)]
_CHECKS = "C-SET2"


@router.get("/lots/{lot}/deposits/{deposit}/price", response_class=HTMLResponse)
def price(
    request: Request, reader: Reader, when: Asked, lot: LotCode, deposit: Deposit
) -> Response:
    """For the desk; 404 alike for every deposit that is none of this open lot."""
    left = demand_left(when, reader, lot, deposit)
    return draw(request, reader, PRICE, price_view(when, reader, left, Typed(), {}), when)


@router.post("/lots/{lot}/deposits/{deposit}/price")
async def release(
    request: Request,
    reader: Asker,
    lot: LotCode,
    deposit: Deposit,
    command_id: CommandId,
    do: Annotated[str, Form(pattern="^(look|edit|sign)$")] = "look",
    document: Document = "",
    paper: Annotated[str, Form(pattern="^([0-9a-f]{64})?$")] = "",
    seen: Seen = "",
    evidence: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """C-SET2. `look` draws the page with what would follow, `edit` with the form again, `sign`
    asks: what was looked at, and under the same id the same as before. What is wrong, or has
    changed since it was looked at, stands in its place: 422.
    """
    demand(reader, _CHECKS)
    back, system = price_path(lot, deposit), request.app.state.system
    assert isinstance(system, System)
    page = page_of(request, back)
    looked = newest(page)
    left = await run_in_threadpool(demand_left, looked, reader, lot, deposit)
    moment = await now(page, needed, looked.position)
    digest, off = await brought(system, lot, evidence, paper)
    typed = Typed(document, digest, off, seen)
    if do == "edit":
        return await run_in_threadpool(_again, moment, reader, left, typed, {}, None)
    wanted, wrong = await run_in_threadpool(_looked, moment, reader, left, typed, do)
    if do == "sign" and (not wrong or await run_in_threadpool(answered, system, command_id)):
        return await acted(request, reader, signed(typed, left), back, command_id=command_id)
    return await run_in_threadpool(_again, moment, reader, left, typed, wrong, wanted)


def _looked(
    when: When, reader: Identity, left: Left, typed: Typed, do: str
) -> tuple[ReleasePrice | None, dict[str, str]]:
    """What would be signed as things stand now, unless something is wrong with it; and what is, in
    words. What only changed since it was looked at is both."""
    wish = speech(when.request)
    wanted = read(typed, left, wish)
    if not isinstance(wanted, ReleasePrice):
        return None, wanted
    if against := follows(when, reader, wish, wanted).refused:
        return None, {"rule": against}
    changed = do == "sign" and looked_at(typed, left) != typed
    return wanted, {"changed": wish.say("decide.changed")} if changed else {}


def _again(
    when: When,
    reader: Identity,
    left: Left,
    typed: Typed,
    wrong: Mapping[str, str],
    sign: ReleasePrice | None,
) -> Response:
    """The page: what would follow, else the form as it was filled in."""
    view = price_view(when, reader, left, typed, wrong, sign)
    return draw(when.request, reader, PRICE, view, when, status=422 if wrong else 200)

"""我的标段: what waits for an owner, its procedures with their lots, what it decides of deposits.

`/own` is the list, `/own/{lot}` one lot; its deposits once it is open.
An agency that speaks for the owner reads the same; it decides of no deposit (4.1).
"""

from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, HTTPException, Query, Request, UploadFile
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from api.http.identity import Identity, Reading
from api.http.lasting import shown
from api.http.limits import pass_through, turnstile
from api.http.pages.acting import acted, answered
from api.http.pages.again import page_of
from api.http.pages.drawing import Sheet, draw
from api.http.pages.dues import CommandId
from api.http.pages.failing import Drawn
from api.http.pages.own_decided import Decision, Typed, follows, looked_at, read, signed
from api.http.pages.own_list import lots_view
from api.http.pages.own_seen import (
    Own,
    demand_own_deposit,
    demand_own_lot,
    needed,
    not_of_it,
    waits,
)
from api.http.pages.own_view import lot_view
from api.http.pages.papers import Document, Seen, brought
from api.http.pages.speech import speech
from api.http.positions import When, asked, now
from api.http.seeing import ITS_OWN, demand, holding
from api.http.shapes import LotCode
from api.wiring import System

router = APIRouter(route_class=Drawn, include_in_schema=False)

LIST = Sheet(
    "own.html",
    "own.title",
    place="own",
    style="lots",
    keys=((("J", "K"), "key.rows", True), (("Enter",), "key.enter", True)),
    lasting=True,
)
LOT = Sheet("own_lot.html", "own.title", place="own", style="desk", keys=(), lasting=True)

Reader = Annotated[Identity, holding(*ITS_OWN)]
Asked = Annotated[When, asked(needed)]
Code = Annotated[str, Query(pattern="^(P[0-9A-F]{16})?$")]
What = Annotated[str, Query(pattern="^(waive|keep|undo)?$")]


async def owner(request: Request, reader: Reading) -> Identity:
    """Who decides for a lot's owner: 401 to the public, 403 without that post, 429 too often."""
    if not reader.person:
        raise HTTPException(401, "sign in to ask for this")
    demand(reader, "OWNER")
    pass_through(turnstile(request).asked, reader.person)
    return reader


@shown(router, "/own")
def own_lots(
    request: Request,
    reader: Reader,
    when: Asked,
    after: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """The lots that the reader owns, or speaks for, the newest first; and what waits for it."""
    return draw(request, reader, LIST, lots_view(when, reader, after), when)


@shown(router, "/own/{lot}")
def own_lot(
    request: Request,
    reader: Reader,
    when: Asked,
    lot: LotCode,
    deposit: Code = "",
    what: What = "",
) -> Response:
    """One of them. `deposit`: the one in the pane, else the first that waits for a decision."""
    own = demand_own_lot(when, reader, lot)
    chosen = deposit or _first(own)
    view = lot_view(when, reader, own, chosen, Typed(what), {})
    return draw(request, reader, LOT, view, when, title=view.title)


def _first(own: Own) -> str:
    waiting = (row["deposit"] for row, state in own.deposits if waits(own.now.lot, state))
    return next(waiting, "")


@router.post("/own/{lot}/decision")
async def decide(
    request: Request,
    reader: Annotated[Identity, Depends(owner)],
    lot: LotCode,
    deposit: Annotated[str, Form(pattern="^P[0-9A-F]{16}$")],
    what: Annotated[str, Form(pattern="^(waive|keep|undo)$")],
    command_id: CommandId,
    do: Annotated[str, Form(pattern="^(look|edit|sign)$")] = "look",
    ground: Annotated[str, Form(pattern="^[A-Z_]{0,30}$")] = "",
    amount: Annotated[str, Form(max_length=24)] = "",
    document: Document = "",
    paper: Annotated[str, Form(pattern="^([0-9a-f]{64})?$")] = "",
    seen: Seen = "",
    bids: Annotated[str, Form(pattern="^(B[0-9A-F]{16} ?)*$")] = "",
    evidence: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """`look` draws the page with what would follow, `edit` with the form again, `sign` asks: what
    was looked at, and under the same id the same as before.

    404 alike for every deposit that is none of an open lot of the reader's own. What is wrong, or
    has changed since it was looked at, stands in its place: 422.
    """
    system: System = request.app.state.system
    back = f"/own/{lot}?deposit={deposit}"
    page, position = page_of(request, back), system.store.tail().position
    await run_in_threadpool(demand_own_deposit, system, reader, lot, deposit)
    moment = await now(page, needed, position)
    own = await run_in_threadpool(demand_own_lot, moment, reader, lot)
    if own.of(deposit) is None:
        raise not_of_it(lot, deposit)
    digest, off = await brought(system, lot, evidence, paper)
    typed = Typed(what, ground, amount, document, digest, off, seen, bids)
    if do == "edit":
        return await run_in_threadpool(_again, moment, reader, own, deposit, typed, {}, None)
    wanted, wrong = await run_in_threadpool(_looked, moment, reader, own, deposit, typed, do)
    if do == "sign" and (not wrong or await run_in_threadpool(answered, system, command_id)):
        asks = signed(typed, lot, deposit)
        return await acted(request, reader, asks, back, command_id=command_id)
    return await run_in_threadpool(_again, moment, reader, own, deposit, typed, wrong, wanted)


def _looked(
    when: When, reader: Identity, own: Own, deposit: str, typed: Typed, do: str
) -> tuple[Decision | None, dict[str, str]]:
    """What would be signed as things stand now, unless something is wrong with it; and what is, in
    words. What only changed since it was looked at is both."""
    wish = speech(when.request)
    wanted = read(typed, own, deposit, wish)
    if isinstance(wanted, dict):
        return None, wanted
    if against := follows(when, reader, wish, wanted).refused:
        return None, {"rule": against}
    changed = do == "sign" and looked_at(typed, own, deposit) != typed
    return wanted, {"changed": wish.say("decide.changed")} if changed else {}


def _again(
    when: When,
    reader: Identity,
    own: Own,
    deposit: str,
    typed: Typed,
    wrong: dict[str, str],
    sign: Decision | None,
) -> Response:
    """The page: what would follow, else the form as it was filled in."""
    view = lot_view(when, reader, own, deposit, typed, wrong, sign)
    status = 422 if wrong else 200
    return draw(when.request, reader, LOT, view, when, status=status, title=view.title)

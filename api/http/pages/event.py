"""`/events/{position}`: one event, as far as its reader may see, with everything to check it."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from api.http.identity import Identity
from api.http.pages.drawing import Sheet, draw
from api.http.pages.event_parts import event_view
from api.http.pages.failing import Drawn
from api.http.pages.names import event_name
from api.http.pages.speech import speech
from api.http.pages.stored import Stored, in_stream, read
from api.http.pages.views.event import EventView
from api.http.positions import When, asked
from api.http.regional import Regions, far_accounts
from api.http.seeing import MONEY, TRAIL, Parts, demand, holding, parts_of
from api.http.trail import opened_of
from api.readers import NotReached
from api.wiring import System
from ledger.checkpoint import parse
from projections.audit_trail import TRAIL as TRAIL_TABLE

router = APIRouter(route_class=Drawn, include_in_schema=False)

SHEET = Sheet(
    "event.html",
    "event.title",
    place="trail",
    style="event",
    script="event",
    keys=(
        (("V",), "key.verify", True),
        (("←", "→"), "key.neighbours", True),
        (("X",), "key.hex", True),
        (("C",), "key.copy", True),
    ),
)

SEALED = Sheet("event.html", "event.veiled", place="trail", style="event", fit=False)
"""Of an event whose reader may know position and time alone: there is nothing to do."""

Position = Annotated[int, Path(ge=1, le=2**53)]
Asked = Annotated[When, asked(lambda r: (r.trail, r.deposits, r.lots))]
Reader = Annotated[Identity, holding(*TRAIL)]


@router.get("/events/{position}", response_class=HTMLResponse)
def event(request: Request, position: Position, reader: Reader, when: Asked) -> Response:
    """The page of one event."""
    stored, parts = _seen(when, reader, position)
    if not parts.public:
        view = EventView(position, stored.body.recorded_at, veiled=True)
        return draw(request, reader, SEALED, view, when)
    wish = speech(request)
    view = event_view(when.system, stored, parts, wish)
    title = event_name(when.system.log, stored.body.name, wish)
    return draw(request, reader, SHEET, view, when, title=title)


@router.get("/events/{position}/proof")
def proof(position: Position, reader: Reader, when: Asked, file: bool = False) -> Response:
    """All that a verifier needs besides the trust file. `file`: to be kept, with the event."""
    stored, parts = _seen(when, reader, position)
    if not parts.public or not (parts.restricted or stored.plain):
        demand(Identity("", ()), "AUD")
    tree = when.system.tree
    note = tree.checkpoint(position)
    found = tree.inclusion(position, parse(note).checkpoint.size)
    said: dict[str, Any] = {
        "position": position,
        "size": found.size,
        "path": [node.hex() for node in found.path],
        "checkpoint": note,
        "next": next_of(when.system, stored, parts),
        "actor_key": stored.key_of(when.system),
        "cosigner_key": stored.cosigner_key_of(when.system),
    }
    if not file:
        return JSONResponse(said)
    kept = {"format": "zhangben-proof/1", "event": stored.form.decode(), **said}
    name = f"event-{position}.proof.json"
    return JSONResponse(kept, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _seen(when: When, reader: Identity, position: int) -> tuple[Stored, Parts]:
    """The stored event and what the reader sees of it. Raises NotInLog, NotReached."""
    stored = read(when.system, position)
    rows = when.system.readers.trail.rows(TRAIL_TABLE, {"at": position}, limit=1).rows
    if not rows:
        raise NotReached(position, when.position)
    kind, code = rows[0]["kind"], rows[0]["code"]
    named, money = (
        _parts(when, reader, kind, code, reader.regions(*roles)) for roles in (TRAIL, MONEY)
    )
    return stored.placed(kind, code), replace(named, restricted=money.restricted)


def _parts(when: When, reader: Identity, kind: str, code: str, regions: Regions) -> Parts:
    """What would be seen of an event of this stream by a reader of these regions."""
    opened = opened_of(when.system.readers, regions, when.position, [code])
    return parts_of(reader, kind, code, opened, far_accounts(when.system, regions))


def next_of(system: System, stored: Stored, parts: Parts) -> dict[str, Any] | None:
    """The next event of the stream, which records this one: whole where all of it may be seen,
    else what it records, on our word alone."""
    after = in_stream(system, stored.body.stream, stored.body.sequence + 1)
    if after is None:
        return None
    told: dict[str, Any] = {"position": after.body.position}
    if parts.restricted or after.plain:
        return told | {"event": after.form.decode()}
    return told | {"previous": after.body.previous}

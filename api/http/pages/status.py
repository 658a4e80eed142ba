"""`/status`: which log this is, how far it and its readers are, which keys to expect."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.http.identity import Identity
from api.http.pages.drawing import Sheet, draw
from api.http.pages.failing import Drawn
from api.http.pages.opening import opening
from api.http.pages.speech import speech
from api.http.pages.status_waits import channels, waiting
from api.http.pages.views.status import Reading, Status
from api.http.seeing import TRAIL, holding
from api.wiring import System
from ledger.checkpoint import parse
from ledger.trust import Trust

router = APIRouter(route_class=Drawn, include_in_schema=False)

SHEET = Sheet(
    "status.html",
    "status.title",
    place="status",
    style="status",
    script="checkpoint",
    density="normal",
    keys=((("V",), "key.verify", True),),
)


@router.get("/status", response_class=HTMLResponse)
def status(request: Request, reader: Annotated[Identity, holding(*TRAIL)]) -> Response:
    """For who may read the trail."""
    return draw(request, reader, SHEET, _status(request, reader))


@router.get("/trust.json")
def trust(request: Request) -> Response:
    """The keys to expect, as this installation publishes them. Compare them by another way."""
    system: System = request.app.state.system
    return Response(system.home.trust.read_bytes(), media_type="application/json")


def _status(request: Request, reader: Identity) -> Status:
    system: System = request.app.state.system
    said, tail = opening(request), system.store.tail()
    expected = Trust.load(system.home.trust)
    note = system.latest_checkpoint()
    ring = list(system.book.ring().keys.values())
    return Status(
        origin=said.origin,
        mode=said.mode,
        starts=said.starts,
        position=tail.position,
        recorded_at=tail.recorded_at,
        note=note,
        checkpoint_size=parse(note).checkpoint.size if note else None,
        ledger_key=expected.ledger_key_id,
        ledger_algorithm=expected.algorithm,
        checkpoint_key=expected.checkpoint,
        custodial=sum(key.custodial for key in ring),
        own=sum(not key.custodial for key in ring),
        signing=sum(key.valid(system.clock()) for key in ring),
        database=_version(system),
        readings=tuple(
            Reading(
                one.name,
                one.generation,
                one.position,
                tail.position - one.position,
                one.problem,
                one.differs,
                one.audit.at if one.audit else None,
            )
            for one in system.readers.runner.status()
        ),
        pending=waiting(system, reader, speech(request)),
        channels=channels(system, reader),
        backup=None,
    )


def _version(system: System) -> str:
    with system.store.reading() as curs:
        row = curs.execute("SHOW server_version").fetchone()
        return str(row[0]) if row else ""

"""`/lots/{lot}/replay`: one cursor over a lot's events; its state there; two instants compared."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.http.identity import Identity
from api.http.lot_seen import events_of, together
from api.http.pages.drawing import Sheet, draw
from api.http.pages.failing import Drawn
from api.http.pages.lot import Asked, demand
from api.http.pages.replay_moments import moments
from api.http.pages.replay_view import Subject, Wanted, replay_view
from api.http.positions import When
from api.http.seeing import TRAIL, holding
from api.http.shapes import LotCode

router = APIRouter(route_class=Drawn, include_in_schema=False)

SHEET = Sheet(
    "replay.html",
    "replay.title",
    place="lots",
    style="lots",
    script="replay",
    keys=(
        (("←", "→"), "replay.key.events", True),
        (("⇧←", "⇧→"), "replay.key.days", True),
        (("A", "B"), "replay.key.two", True),
        (("0",), "replay.key.now", True),
    ),
)


@router.get("/lots/{lot}/replay", response_class=HTMLResponse)
def replay(
    request: Request,
    reader: Annotated[Identity, holding(*TRAIL)],
    when: Asked,
    lot: LotCode,
    wanted: Annotated[Wanted, Query()],
) -> Response:
    """The page. What its reader may know today of the lot, it shows at any instant of its past."""
    found = demand(when, reader, lot)
    subject = Subject(lot, found.title, f"/lots/{lot}", together([found]), found)
    return replayed(request, reader, when, subject, wanted)


def replayed(
    request: Request, reader: Identity, when: When, subject: Subject, wanted: Wanted
) -> Response:
    """The replay of a lot, or of a project, at the instants that are wanted."""
    events = events_of(when, subject.found)
    of = moments(when, subject.path, events, wanted.at.strip(), wanted.held.strip(), wanted.minute)
    view = replay_view(request, when, subject, of, "" if subject.alone else wanted.lot)
    return draw(request, reader, SHEET, view, when, title=view.title, past=view.past)

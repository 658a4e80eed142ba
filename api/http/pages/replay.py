"""`/lots/{lot}/replay`: one cursor over a lot's events; its state there; two instants compared."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, Field

from api.http.identity import Identity
from api.http.lot_seen import Seen, events_of
from api.http.pages.drawing import Sheet, draw
from api.http.pages.failing import Drawn
from api.http.pages.lot import Asked, demand
from api.http.pages.lot_story import event_rows
from api.http.pages.lot_words import known_view, phase_tag, steps_view, stills_view
from api.http.pages.replay_chart import chart, minute
from api.http.pages.replay_differing import changed_rows, shifted_rows
from api.http.pages.replay_moments import Moments, address, moments, steps
from api.http.pages.shown import Shown
from api.http.pages.speech import Speech, speech
from api.http.pages.views.desk import TagView
from api.http.pages.views.lot import EventRow
from api.http.pages.views.replay import Instant, Replay, Stop
from api.http.positions import When
from api.http.seeing import TRAIL, holding
from api.http.shapes import LotCode
from api.instants import recorded_at
from api.lots.differing import changed, shifted
from api.lots.money import balances, in_parts
from api.lots.standing import Standing, standing

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

ROWS = 200
"""So many events are listed, around the cursor."""


class Wanted(BaseModel):
    """The cursor (`at`, or a minute of the slider), and what it is held against (`with`)."""

    at: str = Field("", max_length=40)
    held: str = Field("", max_length=40, alias="with")
    minute: int | None = Field(None, ge=0, le=2**31)


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
    events = events_of(when, found)
    of = moments(when, events, wanted.at.strip(), wanted.held.strip(), wanted.minute)
    view = _view(request, when, found, of)
    return draw(request, reader, SHEET, view, when, title=view.title, past=view.past)


def _view(request: Request, when: When, found: Seen, of: Moments) -> Replay:
    wish, code = speech(request), found.now.code
    here = _at(when, code, of.position(of.here))
    defined = found.now.lot.defined
    assert defined is not None, "only what was defined is replayed"
    may = found.money and found.now.lot.opened
    return Replay(
        code=code,
        title=defined.title,
        here=_instant(of, of.here, wish),
        other=_instant(of, of.other, wish),
        past=of.here < len(of.events),
        nth=of.here,
        total=len(of.events),
        stops=_stops(of, wish),
        phase=phase_tag(here.lot.phase, wish) if here else _before(wish),
        steps=steps_view(here, wish) if here else (),
        stills=stills_view(here.lot, wish) if here else (),
        known=known_view(here, wish, found.names) if here else (),
        events=_rows(when, found, of, wish),
        chart=chart(of, found.moved(of.events) if may else (), _until(when), wish),
        money=may,
        sealed=not found.now.lot.opened,
        opening_at=found.now.lot.opening_at,
        go=steps(code, of),
        lot_path=f"/lots/{code}",
        kept=of.kept,
        minute=minute(of.events[of.here - 1], of.events[0]) if of.here else 0,
        **_differs(when, found, of, wish, here),
    )


def _differs(
    when: When, found: Seen, of: Moments, wish: Speech, here: Standing | None
) -> dict[str, Any]:
    """What the two instants differ by, the other one (A) first."""
    was, now = of.position(of.other), of.position(of.here)
    other = _at(when, found.now.code, was)
    moved = found.moved(of.events) if found.money else ()
    rows, alike = shifted(moved, was, now)
    low, high = sorted((of.other, of.here))
    between = of.events[low:high]
    return {
        "changed": changed_rows(changed(other, here), wish, found.names),
        "shifted": shifted_rows(when.system, rows, found.payers, wish),
        "before": sum(in_parts(balances(moved, was)).values()),
        "after": sum(in_parts(balances(moved, now)).values()),
        "unchanged": alike,
        "between": len(between),
        "moved": sum(bool(one.legs) for one in between),
    }


def _at(when: When, code: str, position: int) -> Standing | None:
    """The lot at a position; None before it was defined."""
    return standing(when.system, code, position) if position else None


def _until(when: When) -> datetime | None:
    """When the newest event was recorded that the page knows of."""
    return recorded_at(when.system.store, when.position)


def _before(wish: Speech) -> TagView:
    return TagView("idle", "dash", wish.say("replay.before"))


def _instant(of: Moments, place: int, wish: Speech) -> Instant:
    if not place:
        return Instant(0, None, wish.say("replay.before"))
    event = of.events[place - 1]
    return Instant(event.position, event.recorded_at, Shown(wish).line(event.recorded_at))


def _stops(of: Moments, wish: Speech) -> tuple[Stop, ...]:
    """The events as places of the slider, for its script."""
    shown = Shown(wish)
    return tuple(
        Stop(minute(one, of.events[0]), one.position, shown.line(one.recorded_at))
        for one in of.events
    )


def _rows(when: When, found: Seen, of: Moments, wish: Speech) -> tuple[EventRow, ...]:
    """The events around the cursor, oldest first; what comes after it is marked."""
    begin = max(0, min(of.here - ROWS // 2, len(of.events) - ROWS))
    some = of.events[begin : begin + ROWS]
    rows = event_rows(when.system, wish, some, found.payers)
    return tuple(
        replace(
            row,
            later=n > of.here,
            here=n == of.here,
            other=n == of.other,
            seek=address(found.now.code, of, n),
        )
        for n, row in enumerate(rows, begin + 1)
    )

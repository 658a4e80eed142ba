"""`/alerts`: what somebody must look at, newest first, by how far it is dealt with.

Of lots that are still sealed nothing is told here: neither a row nor a number of them.
"""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.alerts import meant, told
from api.http.identity import Identity
from api.http.pages.drawing import Sheet, draw
from api.http.pages.failing import Drawn
from api.http.pages.lot_words import alert_words, escalated_words
from api.http.pages.speech import Speech, speech
from api.http.pages.views.alerts import AlertRow, Alerts
from api.http.pages.views.desk import Glyph, TagKind, TagView
from api.http.pages.views.frame import Choice
from api.http.positions import When, asked
from api.http.regional import lots_of
from api.http.seeing import WATCH, holding
from domain.alert.kinds import Level
from domain.alert.state import Stage
from projections.alerts import ALERTS

router = APIRouter(route_class=Drawn, include_in_schema=False)

PAGE = 100
SHEET = Sheet(
    "alerts.html",
    "alerts.title",
    place="alerts",
    style="trail",
    keys=((("J", "K"), "key.rows", True), (("[", "]"), "key.pages", True)),
)
_TAGS: dict[Level, tuple[TagKind, Glyph]] = {
    Level.RED: ("danger", "stop"),
    Level.YELLOW: ("warn", "warn"),
    Level.INFO: ("idle", "dash"),
}


@router.get("/alerts", response_class=HTMLResponse)
def alerts(
    request: Request,
    reader: Annotated[Identity, holding(*WATCH)],
    when: Annotated[When, asked(lambda r: (r.alerts, r.deposits, r.lots))],
    stage: Annotated[str, Query(pattern=r"^[1-5]?$")] = "",
    before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
) -> Response:
    """A page of them: all, or those at a stage; the newest, or those raised before a position.

    A county sees its own.
    """
    near = lots_of(when.system.readers, reader, when.position, None, *WATCH)
    return draw(request, reader, SHEET, _view(request, when, near, stage, before), when)


def _view(
    request: Request, when: When, near: list[str] | None, stage: str, before: int | None
) -> Alerts:
    wish, readers = speech(request), when.system.readers
    as_of = {name: value for name, value in request.query_params.items() if name == "as_of"}
    where = meant(readers, when.position, near, stage=int(stage) if stage else None)
    upper = {"raised": before or when.position + 1}
    found = readers.alerts.rows(
        ALERTS, where, as_of=when.position, order=("raised",), before=upper, limit=PAGE + 1
    ).rows
    rows = told(readers, when.position, found[:PAGE])
    kept = {"stage": stage} if stage else {}
    older = {**kept, "before": str(found[PAGE - 1]["raised"])} if len(found) > PAGE else None
    return Alerts(
        stages=tuple(_stage(wish, one, stage, as_of) for one in ("", *map(str, map(int, Stage)))),
        rows=tuple(_row(row, wish) for row in rows),
        more=_address({**older, **as_of}) if older else None,
        first=_address({**kept, **as_of}) if before else None,
    )


def _stage(wish: Speech, one: str, chosen: str, as_of: dict[str, str]) -> Choice:
    label = wish.say(f"alert.stage.{one}") if one else wish.say("alerts.every")
    return Choice(label, _address({**({"stage": one} if one else {}), **as_of}), one == chosen)


def _row(row: dict[str, Any], wish: Speech) -> AlertRow:
    level = Level(row["level"])
    return AlertRow(
        alert=row["alert"],
        signal=alert_words(row, wish),
        level=TagView(*_TAGS[level], wish.say(f"alerts.level.{level}")),
        lots=tuple(row["lots"]),
        arose_at=row["arose_at"],
        stage=wish.say(f"alert.stage.{row['stage']}"),
        escalated=escalated_words(row, wish),
        said=row["closing"] or row["reason"] or row["acknowledgement"] or "",
    )


def _address(said: dict[str, str]) -> str:
    return f"/alerts?{urlencode(said)}".rstrip("?")

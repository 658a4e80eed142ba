"""`/projects/{project}`: a project as it stands, its lots beside each other, and their events."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response

from api.alerts import to_explain
from api.http.identity import Identity
from api.http.lasting import shown
from api.http.lot_seen import Seen
from api.http.pages.drawing import Sheet, draw
from api.http.pages.failing import Drawn
from api.http.pages.kinds import kind_names
from api.http.pages.lot import Asked
from api.http.pages.lot_timeline import replayed_at, timeline
from api.http.pages.lot_words import alert_view, due_view, next_due, phase_tag, stills_view
from api.http.pages.project_words import called, lot_names
from api.http.pages.shown import Shown
from api.http.pages.speech import Speech, speech
from api.http.pages.views.lot import AlertView, Known
from api.http.pages.views.projects import DueOfLot, LotLine, ProcedureView, ProjectView
from api.http.positions import When
from api.http.prices import clocks_for
from api.http.project_seen import ProjectSeen, project_seen
from api.http.seeing import TRAIL, WATCH, holding
from api.http.shapes import TradeCode
from api.lots.clocks import by_day
from api.lots.money import Flow

router = APIRouter(route_class=Drawn, include_in_schema=False)

SHEET = Sheet(
    "project.html",
    "project.title",
    place="lots",
    style="lots",
    keys=(
        (("J", "K"), "key.rows", True),
        (("Enter",), "key.enter", True),
        (("[", "]"), "key.pages", True),
        (("P",), "lot.key.replay", True),
    ),
    lasting=True,
)
DUES = 50
"""So many things that are due are listed, the earliest."""

Reader = Annotated[Identity, holding(*TRAIL)]
Place = Annotated[int | None, Query(ge=0, le=2**53)]


@shown(router, "/projects/{project}")
def project(
    request: Request,
    reader: Reader,
    when: Asked,
    project: TradeCode,
    before: Place = None,
    after: Place = None,
) -> Response:
    """The project's page: its newest events, or those beside a position."""
    found = demand(when, reader, project)
    view = _view(when, found, (before, after), speech(request))
    return draw(request, reader, SHEET, view, when, title=view.title)


def demand(when: When, reader: Identity, code: str) -> ProjectSeen:
    """What this reader sees of a project; 404 where nobody had registered it."""
    found = project_seen(when, reader, code)
    if found is None:
        raise HTTPException(404, f"nobody registered {code}, as of position {when.position}")
    return found


def _view(
    when: When, found: ProjectSeen, place: tuple[int | None, int | None], wish: Speech
) -> ProjectView:
    whole, page, now = found.whole, f"/projects/{found.code}", when.instant
    told = timeline(when, whole, called(whole, wish), wish, place, page)
    flows = [one.flow for one in found.lots if one.flow is not None]
    return ProjectView(
        code=found.code,
        title=found.row["title"],
        known=_known(found, wish),
        procedures=_procedures(when, found, now, wish),
        left_out=found.left_out,
        alerts=_alerts(when, found, wish),
        dues=_dues(when, found, now, wish),
        sealed=whole.sealed,
        may=whole.may,
        flow=Flow(sum(one.came for one in flows), sum(one.went for one in flows)),
        events=told.events,
        total=told.total,
        newer=told.newer,
        older=told.older,
        replay=replayed_at(when, page),
    )


def _known(found: ProjectSeen, wish: Speech) -> tuple[Known, ...]:
    """What was registered of it."""
    row = found.row
    said = {
        "owner": row["owner"],
        "region": row["region"],
        "agencies": wish.say("join.comma").join(row["agencies"]),
        "approval": row["approval"],
        "registered_at": Shown(wish).moment(row["registered_at"], seconds=False),
    }
    return tuple(Known(wish.say(f"project.{name}"), value) for name, value in said.items() if value)


def _procedures(
    when: When, found: ProjectSeen, now: datetime, wish: Speech
) -> tuple[ProcedureView, ...]:
    kinds = kind_names(when.law, wish)
    names = lot_names(found.whole, wish)
    return tuple(
        ProcedureView(
            code=row["procedure"],
            title=row["title"],
            about=" ".join(
                filter(None, (kinds.get(row["category"]), row["method"], row["agency"]))
            ),
            lots=tuple(
                _line(when, one, names[one.now.code], now, wish)
                for one in found.of(row["procedure"])
            ),
        )
        for row in found.procedures
    )


def _line(when: When, one: Seen, name: str, now: datetime, wish: Speech) -> LotLine:
    lot, code = one.now.lot, one.now.code
    return LotLine(
        code=code,
        name=name,
        title=one.title,
        path=when.there(f"/lots/{code}"),
        phase=phase_tag(lot.phase, wish),
        stills=stills_view(lot, wish),
        due=next_due(when.system, one.now, now, wish),
        sealed=not lot.opened,
        flow=one.flow,
    )


def _alerts(when: When, found: ProjectSeen, wish: Speech) -> tuple[AlertView, ...]:
    """What is red and unexplained of its lots, to who reads alerts where it lies."""
    if not found.near.holds(*WATCH):
        return ()
    names = lot_names(found.whole, wish)
    rows = to_explain(when.system.readers, when.position, *names)
    return tuple(_alert(row, names, wish) for row in rows)


def _alert(row: Mapping[str, Any], names: Mapping[str, str], wish: Speech) -> AlertView:
    """An alert, with which of the project's lots it is of."""
    told = alert_view(row, wish)
    lots = (names[lot] for lot in row["lots"] if lot in names)
    return replace(told, words=" ".join((*lots, told.words)))


def _dues(when: When, found: ProjectSeen, now: datetime, wish: Speech) -> tuple[DueOfLot, ...]:
    """What is due of all its lots, the earliest first."""
    names = lot_names(found.whole, wish)
    runs = clocks_for(when.system, found.near, (one.now for one in found.lots))
    every = [(clock, one.now) for one in found.lots for clock in runs[one.now.code]]
    every.sort(key=lambda told: (*by_day(told[0]), told[1].code))
    return tuple(
        DueOfLot(
            lot=names[of.code],
            path=when.there(f"/lots/{of.code}/rules"),
            due=due_view(when.system, of, clock, now, wish),
        )
        for clock, of in every[:DUES]
    )

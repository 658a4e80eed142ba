"""`/projects`: all projects by their codes, with how many lots each has, and how far they are."""

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.http.identity import Identity
from api.http.lasting import shown
from api.http.pages.drawing import Sheet, draw
from api.http.pages.failing import Drawn
from api.http.pages.lot_list import TABS
from api.http.pages.speech import speech
from api.http.pages.views.projects import ProjectRow, Projects
from api.http.paging import page
from api.http.positions import When, asked
from api.http.seeing import TRAIL, holding
from projections.lots import LOTS
from projections.projects import PROCEDURES, PROJECTS

router = APIRouter(route_class=Drawn, include_in_schema=False)

SHEET = Sheet(
    "projects.html",
    "projects.title",
    place="lots",
    style="lots",
    keys=(
        (("J", "K"), "key.rows", True),
        (("Enter",), "projects.key.enter", True),
        (("[", "]"), "lots.key.pages", True),
    ),
    lasting=True,
)
PAGE = 50
_COUNTED = ("every", "open", "won", "lost")
"""Which tabs of the list of lots are counted, in this order."""

type Row = dict[str, Any]


@shown(router, "/projects")
def projects(
    request: Request,
    reader: Annotated[Identity, holding(*TRAIL)],
    when: Annotated[When, asked(lambda r: (r.projects, r.lots))],
    after: Annotated[str, Query(pattern=r"^([0-9A-Z-]{3,40})?$")] = "",
) -> Response:
    """A page of the list; all of it is public."""
    of = when.system.readers.projects
    rows, more = page(when, of, PROJECTS, {"project": str}, after or None, PAGE)
    counts = _counts(when, [row["project"] for row in rows])
    wish = speech(request)
    view = Projects(
        rows=tuple(_row(when, row, counts.get(row["project"], Counter())) for row in rows),
        total=of.count(PROJECTS, {}, when.position),
        heads=tuple(wish.say(f"projects.col.{name}") for name in _COUNTED),
        more=when.there(f"/projects?after={more}") if more else None,
        first=when.there("/projects") if after else None,
    )
    return draw(request, reader, SHEET, view, when)


def _row(when: When, row: Row, phases: Counter[str]) -> ProjectRow:
    sums = {name: sum(phases[one.value] for one in TABS[name]) for name in _COUNTED}
    return ProjectRow(
        code=row["project"],
        title=row["title"],
        path=when.there(f"/projects/{row['project']}"),
        owner=row["owner"],
        region=row["region"],
        since=row["registered_at"],
        lots=tuple((sums | {"every": phases.total()}).values()),
    )


def _counts(when: When, projects: Sequence[str]) -> dict[str, Counter[str]]:
    """How many lots each project has, by their phases."""
    readers, at = when.system.readers, when.position
    procedures = readers.projects.every(PROCEDURES, {"project": list(projects)}, at)
    of = {row["procedure"]: row["project"] for row in procedures}
    counts: dict[str, Counter[str]] = {}
    for row in readers.lots.every(LOTS, {"procedure": list(of)}, at):
        counts.setdefault(of[row["procedure"]], Counter())[row["phase"]] += 1
    return counts

"""`/projects/{project}/replay`: one cursor over all lots of a project, a lane each."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.http.pages.failing import Drawn
from api.http.pages.lot import Asked
from api.http.pages.project import Reader, demand
from api.http.pages.replay import replayed
from api.http.pages.replay_view import Subject, Wanted
from api.http.shapes import TradeCode

router = APIRouter(route_class=Drawn, include_in_schema=False)


@router.get("/projects/{project}/replay", response_class=HTMLResponse)
def replay(
    request: Request,
    reader: Reader,
    when: Asked,
    project: TradeCode,
    wanted: Annotated[Wanted, Query()],
) -> Response:
    """The page. Of each lot it shows what its reader may know today, of sealed ones the public."""
    found = demand(when, reader, project)
    subject = Subject(project, found.row["title"], f"/projects/{project}", found.whole)
    return replayed(request, reader, when, subject, wanted)

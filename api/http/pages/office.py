"""`/office`: 公管办, what waits for the office, the law in force, and who holds which post."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.http.identity import Identity
from api.http.lasting import shown
from api.http.pages.drawing import Sheet, draw, post_name
from api.http.pages.failing import Drawn
from api.http.pages.office_law import HOLDERS, holders_view, packs_view, roles_view, years_view
from api.http.pages.office_waits import office_waits
from api.http.pages.speech import speech
from api.http.pages.views.office import Office
from api.http.positions import When, asked
from api.http.seeing import GOVERNS, holding
from domain.roles import ROLE_CODES

router = APIRouter(route_class=Drawn, include_in_schema=False)

SHEET = Sheet(
    "office.html",
    "office.title",
    place="office",
    style="lots",
    keys=((("J", "K"), "key.rows", True),),
    lasting=True,
)
_ROLE = rf"^({'|'.join(ROLE_CODES)})?$"


@shown(router, "/office")
def office(
    request: Request,
    reader: Annotated[Identity, holding(*GOVERNS)],
    when: Annotated[When, asked(lambda r: (r.filings, r.lots, r.venues, r.milestones, r.trail))],
    role: Annotated[str, Query(pattern=_ROLE)] = "",
) -> Response:
    """The page; `role`: the kind of post whose holders are listed."""
    wish, law = speech(request), when.law
    holders = holders_view(law, role, when.instant, wish)
    view = Office(
        waits=office_waits(when, law.calendar, wish),
        packs=packs_view(law, when.today, wish),
        years=years_view(law.calendar),
        roles=roles_view(when, law, wish),
        role=post_name(role, wish.lang) if role else "",
        holders=holders[:HOLDERS],
        left_out=max(0, len(holders) - HOLDERS),
    )
    return draw(request, reader, SHEET, view, when)

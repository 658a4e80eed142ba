"""`/office`: 公管办, what waits for the office, the law in force, and who holds which post."""

from typing import Annotated
from urllib.parse import urlencode

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
    keys=(
        (("J", "K"), "key.rows", True),
        (("Enter",), "key.enter", True),
        (("[", "]"), "lots.key.pages", True),
    ),
    lasting=True,
)
_ROLE = rf"^({'|'.join(ROLE_CODES)})?$"


@shown(router, "/office")
def office(
    request: Request,
    reader: Annotated[Identity, holding(*GOVERNS)],
    when: Annotated[When, asked(lambda r: (r.filings, r.lots, r.venues, r.milestones, r.trail))],
    role: Annotated[str, Query(pattern=_ROLE)] = "",
    after: Annotated[str, Query(max_length=60, pattern="^[0-9A-Z/-]*$")] = "",
) -> Response:
    """The page; `role`: the kind of post whose holders are listed; `after`: the filing after which
    the list of what waits begins.
    """
    wish, law = speech(request), when.law
    waits = office_waits(when, law.calendar, wish, after or None)
    holders = holders_view(law, role, when.instant, wish)
    view = Office(
        waits=waits.page,
        total=waits.total,
        more=_path(when, role, waits.more) if waits.more else None,
        first=_path(when, role) if after else None,
        packs=packs_view(law, when.today, wish),
        years=years_view(law.calendar),
        roles=roles_view(when, law, wish),
        role=post_name(role, wish.lang) if role else "",
        holders=holders[:HOLDERS],
        left_out=max(0, len(holders) - HOLDERS),
    )
    return draw(request, reader, SHEET, view, when)


def _path(when: When, role: str, after: str = "") -> str:
    query = urlencode({name: said for name, said in (("role", role), ("after", after)) if said})
    return when.there(f"/office?{query}".rstrip("?"))

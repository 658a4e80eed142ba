"""`/desk`: 今日对账, an account's lines of a day and the decision about the one that is chosen."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.http.identity import Identity
from api.http.lasting import shown
from api.http.pages.desk_sheets import TODAY
from api.http.pages.drawing import draw
from api.http.pages.failing import Drawn
from api.http.pages.speech import speech
from api.http.pages.today_page import Page, needed
from api.http.pages.today_wish import Wanted
from api.http.positions import When, asked
from api.http.seeing import DESK, holding

router = APIRouter(route_class=Drawn, include_in_schema=False)

Asked = Annotated[When, asked(needed)]
Reader = Annotated[Identity, holding(*DESK)]


@shown(router, "/desk")
def today(
    request: Request, reader: Reader, when: Asked, wanted: Annotated[Wanted, Query()]
) -> Response:
    """The page: the newest day of the first account, unless the address says otherwise."""
    view = Page(request, reader, when, wanted, speech(request)).view()
    return draw(request, reader, TODAY, view, when)

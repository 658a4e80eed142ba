"""`/sign-in`: the people of a demonstration, and the field for the link that opens a session."""

import re
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.http.identity import Reading
from api.http.pages.drawing import Sheet, draw, post_name
from api.http.pages.failing import Drawn
from api.http.pages.opening import opening
from api.http.pages.speech import speech
from api.http.pages.views.sign_in import Person, SignIn
from api.http.sign_in import BACK_MAX, Back, within
from api.wiring import System

router = APIRouter(route_class=Drawn, include_in_schema=False)

SHEET = Sheet("sign_in.html", "sign_in.title", style="status", fit=False)

_MACHINES = frozenset({"PLATFORM", "MATCHER", "BANK"})
_LINK = re.compile(r".*/sign-in/demo/(\w[\w-]{0,63})\?token=([A-Za-z0-9_-]{20,100})")


@router.get("/sign-in", response_class=HTMLResponse)
def sign_in_page(
    request: Request,
    reader: Reading,
    to: Back = "",
    refused: bool = False,
) -> Response:
    """Who is signed in already is told so, and may go on or leave."""
    system: System = request.app.state.system
    said, wish = opening(request), speech(request)
    named = _people(system, wish.lang) if said.mode != "production" else ()
    view = SignIn(said.mode, named, within(to), refused, reader.person)
    return draw(request, reader, SHEET, view)


@router.post("/sign-in")
def enter(
    link: Annotated[str, Form(max_length=500)] = "",
    to: Annotated[str, Form(max_length=BACK_MAX)] = "",
) -> RedirectResponse:
    """Follows a link that was pasted, and on to where one wanted to go.

    Whether it is good is said where it leads.
    """
    back = {"to": wanted} if (wanted := within(to)) else {}
    found = _LINK.fullmatch(link.strip())
    if found is None:
        return RedirectResponse(f"/sign-in?{urlencode({'refused': 'true', **back})}", 303)
    said = urlencode({"token": found[2], **back})
    return RedirectResponse(f"/sign-in/demo/{found[1]}?{said}", 303)


def _people(system: System, lang: str) -> tuple[Person, ...]:
    """Who holds a post now; machines sign nothing in a browser."""
    now, posts = system.clock(), dict[str, list[str]]()
    organisations: dict[str, str] = {}
    for one in system.law().assignments:
        if one.holds(now) and one.post.role not in _MACHINES:
            posts.setdefault(one.person, []).append(post_name(one.post.role, lang))
            organisations[one.person] = one.post.organisation
    comma = "、" if lang == "zh" else ", "
    return tuple(
        Person(name, comma.join(held), organisations[name]) for name, held in sorted(posts.items())
    )

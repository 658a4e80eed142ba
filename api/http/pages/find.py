"""`/find`: one field for a position, a day, a stream; and `/`, which leads to a first place."""

import re
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse

from api.http.identity import Reading
from api.http.pages.failing import Drawn
from api.http.pages.places import links
from api.http.pages.speech import speech

router = APIRouter(route_class=Drawn, include_in_schema=False)

_POSITION = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})*|[0-9]{1,15}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@router.get("/")
def first(request: Request, reader: Reading) -> RedirectResponse:
    """To the first place of the reader's, or to the sign-in."""
    found = links(request, reader, None, speech(request).say)
    return RedirectResponse(found[0].path if found else "/sign-in", 303)


@router.get("/find")
def find(q: Annotated[str, Query(max_length=200)] = "") -> RedirectResponse:
    """To the event of a position, the trail of a day, of a stream, or of a person.

    Nothing is looked up here, so nothing is told: what may be seen is said where it stands.
    """
    wanted = q.strip()
    if _POSITION.fullmatch(wanted):
        return RedirectResponse(f"/events/{int(wanted.replace(',', ''))}", 303)
    if _DAY.fullmatch(wanted):
        return RedirectResponse(f"/trail?{urlencode({'day': wanted})}", 303)
    kind, _, code = wanted.partition("/")
    if code:
        return RedirectResponse(f"/trail?{urlencode({'kind': kind, 'code': code})}", 303)
    where = {"code" if any(c.isdigit() for c in wanted) else "person": wanted[:64]}
    return RedirectResponse(f"/trail?{urlencode(where)}" if wanted else "/trail", 303)

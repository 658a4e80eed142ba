"""What goes wrong behind a page is a page too: what was not done, why, and the way on.

Who is not signed in and asks for what needs a person is led to the sign-in, and back.
"""

from collections.abc import Callable, Coroutine
from typing import Any, Literal
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from api.http.html_policy import PageRoute, with_policy
from api.http.identity import Identity, recognise
from api.http.pages.drawing import Sheet, draw
from api.http.pages.speech import speech
from api.http.pages.views.error import Failure, Wrong
from api.http.problems import answer_to
from api.http.sign_in import within

SHEET = Sheet("error.html", "error.title", fit=False)

_READING = ("GET", "HEAD")
_TOLD = frozenset({401, 403, 404, 422, 503, 504})
"""Statuses that have words of their own."""
_BEFORE = frozenset(
    {"sign-in", "forbidden", "not-found", "invalid", "media-type", "too-large", "too-slow"}
    | {"too-often", "busy"}
)
"""Kinds of problems that are found before the first command is asked."""


class Drawn(PageRoute):
    """`APIRouter(route_class=Drawn)`: a problem is drawn; an unforeseen one is the guard's."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The route's handler, and what is shown when it cannot."""
        handle = super().get_route_handler()

        async def handled(request: Request) -> Response:
            try:
                return await handle(request)
            except Exception as error:
                said = answer_to(error, speech(request).lang)
                if said is None:
                    raise
                return with_policy(await run_in_threadpool(_failure, request, error, said))

        return handled


def _failure(request: Request, error: Exception, said: dict[str, Any]) -> Response:
    reader = _reader(request)
    if not reader.person and isinstance(error, HTTPException) and error.status_code in (401, 403):
        there = f"{request.url.path}?{request.url.query}".rstrip("?")
        page = there if request.method in _READING else ""
        back = urlencode({"to": page} if within(page) else {})
        return RedirectResponse(f"/sign-in?{back}".rstrip("?"), 303)
    view = _view(said, asked=request.method not in _READING)
    answer = draw(request, reader, SHEET, view, status=view.status)
    answer.headers.update(getattr(error, "headers", None) or {})
    return answer


def _view(said: dict[str, Any], *, asked: bool) -> Failure:
    """The page's record of a problem. `asked`: something was to be written."""
    status, kind = said["status"], said["type"].rpartition(":")[2]
    errors = tuple(Wrong(**one) for one in said.get("errors", ()))
    return Failure(
        status=status,
        kind=kind,
        case=_case(status, kind, asked=asked, fields=bool(errors)),
        written=_written(kind, asked=asked),
        detail=said["detail"],
        position=said.get("position"),
        rule=said.get("rule", ""),
        next=said.get("next", ""),
        errors=errors,
    )


def _case(status: int, kind: str, *, asked: bool, fields: bool) -> str:
    """Which words say what is wrong."""
    if kind == "outcome-unknown":
        return "unknown"
    if kind == "whose-name":
        return "name"
    if asked and status == 403:
        return "act"
    if status == 422 and (asked or fields):
        return "fields"
    return str(status) if status in _TOLD else "other"


def _written(kind: str, *, asked: bool) -> Literal["nothing", "part", "unknown"]:
    """What may stand in the log now. An act can be several commands: of one that was refused,
    or broken off, the first may have been accepted."""
    if kind == "outcome-unknown":
        return "unknown"
    return "nothing" if not asked or kind in _BEFORE else "part"


def _reader(request: Request) -> Identity:
    """Who asked, as far as that can be told."""
    try:
        return recognise(request, request.headers.get("authorization"))
    except HTTPException:
        return Identity("", ())

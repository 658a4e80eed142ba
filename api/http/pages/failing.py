"""What goes wrong behind a page is a page too: what was not done, why, and the way on.

Who is not signed in and asks for what needs a person is led to the sign-in, and back. A form of a
page that was drawn for somebody else goes no further than this.
"""

from collections.abc import Callable, Coroutine
from typing import Any, Literal
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from api.http.drawn_for import ANYWAY, check
from api.http.file_problems import SPOKEN, SpokenError
from api.http.html_policy import PageRoute, with_policy
from api.http.identity import Identity, recognise
from api.http.pages.drawing import Sheet, draw
from api.http.pages.speech import speech
from api.http.pages.views.error import Failure, Wrong
from api.http.problems import answer_to
from api.http.sign_in import within

SHEET = Sheet("error.html", "error.title", fit=False)

_READING = ("GET", "HEAD")
_UNREAD = ANYWAY | {"/desk/import"}
"""A large file is read by its own route, which then checks for whom its form was drawn."""
_TOLD = frozenset({401, 403, 404, 422, 503, 504})
"""Statuses that have words of their own."""
_BEFORE = frozenset(
    {"sign-in", "forbidden", "not-found", "invalid", "media-type", "too-large", "too-slow"}
    | {"too-often", "busy", "drawn-for-another"}
)
"""Kinds of problems that are found before the first command is asked."""


class Drawn(PageRoute):
    """`APIRouter(route_class=Drawn)`: a problem is drawn; an unforeseen one is the guard's."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The route's handler, and what is shown when it cannot."""
        handle = super().get_route_handler()

        async def handled(request: Request) -> Response:
            try:
                if request.method not in _READING and request.url.path not in _UNREAD:
                    await _of_the_one_who_looked(request)
                return await handle(request)
            except Exception as error:
                said = answer_to(error, speech(request).lang)
                if said is None:
                    raise
                return with_policy(await run_in_threadpool(_failure, request, error, said))

        return handled


async def _of_the_one_who_looked(request: Request) -> None:
    """Raises DrawnForAnother, and as `recognise`. The form is read once: the route finds it so."""
    form = await request.form()
    reader = await run_in_threadpool(recognise, request, request.headers.get("authorization"))
    check(request, reader, form)


def _failure(request: Request, error: Exception, said: dict[str, Any]) -> Response:
    reader = _reader(request)
    if not reader.person and isinstance(error, HTTPException) and error.status_code in (401, 403):
        there = f"{request.url.path}?{request.url.query}".rstrip("?")
        page = there if request.method in _READING else ""
        back = urlencode({"to": page} if within(page) else {})
        return RedirectResponse(f"/sign-in?{back}".rstrip("?"), 303)
    if speech(request).lang != "en" and not isinstance(error, (SpokenError, *SPOKEN)):
        said = {**said, "detail": "", "next": ""}  # these are in English, whoever reads them
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
    if kind == "drawn-for-another":
        return "drawn"
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

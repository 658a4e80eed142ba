"""What goes wrong behind a page is a page too: what was not done, why, and the way on.

Who is not signed in and asks for what needs a person is led to the sign-in, and back.
"""

from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from api.http.html_policy import PageRoute, with_policy
from api.http.identity import Identity, identify
from api.http.pages.drawing import Sheet, draw
from api.http.pages.views.error import Failure
from api.http.problems import answer_to

SHEET = Sheet("error.html", "error.title", fit=False)


class Drawn(PageRoute):
    """`APIRouter(route_class=Drawn)`: a problem is drawn; an unforeseen one is the guard's."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The route's handler, and what is shown when it cannot."""
        handle = super().get_route_handler()

        async def handled(request: Request) -> Response:
            try:
                return await handle(request)
            except Exception as error:
                said = answer_to(error)
                if said is None:
                    raise
                return with_policy(await run_in_threadpool(_failure, request, error, said))

        return handled


def _failure(request: Request, error: Exception, said: dict[str, Any]) -> Response:
    reader = _reader(request)
    if not reader.person and isinstance(error, HTTPException) and error.status_code in (401, 403):
        there = f"{request.url.path}?{request.url.query}".rstrip("?")
        return RedirectResponse(f"/sign-in?{urlencode({'to': there})}", 303)
    view = Failure(
        status=said["status"],
        kind=said["type"].rpartition(":")[2],
        detail=said["detail"],
        position=said.get("position"),
    )
    answer = draw(request, reader, SHEET, view, status=view.status)
    answer.headers.update(getattr(error, "headers", None) or {})
    return answer


def _reader(request: Request) -> Identity:
    """Who asked, as far as that can be told."""
    try:
        return identify(request, request.headers.get("authorization"))
    except HTTPException:
        return Identity("", ())

"""What a page may do in a browser: the one policy, and the route class that puts it on HTML."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""Scripts, styles and requests of our own alone; nothing inline, nothing evaluated, no frames."""

HTML_HEADERS = {
    "Content-Security-Policy": CSP,
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""Referrer-Policy: with `no-referrer` a browser posts a form with `Origin: null`, and over plain
HTTP, without `Sec-Fetch-Site`, nothing would be left to tell our own form from another site's."""


def with_policy(answer: Response) -> Response:
    """The answer, with the policy of pages if it is HTML; what it says itself, stands."""
    if answer.headers.get("content-type", "").startswith("text/html"):
        for name, value in HTML_HEADERS.items():
            answer.headers.setdefault(name, value)
    return answer


class PageRoute(APIRoute):
    """`APIRouter(route_class=PageRoute)`: every HTML answer of the router carries the policy.

    Everything else keeps the guard's, under which nothing can run. An exception handler that
    answers with HTML says `with_policy` itself.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The route's handler, and the policy after it."""
        handle = super().get_route_handler()

        async def handled(request: Request) -> Response:
            return with_policy(await handle(request))

        return handled

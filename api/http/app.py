"""The FastAPI application: its routers in one list, its limits, its problems."""

from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request, Response

from api.http import commands, problems, proofs, queries
from api.wiring import System

BODY_MAX = 2_097_152
"""Bytes of a request body; a command of the largest size fits, escaped."""
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}

ROUTERS = (commands.router, queries.router, proofs.router)


def create_app(system: System) -> FastAPI:
    """The application over a running installation."""
    app = FastAPI(
        title="账本 zhangben",
        version="1",
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.system = system
    for router in ROUTERS:
        app.include_router(router)
    problems.install(app)
    app.middleware("http")(_limited)
    return app


async def _limited(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
    """Refuses large bodies before they are read; puts the safe headers on every answer."""
    length = request.headers.get("content-length", "")
    chunked = "transfer-encoding" in request.headers
    if chunked or (length and (not length.isdecimal() or int(length) > BODY_MAX)):
        detail = f"a body states its length, at most {BODY_MAX} bytes"
        response: Response = problems.problem(413, "too-large", detail)
    else:
        response = await go_on(request)
    response.headers.update(_HEADERS)
    return response

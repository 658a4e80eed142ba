"""Around everything: each request gets an id, is counted, and leaves one line of JSON.

The line has the person and the route's template, never a path, query, header, cookie or body: these
carry tokens, codes and who bids.
"""

import logging
import secrets
import time
from typing import TextIO

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.metrics import Metrics

LOGGER = "zhangben.access"
"""The logger whose lines these are: silent until somebody gives it a handler and a level."""

_logger = logging.getLogger(LOGGER)
_log: structlog.stdlib.BoundLogger = structlog.wrap_logger(
    _logger,
    wrapper_class=structlog.stdlib.BoundLogger,
    processors=[
        structlog.stdlib.filter_by_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ],
)


def write_to(file: TextIO) -> None:
    """Has the lines written."""
    _logger.setLevel(logging.INFO)
    _logger.propagate = False
    _logger.addHandler(logging.StreamHandler(file))


class Access:
    """The outermost room of the application."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, counted and told when it is over."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, status = time.monotonic(), 0
        state = scope.setdefault("state", {})
        state["request_id"] = request_id = secrets.token_hex(16)

        async def said(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                head = (b"x-request-id", request_id.encode())
                message = {**message, "headers": [*message["headers"], head]}
            await send(message)

        try:
            await self._app(scope, receive, said)
        finally:
            seconds = time.monotonic() - begun
            route = getattr(scope.get("route"), "path", "-")
            unnamed = bool(state.get("unnamed"))
            self._metrics.answered(scope["method"], route, status, seconds, unnamed=unnamed)
            if _logger.isEnabledFor(logging.INFO):  # else no line is even begun
                _log.info(
                    "request",
                    id=request_id,
                    method=scope["method"],
                    route=route,
                    status=status,
                    ms=int(seconds * 1_000),
                    person=state.get("person"),
                )

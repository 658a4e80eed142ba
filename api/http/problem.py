"""One problem document: what is wrong, and what to do next (RFC 9457)."""

from http import HTTPStatus
from typing import Any

from fastapi.responses import JSONResponse

MEDIA_TYPE = "application/problem+json"

AGAIN_S = "5"
"""Seconds after which whoever found no room may ask again (`Retry-After`)."""


class Problem(JSONResponse):
    """A problem document."""

    media_type = MEDIA_TYPE


def problem(status: int, kind: str, detail: str, **more: Any) -> Problem:
    """A problem document. `kind` is stable and for machines, `detail` for people."""
    content = {
        "type": f"urn:zhangben:problem:{kind}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **more,
    }
    return Problem(content, status)

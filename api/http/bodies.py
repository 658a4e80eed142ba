"""What a body may be: JSON said to be JSON, and not nested without end."""

import re
from typing import Annotated

from fastapi import Header, HTTPException

DEPTH_MAX = 32
"""Arrays and objects within each other; nothing that we read is deeper than 5."""

_TEXTS = re.compile(rb'"(?:[^"\\]|\\.)*"?', re.DOTALL)
_OPENS = (b"[", b"{")


async def said_json(content_type: Annotated[str, Header(include_in_schema=False)] = "") -> None:
    """`json_only` as a route's condition; not worth the thread that FastAPI gives to what waits."""
    json_only(content_type)


def json_only(content_type: str) -> None:
    """415 unless the request says that its body is JSON."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind != "application/json":
        raise HTTPException(415, f"Content-Type {kind[:80]!r}: application/json is expected")


def too_deep(body: bytes) -> bool:
    """Whether JSON is nested deeper than DEPTH_MAX; told without reading it as JSON."""
    if body.count(b"[") + body.count(b"{") <= DEPTH_MAX:
        return False
    depth = 0
    for sign in re.findall(rb"[\[\]{}]", _TEXTS.sub(b"", body)):
        depth += 1 if sign in _OPENS else -1
        if depth > DEPTH_MAX:
            return True
    return False

"""The file of a bid as an answer: its bytes as they were handed in, and why there are none."""

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fastapi.responses import StreamingResponse

from api.bid_files import NotAsHandedIn, NotHere, Pieces
from api.bid_keys import NoKeyYet
from api.http.file_problems import SpokenError

_BYTES = {"schema": {"type": "string", "format": "binary"}}
A_FILE: dict[int | str, dict[str, Any]] = {200: {"content": {"application/octet-stream": _BYTES}}}
"""What such a route says to OpenAPI."""


def as_it_is(bid: str, file: Pieces) -> StreamingResponse:
    """The bytes, to be kept under the bid's id; `Repr-Digest` is their SHA-256. Each piece is read
    once the one before it was taken: of whoever reads slowly no more than one stands in memory.
    """
    headers = {
        "Content-Disposition": f'attachment; filename="{bid}"',
        "Content-Length": f"{file.length}",
        "Repr-Digest": f"sha-256=:{b64encode(file.digest).decode()}:",
    }
    media = "application/octet-stream"
    return StreamingResponse(file.again(), media_type=media, headers=headers)


@contextmanager
def told() -> Iterator[None]:
    """404 where nothing lies here, or no key to it; 409 where it is not what was handed in."""
    try:
        yield
    except (NotHere, NoKeyYet) as none:
        raise SpokenError(404, none.sentence) from None
    except NotAsHandedIn as other:
        raise SpokenError(409, other.sentence) from None

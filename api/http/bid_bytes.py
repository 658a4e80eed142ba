"""The file of a bid as an answer: its bytes as they were handed in, and why there are none."""

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from fastapi import Response

from api.bid_files import NotAsHandedIn, NotHere
from api.bid_keys import NoKeyYet
from api.http.file_problems import SpokenError

_BYTES = {"schema": {"type": "string", "format": "binary"}}
A_FILE: dict[int | str, dict[str, Any]] = {200: {"content": {"application/octet-stream": _BYTES}}}
"""What such a route says to OpenAPI."""


def as_it_is(bid: str, data: bytes) -> Response:
    """The bytes, to be kept under the bid's id; `Repr-Digest` is their SHA-256."""
    digest = b64encode(sha256(data).digest()).decode()
    headers = {
        "Content-Disposition": f'attachment; filename="{bid}"',
        "Repr-Digest": f"sha-256=:{digest}:",
    }
    return Response(data, media_type="application/octet-stream", headers=headers)


@contextmanager
def told() -> Iterator[None]:
    """404 where nothing lies here, or no key to it; 409 where it is not what was handed in."""
    try:
        yield
    except (NotHere, NoKeyYet) as none:
        raise SpokenError(404, none.sentence) from None
    except NotAsHandedIn as other:
        raise SpokenError(409, other.sentence) from None

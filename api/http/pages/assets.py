"""Style sheets, scripts and pictures of the pages: read once, served under their common digest.

The digest stands in the path, so that modules that name each other by relative paths stay of one
release, and a browser may keep them for ever.
"""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, HTTPException, Response
from fastapi import Path as InPath

FOLDER = Path(__file__).parents[1] / "static"

_MEDIA = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_FOR_EVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: what is sent, and as what."""

    media_type: str
    content: bytes


def _read() -> dict[str, Asset]:
    """Every file of the folder that has a media type, by its path within."""
    paths = sorted(path for path in FOLDER.rglob("*") if path.suffix in _MEDIA)
    return {
        path.relative_to(FOLDER).as_posix(): Asset(_MEDIA[path.suffix], path.read_bytes())
        for path in paths
    }


ASSETS = _read()


def _digest() -> str:
    whole = sha256()
    for name, asset in ASSETS.items():
        whole.update(f"{name}\n{len(asset.content)}\n".encode() + asset.content)
    return whole.hexdigest()[:16]


RELEASE = _digest()
"""Sixteen hex digits that change with any file."""

router = APIRouter(include_in_schema=False)


def address(name: str) -> str:
    """Where a page finds a file. Raises KeyError for a file that is not there."""
    if name not in ASSETS:
        raise KeyError(f"there is no asset {name!r}")
    return f"/static/{RELEASE}/{name}"


@router.get("/static/{release}/{name:path}")
def asset(
    release: Annotated[str, InPath(max_length=16)], name: Annotated[str, InPath(max_length=100)]
) -> Response:
    """A file. Under another release's address it is sent too, and not kept."""
    found = ASSETS.get(name)
    if found is None:
        raise HTTPException(404, f"there is no file {name!r}")
    kept = _FOR_EVER if release == RELEASE else _ASK_AGAIN
    return Response(found.content, media_type=found.media_type, headers={"Cache-Control": kept})

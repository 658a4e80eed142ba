"""Positions, checkpoints, tiles and proofs: what anyone needs to check an answer."""

import re
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Query, Request, Response
from pydantic import BaseModel

from api.http.identity import METERED, Reading
from api.http.seeing import AUDIT, demand
from api.wiring import System
from ledger.checkpoint import parse
from ledger.tiles import TILE_WIDTH

router = APIRouter(tags=["proofs"])


def _kind(media_type: str, **schema: str) -> dict[str, Any]:
    """An answer that is no JSON, as OpenAPI tells of it."""
    content = {media_type: {"schema": {"type": "string", **schema}}}
    return {"response_class": Response, "responses": {200: {"content": content}}}


_TEXT = _kind("text/plain")
_BYTES = _kind("application/octet-stream", format="binary")
_LEVEL = re.compile("[0-7]")
_TILE = re.compile(r"((?:x\d{3}/)*\d{3})(?:\.p/(\d{1,3}))?")


class PositionOut(BaseModel):
    """Where the log stands."""

    origin: str
    mode: str
    position: int
    recorded_at: datetime | None
    checkpoint: str | None


class InclusionOut(BaseModel):
    """Hashes in hex; the checkpoint, where no size was asked for."""

    position: int
    size: int
    leaf: str
    path: list[str]
    checkpoint: str | None


class ConsistencyOut(BaseModel):
    """Hashes in hex."""

    old: int
    new: int
    path: list[str]


@router.get("/v1/position")
def position(request: Request) -> PositionOut:
    """How long the log is, in which mode it runs, and its latest checkpoint."""
    system: System = request.app.state.system
    tail = system.store.tail()
    return PositionOut(
        origin=system.log.origin,
        mode=system.home.mode,
        position=tail.position,
        recorded_at=tail.recorded_at,
        checkpoint=system.latest_checkpoint(),
    )


@router.get("/checkpoint", **_TEXT)
def checkpoint(request: Request) -> Response:
    """The latest checkpoint as a signed note (C2SP tlog-checkpoint)."""
    system: System = request.app.state.system
    return Response(system.tree.checkpoint(), media_type="text/plain; charset=utf-8")


@router.get("/tile/{level}/{path:path}", **_BYTES)
def tile(
    request: Request, reader: Reading, level: str, path: Annotated[str, Path(max_length=100)]
) -> Response:
    """A tile of hashes, for everyone; an entry bundle (`entries`), for auditors (tlog-tiles)."""
    system: System = request.app.state.system
    index, width = _place(path)
    if level == "entries":
        demand(reader, *AUDIT)
        data = system.tree.bundle(index, width)
    elif _LEVEL.fullmatch(level):
        data = system.tree.tile(int(level), index, width)
    else:
        raise HTTPException(404, f"level {level!r}: 0 to 7, or entries")
    kept = "public, max-age=31536000, immutable" if level != "entries" else "private"
    return Response(data, media_type="application/octet-stream", headers={"Cache-Control": kept})


@router.get("/v1/proofs/{position}", dependencies=[METERED])
def inclusion(
    request: Request,
    position: Annotated[int, Path(ge=1, le=2**53)],
    size: Annotated[int | None, Query(ge=1, le=2**53)] = None,
) -> InclusionOut:
    """That an event is in the log: leaf hash, audit path, and the checkpoint it leads to."""
    system: System = request.app.state.system
    note = None if size else system.tree.checkpoint(position)
    proof = system.tree.inclusion(position, size or parse(str(note)).checkpoint.size)
    return InclusionOut(
        position=proof.position,
        size=proof.size,
        leaf=proof.leaf.hex(),
        path=[node.hex() for node in proof.path],
        checkpoint=note,
    )


@router.get("/v1/consistency/{old}/{new}", dependencies=[METERED])
def consistency(
    request: Request,
    old: Annotated[int, Path(ge=1, le=2**53)],
    new: Annotated[int, Path(ge=1, le=2**53)],
) -> ConsistencyOut:
    """That the log of `old` events begins the log of `new` events."""
    system: System = request.app.state.system
    path = system.tree.consistency(old, new)
    return ConsistencyOut(old=old, new=new, path=[node.hex() for node in path])


def _place(path: str) -> tuple[int, int]:
    found = _TILE.fullmatch(path)
    if found is None:
        raise HTTPException(404, f"{path!r} is no tile path, as x001/067 or x001/067.p/112")
    index = int(found[1].replace("x", "").replace("/", ""))
    width = int(found[2] or TILE_WIDTH)
    if not 1 <= width <= TILE_WIDTH or (found[2] and width == TILE_WIDTH):
        raise HTTPException(404, f"width {width}: a partial tile has 1 to 255 hashes")
    return index, width

"""For whoever runs it: alive, ready, and what is counted. Nothing here tells of any business."""

import ipaddress
import time
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from pydantic import BaseModel

from api.http.identity import Reading
from api.http.metrics import metrics
from api.http.problem import problem
from api.wiring import System
from ledger.checkpoint import parse

router = APIRouter(tags=["operating"])

LAG_MAX = 10_000
"""Events that a projection may be behind while the process still counts as ready."""
BEAT_MAX_S = 15.0
"""Seconds that events may wait for a checkpoint that covers them."""

_PROXY = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
"""A request with one of these was made elsewhere, whoever hands it on."""


class Alive(BaseModel):
    """The process answers."""

    status: Literal["ok"]
    origin: str


class Ready(BaseModel):
    """The process answers questions and takes commands."""

    status: Literal["ready"]
    position: int


@dataclass(slots=True)
class Beat:
    """Whether checkpoints follow the log: since when which position waits for one."""

    position: int = 0
    since: float = 0.0

    def late(self, tail: int, covered: int) -> bool:
        """Whether events that were there BEAT_MAX_S ago are under no checkpoint yet."""
        if covered >= self.position:
            self.position, self.since = tail, time.monotonic()
        return covered < self.position and time.monotonic() - self.since > BEAT_MAX_S


@router.get("/healthz")
async def healthz(request: Request) -> Alive:
    """Whether the process answers; whatever its database does."""
    system: System = request.app.state.system
    return Alive(status="ok", origin=system.log.origin)


@router.get("/readyz", response_model=Ready)
def readyz(request: Request) -> Any:
    """Whether it can work: database, projections, checkpoints. Else 503 with what is wrong.

    Not whether rows differ from the log: all replicas read the same rows, and none would be left.
    """
    system: System = request.app.state.system
    tail = system.store.tail().position
    if reasons := _reasons(system, request.app.state.beat, tail):
        return problem(503, "not-ready", "; ".join(reasons), reasons=reasons)
    return Ready(status="ready", position=tail)


def _reasons(system: System, beat: Beat, tail: int) -> list[str]:
    reasons = [
        f"projection {one.name} is {tail - one.position} events behind"
        for one in system.readers.runner.status()
        if tail - one.position > LAG_MAX
    ]
    note = system.latest_checkpoint()
    if beat.late(tail, parse(note).checkpoint.size if note else 0):
        reasons.append(f"no checkpoint covers the log for {BEAT_MAX_S:.0f} s")
    return reasons


def _from_this_machine(request: Request) -> bool:
    """Whether the request was made on this machine, and not handed on by a proxy on it."""
    if any(name in request.headers for name in _PROXY):
        return False
    try:
        return ipaddress.ip_address(request.client.host if request.client else "").is_loopback
    except ValueError:
        return False


def _may_count(request: Request, reader: Reading) -> None:
    if not _from_this_machine(request) and not reader.holds("C-ADMIN"):
        raise HTTPException(403, "from this machine, or with a token of C-ADMIN")


@router.get(
    "/metrics",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
def told(request: Request, _may: Annotated[None, Depends(_may_count)]) -> Response:
    """What is counted, in Prometheus' text format; from this machine, or for C-ADMIN."""
    system: System = request.app.state.system
    text = metrics(request).text(system)
    return Response(text, media_type="text/plain; version=0.0.4; charset=utf-8")

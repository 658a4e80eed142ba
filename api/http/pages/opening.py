"""What a log said of itself at position 1: whether it is real or simulated, on which clock."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import Request

from api.wiring import System
from ledger.codec import read_body
from ledger.envelope import part


@dataclass(frozen=True, slots=True)
class Opening:
    """The signed words of `LogOpened`. `starts`: the first instant of a simulated clock."""

    origin: str
    mode: str
    starts: datetime | None


def opening(request: Request) -> Opening:
    """Read once from the log, never from a setting: a mode cannot be turned off."""
    state: Any = request.app.state
    found: Opening | None = getattr(state, "opening", None)
    if found is None:
        found = state.opening = _read(state.system)
    return found


def _read(system: System) -> Opening:
    body, _ = part(next(system.tree.stored(0, 1)))
    said = system.log.codec.event(read_body(body))
    starts = None if said.clock == "system" else datetime.fromisoformat(said.clock)
    return Opening(said.origin, said.mode, starts)

"""Where a report stands: which log, up to which position, under which root and checkpoint."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from api.instants import recorded_at
from api.wiring import System
from ledger.checkpoint import parse
from ledger.codec import read_body
from ledger.envelope import part
from ledger.tree import NotInLog
from projections.audit_trail import TRAIL

_LATE_S, _LOOK_S = 1.0, 0.02
"""A checkpoint follows the sealing of its heads within a moment; so long it is waited for."""


class NotSigned(RuntimeError):
    """The heads are sealed and their checkpoint is not signed yet: a report drawn now would not be
    what it is in a moment.
    """

    def __init__(self, size: int) -> None:
        super().__init__(f"the checkpoint over {size} events is not signed yet: ask again")


@dataclass(frozen=True, slots=True)
class Opening:
    """The signed words of `LogOpened`. `starts`: the first instant of a simulated clock."""

    origin: str
    mode: str
    starts: datetime | None


@dataclass(frozen=True, slots=True)
class Stand:
    """A function of the first `position` events alone, so that it never changes.

    `root` is the tree's over exactly these events (SHA-256, hex); `checkpoint` the size of the
    newest checkpoint that covers no more, None before the first.
    """

    origin: str
    mode: str
    position: int
    recorded_at: datetime
    root: str
    checkpoint: int | None


def opening_of(system: System) -> Opening:
    """Read from the log, never from a setting: a mode cannot be turned off."""
    body, _ = part(next(system.tree.stored(0, 1)))
    said = system.log.codec.event(read_body(body))
    starts = None if said.clock == "system" else datetime.fromisoformat(said.clock)
    return Opening(said.origin, said.mode, starts)


def standing(system: System, position: int) -> Stand:
    """Where a report at a position stands; the trail has come so far.

    Raises NotInLog, NotSigned.
    """
    said, recorded = opening_of(system), recorded_at(system.store, position)
    if recorded is None:
        raise NotInLog(f"position {position}: the log has {system.tree.size()} events")
    root = system.tree.root(position).hex()
    return Stand(said.origin, said.mode, position, recorded, root, _checkpoint(system, position))


def _checkpoint(system: System, position: int) -> int | None:
    """Waits for the checkpoint of the newest sealing: it may be signed at this very moment. Sizes
    only grow: once a larger one is signed, whoever sealed was cut short, and none comes any more.
    """
    sealed = _sealed(system, position)
    until = time.monotonic() + _LATE_S
    while True:
        largest, size = _size(system.tree.checkpoint), _newest(system, position)
        if sealed is None or size == sealed or (largest or 0) > sealed:
            return size
        if time.monotonic() > until:
            raise NotSigned(sealed)
        time.sleep(_LOOK_S)


def _sealed(system: System, position: int) -> int | None:
    """Where the heads were sealed last: a checkpoint ends there."""
    where, before = {"kind": "heads"}, {"at": position + 1}
    rows = system.readers.trail.rows(TRAIL, where, as_of=position, before=before, limit=1).rows
    return int(rows[0]["at"]) if rows else None


def _newest(system: System, position: int) -> int | None:
    return _size(lambda: system.tree.checkpoint_within(position))


def _size(note: Callable[[], str]) -> int | None:
    try:
        return parse(note()).checkpoint.size
    except NotInLog:
        return None

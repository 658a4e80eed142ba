"""Folded states of long streams, so that they load fast. Droppable; `verify` never reads them.

A snapshot of sealed facts lies under the keys of its stream: destroying a key ends it too.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

import msgspec

from domain.kernel import Stream
from ledger.memory import Held
from ledger.vault import NoKey, Vault

LONG = 1_000
"""Streams with more events than this are kept as snapshots."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A state after `sequence` events, the last of which has the body hash `head` (hex)."""

    sequence: int
    head: str
    state: Any


def load(vault: Vault, kind: Stream, number: int, names: tuple[str, ...]) -> Snapshot | None:
    """The stream's snapshot, when there is one of today's shape that can still be opened."""
    with vault.connection() as conn:
        row = conn.execute(
            "SELECT sequence, head, locked FROM sealed.snapshot WHERE number = %s AND shape = %s",
            (number, _shape(kind)),
        ).fetchone()
    if row is None:
        return None
    sequence, head, data = row
    try:
        plain = vault.seal(names).unlock(_name(number, sequence), data) if names else data
        state = msgspec.msgpack.decode(plain, type=type(kind.initial))
    except (NoKey, ValueError):
        return None
    return Snapshot(sequence, head, state)


def among(vault: Vault, numbers: Sequence[int]) -> set[int]:
    """Which of these streams have a snapshot at all."""
    with vault.connection() as conn:
        found = conn.execute(
            "SELECT number FROM sealed.snapshot WHERE number = ANY(%s)", (list(numbers),)
        )
        return {row[0] for row in found}


def numbers(vault: Vault) -> list[int]:
    """The streams that have a snapshot."""
    with vault.connection() as conn:
        rows = conn.execute("SELECT number FROM sealed.snapshot ORDER BY number").fetchall()
    return [row[0] for row in rows]


def drop(vault: Vault, number: int) -> None:
    """Drops the snapshot of a stream: it is folded from its first event again."""
    with vault.connection() as conn:
        conn.execute("DELETE FROM sealed.snapshot WHERE number = %s", (number,))


def keep(vault: Vault, kind: Stream, held: Held) -> None:
    """Stores the state of a stream in the place of an older snapshot.

    Nothing is kept of a stream whose key was destroyed.
    """
    data = msgspec.msgpack.encode(held.state, enc_hook=_plain)
    if held.names:
        try:
            data = vault.seal(held.names).lock(_name(held.number, held.sequence), data)
        except NoKey:
            return
    with vault.connection() as conn:
        conn.execute(
            "INSERT INTO sealed.snapshot (number, sequence, head, shape, locked) "
            "VALUES (%s, %s, %s, %s, %s) ON CONFLICT (number) DO UPDATE SET "
            "sequence = excluded.sequence, head = excluded.head, shape = excluded.shape, "
            "locked = excluded.locked",
            (held.number, held.sequence, held.head, _shape(kind), data),
        )


def _name(number: int, sequence: int) -> bytes:
    return f"snapshot {number} {sequence}".encode()


def _shape(kind: Stream) -> str:
    """Changes whenever the state's fields or the list of events do."""
    return _shape_of(type(kind.initial), kind.events)  # type: ignore[arg-type]  # classes hash


@cache
def _shape_of(state: Any, events: tuple[Any, ...]) -> str:
    names = [(event.NAME, event.VERSION) for event in events]
    told = f"{msgspec.inspect.type_info(state)} {names}"
    return hashlib.sha256(told.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, MappingProxyType):
        return dict(value)
    raise TypeError(f"{type(value).__name__} cannot stand in a snapshot")

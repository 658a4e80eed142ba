"""From stored forms to a stream's state: cut, open, decode, evolve. Reads nothing by itself."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from hashlib import sha256
from typing import Any, Protocol

from domain.kernel import StreamId
from ledger import sealing, snapshots
from ledger.codec import read_body
from ledger.envelope import RawBody, part
from ledger.log import Log
from ledger.memory import Held
from ledger.vault import NoKey, Vault


class Seals(Protocol):
    """Whoever has sealing keys: the vault, or what was given out of it."""

    def seal(self, names: Sequence[str], /) -> sealing.Seal:
        """The seal under these keys together. Raises NoKey."""


def opened(log: Log, vault: Seals, body: RawBody, names: tuple[str, ...]) -> bytes | None:
    """The sealed bytes of an event, or None: nothing is sealed, or a key is destroyed."""
    if body.sealed is None:
        return None
    digest = body.command.digest if body.command else ""
    where = sealing.context(log.origin, body.stream, body.sequence, digest)
    try:
        return vault.seal(names).open(body.stream, where, body.sealed)
    except NoKey:
        return None


def event_of(log: Log, vault: Seals, body: RawBody, names: tuple[str, ...]) -> Any:
    """The event of a body, its sealed fields opened where the keys still exist."""
    return log.codec.event(body, opened(log, vault, body, names))


class Misplaced(ValueError):
    """What the database gives as the next event of a stream is not that, by its signed body."""


def grow(log: Log, vault: Seals, stream: StreamId, held: Held, stored: bytes) -> Held:
    """The stream with one more stored event folded in. Raises Misplaced."""
    data, _ = part(stored)
    body = read_body(data)
    found = body.stream, body.sequence, body.previous
    if found != (held.number, held.sequence + 1, held.head):
        raise Misplaced(
            f"position {body.position} holds number {body.sequence} of stream {body.stream}, after "
            f"{body.previous}; it is stored as number {held.sequence + 1} of stream {held.number}, "
            f"after {held.head}: was the database changed by hand? `verify` says where"
        )
    event = event_of(log, vault, body, held.names)
    state = log.kinds[stream.kind].evolve(held.state, event)
    return held.grown(sha256(data).hexdigest(), state, body.position)


def fold(
    log: Log,
    vault: Vault,
    stream: StreamId,
    number: int,
    read: Callable[[int], Iterable[tuple[int, bytes]]],
) -> Held:
    """A whole stream; `read(after)` gives its stored events from a sequence on.

    A snapshot is believed only if the event it stands on is the stream's event at that place.
    """
    kind, names = log.kinds[stream.kind], vault.names_of(number)
    held = Held(number, 0, None, kind.initial, names)
    known = snapshots.load(vault, kind, number, names)
    rows = iter(read(known.sequence - 1 if known else 0))
    if known:
        position, stored = next(rows, (0, b"\n\n"))
        if sha256(stored.split(b"\n", 1)[0]).hexdigest() == known.head:
            held = Held(number, known.sequence, known.head, known.state, names, position)
        else:
            rows = iter(read(0))
    before = held.sequence
    for _, stored in rows:
        held = grow(log, vault, stream, held, stored)
    if held.sequence - before > snapshots.LONG:
        snapshots.keep(vault, kind, held)
    return held


def fold_many(
    log: Log,
    vault: Vault,
    numbers: Mapping[StreamId, int],
    read: Callable[[int, int], Iterable[tuple[int, bytes]]],
    read_many: Callable[[Mapping[int, int]], Iterable[tuple[int, bytes]]],
) -> dict[StreamId, Held]:
    """Many streams: short ones read together, those that have a snapshot one by one.

    `read(number, after)` as in `fold`; `read_many(after)` gives (number, stored event) of all, by
    number after which sequence.
    """
    long = snapshots.among(vault, list(numbers.values()))
    held = {
        stream: fold(log, vault, stream, number, partial(read, number))
        for stream, number in numbers.items()
        if number in long
    }
    short = {number: stream for stream, number in numbers.items() if number not in long}
    names = vault.names_of_many(list(short))
    vault.learn(name for under in names.values() for name in under)
    for number, stream in short.items():
        initial = log.kinds[stream.kind].initial
        held[stream] = Held(number, 0, None, initial, names.get(number, ()))
    for number, stored in read_many(dict.fromkeys(short, 0)):
        stream = short[number]
        held[stream] = grow(log, vault, stream, held[stream], stored)
    for stream in short.values():
        if held[stream].sequence > snapshots.LONG:
            snapshots.keep(vault, log.kinds[stream.kind], held[stream])
    return held

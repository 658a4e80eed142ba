"""A step of drafts: what one command adds, with the streams and keys it brings into being."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from domain.kernel import Event, StreamId
from ledger import sealing
from ledger.envelope import ActorPart, CommandRef
from ledger.memory import Held


class Draft(NamedTuple):
    """An event with its body, not signed yet."""

    position: int
    stream: int
    sequence: int
    topic: str
    body: bytes
    event: Event


@dataclass(frozen=True, slots=True)
class Teller:
    """Who says an event, why, and under which law: the same for all events of one command."""

    actor: ActorPart
    command: CommandRef | None
    again: CommandRef | None
    """The command as its later events name it: without the signatures."""
    cause: int | None
    region: str | None
    received_at: datetime
    law: int


@dataclass(slots=True)
class Step:
    """What one command adds on top of `base`; `base` stays as it is until `take`.

    `keys`: new sealing keys by name, as (secret, wrapped row). `seals` may be under such keys: a
    step that is given up takes them with it.
    """

    position: int
    streams: int
    base: "Step | None" = None
    held: dict[StreamId, Held] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)
    registered: list[tuple[int, StreamId]] = field(default_factory=list)
    stream_keys: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    keys: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    seals: dict[tuple[str, ...], sealing.Seal] = field(default_factory=dict)

    def next(self) -> "Step":
        """An empty step on top of this one."""
        return Step(self.position, self.streams, self)

    def find(self, stream: StreamId) -> Held | None:
        """The stream as this step or its base left it."""
        found = self.held.get(stream)
        return found if found or not self.base else self.base.find(stream)

    def made(self, name: str) -> bytes | None:
        """A sealing key made in this step or its base."""
        if name in self.keys:
            return self.keys[name][0]
        return self.base.made(name) if self.base else None

    def seal(self, names: tuple[str, ...]) -> sealing.Seal | None:
        """A seal that this step or its base used."""
        return self.seals.get(names) or (self.base.seal(names) if self.base else None)

    def take(self, step: "Step") -> None:
        """Makes a later step part of this one."""
        self.position, self.streams = step.position, step.streams
        self.held |= step.held
        self.drafts += step.drafts
        self.registered += step.registered
        self.stream_keys += step.stream_keys
        self.keys |= step.keys
        self.seals |= step.seals

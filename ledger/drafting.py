"""How facts become bodies: registered, sealed, chained, one after the other on a step."""

from collections.abc import Callable, Container, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from domain.kernel import Event, StreamId
from ledger import sealing
from ledger.codec import encode, write_body
from ledger.envelope import Body, CommandRef, SealedPart
from ledger.events import KeyReleased, StreamRegistered
from ledger.keys import KEYS
from ledger.log import REGISTRY, Log
from ledger.memory import Held
from ledger.step import Draft, Step, Teller
from ledger.vault import NoKey, Vault

BODY_MAX = 65_000
"""Bytes of a body: with its signature line it fits the 65,535 of an entry bundle."""

type Ahead = Callable[[Sequence[Draft]], None]
"""Hears all drafts of a step each time it has one more: they can be signed before it has its last.
The step may come to nothing all the same."""


class TooLarge(ValueError):
    """An event is larger than a bundle can carry."""


class Drafting:
    """Says events: registers new streams, seals, chains, releases keys."""

    def __init__(
        self,
        log: Log,
        vault: Vault,
        at: datetime,
        destroyed: Callable[[], Container[str]],
        ahead: Ahead,
    ) -> None:
        """`destroyed`: the names of keys that are gone, as of now. `ahead`: hears of each draft."""
        self._log = log
        self._vault = vault
        self._at = at
        self._destroyed = destroyed
        self._ahead = ahead

    def say(
        self,
        step: Step,
        stream: StreamId,
        held: Held | None,
        event: Event,
        teller: Teller,
        names: tuple[str, ...] | None = None,
    ) -> None:
        """Adds one event to a step. `held`: the stream so far; `names`: keys of a new stream.

        Raises NoKey, sealing.TooLong, TooLarge; TypeError for an event of another kind of stream.
        """
        if self._log.belongs[type(event)] != stream.kind:
            raise TypeError(f"{event.NAME} is no event of {stream.kind}")
        if held is None:
            held = self._register(step, stream, event, teller, names)
        body = self._body(step, held, event, teller)
        if len(body) > BODY_MAX:
            raise TooLarge(f"{event.NAME} has {len(body)} bytes, at most {BODY_MAX} fit")
        state = self._log.kinds[stream.kind].evolve(held.state, event)
        step.position += 1
        grown = held.grown(sha256(body).hexdigest(), state, step.position)
        step.held[stream] = grown
        topic = f"{event.NAME}@{event.VERSION}"
        step.drafts.append(Draft(step.position, grown.number, grown.sequence, topic, body, event))
        self._ahead(step.drafts)

    def release(self, step: Step, keys: Held, event: Event, teller: Teller) -> None:
        """Says the keys that an event releases; `keys` is the stream of keys so far."""
        for name in event.releases():
            released = KeyReleased(key=str(name), secret=self._secret(step, str(name)).hex())
            self.say(step, KEYS, step.find(KEYS) or keys, released, teller)

    def _body(self, step: Step, held: Held, event: Event, teller: Teller) -> bytes:
        shape = self._log.codec.shape_of(event.NAME, event.VERSION)
        command = teller.again if step.drafts else teller.command
        return write_body(
            Body(
                actor=teller.actor,
                category=shape.said(event, "category"),
                cause=teller.cause,
                command=command,
                entries=shape.entries(event),
                law=teller.law,
                name=event.NAME,
                occurred_at=event.happened_at() or teller.received_at,
                origin=self._log.origin,
                position=step.position + 1,
                previous=held.head,
                public=shape.public.of(event),
                recorded_at=self._at,
                region=shape.said(event, "region") or teller.region,
                restricted=shape.restricted.of(event),
                sealed=self._sealed(step, held, shape.sealed.of(event), command),
                sequence=held.sequence + 1,
                stream=held.number,
                v=1,
                version=event.VERSION,
            )
        )

    def _sealed(
        self, step: Step, held: Held, part: Any, command: CommandRef | None
    ) -> SealedPart | None:
        if part is None:
            return None
        digest = command.digest if command else ""
        where = sealing.context(self._log.origin, held.number, held.sequence + 1, digest)
        return self.seal(step, held.names).seal(held.number, where, encode(part))

    def _register(
        self,
        step: Step,
        stream: StreamId,
        first: Event,
        teller: Teller,
        names: tuple[str, ...] | None,
    ) -> Held:
        kind = self._log.kinds[stream.kind]
        names = names if names is not None else tuple(str(name) for name in kind.keys(first))
        owned = kind.owns(first)
        commitment = sealing.commitment(self._own(step, str(owned))) if owned else None
        return self.register(step, stream, teller, names, commitment)

    def register(
        self,
        step: Step,
        stream: StreamId,
        teller: Teller,
        names: tuple[str, ...] = (),
        commitment: str | None = None,
    ) -> Held:
        """Gives a stream its number, in the registry."""
        number = step.streams
        step.streams += 1
        secrets = [self._secret(step, name) for name in names]
        tags = sealing.stream_tags(secrets, number)
        registered = StreamRegistered(
            number=number, kind=stream.kind, code=stream.code, tags=tags, commitment=commitment
        )
        registry = step.find(REGISTRY)
        assert registry is not None, "a group starts with the registry at hand"
        self.say(step, REGISTRY, registry, registered, teller)
        step.registered.append((number, stream))
        if names:
            step.stream_keys.append((number, names))
        return Held(number, 0, None, self._log.kinds[stream.kind].initial, names)

    def seal(self, step: Step, names: tuple[str, ...]) -> sealing.Seal:
        """The seal under these keys. A month's key for commands is made when first needed."""
        if used := step.seal(names):
            return used
        for name in names:
            if name.startswith("commands/"):
                self._own(step, name)
        if any(step.made(name) for name in names):
            step.seals[names] = sealing.Seal([self._secret(step, name) for name in names])
        else:
            step.seals[names] = self._vault.seal(names)
        return step.seals[names]

    def have(self, step: Step, names: tuple[str, ...]) -> bool:
        """Whether all these keys exist and none was destroyed."""
        try:
            return all(self._secret(step, name) for name in names)
        except NoKey:
            return False

    def _own(self, step: Step, name: str) -> bytes:
        """The key of this name; made now unless an earlier stream of the same owner did.

        Raises NoKey when it was destroyed: what is gone does not come back under its old name.
        """
        try:
            return self._secret(step, name)
        except NoKey:
            if name in self._destroyed():
                raise
            step.keys[name] = self._vault.new(name)
            return step.keys[name][0]

    def _secret(self, step: Step, name: str) -> bytes:
        """Raises NoKey; also for a key whose destruction was decided, but is not committed yet."""
        if name in self._destroyed():
            raise NoKey(f"sealing key {name} was destroyed")
        return step.made(name) or self._vault.secret(name)

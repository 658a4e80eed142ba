"""What one log is made of: its name, its streams, who decides, which key signs."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from domain.kernel import Charter, Command, Decider, Event, KeyName, Stream, StreamId
from ledger.codec import Codec
from ledger.events import (
    CommandRefused,
    HeadsSealed,
    LogOpened,
    RefusalsSummarised,
    StreamRegistered,
)
from ledger.keys import KEYS, KEYS_STREAM
from ledger.signing import Signer, key_id

REGISTRY = StreamId("registry", "registry")
HEADS = StreamId("heads", "heads")
REFUSALS = "refusals"


def _nothing(_state: Any, _event: Any) -> None:
    return None


def _day_key(first: CommandRefused | RefusalsSummarised) -> tuple[KeyName, ...]:
    return (KeyName(REFUSALS, first.day),)


OWN_STREAMS = (
    Stream("registry", (LogOpened, StreamRegistered), None, _nothing),
    KEYS_STREAM,
    Stream("heads", (HeadsSealed,), None, _nothing),
    Stream(
        REFUSALS,
        (CommandRefused, RefusalsSummarised),
        None,
        _nothing,
        keys=_day_key,
        owns=lambda first: _day_key(first)[0],
    ),
)


@dataclass(frozen=True, slots=True)
class Log:
    """The constants of a log, handed to everything that writes or reads it."""

    origin: str
    charter: Charter
    signer: Signer
    codec: Codec
    kinds: dict[str, Stream]
    deciders: dict[type[Command], Decider]
    belongs: dict[type[Event], str]
    """Which kind of stream an event class belongs to."""
    follows: frozenset[tuple[str, str]]
    """(event, command), by name: what some policy asks for because of what."""
    key: str = field(default="")

    @property
    def fixed(self) -> tuple[StreamId, ...]:
        """The streams with numbers 0 to 3, known before anything is said."""
        return (REGISTRY, self.charter.law, KEYS, HEADS)


def log_of(origin: str, charter: Charter, signer: Signer) -> Log:
    """Builds the constants from the charter. Raises ValueError when two lists collide."""
    streams = (*OWN_STREAMS, *charter.streams)
    kinds = _once((s.name, s) for s in streams)
    deciders = _once(
        (d.handles, d) for d in (*(d for s in streams for d in s.deciders), *charter.deciders)
    )
    return Log(
        origin=origin,
        charter=charter,
        signer=signer,
        codec=Codec(streams, deciders),
        kinds=kinds,
        deciders=deciders,
        belongs=_once((shape, s.name) for s in streams for shape in s.events),
        follows=frozenset(
            (heard.NAME, asked.NAME)
            for policy in charter.policies
            for heard in policy.hears
            for asked in policy.asks
        ),
        key=key_id(signer.algorithm, signer.public),
    )


def _once[K, V](pairs: Iterable[tuple[K, V]]) -> dict[K, V]:
    made: dict[K, V] = {}
    for key, value in pairs:
        if key in made:
            raise ValueError(f"{key} is listed twice")
        made[key] = value
    return made

"""What the streams of a pack come to: folded from its events alone, without any database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from domain.kernel import Charter, StreamId
from ledger.codec import read_body
from ledger.envelope import RawBody, part
from ledger.events import KeyReleased, StreamRegistered
from ledger.folding import grow, opened
from ledger.log import Log, log_of
from ledger.memory import Held
from ledger.pack import Pack
from ledger.sealing import CannotOpen, Seal, stream_tag
from ledger.trust import Trust
from ledger.vault import NoKey
from ledger.verify_shape import KEYS, REGISTRY

CLOSED = ("",)
"""Stands for keys that were never given out; no key has this name."""


class NotReplayed(ValueError):
    """The events of a pack do not follow on each other; verify it, which says where."""


@dataclass
class _Mute:
    """The ledger's key without its secret: it signs nothing."""

    algorithm: str
    public: bytes
    key_id: str

    def sign(self, message: bytes) -> bytes:
        raise PermissionError(f"nothing is signed here, not these {len(message)} bytes either")


@dataclass(frozen=True, slots=True)
class Released:
    """Keys that the log itself gave out, by name; what lies under another stays closed."""

    secrets: Mapping[str, bytes]

    def seal(self, names: Sequence[str]) -> Seal:
        """The seal under these keys together. Raises NoKey."""
        if lacking := [name for name in names if name not in self.secrets]:
            raise NoKey(f"there is no sealing key {lacking[0]}")
        return Seal([self.secrets[name] for name in names])


def log_from(trust: Trust, charter: Charter) -> Log:
    """The constants of the log that is expected, for who only reads it."""
    key = _Mute(trust.algorithm, trust.ledger_key, trust.ledger_key_id)
    return log_of(trust.origin, charter, key)


def states(log: Log, pack: Pack, until: int | None = None) -> dict[StreamId, Held]:
    """The streams of a pack after its events up to a position (None: all). Verify it first.

    What lies under a key that was never given out is folded closed, as once the key is destroyed:
    `Held.names` is CLOSED. Raises NotReplayed.
    """
    try:
        seen, held = _look(log, pack), dict[int, tuple[StreamId, Held]]()
        for number, event in seen.registered.items():
            stream, names = StreamId(event.kind, event.code), _names(log, seen, event)
            held[number] = stream, Held(number, 0, None, log.kinds[event.kind].initial, names)
        for form, (number, position) in zip(pack.forms, seen.places, strict=True):
            if number in held and (until is None or position <= until):
                stream, before = held[number]
                held[number] = stream, grow(log, seen.given, stream, before, form)
    except (ValueError, LookupError) as problem:
        raise NotReplayed(f"{type(problem).__name__}: {problem}") from None
    return dict(held.values())


def released(log: Log, pack: Pack) -> Released:
    """The keys that the log gave out, from the stream of keys."""
    return _look(log, pack).given


def under(log: Log, pack: Pack, key: str) -> tuple[StreamId, ...]:
    """The whole streams of a pack that lie under a key, alone or with another; none of a key that
    was never given out.
    """
    seen = _look(log, pack)
    secret = seen.given.secrets.get(key)
    return tuple(
        StreamId(one.kind, one.code)
        for number, one in seen.registered.items()
        if secret is not None and stream_tag(secret, number) in one.tags
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    """What one pass over the events shows.

    `places`: stream and position of each. `sealed`: of each stream the first event with something
    sealed. `registered`: what named the streams that are whole.
    """

    places: list[tuple[int, int]]
    sealed: dict[int, RawBody]
    registered: dict[int, StreamRegistered]
    given: Released


def _look(log: Log, pack: Pack) -> _Seen:
    whole, secrets = {one.number for one in pack.streams}, dict[str, bytes]()
    seen = _Seen([], {}, {}, Released(secrets))
    for form in pack.forms:
        body = read_body(part(form)[0])
        seen.places.append((body.stream, body.position))
        if body.sealed:
            seen.sealed.setdefault(body.stream, body)
        if body.stream in (REGISTRY, KEYS):  # the ledger's own facts: nothing of them is sealed
            event = log.codec.event(body)
            if isinstance(event, StreamRegistered) and event.number in whole:
                seen.registered[event.number] = event
            elif isinstance(event, KeyReleased) and event.secret:
                secrets[event.key] = bytes.fromhex(event.secret)
    return seen


def _names(log: Log, seen: _Seen, registered: StreamRegistered) -> tuple[str, ...]:
    """The one given key that a stream lies under, by its mark; CLOSED where it lies under another
    as well, or under none that was given: nothing but its parts can say so.
    """
    number = registered.number
    first = seen.sealed.get(number)
    if first is None:
        return ()
    for name, secret in seen.given.secrets.items():
        if stream_tag(secret, number) in registered.tags:
            try:
                opened(log, seen.given, first, (name,))
            except CannotOpen:
                break
            return (name,)
    return CLOSED


def digest_of(state: Any) -> str:
    """SHA-256 (hex) of a state: two states that are equal have the same, in any process."""
    return sha256(_text(state).encode()).hexdigest()


def _text(value: Any) -> str:
    """A value written down: what has no order of its own in the order of its text."""
    if isinstance(value, Mapping):
        pairs = sorted(f"{_text(key)}:{_text(one)}" for key, one in value.items())
        return f"{{{','.join(pairs)}}}"
    if isinstance(value, frozenset):
        return f"{{{','.join(sorted(map(_text, value)))}}}"
    if isinstance(value, tuple | list):
        return f"[{','.join(map(_text, value))}]"
    if is_dataclass(value):
        said = ",".join(f"{one.name}={_text(getattr(value, one.name))}" for one in fields(value))
        return f"{type(value).__name__}({said})"
    if isinstance(value, date):
        return value.isoformat()
    return repr(value)

"""Who may sign, from when to when: the key ring as the log tells it, and who decides about it.

Also the fate of sealing keys: released by an opening, destroyed for a person's right.
"""

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from domain.kernel import (
    Command,
    Context,
    Decider,
    Decision,
    Rejected,
    Stream,
    StreamId,
    command,
)
from ledger.events import KeyDestroyed, KeyEnrolled, KeyReleased, KeyRevoked, KeyRotated
from ledger.signing import KeyRefused, key_id, public_from

KEYS = StreamId("keys", "keys")


@dataclass(frozen=True, slots=True)
class Enrolled:
    """One signing key: whose it is and how long it is good."""

    algorithm: str
    public: bytes
    person: str
    organisation: str
    custodial: bool
    valid_until: datetime | None = None
    revoked_since: datetime | None = None

    def valid(self, at: datetime) -> bool:
        """Whether the key may sign at this instant."""
        expired = self.valid_until is not None and at >= self.valid_until
        revoked = self.revoked_since is not None and at >= self.revoked_since
        return not (expired or revoked)


@dataclass(frozen=True, slots=True)
class KeyRing:
    """All signing keys by id, and the names of sealing keys that were destroyed."""

    keys: Mapping[str, Enrolled] = field(default_factory=lambda: MappingProxyType({}))
    destroyed: frozenset[str] = frozenset()


def evolve(ring: KeyRing, event: Any) -> KeyRing:
    """The ring after one fact."""
    match event:
        case KeyEnrolled():
            return _with(
                ring,
                event.key,
                Enrolled(
                    event.algorithm,
                    b64decode(event.public),
                    event.person,
                    event.organisation,
                    event.custodial,
                    event.valid_until,
                ),
            )
        case KeyRotated():
            old = ring.keys[event.old]
            new = replace(
                old,
                algorithm=event.algorithm,
                public=b64decode(event.public),
                valid_until=event.valid_until,
                revoked_since=None,
            )
            return _with(ring, event.key, new)
        case KeyRevoked():
            return _with(ring, event.key, replace(ring.keys[event.key], revoked_since=event.since))
        case KeyDestroyed():
            return replace(ring, destroyed=ring.destroyed | {event.key})
        case KeyReleased():
            return ring
        case _:
            raise TypeError(f"{type(event).__name__} is no fact about keys")


def _with(ring: KeyRing, key: str, enrolled: Enrolled) -> KeyRing:
    return replace(ring, keys=MappingProxyType({**ring.keys, key: enrolled}))


@command("EnrolKey", zh="登记密钥")
class EnrolKey(Command):
    """Lets a key sign for a person."""

    algorithm: str
    public: str
    """Raw public key, base64."""
    person: str
    organisation: str
    custodial: bool
    valid_until: datetime | None
    proof: str


@command("RotateKey", zh="更换密钥")
class RotateKey(Command):
    """Puts a new key in the place of an old one of the same person."""

    old: str
    algorithm: str
    public: str
    valid_until: datetime | None
    reason: str


@command("RevokeKey", zh="吊销密钥")
class RevokeKey(Command):
    """Ends a key's right to sign, from now on."""

    key: str
    reason: str


@command("DestroyKey", zh="销毁封存密钥")
class DestroyKey(Command):
    """Makes what lies under a sealing key unreadable for ever (a person's right to erasure)."""

    key: str
    reason: str


def _enrol(ring: KeyRing, asked: EnrolKey, _context: Context) -> Decision:
    new = _new_key(ring, asked.algorithm, asked.public)
    if isinstance(new, Rejected):
        return new
    return (
        KeyEnrolled(
            key=new,
            algorithm=asked.algorithm,
            public=asked.public,
            person=asked.person,
            organisation=asked.organisation,
            custodial=asked.custodial,
            valid_until=asked.valid_until,
            proof=asked.proof,
        ),
    )


def _rotate(ring: KeyRing, asked: RotateKey, context: Context) -> Decision:
    old = ring.keys.get(asked.old)
    if old is None or not old.valid(context.at):
        return Rejected("key.not_valid", f"key {asked.old} is not enrolled or signs no more")
    new = _new_key(ring, asked.algorithm, asked.public)
    if isinstance(new, Rejected):
        return new
    return (
        KeyRevoked(key=asked.old, since=context.at, reason=asked.reason),
        KeyRotated(
            old=asked.old,
            key=new,
            algorithm=asked.algorithm,
            public=asked.public,
            valid_until=asked.valid_until,
        ),
    )


def _new_key(ring: KeyRing, algorithm: str, public: str) -> str | Rejected:
    """The id of a key that may be enrolled: parsable, safe, not known before."""
    try:
        raw = b64decode(public, validate=True)
        public_from(algorithm, raw)
    except (KeyRefused, ValueError) as problem:
        return Rejected("key.unusable", str(problem))
    key = key_id(algorithm, raw)
    if key in ring.keys:
        return Rejected("key.known", f"key {key} was enrolled before")
    return key


def _revoke(ring: KeyRing, asked: RevokeKey, context: Context) -> Decision:
    known = ring.keys.get(asked.key)
    if known is None:
        return Rejected("key.unknown", f"key {asked.key} was never enrolled")
    if known.revoked_since is not None:
        return ()
    return (KeyRevoked(key=asked.key, since=context.at, reason=asked.reason),)


_OF_A_TIME = ("commands", "refusals")
"""Keys of a month or a day, as their code says; anything that happens then is sealed under them."""


def _destroy(ring: KeyRing, asked: DestroyKey, context: Context) -> Decision:
    kind, _, code = asked.key.partition("/")
    if not code:
        return Rejected("key.unknown", f"a sealing key is called kind/code, not {asked.key!r}")
    if asked.key in ring.destroyed:
        return ()
    if kind in _OF_A_TIME and code >= context.received_at.date().isoformat()[: len(code)]:
        return Rejected("key.still_used", f"{asked.key} is used until {code} is over")
    return (KeyDestroyed(key=asked.key, reason=asked.reason),)


def _touches(_asked: Any) -> tuple[StreamId, ...]:
    return (KEYS,)


KEYS_STREAM = Stream(
    name="keys",
    events=(KeyEnrolled, KeyRotated, KeyRevoked, KeyReleased, KeyDestroyed),
    initial=KeyRing(),
    evolve=evolve,
    deciders=(
        Decider(EnrolKey, _touches, _enrol),
        Decider(RotateKey, _touches, _rotate),
        Decider(RevokeKey, _touches, _revoke),
        Decider(DestroyKey, _touches, _destroy),
    ),
)

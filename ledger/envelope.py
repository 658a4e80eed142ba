"""The forms that are stored for ever: an event's body and signature, a command and its signatures.

Stored form of an event: the canonical body, a newline, the canonical signature line, a newline.
Anyone can cut it apart with `head` and check it with `openssl`.
"""

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec

ENVELOPE_VERSION = 1


class Signature(msgspec.Struct, frozen=True):
    """One signature: algorithm, key id (see signing.key_id), raw bytes (base64 on the wire)."""

    alg: str
    key: str
    sig: bytes


class ActorPart(msgspec.Struct, frozen=True):
    """Who asked, as the verified key told: under which post, for whom, by whose hand."""

    custodial: bool
    key: str
    on_behalf_of: str | None
    organisation: str
    person: str
    post: str


class CommandRef(msgspec.Struct, frozen=True):
    """The command behind an event: its salted digest; its signatures on its first event only."""

    digest: str
    signatures: tuple[Signature, ...] | None


class SealedPart(msgspec.Struct, frozen=True):
    """The sealed fields of one event: `c` commitment (hex), `x` ciphertext (base64 on the wire)."""

    c: str
    x: bytes


class Body(msgspec.Struct, frozen=True):
    """What the ledger signs, in alphabetical order. Shapes of the parts belong to the event.

    `position` is the place in the log, from 1; `sequence` the place in the stream, from 1;
    `previous` the SHA-256 (hex) of the stream's previous body; `law` the position of the
    governance state in force; `occurred_at` the legal instant, `recorded_at` ours, monotone.
    """

    actor: ActorPart
    category: str | None
    cause: int | None
    command: CommandRef | None
    """None for what the ledger says of itself: its opening, its heads, summaries."""
    entries: Any
    law: int
    name: str
    occurred_at: datetime
    origin: str
    position: int
    previous: str | None
    public: Any
    recorded_at: datetime
    region: str | None
    restricted: Any
    sealed: SealedPart | None
    sequence: int
    stream: int
    v: Literal[1]
    version: int


class RawBody(Body, frozen=True):
    """A body as read back: its parts are still bytes, decoded when somebody asks."""

    entries: msgspec.Raw
    public: msgspec.Raw
    restricted: msgspec.Raw


class Expected(msgspec.Struct, frozen=True):
    """A stream (kind/code) and how many events of it the asker had seen."""

    seen: int
    stream: str


class CommandBody(msgspec.Struct, frozen=True, kw_only=True):
    """What a person or machine signs: one request, for one log, once.

    `maker`: digest of the maker's signed command, in a checker's; `salt`: 32 random bytes in hex,
    so that the digest is no key to guessing the content after the plain command was erased.
    """

    cause: int | None = None
    content: Any
    expects: tuple[Expected, ...] = ()
    id: Annotated[str, msgspec.Meta(pattern=r"^[0-9A-Za-z._:-]{8,64}$")]
    maker: str | None = None
    name: str
    not_after: Annotated[datetime, msgspec.Meta(tz=True)]
    on_behalf_of: str | None = None
    origin: str
    salt: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]
    v: Literal[1] = 1
    version: int


class SignedCommand(msgspec.Struct, frozen=True):
    """The exact bytes that were signed, and the signatures over tag ‖ SHA-256 of them."""

    body: bytes
    signatures: tuple[Signature, ...]


_SIGNATURE = msgspec.json.Encoder(order="sorted")
_READ_SIGNATURE = msgspec.json.Decoder(Signature)


def join(body: bytes, signature: Signature) -> bytes:
    """The stored form of an event."""
    return b"%b\n%b\n" % (body, _SIGNATURE.encode(signature))


def part(stored: bytes) -> tuple[bytes, Signature]:
    """Body bytes and signature of a stored form.

    Raises ValueError when the form is not two lines.
    """
    body, signature, rest = stored.split(b"\n", 2)
    if rest:
        raise ValueError("a stored event is two lines, body and signature")
    return body, _READ_SIGNATURE.decode(signature)

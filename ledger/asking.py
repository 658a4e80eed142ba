"""The asker's side: a command made, salted, signed. And the door's first look: read, verified."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from domain.kernel import Command, Decider, StreamId
from ledger import codec
from ledger.envelope import CommandBody, Expected, Signature, SignedCommand
from ledger.keys import KeyRing
from ledger.log import Log
from ledger.signing import COMMAND_TAG, Signer, key_id, verify

COMMAND_MAX = 1_048_576


_SENTENCE_MAX = 500


class NotAccepted(ValueError):
    """What never gets as far as a decision: malformed, unsigned, for another log. Not recorded.

    What it quotes of the command may be of any length: the sentence is cut.
    """

    def __init__(self, sentence: str) -> None:
        cut = len(sentence) > _SENTENCE_MAX
        super().__init__(sentence[: _SENTENCE_MAX - 1] + "…" if cut else sentence)


@dataclass(frozen=True, slots=True)
class Asked:
    """A command as the door admitted it: read strictly, its signatures good under known keys."""

    signed: SignedCommand
    body: CommandBody
    content: Any
    digest: bytes
    decider: Decider
    touches: tuple[StreamId, ...]
    received_at: datetime


def ask(
    wanted: Command,
    *,
    origin: str,
    signer: Signer,
    not_after: datetime,
    command_id: str | None = None,
    expects: dict[str, int] | None = None,
    cause: int | None = None,
    maker: str | None = None,
    on_behalf_of: str | None = None,
) -> SignedCommand:
    """Makes and signs a command. The id is random unless given (a policy derives it).

    `expects`: stream (kind/code) → number of its events that the asker had seen.
    """
    data = codec.encode(
        CommandBody(
            cause=cause,
            content=wanted,
            expects=tuple(Expected(seen, stream) for stream, seen in (expects or {}).items()),
            id=command_id or secrets.token_hex(16),
            maker=maker,
            name=wanted.NAME,
            not_after=not_after,
            on_behalf_of=on_behalf_of,
            origin=origin,
            salt=secrets.token_hex(32),
            version=wanted.VERSION,
        )
    )
    return sign(data, signer)


def sign(data: bytes, signer: Signer) -> SignedCommand:
    """Signs the bytes of a command: domain tag ‖ SHA-256 of them."""
    signature = signer.sign(COMMAND_TAG + sha256(data).digest())
    key = key_id(signer.algorithm, signer.public)
    return SignedCommand(data, (Signature(signer.algorithm, key, signature),))


def cosign(signed: SignedCommand, signer: Signer) -> SignedCommand:
    """A joint act: another person signs the very bytes that the first one signed."""
    beside = sign(signed.body, signer).signatures
    return SignedCommand(signed.body, (*signed.signatures, *beside))


def admit(
    log: Log,
    ring: KeyRing,
    signed: SignedCommand,
    received_at: datetime,
    signatures: int | None = None,
) -> Asked:
    """Reads and verifies a command. Raises NotAccepted with a sentence for the asker.

    Whether the key is valid at this instant, and may ask this, is decided under the lock.
    `signatures`: so many, where it is not on its way to the Book yet; else as its name says.
    """
    if len(signed.body) > COMMAND_MAX:
        raise NotAccepted(f"the command has {len(signed.body)} bytes, at most {COMMAND_MAX} fit")
    try:
        body, content = log.codec.command(signed.body)
    except ValueError as problem:
        raise NotAccepted(f"the command cannot be read: {problem}") from None
    except RecursionError:
        raise NotAccepted("the command cannot be read: it is nested too deep") from None
    if body.origin != log.origin:
        raise NotAccepted(f"the command is for the log {body.origin!r}, this one is {log.origin!r}")
    digest = sha256(signed.body).digest()
    joint = body.name in log.charter.joint
    _verify(ring, signed, digest, signatures or (2 if joint else 1))
    decider = log.deciders[type(content)]
    try:
        touches = decider.touches(content)
    except ValueError as problem:
        raise NotAccepted(f"{body.name}: {problem}") from None
    if body.expects:
        named = {str(stream) for stream in touches}
        if beside := next((e.stream for e in body.expects if e.stream not in named), None):
            raise NotAccepted(f"expects: {body.name} does not touch {beside[:60]!r}")
    return Asked(signed, body, content, digest, decider, touches, received_at)


def _verify(ring: KeyRing, signed: SignedCommand, digest: bytes, wanted: int) -> None:
    """So many signatures, each good under another known key. Raises NotAccepted."""
    found = len(signed.signatures)
    if found != wanted:
        need = "one signature" if wanted == 1 else "two signatures"
        raise NotAccepted(f"a command of this name carries {need}, this one {found}")
    if len({one.key for one in signed.signatures}) != wanted:
        raise NotAccepted("both signatures are of one key: another person signs too")
    for signature in signed.signatures:
        key = ring.keys.get(signature.key)
        if key is None:
            raise NotAccepted(f"key {signature.key!r} is not enrolled")
        if signature.alg != key.algorithm or not verify(
            key.algorithm, key.public, signature.sig, COMMAND_TAG + digest
        ):
            raise NotAccepted(f"the signature of key {signature.key} does not fit the command")

"""A signed head of the log as plain text: C2SP tlog-checkpoint, signed-note and cosignature/v1.

Three lines (origin, size, root), an empty line, one line per signature. No extension lines.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from ledger.merkle import HASH_SIZE
from ledger.signing import ED25519, Signer
from ledger.signing import verify as is_signed

SIGNATURE = 0x01
"""Kind of a note key: Ed25519 over the note's text, the log's own."""

COSIGNATURE = 0x04
"""Kind of a note key: Ed25519 over time and text, a witness's."""

MAX_SIZE = 2**63 - 1
"""Largest tree size and largest time (POSIX seconds)."""

MAX_SIGNATURES = 100

_DASH = "\N{EM DASH} "
_SIZE = re.compile("0|[1-9][0-9]{0,18}")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\ud800-\udfff]")  # all but newline; half pairs


class CheckpointRefused(ValueError):
    """A text that is no checkpoint, or that the expected key did not sign; says why."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log says of itself: its name, its number of leaves, their Merkle root."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        """Raises CheckpointRefused for what cannot stand on three lines."""
        if not self.origin or "\n" in self.origin or _CONTROL.search(self.origin):
            raise CheckpointRefused(f"origin {self.origin!r}: one line of text is needed")
        if not 0 <= self.size <= MAX_SIZE:
            raise CheckpointRefused(f"size {self.size}: 0 to 2^63-1 is allowed")
        if len(self.root) != HASH_SIZE:
            raise CheckpointRefused(f"root of {len(self.root)} bytes: {HASH_SIZE} are needed")


class NoteSignature(NamedTuple):
    """One line under a note: who, four bytes that name the key, the signature."""

    name: str
    key_hash: bytes
    signature: bytes


class SignedNote(NamedTuple):
    """A parsed checkpoint; nothing in it is checked against any key yet."""

    checkpoint: Checkpoint
    signatures: tuple[NoteSignature, ...]


def note_text(checkpoint: Checkpoint) -> str:
    """The three lines that are signed, each with its newline."""
    return f"{checkpoint.origin}\n{checkpoint.size}\n{b64encode(checkpoint.root).decode()}\n"


def key_hash(name: str, kind: int, public: bytes) -> bytes:
    """Four bytes that name a key on a signature line: SHA-256(name ‖ newline ‖ kind ‖ key)[:4]."""
    return sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


def sign(checkpoint: Checkpoint, name: str, signer: Signer) -> str:
    """The note with the log's signature. The signer is an Ed25519 key used for nothing else."""
    if signer.algorithm != ED25519:
        raise CheckpointRefused(f"a checkpoint is signed with ed25519, not {signer.algorithm}")
    _refuse_name(name)
    text = note_text(checkpoint)
    named = key_hash(name, SIGNATURE, signer.public) + signer.sign(text.encode())
    return f"{text}\n{_DASH}{name} {b64encode(named).decode()}\n"


def parse(note: str) -> SignedNote:
    """The checkpoint and its signature lines. Raises CheckpointRefused."""
    if _CONTROL.search(note):
        raise CheckpointRefused("a control character, or half of a surrogate pair, is in the note")
    text, separator, block = note.rpartition("\n\n")
    lines = text.split("\n")
    if not separator or len(lines) != 3:
        raise CheckpointRefused(
            "a checkpoint has three lines (origin, size, root), an empty one, then signatures"
        )
    origin, size, root = lines
    if not _SIZE.fullmatch(size):
        raise CheckpointRefused(f"size {size[:24]!r}: a decimal number is needed, no leading zero")
    *signed, end = block.split("\n")
    if end or not 1 <= len(signed) <= MAX_SIGNATURES:
        raise CheckpointRefused(f"1 to {MAX_SIGNATURES} whole lines of signatures are needed")
    checkpoint = Checkpoint(origin, int(size), _decode(root))
    return SignedNote(checkpoint, tuple(map(_signature, signed)))


def verify(note: str, name: str, public: bytes) -> Checkpoint:
    """The checkpoint, if the log's key signed it; compare its origin with the log you expect.

    Raises CheckpointRefused: no checkpoint, no signature by this key, or a wrong one.
    """
    parsed = parse(note)
    text = note_text(parsed.checkpoint).encode()
    for signature in _by(parsed.signatures, name, SIGNATURE, public):
        if not is_signed(ED25519, public, signature, text):
            raise CheckpointRefused(f"the signature by {name} does not fit the checkpoint")
    return parsed.checkpoint


def verify_cosignature(note: str, name: str, public: bytes) -> tuple[Checkpoint, int]:
    """The checkpoint and when the witness saw it (POSIX seconds), if its key cosigned it.

    Raises CheckpointRefused like `verify`. Of several cosignatures the latest time counts.
    """
    parsed = parse(note)
    text = note_text(parsed.checkpoint)
    times = []
    for stamped in _by(parsed.signatures, name, COSIGNATURE, public):
        time, signature = int.from_bytes(stamped[:8]), stamped[8:]
        message = f"cosignature/v1\ntime {time}\n{text}".encode()
        if time > MAX_SIZE or not is_signed(ED25519, public, signature, message):
            raise CheckpointRefused(f"the cosignature by {name} does not fit the checkpoint")
        times.append(time)
    return parsed.checkpoint, max(times)


def vkey(name: str, public: bytes, kind: int = SIGNATURE) -> str:
    """A verifier key as one line of text: `name+hash+base64`."""
    _refuse_name(name)
    encoded = b64encode(bytes([kind]) + public).decode()
    return f"{name}+{key_hash(name, kind, public).hex()}+{encoded}"


def parse_vkey(text: str) -> tuple[str, int, bytes]:
    """Name, kind and public key. Raises CheckpointRefused when the parts do not agree."""
    name, _, rest = text.partition("+")
    encoded = _decode(rest.partition("+")[2])
    kind, public = encoded[0], encoded[1:]
    if kind not in (SIGNATURE, COSIGNATURE) or len(public) != 32:
        raise CheckpointRefused(f"verifier key {text!r}: an Ed25519 key of kind 1 or 4 is needed")
    if vkey(name, public, kind) != text:
        raise CheckpointRefused(f"verifier key {text!r}: the hash is not of this name and key")
    return name, kind, public


def _by(signatures: Iterable[NoteSignature], name: str, kind: int, public: bytes) -> list[bytes]:
    """The signatures that claim to be by this key. Raises CheckpointRefused when there is none."""
    wanted = (name, key_hash(name, kind, public))
    found = [one.signature for one in signatures if (one.name, one.key_hash) == wanted]
    if not found:
        raise CheckpointRefused(f"no signature by {name} with key {vkey(name, public, kind)}")
    return found


def _signature(line: str) -> NoteSignature:
    name, separator, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not separator:
        raise CheckpointRefused(f"signature line {line[:80]!r}: '— name base64' is needed")
    _refuse_name(name)
    decoded = _decode(encoded)
    if len(decoded) < 5:
        raise CheckpointRefused(f"signature line {line[:80]!r}: no signature behind the key's hash")
    return NoteSignature(name, decoded[:4], decoded[4:])


def _refuse_name(name: str) -> None:
    if not name or "+" in name or _CONTROL.search(name) or any(map(str.isspace, name)):
        raise CheckpointRefused(f"key name {name!r}: no spaces, no plus, not empty")


def _decode(text: str) -> bytes:
    """Standard base64, in the one way it can be written: the same when encoded again."""
    try:
        data = b64decode(text)
    except ValueError:
        data = b""
    if not data or b64encode(data).decode() != text:
        raise CheckpointRefused(f"{text[:80]!r} is not base64")
    return data

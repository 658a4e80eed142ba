"""What a verifier must know beforehand: the log's name and the keys to expect, as `trust.json`."""

import json
import os
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from ledger.checkpoint import SIGNATURE, CheckpointRefused, parse_vkey
from ledger.signing import KeyRefused, key_id, public_from


class TrustRefused(ValueError):
    """A trust file that cannot be used; the message says which part, and what would be right."""


@dataclass(frozen=True, slots=True)
class Trust:
    """The keys that are expected; never taken from the log itself. Raises TrustRefused.

    `ledger_key`: raw public key that signs every event; `checkpoint`: verifier key of the
    checkpoints as one line of text (`name+hash+base64`).
    """

    origin: str
    algorithm: str
    ledger_key: bytes
    checkpoint: str

    def __post_init__(self) -> None:
        try:
            public_from(self.algorithm, self.ledger_key)
            _, kind, _ = parse_vkey(self.checkpoint)
        except (KeyRefused, CheckpointRefused) as problem:
            raise TrustRefused(str(problem)) from None
        if kind != SIGNATURE:
            raise TrustRefused(f"{self.checkpoint} is a witness's key, not the log's")

    @property
    def ledger_key_id(self) -> str:
        """The name of the ledger's key on signature lines."""
        return key_id(self.algorithm, self.ledger_key)

    @property
    def checkpoint_key(self) -> tuple[str, bytes]:
        """Name and raw public key of the checkpoints' signer."""
        name, _, public = parse_vkey(self.checkpoint)
        return name, public

    def to_json(self) -> bytes:
        """The trust file: JSON for people, a field a line."""
        said = {
            "origin": self.origin,
            "ledger_key": {
                "algorithm": self.algorithm,
                "public": b64encode(self.ledger_key).decode(),
            },
            "checkpoint_key": self.checkpoint,
        }
        return json.dumps(said, indent=2, ensure_ascii=False).encode() + b"\n"

    @classmethod
    def from_json(cls, data: bytes) -> Self:
        """Reads a trust file. Raises TrustRefused."""
        try:
            said = json.loads(data)
        except (ValueError, RecursionError) as problem:
            raise TrustRefused(f"a trust file is JSON in UTF-8: {problem}") from None
        key = _field(said, "ledger_key", dict)
        encoded = _field(key, "public", str)
        try:
            public = b64decode(encoded, validate=True)
        except ValueError:
            raise TrustRefused(f"public is {encoded!r}, right would be base64") from None
        return cls(
            origin=_field(said, "origin", str),
            algorithm=_field(key, "algorithm", str),
            ledger_key=public,
            checkpoint=_field(said, "checkpoint_key", str),
        )

    @classmethod
    def load(cls, path: Path) -> Self:
        """Reads a trust file. Raises TrustRefused, OSError."""
        return cls.from_json(path.read_bytes())

    def save(self, path: Path) -> None:
        """Writes a trust file, whole or not at all."""
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        beside.write_bytes(self.to_json())
        beside.replace(path)


def _field(said: Any, name: str, kind: type) -> Any:
    found = said.get(name) if isinstance(said, dict) else None
    if not isinstance(found, kind):
        wanted = "an object" if kind is dict else "text"
        raise TrustRefused(f"{name} is {found!r}, right would be {wanted}")
    return found

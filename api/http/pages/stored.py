"""A stored event, cut apart: its bytes, its body, its signature, the stream it stands in."""

import json
from base64 import b64encode
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from api.wiring import System
from ledger.codec import read_body
from ledger.envelope import RawBody, Signature, part
from ledger.tree import NotInLog


@dataclass(frozen=True)
class Stored:
    """One event as it is stored; `kind` and `code` name its stream once that is known."""

    form: bytes
    body: RawBody
    signature: Signature
    kind: str = ""
    code: str = ""

    def placed(self, kind: str, code: str) -> "Stored":
        """The same, with the stream's name."""
        return replace(self, kind=kind, code=code)

    @cached_property
    def said(self) -> dict[str, Any]:
        """The body as plain values."""
        found: dict[str, Any] = json.loads(self.text)
        return found

    @property
    def text(self) -> str:
        """The signed bytes as text."""
        return self.form.split(b"\n")[0].decode()

    @property
    def line(self) -> str:
        """The signature's line."""
        return self.form.split(b"\n")[1].decode()

    @property
    def plain(self) -> bool:
        """Whether nothing in it is restricted, money included."""
        return self.said["restricted"] is None and not self.said["entries"]

    def key_of(self, system: System) -> dict[str, str] | None:
        """The asker's public key; None for what the ledger says of itself."""
        return _public(system, self.body.actor.key)

    def cosigner_of(self, system: System) -> str:
        """Who signed a joint act too; empty where one person asked."""
        signatures = (self.body.command and self.body.command.signatures) or ()
        keys = system.book.ring().keys
        return keys[signatures[1].key].person if len(signatures) == 2 else ""

    def cosigner_key_of(self, system: System) -> dict[str, str] | None:
        """The public key of a joint act's second person; None where one person asked."""
        signatures = (self.body.command and self.body.command.signatures) or ()
        return _public(system, signatures[1].key) if len(signatures) == 2 else None


def _public(system: System, key: str) -> dict[str, str] | None:
    enrolled = system.book.ring().keys.get(key)
    if enrolled is None:
        return None
    return {
        "algorithm": enrolled.algorithm,
        "public": b64encode(enrolled.public).decode(),
    }


def read(system: System, position: int) -> Stored:
    """The event at a position. Raises NotInLog."""
    form = next(system.tree.stored(position - 1, 1), None)
    if form is None:
        raise NotInLog(f"position {position}: the log has {system.tree.size()} events")
    data, signature = part(form)
    return Stored(form, read_body(data), signature)


def in_stream(system: System, stream: int, sequence: int) -> Stored | None:
    """The event at a place of a stream; None where the stream has none."""
    with system.store.reading() as curs:
        row = curs.execute(
            "SELECT notification_id FROM ledger.stored_events "
            "WHERE originator_id = %s AND originator_version = %s",
            (str(stream), sequence),
        ).fetchone()
    return read(system, int(row[0])) if row else None

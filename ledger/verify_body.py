"""Reads the stored form of one event strictly: two lines, canonical bytes, known fields and types.

What is refused here is a `Flaw`; all that comes out can be looked at without fear.
"""

import json
import re
from base64 import b64decode, b64encode
from typing import Any

from ledger import canonical
from ledger.verdict import Flaw
from ledger.verify_alike import Likeness, likeness
from ledger.verify_keys import moment_of
from ledger.verify_shape import ACTOR, BODY, COMMAND, ENTRY, LEG, OWN, SEALED, SIGNATURE

_HEX = re.compile(r"[0-9a-f]{64}")
_parse = json.JSONDecoder().raw_decode

LEARN_EVERY = 500
"""Each so-manieth body that had to be read strictly is learned; that takes as long as reading
a few hundred."""

LEARN_MAX = 4_096
"""Longer bodies are not learned."""

KNOWN_MAX = 16
"""So many kinds of bodies are known at a time, those met last in front."""


def cut(form: bytes) -> tuple[bytes, bytes]:
    """Body and signature line. Raises Flaw."""
    if len(form) > canonical.MAX_EVENT:
        raise Flaw("event.form", why=f"{len(form)} bytes, at most {canonical.MAX_EVENT} fit")
    lines = form.split(b"\n")
    if len(lines) != 3 or lines[2]:
        raise Flaw("event.form", why="two whole lines are needed")
    return lines[0], lines[1]


def base64(encoded: bytes) -> bytes | None:
    """The bytes, if they are written in base64 the one right way."""
    try:
        raw = b64decode(encoded, validate=True)
    except ValueError:
        return None
    return raw if b64encode(raw) == encoded else None


class Reader:
    """Reads bodies one after the other, strictly; what is alike it recognises (verify_alike)."""

    def __init__(self) -> None:
        self._known: list[Likeness] = []
        self._strictly = 0

    def read(self, data: bytes) -> dict[str, Any]:
        """The fields of a body, each of its type, with the right values. Raises Flaw."""
        body = self._alike(data)
        if body is None:
            body = _strict(data)
            self._strictly += 1
            if self._strictly % LEARN_EVERY == 0 and len(data) <= LEARN_MAX:
                self._known = [likeness(body), *self._known[: KNOWN_MAX - 1]]
        _check_values(body)
        return body

    def _alike(self, data: bytes) -> dict[str, Any] | None:
        for place, known in enumerate(self._known):
            if known.fullmatch(data):
                if place:
                    self._known.insert(0, self._known.pop(place))
                body: dict[str, Any] = _parse(data.decode())[0]
                return body
        return None


def _strict(data: bytes) -> dict[str, Any]:
    """A body that is canonical, each of its fields of its type. Raises Flaw."""
    try:
        body: dict[str, Any] = canonical.read(data)
    except canonical.NotCanonical as problem:
        raise Flaw("event.canonical", why=str(problem)) from None
    BODY.check(body)
    ACTOR.check(body["actor"])
    if body["sealed"] is not None:
        SEALED.check(body["sealed"])
    for entry in body["entries"]:
        ENTRY.check(entry)
        for leg in entry["legs"]:
            LEG.check(leg)
    command = body["command"]
    if command is not None:
        COMMAND.check(command)
        for signature in command["signatures"] or ():
            SIGNATURE.check(signature)
    return body


def _check_values(body: dict[str, Any]) -> None:
    """What depends on values: those that have few right ones, the facts of some names."""
    if body["v"] != 1:
        raise Flaw("event.shape", field="body.v", found=body["v"], wanted="1")
    if body["name"] in OWN:
        _, shape = OWN[body["name"]]
        shape.check(body["public"])
        if body["version"] != 1:
            raise Flaw("event.shape", field="body.version", found=body["version"], wanted="1")
    moment_of(body["occurred_at"], "body.occurred_at")
    moment_of(body["recorded_at"], "body.recorded_at")
    command = body["command"]
    if command is not None:
        digest, signatures = command["digest"], command["signatures"]
        if not _HEX.fullmatch(digest):
            wanted = "64 digits of lower-case hex"
            raise Flaw("event.shape", field="command.digest", found=digest, wanted=wanted)
        if signatures is not None and len(signatures) not in (1, 2):
            found, wanted = len(signatures), "1, 2 or null"
            raise Flaw("event.shape", field="command.signatures", found=found, wanted=wanted)

"""Reads the stored form of one event strictly: two lines, canonical bytes, known fields and types.

What is refused here is a `Flaw`; all that comes out can be looked at without fear.
"""

import re
from base64 import b64decode, b64encode
from typing import Any

from ledger import canonical
from ledger.verdict import Flaw
from ledger.verify_keys import moment_of
from ledger.verify_shape import ACTOR, BODY, COMMAND, OWN, SEALED, SIGNATURE

_HEX = re.compile(r"[0-9a-f]{64}")
_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
_ENTRIES = b',"entries":['


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
    """Reads bodies one after the other.

    The events of one command begin alike, up to their entries: what was read once is not read
    again. So, and without the ciphertext, reading costs half; the signatures should be the work.
    """

    def __init__(self) -> None:
        self._beginning = _ENTRIES  # no body begins like this
        self._begun: dict[str, Any] = {}

    def read(self, data: bytes) -> dict[str, Any]:
        """The fields of a body, each of its type; a ciphertext may read as empty. Raises Flaw."""
        data = _without_ciphertext(data)
        try:
            if data.startswith(self._beginning):
                rest = data[len(self._beginning) - len(_ENTRIES) + 1 :]
                body: dict[str, Any] = self._begun | canonical.read(b"{" + rest)
                BODY.check(body)
            else:
                body = canonical.read(data)
                BODY.check(body)
                self._begin(data, body)
        except canonical.NotCanonical as problem:
            raise Flaw("event.canonical", why=str(problem)) from None
        _check(body)
        return body

    def _begin(self, data: bytes, body: dict[str, Any]) -> None:
        ACTOR.check(body["actor"])
        if body["command"] is None:
            return
        _check_command(body["command"])
        if body["command"]["signatures"] is None:
            # Checked as they are, the fields ahead of the entries cannot hold this mark.
            self._beginning = data[: data.index(_ENTRIES) + len(_ENTRIES)]
            self._begun = {name: body[name] for name in ("actor", "category", "cause", "command")}


def _without_ciphertext(data: bytes) -> bytes:
    """The body with the ciphertext of its sealed part left out, if that is plain base64.

    Strictness stays: in any JSON a string begins after this mark, and a string of these letters
    can be written in one way only.
    """
    before, mark, rest = data.partition(b'","x":"')
    ciphertext, quote, after = rest.partition(b'"')
    if ciphertext.translate(None, _BASE64):
        return data
    return b"%b%b%b%b" % (before, mark, quote, after)


def _check(body: dict[str, Any]) -> None:
    """The values that have only a few right ones. Raises Flaw."""
    if body["v"] != 1:
        raise Flaw("event.shape", field="body.v", found=body["v"], wanted="1")
    moment_of(body["occurred_at"], "body.occurred_at")
    moment_of(body["recorded_at"], "body.recorded_at")
    if body["sealed"] is not None:
        SEALED.check(body["sealed"])
    if body["name"] in OWN:
        _, shape = OWN[body["name"]]
        shape.check(body["public"])
        if body["version"] != 1:
            raise Flaw("event.shape", field="body.version", found=body["version"], wanted="1")


def _check_command(command: dict[str, Any]) -> None:
    COMMAND.check(command)
    digest, signatures = command["digest"], command["signatures"]
    if not _HEX.fullmatch(digest):
        wanted = "64 digits of lower-case hex"
        raise Flaw("event.shape", field="command.digest", found=digest, wanted=wanted)
    if signatures is not None:
        if len(signatures) != 1:
            found, wanted = len(signatures), "1 or null"
            raise Flaw("event.shape", field="command.signatures", found=found, wanted=wanted)
        SIGNATURE.check(signatures[0])

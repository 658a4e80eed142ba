"""Key history: which keys the log enrolled, whose they are, and which was good at a position."""

from base64 import b64decode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from ledger import canonical
from ledger.signing import key_id, public_from
from ledger.verdict import Flaw
from ledger.verify_shape import OWN

type PublicKeys = dict[str, tuple[str, bytes]]
"""Algorithm and raw public key by key id. The id is a hash of both: it cannot name another."""

_MARK = b'"name":"Key'


def keys_in(forms: Iterable[bytes]) -> PublicKeys:
    """The public keys that these events bring, before anything about them is checked."""
    found: PublicKeys = {}
    for form in forms:
        if _MARK in form:
            try:
                body = canonical.read(form.partition(b"\n")[0])
                _, shape = OWN[body["name"]]
                shape.check(body["public"])
                key, algorithm, raw = _key(body["public"])
            except (Flaw, ValueError, LookupError, TypeError):
                continue  # it is no enrolment, or will be found wrong in its place
            found[key] = algorithm, raw
    return found


def _key(public: dict[str, Any]) -> tuple[str, str, bytes]:
    """Right name, algorithm and raw bytes of the key in an enrolment. Raises Flaw."""
    try:
        raw = b64decode(public["public"], validate=True)
        public_from(public["algorithm"], raw)
    except ValueError as problem:  # KeyRefused is one
        raise Flaw("key.unusable", why=str(problem)) from None
    return key_id(public["algorithm"], raw), public["algorithm"], raw


@lru_cache(256)
def moment(text: str) -> datetime | None:
    """The instant of an RFC 3339 text; None when it is none or lacks its offset."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else None


def moment_of(text: str, field: str) -> datetime:
    """The instant that a field says. Raises Flaw."""
    at = moment(text)
    if at is None:
        wanted = "a time with its offset from UTC"
        raise Flaw("event.shape", field=field, found=text, wanted=wanted)
    return at


@dataclass(slots=True)
class _Enrolled:
    custodial: bool
    organisation: str
    person: str
    ends: datetime | None
    """From when on it may sign no more: by its own end or by a revocation, whichever is first."""

    def end(self, at: datetime) -> None:
        self.ends = at if self.ends is None else min(at, self.ends)


class KeyHistory:
    """The keys as of the last event told; events of the keys stream in order."""

    def __init__(self) -> None:
        self._keys: dict[str, _Enrolled] = {}

    def tell(self, name: str, public: dict[str, Any], at: datetime) -> None:
        """Takes in one event of the keys stream, recorded at an instant. Raises Flaw."""
        if name == "KeyEnrolled":
            owner = public["custodial"], public["organisation"], public["person"]
            self._enrol(public, owner)
        elif name == "KeyRotated":
            old = self._known(public["old"])
            old.end(at)
            self._enrol(public, (old.custodial, old.organisation, old.person))
        elif name == "KeyRevoked":
            self._known(public["key"]).end(moment_of(public["since"], "public.since"))

    def _enrol(self, public: dict[str, Any], owner: tuple[bool, str, str]) -> None:
        key, _, _ = _key(public)
        if public["key"] != key:
            raise Flaw("key.named", found=public["key"], wanted=key)
        if key in self._keys:
            raise Flaw("key.again", key=key)
        until = public["valid_until"]
        ends = None if until is None else moment_of(until, "public.valid_until")
        self._keys[key] = _Enrolled(*owner, ends)

    def _known(self, key: str) -> _Enrolled:
        if key not in self._keys:
            raise Flaw("key.unknown", key=key)
        return self._keys[key]

    def owner(self, key: str) -> tuple[bool, str, str] | None:
        """Custodial or not, organisation, person; None when the key is not enrolled."""
        found = self._keys.get(key)
        return (found.custodial, found.organisation, found.person) if found else None

    def ended(self, key: str, at: datetime) -> datetime | None:
        """Since when an enrolled key may not sign any more, if it may not at this instant."""
        ends = self._keys[key].ends
        return ends if ends is not None and at >= ends else None

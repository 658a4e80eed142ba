"""One event at a time: all that its bytes alone can show. Runs in any process, knows no order.

What only its neighbours can show goes on as `Stretch`es to `verify_order`.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import chain, count
from operator import itemgetter
from typing import Any, NamedTuple

from ledger import canonical
from ledger.merkle import leaf_hash
from ledger.signing import COMMAND_TAG, EVENT_TAG, public_from, verify
from ledger.trust import Trust
from ledger.verdict import BalanceKey, Flaw, Problem
from ledger.verify_keys import PublicKeys, moment_of
from ledger.verify_shape import ACTOR, BODY, COMMAND, ENTRY, LEG, OWN, SEALED, SIGNATURE

_HEX = re.compile(r"[0-9a-f]{64}")
_ALIKE = itemgetter("stream", "name", "law", "cause", "recorded_at", "actor")

type Actor = tuple[bool, str, str | None, str, str, str]
"""Custodial, key, on behalf of, organisation, person, post."""


class Stretch(NamedTuple):
    """Consecutive events of one command in one stream, chained and alike; often just one.

    Fields are the first event's, but `size` (how many) and `head` (SHA-256 of the last body).
    `signed_by`: the key named by the command's signature, None when the event carries none;
    `good`: the signature is that key's. `public`: only of events in verify_shape.OWN.
    """

    position: int
    size: int
    stream: int
    sequence: int
    previous: str | None
    head: str
    name: str
    recorded_at: str
    law: int
    cause: int | None
    actor: Actor
    digest: str | None
    signed_by: str | None
    good: bool
    public: dict[str, Any] | None


class Judged(NamedTuple):
    """What came out for one chunk of events; `sums` are its legs, added up by balance."""

    leaves: list[bytes]
    stretches: list[Stretch]
    problems: list[Problem]
    sums: dict[BalanceKey, int]


class _Read(NamedTuple):
    body: dict[str, Any]
    head: str
    good: bool


class Judge:
    """Judges chunks. Remembers the keys it was told of, and nothing else."""

    def __init__(self, trust: Trust) -> None:
        self._origin = trust.origin
        self._key = trust.ledger_key_id
        self._ledger = public_from(trust.algorithm, trust.ledger_key)
        start = {"alg": trust.algorithm, "key": self._key, "sig": ""}
        self._line = canonical.write(start).removesuffix(b'"}')
        self._keys: PublicKeys = {}
        self._problems: list[Problem] = []
        self._sums: dict[BalanceKey, int] = {}

    def __call__(self, first: int, forms: Sequence[bytes], keys: PublicKeys) -> Judged:
        """Judges stored forms that begin at a position; `keys`: those not told of before."""
        self._keys |= keys
        self._problems, self._sums = [], {}
        # Signatures first, then the reading: by turns, each would drive the other out of cache.
        bodies = list(map(self._signed, count(first), forms))
        stretches = list(_stretches(first, map(self._read, count(first), bodies)))
        return Judged(list(map(leaf_hash, forms)), stretches, self._problems, self._sums)

    def _signed(self, position: int, form: bytes) -> bytes | None:
        """The body, its signature checked; None when the form cannot be cut."""
        try:
            data, line = _cut(form)
        except Flaw as flaw:
            self._found(flaw, position)
            return None
        if flaw := self._unsigned(data, line):
            self._found(flaw, position)
        return data

    def _read(self, position: int, data: bytes | None) -> _Read | None:
        """The event, if enough of it can be read to look at its neighbours."""
        if data is None:
            return None
        try:
            body = _body(data)
            good = self._said(body, position)
        except Flaw as flaw:
            self._found(flaw, position)
            return None
        return _Read(body, sha256(data).hexdigest(), good)

    def _found(self, flaw: Flaw, position: int) -> None:
        self._problems.append(Problem(flaw.code, position, flaw.values))

    def _unsigned(self, data: bytes, line: bytes) -> Flaw | None:
        encoded = line[len(self._line) : -2]
        if line != b'%b%b"}' % (self._line, encoded):
            return Flaw("event.signer", key=self._key)
        signature = _base64(encoded)
        if signature is None or not self._ledger.verify(signature, EVENT_TAG + data):
            return Flaw("event.signature")
        return None

    def _said(self, body: dict[str, Any], position: int) -> bool:
        """Checks the values; whether the command's signature is there and good. Raises Flaw."""
        if body["origin"] != self._origin:
            self._found(Flaw("event.origin", found=body["origin"], wanted=self._origin), position)
        if body["position"] != position:
            self._found(Flaw("event.position", found=body["position"]), position)
        if body["entries"]:
            self._add(body["entries"], position)
        command = body["command"]
        return bool(command and command["signatures"]) and self._is_asked(command)

    def _add(self, entries: list[Any], position: int) -> None:
        for number, entry in enumerate(entries, 1):
            ENTRY.check(entry)
            book, currency, total = entry["book"], entry["currency"], 0
            for leg in entry["legs"]:
                LEG.check(leg)
                total += leg["amount"]
                key = book, currency, leg["account"], leg["owner"]
                self._sums[key] = self._sums.get(key, 0) + leg["amount"]
            if total:
                self._found(Flaw("entries.sum", number=number, total=total), position)

    def _is_asked(self, command: dict[str, Any]) -> bool:
        """Whether the signature fits the command under the key that it names."""
        signature = command["signatures"][0]
        algorithm, public = self._keys.get(signature["key"], (None, b""))
        raw = _base64(signature["sig"].encode())
        if raw is None or algorithm is None or signature["alg"] != algorithm:
            return False
        return verify(algorithm, public, raw, COMMAND_TAG + bytes.fromhex(command["digest"]))


def _cut(form: bytes) -> tuple[bytes, bytes]:
    """Body and signature line. Raises Flaw."""
    if len(form) > canonical.MAX_EVENT:
        why = f"{len(form)} bytes, at most {canonical.MAX_EVENT} fit"
        raise Flaw("event.form", why=why)
    lines = form.split(b"\n")
    if len(lines) != 3 or lines[2]:
        raise Flaw("event.form", why="two whole lines are needed")
    return lines[0], lines[1]


def _body(data: bytes) -> dict[str, Any]:
    """A body whose fields are there and have their types. Raises Flaw."""
    try:
        body = canonical.read(data)
    except canonical.NotCanonical as problem:
        raise Flaw("event.canonical", why=str(problem)) from None
    BODY.check(body)
    ACTOR.check(body["actor"])
    if body["v"] != 1:
        raise Flaw("event.shape", field="body.v", found=body["v"], wanted="1")
    moment_of(body["occurred_at"], "body.occurred_at")
    moment_of(body["recorded_at"], "body.recorded_at")
    if body["sealed"] is not None:
        SEALED.check(body["sealed"])
    if body["command"] is not None:
        _check_command(body["command"])
    if body["name"] in OWN:
        _, shape = OWN[body["name"]]
        shape.check(body["public"])
        if body["version"] != 1:
            raise Flaw("event.shape", field="body.version", found=body["version"], wanted="1")
    return body  # type: ignore[no-any-return]  # BODY knows that it is an object


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


def _base64(encoded: bytes) -> bytes | None:
    """The bytes, if they are written in base64 the one right way."""
    try:
        raw = b64decode(encoded, validate=True)
    except ValueError:
        return None
    return raw if b64encode(raw) == encoded else None


def _stretches(first: int, events: Iterable[_Read | None]) -> Iterator[Stretch]:
    """Puts together what follows on without any doubt; what could not be read leaves a gap."""
    start, last, size = None, None, 0
    for position, event in enumerate(chain(events, (None,)), first):
        if event and last and _continues(event.body, last):
            size += 1
        else:
            if start and last:
                yield _stretch(position - size, size, start, last)
            start, size = event, 1
        last = event


def _continues(body: dict[str, Any], last: _Read) -> bool:
    command, former = body["command"], last.body["command"]
    return (
        body["previous"] == last.head
        and command is not None
        and former is not None
        and command["signatures"] is None
        and command["digest"] == former["digest"]
        and body["sequence"] == last.body["sequence"] + 1
        and _ALIKE(body) == _ALIKE(last.body)
        and body["name"] not in OWN
    )


def _stretch(position: int, size: int, start: _Read, last: _Read) -> Stretch:
    body, command = start.body, start.body["command"]
    signatures = command and command["signatures"]
    return Stretch(
        position=position,
        size=size,
        stream=body["stream"],
        sequence=body["sequence"],
        previous=body["previous"],
        head=last.head,
        name=body["name"],
        recorded_at=body["recorded_at"],
        law=body["law"],
        cause=body["cause"],
        actor=tuple(body["actor"].values()),
        digest=command and command["digest"],
        signed_by=signatures and signatures[0]["key"],
        good=start.good,
        public=body["public"] if body["name"] in OWN else None,
    )

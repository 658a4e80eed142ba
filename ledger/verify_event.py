"""One event at a time: all that its bytes alone can show. Runs in any process, knows no order.

What only its neighbours can show goes on as `Stretch`es to `verify_order`.
"""

from collections.abc import Sequence
from hashlib import sha256
from itertools import count
from typing import Any, NamedTuple

from ledger import canonical
from ledger.merkle import leaf_hash
from ledger.signing import COMMAND_TAG, EVENT_TAG, public_from, verify
from ledger.trust import Trust
from ledger.verdict import BalanceKey, Flaw, Problem
from ledger.verify_body import Reader, base64, cut
from ledger.verify_keys import PublicKeys
from ledger.verify_shape import OWN, REFUSALS
from ledger.verify_stretch import Event, Stretch, stretches

_NO_MONEY = REFUSALS | set(OWN)
"""What the ledger says of itself moves none, whoever asked."""


class Judged(NamedTuple):
    """What came out for one chunk of events; `sums` are its legs, added up by balance."""

    leaves: list[bytes]
    stretches: list[Stretch]
    problems: list[Problem]
    sums: dict[BalanceKey, int]


class Judge:
    """Judges chunks, one after the other. Remembers the keys that it was told of."""

    def __init__(self, trust: Trust) -> None:
        self._origin = trust.origin
        self._key = trust.ledger_key_id
        self._ledger = public_from(trust.algorithm, trust.ledger_key)
        line = {"alg": trust.algorithm, "key": self._key, "sig": ""}
        self._line = canonical.write(line).removesuffix(b'"}')
        self._keys: PublicKeys = {}
        self._bodies = Reader()
        self._problems: list[Problem] = []
        self._sums: dict[BalanceKey, int] = {}

    def __call__(self, first: int, forms: Sequence[bytes], keys: PublicKeys) -> Judged:
        """Judges stored forms that begin at a position; `keys`: those not told of before."""
        self._keys |= keys
        self._problems, self._sums = [], {}
        # Signatures first, then the reading: by turns, each would drive the other out of cache.
        bodies = list(map(self._signed, count(first), forms))
        made = list(stretches(first, map(self._event, count(first), bodies)))
        return Judged(list(map(leaf_hash, forms)), made, self._problems, self._sums)

    def _signed(self, position: int, form: bytes) -> bytes | None:
        """The body of a stored form, its signature checked; None where the two cannot be told."""
        try:
            data, line = cut(form)
        except Flaw as flaw:
            self._found(flaw.code, position, **flaw.values)
            return None
        encoded = line[len(self._line) : -2]
        if line != b'%b%b"}' % (self._line, encoded):
            self._found("event.signer", position, key=self._key)
            return data
        signature = base64(encoded)
        if signature is None or not self._ledger.verify(signature, EVENT_TAG + data):
            self._found("event.signature", position)
        return data

    def _event(self, position: int, data: bytes | None) -> Event | None:
        """The event, if enough of it can be read to look at its neighbours."""
        if data is None:
            return None
        try:
            body = self._bodies.read(data)
            if body["origin"] != self._origin:
                self._found("event.origin", position, found=body["origin"], wanted=self._origin)
            if body["position"] != position:
                self._found("event.position", position, found=body["position"])
            if body["entries"]:
                if body["command"] is None or body["name"] in _NO_MONEY:
                    self._found("entries.unasked", position, name=body["name"])
                self._add(body["entries"], position)
        except Flaw as flaw:
            self._found(flaw.code, position, **flaw.values)
            return None
        command = body["command"]
        signatures = (command and command["signatures"]) or ()
        good = bool(signatures) and all(self._fits(one, command["digest"]) for one in signatures)
        return Event(body, sha256(data).hexdigest(), good)

    def _found(self, code: str, position: int, **values: Any) -> None:
        self._problems.append(Problem(code, position, values))

    def _add(self, entries: list[Any], position: int) -> None:
        for number, entry in enumerate(entries, 1):
            book, currency, total = entry["book"], entry["currency"], 0
            for leg in entry["legs"]:
                total += leg["amount"]
                key = book, currency, leg["account"], leg["owner"]
                self._sums[key] = self._sums.get(key, 0) + leg["amount"]
            if total:
                self._found("entries.sum", position, number=number, total=total)

    def _fits(self, signature: dict[str, Any], digest: str) -> bool:
        """Whether one signature fits the command under the key that it names."""
        algorithm, public = self._keys.get(signature["key"], (None, b""))
        raw = base64(signature["sig"].encode())
        if raw is None or algorithm is None or signature["alg"] != algorithm:
            return False
        return verify(algorithm, public, raw, COMMAND_TAG + bytes.fromhex(digest))

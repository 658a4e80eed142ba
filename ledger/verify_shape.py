"""Which fields the stored things have, and of which types: tables for the verifier.

Read as plain JSON, so that no class of ours stands between the bytes and the check.
"""

from collections.abc import Mapping
from itertools import product
from types import NoneType
from typing import Any

from ledger.heads import HEADS_STREAM
from ledger.verdict import Flaw

_TEXT, _NUMBER, _YES, _OBJECT, _LIST = (str,), (int,), (bool,), (dict,), (list,)
_TEXT_OR_NOT, _NUMBER_OR_NOT, _OBJECT_OR_NOT = (str, NoneType), (int, NoneType), (dict, NoneType)
_WORDS = {
    str: "text",
    int: "a number",
    bool: "true or false",
    dict: "an object",
    list: "a list",
    NoneType: "null",
}


class Shape:
    """The fields of one object, in canonical order, each with the types it may have."""

    def __init__(self, what: str, **fields: tuple[type, ...]) -> None:
        self._what = what
        self._fields = dict(sorted(fields.items()))
        self._names = tuple(self._fields)
        self._types = frozenset(product(*self._fields.values()))

    def check(self, value: Any) -> None:
        """Raises Flaw unless the value is an object of exactly these fields and types."""
        # Two comparisons in C instead of a loop: this runs several times for every event.
        if (
            type(value) is not dict
            or tuple(value) != self._names
            or tuple(map(type, value.values())) not in self._types
        ):
            raise self._flaw(value)

    def _flaw(self, value: Any) -> Flaw:
        if type(value) is not dict or tuple(value) != self._names:
            found = list(value) if type(value) is dict else value
            wanted = f"an object of {', '.join(self._names)}"
            return Flaw("event.shape", field=self._what, found=found, wanted=wanted)
        wrong = next(n for n, types in self._fields.items() if type(value[n]) not in types)
        wanted = " or ".join(_WORDS[one] for one in self._fields[wrong])
        return Flaw("event.shape", field=f"{self._what}.{wrong}", found=value[wrong], wanted=wanted)


BODY = Shape(
    "body",
    actor=_OBJECT,
    category=_TEXT_OR_NOT,
    cause=_NUMBER_OR_NOT,
    command=_OBJECT_OR_NOT,
    entries=_LIST,
    law=_NUMBER,
    name=_TEXT,
    occurred_at=_TEXT,
    origin=_TEXT,
    position=_NUMBER,
    previous=_TEXT_OR_NOT,
    public=_OBJECT_OR_NOT,
    recorded_at=_TEXT,
    region=_TEXT_OR_NOT,
    restricted=_OBJECT_OR_NOT,
    sealed=_OBJECT_OR_NOT,
    sequence=_NUMBER,
    stream=_NUMBER,
    v=_NUMBER,
    version=_NUMBER,
)
ACTOR = Shape(
    "actor",
    custodial=_YES,
    key=_TEXT,
    on_behalf_of=_TEXT_OR_NOT,
    organisation=_TEXT,
    person=_TEXT,
    post=_TEXT,
)
COMMAND = Shape("command", digest=_TEXT, signatures=(list, NoneType))
SIGNATURE = Shape("signature", alg=_TEXT, key=_TEXT, sig=_TEXT)
SEALED = Shape("sealed", c=_TEXT, x=_TEXT)
ENTRY = Shape("entry", book=_TEXT, currency=_TEXT, legs=_LIST)
LEG = Shape("leg", account=_TEXT, amount=_NUMBER, owner=_TEXT, p=_TEXT)

REGISTRY, LAW, KEYS = 0, 1, 2
"""Numbers of the streams that every log has, with HEADS_STREAM; LAW is what governs decisions."""

OWN: Mapping[str, tuple[int, Shape]] = {
    "LogOpened": (
        REGISTRY,
        Shape(
            "public",
            checkpoint_key=_TEXT,
            clock=_TEXT,
            ledger_key=_TEXT,
            mode=_TEXT,
            origin=_TEXT,
            zone=_TEXT,
        ),
    ),
    "StreamRegistered": (
        REGISTRY,
        Shape(
            "public",
            code=_TEXT,
            commitment=_TEXT_OR_NOT,
            kind=_TEXT,
            number=_NUMBER,
            tags=_LIST,
        ),
    ),
    "KeyEnrolled": (
        KEYS,
        Shape(
            "public",
            algorithm=_TEXT,
            custodial=_YES,
            key=_TEXT,
            organisation=_TEXT,
            person=_TEXT,
            proof=_TEXT,
            public=_TEXT,
            valid_until=_TEXT_OR_NOT,
        ),
    ),
    "KeyRotated": (
        KEYS,
        Shape(
            "public",
            algorithm=_TEXT,
            key=_TEXT,
            old=_TEXT,
            public=_TEXT,
            valid_until=_TEXT_OR_NOT,
        ),
    ),
    "KeyRevoked": (KEYS, Shape("public", key=_TEXT, reason=_TEXT, since=_TEXT)),
    "KeyReleased": (KEYS, Shape("public", key=_TEXT)),
    "KeyDestroyed": (KEYS, Shape("public", key=_TEXT, reason=_TEXT)),
    "HeadsSealed": (HEADS_STREAM, Shape("public", at=_NUMBER, root=_TEXT, streams=_NUMBER)),
}
"""The events by which a log can be checked: the stream each belongs in, its public fields."""

REFUSALS = frozenset({"CommandRefused", "RefusalsSummarised"})
"""What the ledger tells of commands that it refused, in streams of the kind `refusals` alone."""

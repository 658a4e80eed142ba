"""Cuts what a bank says of a line until it fits its sealed box. The whole stands in the file."""

import json
from dataclasses import fields, replace
from operator import attrgetter
from typing import Any

from domain.bankpage.events import Particulars
from domain.names import CUT

MOST_BYTES = 420
"""Of canonical JSON; a sealed box holds 512 bytes, salt and brackets included."""

_FIRST_CUT_FIRST = (
    "note",
    "return_code",
    "reference",
    "payer_bank",
    "payer",
    "payer_account",
    "end_to_end",
    "serial",
)

_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

_NAMES = tuple(field.name for field in fields(Particulars))
_TRUTHS = ("returned", "reversal")
_TEXTS = tuple(name for name in _NAMES if name not in _TRUTHS)
_texts = attrgetter(*_TEXTS)
_truths = attrgetter(*_TRUTHS)
_AROUND = sum(len(f'"{name}":,') for name in _NAMES) + 1  # a comma less, two brackets more


def fitted(said: Particulars) -> Particulars:
    """The same particulars in at most `MOST_BYTES`, the note cut first and the serial last.

    What was cut ends in `…` and is equal to nothing afterwards. The fingerprint stays whole.
    """
    for field in _FIRST_CUT_FIRST:
        excess = _size(said) - MOST_BYTES
        if excess <= 0:
            break
        text = getattr(said, field)
        if text is not None:
            cut: dict[str, Any] = {field: _shorter(text, excess)}
            said = replace(said, **cut)
    return said


def _shorter(text: str, bytes_less: int) -> str:
    goal = _bytes(text) - bytes_less
    kept = text[: max(goal, 0)]  # a sign is a byte or more: what follows is short work
    while kept and _bytes(kept + CUT) > goal:
        kept = kept[:-1]
    return kept + CUT


def _size(said: Particulars) -> int:
    """Bytes of the whole as JSON, written at one go: its texts, then what stands around them."""
    texts = [text for text in _texts(said) if text is not None]
    nulls = len(_TEXTS) - len(texts)
    quotes = 2 * len(texts) - 2  # one pair is written
    truths = sum(4 if true else 5 for true in _truths(said))
    return _AROUND + _bytes("".join(texts)) + quotes + 4 * nulls + truths


def _bytes(value: object) -> int:
    return len(_written(value).encode())

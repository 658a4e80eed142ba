"""Cuts what a bank says of a line until it fits its sealed box. The whole stands in the file."""

import json
from dataclasses import fields, replace
from typing import Any

from domain.bankpage.events import Particulars
from domain.names import CUT

MOST_BYTES = 420
"""Of canonical JSON; a sealed box holds 512 bytes, salt and brackets included."""

_FIRST_CUT_FIRST = (
    "note",
    "reference",
    "payer_bank",
    "payer",
    "payer_account",
    "end_to_end",
    "serial",
)

_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

_NAMES = tuple(field.name for field in fields(Particulars))
_KEYS_BYTES = sum(len(f'"{name}":') for name in _NAMES)


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
    kept = text
    while kept and _bytes(kept + CUT) > goal:
        kept = kept[:-1]
    return kept + CUT


def _size(said: Particulars) -> int:
    return _KEYS_BYTES + _bytes([getattr(said, name) for name in _NAMES])


def _bytes(value: object) -> int:
    return len(_written(value).encode())

"""RFC 8785 JSON inside a strict profile: one value, one byte string. Standard library only.

Values are text in NFC without U+0000 (no text column holds it), integers within ±(2^53−1), bool,
null, arrays and objects with plain keys.
"""

import json
import re
from typing import Any, Never
from unicodedata import is_normalized

MAX_EVENT = 65_535
"""Longest stored form in bytes: an entry bundle carries its length as uint16."""

MAX_DEPTH = 16
"""Deepest nesting of arrays and objects; a lone number has depth 0, `[1]` has depth 1."""

MAX_INTEGER = 2**53 - 1
"""Largest integer that every JSON reader, JavaScript included, keeps exact."""

_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_ROUND = bytes.maketrans(b"[]{}", b"()()")
_NOT_BRACKETS = bytes(byte for byte in range(256) if byte not in b"[]{}")


class NotCanonical(ValueError):
    """The value or the bytes lie outside the profile; the message says where and why."""


def write(value: object) -> bytes:
    """The canonical bytes of a value; tuples count as arrays. Raises NotCanonical."""
    _walk(value, "$", 0)
    return _ENCODER.encode(value).encode()


def read(data: bytes) -> Any:
    """The value of canonical bytes, arrays as lists. Raises NotCanonical for any other bytes.

    The decoder's hooks and the depth check are the walk; encoding again finds what a parser
    forgives: duplicate keys, white space, another order, needless escapes, -0.
    """
    _refuse_depth(data)
    try:
        text = data.decode()
        value, _ = _DECODER.raw_decode(text)
    except NotCanonical:
        raise
    except ValueError as error:
        raise NotCanonical(f"not JSON in UTF-8: {error}") from None
    canonical = _ENCODER.encode(value)
    if canonical != text:
        raise NotCanonical(_first_difference(text, canonical))
    # The text as a whole may look unnormalised where no string is: an escaped \n before a tilde.
    if "\\u0000" in text or not is_normalized("NFC", text):
        _walk(value, "$", 0)
    return value


def _walk(value: object, where: str, depth: int) -> None:
    """Refuse what lies outside the profile; exact types, because json writes subclasses too."""
    kind = type(value)
    if isinstance(value, str) and kind is str:
        _refuse_text(value, where)
    elif isinstance(value, int) and kind is int:
        if not -MAX_INTEGER <= value <= MAX_INTEGER:
            bits = value.bit_length()
            raise NotCanonical(f"{where}: integer of {bits} bits; allowed is ±(2^53-1)")
    elif isinstance(value, list | tuple) and kind in (list, tuple):
        _refuse_level(depth, where)
        for index, item in enumerate(value):
            _walk(item, f"{where}[{index}]", depth + 1)
    elif isinstance(value, dict) and kind is dict:
        _refuse_level(depth, where)
        for key, item in value.items():
            if type(key) is not str or not _KEY.fullmatch(key):
                raise NotCanonical(f"{where}: key {key!r}; allowed is [A-Za-z_][A-Za-z0-9_]*")
            _walk(item, f"{where}.{key}", depth + 1)
    elif value is not None and kind is not bool:
        raise NotCanonical(
            f"{where}: {kind.__name__}; allowed are str, int, bool, None, list, tuple and dict"
        )


def _refuse_text(text: str, where: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise NotCanonical(f"{where}: lone surrogate at character {error.start}") from None
    if not is_normalized("NFC", text):
        raise NotCanonical(f"{where}: text {text[:40]!r} is not in NFC")
    if "\0" in text:
        raise NotCanonical(f"{where}: text {text[:40]!r} holds U+0000")


def _refuse_level(depth: int, where: str) -> None:
    if depth == MAX_DEPTH:
        raise NotCanonical(f"{where}: nested deeper than {MAX_DEPTH}")


def _refuse_depth(data: bytes) -> None:
    """Before parsing: at most MAX_DEPTH opening brackets, or at most MAX_DEPTH outside strings."""
    if data.count(b"{") + data.count(b"[") <= MAX_DEPTH:
        return
    outside = b"".join(data.replace(b"\\\\", b"").replace(b'\\"', b"").split(b'"')[::2])
    brackets = outside.translate(_ROUND, _NOT_BRACKETS)
    for _ in range(MAX_DEPTH):  # each round takes out the innermost pairs
        brackets = brackets.replace(b"()", b"")
    if brackets:
        raise NotCanonical(f"nested deeper than {MAX_DEPTH}, or brackets without their pair")


def _first_difference(text: str, canonical: str) -> str:
    pairs = zip(text, canonical, strict=False)
    at = next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(text), len(canonical)))
    found, expected = text[at : at + 20], canonical[at : at + 20]
    return f"character {at}: found {found!r} where the canonical form has {expected!r}"


def _integer(digits: str) -> int:
    # Length first: 16 digits and a sign are the most, and int() of 5,000 digits raises.
    if len(digits) <= 17 and -MAX_INTEGER <= (value := int(digits)) <= MAX_INTEGER:
        return value
    raise NotCanonical(f"integer {digits[:24]}; allowed is ±(2^53-1)")


def _object(value: dict[str, Any]) -> dict[str, Any]:
    # An ASCII identifier is exactly what _KEY matches, and both tests run without a Python loop.
    if not all(map(str.isidentifier, value)) or not "".join(value).isascii():
        key = next(key for key in value if not _KEY.fullmatch(key))
        raise NotCanonical(f"key {key!r}; allowed is [A-Za-z_][A-Za-z0-9_]*")
    return value


def _no_float(text: str) -> Never:
    raise NotCanonical(f"number {text[:24]}; allowed are integers, without point or exponent")


_ENCODER = json.JSONEncoder(
    ensure_ascii=False,
    check_circular=False,
    allow_nan=False,
    sort_keys=True,
    separators=(",", ":"),
)
_DECODER = json.JSONDecoder(
    parse_int=_integer,
    parse_float=_no_float,
    parse_constant=_no_float,
    object_hook=_object,
)

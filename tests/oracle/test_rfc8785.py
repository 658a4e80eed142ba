"""Byte oracles for canonical JSON: the rfc8785 package, and a plain reader that shares no line.

The plain reader is written from the profile, slowly: it rebuilds the text letter by letter.
"""

import json
import unicodedata
from typing import Any

import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.canonical import NotCanonical, read, write

BOUND = 2**53 - 1
LETTERS = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")
ESCAPES = {x: f"\\{y}" for x, y in zip('"\\\b\t\n\f\r', '"\\btnfr', strict=True)}

KEYS = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,6}", fullmatch=True)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12).map(
    lambda text: unicodedata.normalize("NFC", text)
)
LEAVES = st.none() | st.booleans() | st.integers(-BOUND, BOUND) | TEXTS
DOCUMENTS = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=25,
)
FRAGMENTS = st.sampled_from(
    [
        b'"',
        b"\\",
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b":",
        b" ",
        b"\n",
        b"0",
        b"-",
        b".",
        b"e",
        b"9" * 16,
        b"\xcc\x81",
        b"\\u0061",
        b"\\u0000",
        b"\\ud800",
        b"\xef\xbb\xbf",
        b'"a":1,',
        b"NaN",
        b"null",
        b"\xff",
        b"[[[[[",
        b"]]]]]",
        b"{}",
        b'""',
    ]
)
CHANGES = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 3), FRAGMENTS), max_size=3)


def plain_text(text: str) -> str:
    if unicodedata.normalize("NFC", text) != text or "\0" in text:
        raise ValueError(text)
    letters = (ESCAPES.get(x) or (f"\\u{ord(x):04x}" if x < " " else x) for x in text)
    return '"' + "".join(letters) + '"'


def plain_key(key: str) -> str:
    if not key or key[0] not in LETTERS or set(key) - LETTERS - set("0123456789"):
        raise ValueError(key)
    return f'"{key}"'


def plain(value: Any, depth: int = 0) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() if -(2**53) < value < 2**53:
            return str(value)
        case str():
            return plain_text(value)
        case list() if depth < 16:
            return "[" + ",".join(plain(item, depth + 1) for item in value) + "]"
        case dict() if depth < 16:
            names = sorted(value)
            members = (f"{plain_key(name)}:{plain(value[name], depth + 1)}" for name in names)
            return "{" + ",".join(members) + "}"
        case _:
            raise ValueError(value)


def is_canonical(data: bytes) -> bool:
    try:
        return plain(json.loads(data.decode())).encode() == data
    except (ValueError, RecursionError):
        return False


def is_read(data: bytes) -> bool:
    try:
        read(data)
    except NotCanonical:
        return False
    return True


@settings(deadline=None, max_examples=200)
@given(DOCUMENTS)
def test_our_bytes_are_rfc_8785_s_and_read_back(value: Any) -> None:
    data = write(value)
    assert data == rfc8785.dumps(value) == plain(value).encode()
    assert read(data) == value


@settings(deadline=None, max_examples=200)
@given(DOCUMENTS, CHANGES)
def test_the_fast_reader_accepts_exactly_what_the_plain_one_accepts(
    value: Any, changes: list[tuple[int, int, bytes]]
) -> None:
    data = write(value)
    for at, removed, added in changes:
        at %= len(data) + 1
        data = data[:at] + added + data[at + removed :]
    assert is_read(data) == is_canonical(data)


@settings(deadline=None)
@given(
    st.recursive(
        st.floats() | st.integers() | st.text() | st.none(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_any_json_is_accepted_only_if_the_plain_reader_accepts_it(value: Any) -> None:
    for data in (json.dumps(value).encode(), json.dumps(value, separators=(",", ":")).encode()):
        assert is_read(data) == is_canonical(data)


@settings(deadline=None)
@given(st.integers(14, 18), st.integers(0, 20), st.text('[]{}"\\', max_size=30))
def test_depth_is_counted_outside_of_text(depth: int, beside: int, text: str) -> None:
    value: Any = text
    for level in range(depth):
        value = [value] if level % 2 else {"k": value, "t": text}
    data = rfc8785.dumps(value if beside == 0 else [value, *[{}] * beside])
    assert is_read(data) == is_canonical(data) == (depth + (beside > 0) <= 16)


@settings(deadline=None)
@given(st.binary(max_size=40))
def test_no_bytes_raise_anything_but_a_refusal(data: bytes) -> None:
    assert is_read(data) == is_canonical(data)

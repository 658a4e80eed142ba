"""One value, one byte string; every other byte string is refused, with the place and the reason."""

import enum
import json
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from ledger.canonical import MAX_DEPTH, MAX_EVENT, MAX_INTEGER, NotCanonical, read, write

GOLDEN = Path(__file__).parents[1] / "golden" / "bytes"

BOUND = 9_007_199_254_740_991

VALUES: list[tuple[object, bytes]] = [
    (None, b"null"),
    (True, b"true"),
    (False, b"false"),
    (0, b"0"),
    (-1, b"-1"),
    (BOUND, b"9007199254740991"),
    (-BOUND, b"-9007199254740991"),
    ("", b'""'),
    ("保证金 ¥", '"保证金 ¥"'.encode()),
    ("\U0001f512", '"\U0001f512"'.encode()),
    ('"\\/', b'"\\"\\\\/"'),
    ("\b\t\n\f\r", b'"\\b\\t\\n\\f\\r"'),
    ("\x01\x1f\x7f", b'"\\u0001\\u001f\x7f"'),
    ("\\u0000", b'"\\\\u0000"'),  # a backslash and digits, no U+0000
    ("\u2028\ufeff", '"\u2028\ufeff"'.encode()),
    ([], b"[]"),
    ({}, b"{}"),
    ([1, "a", [None]], b'[1,"a",[null]]'),
    ({"b": 1, "a": 2, "B": 3, "_": 4, "a1": 5}, b'{"B":3,"_":4,"a":2,"a1":5,"b":1}'),
    ("\n\u0303", '"\\n\u0303"'.encode()),  # normalised, though n and a tilde would compose
]


def nested(depth: int, leaf: object = 7) -> object:
    for level in range(depth):
        leaf = [leaf] if level % 2 else {"k": leaf}
    return leaf


@pytest.mark.parametrize(("value", "data"), VALUES, ids=lambda x: repr(x)[:24])
def test_a_value_has_exactly_these_bytes_and_they_read_back(value: object, data: bytes) -> None:
    assert write(value) == data
    assert read(data) == value
    assert type(read(data)) is type(value)


def test_tuples_are_written_as_arrays_and_come_back_as_lists() -> None:
    assert write({"legs": ((1, 2), ())}) == b'{"legs":[[1,2],[]]}'
    assert read(b'{"legs":[[1,2],[]]}') == {"legs": [[1, 2], []]}


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("canonical-*.json")), ids=lambda p: p.stem)
def test_golden_bytes_never_change(path: Path) -> None:
    data = path.read_bytes()
    assert write(read(data)) == data
    assert write(json.loads(data)) == data


def test_golden_files_are_there() -> None:
    assert len(list(GOLDEN.glob("canonical-*.json"))) == 2


def test_the_limits_are_those_of_the_profile() -> None:
    assert (MAX_EVENT, MAX_DEPTH, MAX_INTEGER) == (65_535, 16, BOUND)


class Posts(enum.StrEnum):
    CLERK = "clerk"


class Count(enum.IntEnum):
    ONE = 1


class Named(str):
    pass


class Row(dict[str, int]):
    pass


class Pair(NamedTuple):
    left: int
    right: int


REFUSED_VALUES: list[tuple[object, str]] = [
    (BOUND + 1, "$: integer of 54 bits; allowed is ±(2^53-1)"),
    (-BOUND - 1, "$: integer of 54 bits; allowed is ±(2^53-1)"),
    ({"fen": [10**400]}, "$.fen[0]: integer of 1329 bits; allowed is ±(2^53-1)"),
    (10**5000, "$: integer of 16610 bits; allowed is ±(2^53-1)"),
    (1.0, "$: float; allowed are str, int, bool, None, list, tuple and dict"),
    ([float("nan")], "$[0]: float; allowed are str, int, bool, None, list, tuple and dict"),
    ({"a": b"x"}, "$.a: bytes; allowed are str, int, bool, None, list, tuple and dict"),
    ({"a": {"b": {1}}}, "$.a.b: set; allowed are str, int, bool, None, list, tuple and dict"),
    (Decimal(1), "$: Decimal; allowed are str, int, bool, None, list, tuple and dict"),
    (Posts.CLERK, "$: Posts; allowed are str, int, bool, None, list, tuple and dict"),
    (Count.ONE, "$: Count; allowed are str, int, bool, None, list, tuple and dict"),
    (Named("x"), "$: Named; allowed are str, int, bool, None, list, tuple and dict"),
    (Pair(1, 2), "$: Pair; allowed are str, int, bool, None, list, tuple and dict"),
    (Row(), "$: Row; allowed are str, int, bool, None, list, tuple and dict"),
    ({"": 1}, "$: key ''; allowed is [A-Za-z_][A-Za-z0-9_]*"),
    ({"1a": 1}, "$: key '1a'; allowed is [A-Za-z_][A-Za-z0-9_]*"),
    ({"a": [0, {"b c": 1}]}, "$.a[1]: key 'b c'; allowed is [A-Za-z_][A-Za-z0-9_]*"),
    ({"é": 1}, "$: key 'é'; allowed is [A-Za-z_][A-Za-z0-9_]*"),
    ({"a\n": 1}, "$: key 'a\\n'; allowed is [A-Za-z_][A-Za-z0-9_]*"),
    ({1: 1}, "$: key 1; allowed is [A-Za-z_][A-Za-z0-9_]*"),
    ({Named("a"): 1}, "$: key 'a'; allowed is [A-Za-z_][A-Za-z0-9_]*"),
    (["ok\ud800"], "$[0]: lone surrogate at character 2"),
    ("e\u0301", "$: text 'e\u0301' is not in NFC"),
    (["a\0b"], "$[0]: text 'a\\x00b' holds U+0000"),
    ({"n": "e\u0301" * 30}, "$.n: text '" + "e\u0301" * 20 + "' is not in NFC"),
    ("a" * 40 + "b\0", "$: text '" + "a" * 40 + "' holds U+0000"),
    ({"a": nested(16)}, "$.a" + "[0].k" * 7 + "[0]: nested deeper than 16"),
]


@pytest.mark.parametrize(("value", "sentence"), REFUSED_VALUES, ids=range(len(REFUSED_VALUES)))
def test_a_value_outside_the_profile_is_refused_with_its_place(
    value: object, sentence: str
) -> None:
    with pytest.raises(NotCanonical) as refused:
        write(value)
    assert str(refused.value) == sentence


def test_bytes_with_u0000_are_refused_with_their_place() -> None:
    with pytest.raises(NotCanonical, match=r"^\$\.a\[1\]: text .* holds U\+0000$"):
        read(b'{"a":["\\\\u0000","\\u0000"]}')


def test_a_value_that_contains_itself_is_refused() -> None:
    ring: list[object] = []
    ring.append(ring)
    with pytest.raises(NotCanonical, match=r"nested deeper than 16"):
        write(ring)


@pytest.mark.parametrize("leaf", [[], {}, ["\n\u0303"]])
def test_sixteen_levels_are_read_and_written_and_seventeen_are_not(leaf: object) -> None:
    deepest = nested(15, leaf)
    data = write(deepest)
    assert read(data) == deepest
    with pytest.raises(NotCanonical, match=r"nested deeper than 16"):
        write([deepest])
    with pytest.raises(NotCanonical) as refused:
        read(b"[" + data + b"]")
    assert str(refused.value) == "nested deeper than 16, or brackets without their pair"


def test_many_brackets_side_by_side_or_within_text_are_not_deep() -> None:
    values: list[object] = [
        [{}] * 40,
        {"a": [[1], [2], {"b": []}] * 20},
        ["[" * 50],
        ['"[{' * 20],
        ["\\" + "[" * 20, "]\\"],
        ['\\"[', "[" * 20, '"'],
        [[[nested(13, "]" * 40)]]],
    ]
    for value in values:
        assert read(write(value)) == value


def test_brackets_within_text_do_not_hide_a_deep_nesting() -> None:
    deep = b"[" + b'"]",[' * 16 + b"0" + b',"["]' * 16 + b"]"
    with pytest.raises(NotCanonical, match=r"^nested deeper than 16, or brackets without"):
        read(deep)
    escaped = b'["\\\\",' + b'"\\"]",[' * 16 + b"0" + b"]" * 17
    with pytest.raises(NotCanonical, match=r"^nested deeper than 16, or brackets without"):
        read(escaped)


DUPLICATE = "character 5: found '1,\"a\":2}' where the canonical form has '2}'"
HOSTILE: list[tuple[bytes, str]] = [
    (b"", "not JSON in UTF-8: Expecting value: line 1 column 1 (char 0)"),
    (b"{", "not JSON in UTF-8: Expecting property name enclosed in double quotes"),
    (b"\xff", "not JSON in UTF-8: 'utf-8' codec can't decode byte 0xff"),
    (b'"\xed\xa0\x80"', "not JSON in UTF-8: 'utf-8' codec can't decode byte 0xed"),
    (b'"\xc0\xaf"', "not JSON in UTF-8: 'utf-8' codec can't decode byte 0xc0"),
    (b"\xef\xbb\xbf{}", "not JSON in UTF-8: Expecting value: line 1 column 1 (char 0)"),
    (b'"\xff\xfe"', "not JSON in UTF-8: 'utf-8' codec can't decode byte 0xff"),
    (b'"a\nb"', "not JSON in UTF-8: Invalid control character at"),
    (b"'a'", "not JSON in UTF-8: Expecting value"),
    (b"01", "character 1: found '1' where the canonical form has ''"),
    (b"+1", "not JSON in UTF-8: Expecting value"),
    (b"[1,]", "not JSON in UTF-8: "),
    (b"// x\n1", "not JSON in UTF-8: Expecting value"),
    (b'{"a":1,"a":2}', DUPLICATE),
    (b'{"a":1,"\\u0061":2}', "character 5: found '1,\"\\\\u0061\":2}' where the canonical form"),
    (b"-0", "character 0: found '-0' where the canonical form has '0'"),
    (b"1.0", "number 1.0; allowed are integers, without point or exponent"),
    (b"[-1.5]", "number -1.5; allowed are integers, without point or exponent"),
    (b"1e2", "number 1e2; allowed are integers, without point or exponent"),
    (b"0." + b"1" * 99, "number 0.1111111111111111111111; allowed are integers, without"),
    (b"NaN", "number NaN; allowed are integers, without point or exponent"),
    (b"[Infinity]", "number Infinity; allowed are integers, without point or exponent"),
    (b"-Infinity", "number -Infinity; allowed are integers, without point or exponent"),
    (b"9007199254740992", "integer 9007199254740992; allowed is ±(2^53-1)"),
    (b"-9007199254740992", "integer -9007199254740992; allowed is ±(2^53-1)"),
    (b"-99999999999999999", "integer -99999999999999999; allowed is ±(2^53-1)"),
    (b"1" * 400, "integer " + "1" * 24 + "; allowed is ±(2^53-1)"),
    (b"1" * 5000, "integer " + "1" * 24 + "; allowed is ±(2^53-1)"),
    (b'"\\ud800"', "character 1: found '\\\\ud800\"' where the canonical form has '\\ud800\"'"),
    (b'"\\u4fdd"', "character 1: found '\\\\u4fdd\"' where the canonical form has '保\"'"),
    (b'"\\ud83d\\udd12"', "character 1: found "),
    (b'"\\/"', "character 1: found '\\\\/\"' where the canonical form has '/\"'"),
    (b'"\\u000A"', "character 2: found 'u000A\"' where the canonical form has 'n\"'"),
    (b'"\\u001F"', "character 6: found 'F\"' where the canonical form has 'f\"'"),
    (b" {}", "not JSON in UTF-8: Expecting value"),
    (b"{} ", "character 2: found ' ' where the canonical form has ''"),
    (b"{}\n", "character 2: found '\\n' where the canonical form has ''"),
    (b'{"a": 1}', "character 5: found ' 1}' where the canonical form has '1}'"),
    (b"[1, 2]", "character 3: found ' 2]' where the canonical form has '2]'"),
    (b"{}{}", "character 2: found '{}' where the canonical form has ''"),
    (b'{"b":1,"a":2}', 'character 2: found \'b":1,"a":2}\' where the canonical form has \'a":2,'),
    (b'{"1a":1}', "key '1a'; allowed is [A-Za-z_][A-Za-z0-9_]*"),
    (b'{"":1}', "key ''; allowed is [A-Za-z_][A-Za-z0-9_]*"),
    (b'{"a":{"b c":1}}', "key 'b c'; allowed is [A-Za-z_][A-Za-z0-9_]*"),
    ('{"a":1,"é":2}'.encode(), "key 'é'; allowed is [A-Za-z_][A-Za-z0-9_]*"),
    ('{"a":["e\u0301"]}'.encode(), "$.a[0]: text 'e\u0301' is not in NFC"),
    (b"[" * 17 + b"]" * 17, "nested deeper than 16, or brackets without their pair"),
    (b"[" * 100_000, "nested deeper than 16, or brackets without their pair"),
    (b"]" + b"[" * 17 + b"]" * 16, "nested deeper than 16, or brackets without their pair"),
]


@pytest.mark.parametrize(("data", "sentence"), HOSTILE, ids=lambda x: repr(x)[:28])
def test_hostile_bytes_are_refused_with_the_reason(data: bytes, sentence: str) -> None:
    with pytest.raises(NotCanonical) as refused:
        read(data)
    assert str(refused.value)[: len(sentence)] == sentence
    assert refused.value.__cause__ is None


def test_a_difference_is_shown_with_twenty_characters_from_where_it_begins() -> None:
    with pytest.raises(NotCanonical) as refused:
        read(b'["abc", "0123456789012345678901234567890"]')
    assert str(refused.value) == (
        "character 7: found ' \"012345678901234567' where the canonical form has "
        "'\"0123456789012345678'"
    )

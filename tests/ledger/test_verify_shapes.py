"""A shape names the fields of an object and their types, and what is not right in words."""

from types import NoneType
from typing import Any

import pytest

from ledger.verdict import Flaw
from ledger.verify_shape import Shape


def said(shape: Shape, value: Any) -> str | None:
    """The flaw as a sentence, if there is one."""
    try:
        shape.check(value)
    except Flaw as flaw:
        assert flaw.code == "event.shape"
        return "{field} is {found!r}, right would be {wanted}".format(**flaw.values)
    return None


@pytest.mark.parametrize(
    ("value", "flaw"),
    [
        ({"a": 1, "b": None}, None),
        ({"a": 1, "b": "x"}, None),
        ({"a": True, "b": "x"}, "thing.a is True, right would be a number"),
        ({"a": None, "b": "x"}, "thing.a is None, right would be a number"),
        ({"a": 1, "b": 2}, "thing.b is 2, right would be text or null"),
        ({"a": 1}, "thing is ['a'], right would be an object of a, b"),
        ({"a": 1, "b": None, "c": 1}, "thing is ['a', 'b', 'c'], right would be an object of a, b"),
        ({"b": None, "a": 1}, "thing is ['b', 'a'], right would be an object of a, b"),
        ({}, "thing is [], right would be an object of a, b"),
        ([1, None], "thing is [1, None], right would be an object of a, b"),
        (None, "thing is None, right would be an object of a, b"),
        ("ab", "thing is 'ab', right would be an object of a, b"),
    ],
)
def test_an_object_has_these_fields_in_this_order_and_of_these_types(
    value: Any, flaw: str | None
) -> None:
    assert said(Shape("thing", b=(str, NoneType), a=(int,)), value) == flaw


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        (str, "text"),
        (int, "a number"),
        (bool, "true or false"),
        (dict, "an object"),
        (list, "a list"),
        (NoneType, "null"),
    ],
)
def test_every_type_has_a_word(kind: type, word: str) -> None:
    wrong: Any = 1.5
    assert said(Shape("it", x=(kind,)), {"x": wrong}) == f"it.x is 1.5, right would be {word}"

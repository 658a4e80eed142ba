"""What may be signed: exact plain values, in classes that nobody can change afterwards."""

import dataclasses
import enum
import re
import types
import typing
from collections.abc import Iterator
from datetime import date, datetime

import pytest

from domain.kernel import event
from tests.golden.keep import STREAMS, new_codec

PLAIN = {int, str, bool, date, datetime, types.NoneType}
SHAPES = [shape for stream in STREAMS for shape in stream.events]
FORMER = [former.shape for stream in STREAMS for former in stream.former]
COMMANDS = [decoder.type for decoder in new_codec().commands.values()]
FIELD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def wrong(hint: typing.Any, where: str) -> Iterator[str]:
    """What in a field's type has not one exact canonical form."""
    hint = getattr(hint, "__supertype__", getattr(hint, "__value__", hint))
    arguments = typing.get_args(hint)
    if typing.get_origin(hint) is typing.Literal and all(type(word) is str for word in arguments):
        return  # these very words
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        for argument in arguments:
            yield from wrong(argument, where)
    elif typing.get_origin(hint) is tuple:
        if len(arguments) != 2 or arguments[1] is not Ellipsis:
            yield f"{where}: a tuple is of one type and any length, not {hint}"
        yield from wrong(arguments[0], where)
    elif dataclasses.is_dataclass(hint):
        yield from wrong_class(hint, where)
    elif hint not in PLAIN and not (isinstance(hint, type) and issubclass(hint, enum.Enum)):
        yield f"{where}: {hint} cannot be signed"


def wrong_class(shape: typing.Any, where: str = "") -> Iterator[str]:
    """What is wrong with a class and its fields."""
    where = where or shape.__name__
    if not shape.__dataclass_params__.frozen or "__slots__" not in vars(shape):
        yield f"{where}: {shape.__name__} is not frozen with slots"
    hints = typing.get_type_hints(shape)
    for one in dataclasses.fields(shape):
        if not FIELD.fullmatch(one.name):
            yield f"{where}.{one.name}: the name is not of the profile"
        yield from wrong(hints[one.name], f"{where}.{one.name}")


@pytest.mark.parametrize("shape", [*SHAPES, *FORMER, *COMMANDS], ids=lambda s: s.__name__)
def test_only_exact_plain_values_are_signed(shape):
    assert list(wrong_class(shape)) == []


@dataclasses.dataclass
class Loose:
    x: int


@pytest.mark.parametrize(
    "kind",
    [
        float,
        bytes,
        list[int],
        dict[str, int],
        tuple[int, str],
        object,
        Loose,
        float | None,
        typing.Literal["one", b"two"],
    ],
)
def test_anything_else_is_found(kind):
    @event("Odd", zh="")
    class Odd:
        x: kind

    assert len(list(wrong_class(Odd))) == 1


def test_a_name_outside_the_profile_is_found():
    odd = dataclasses.make_dataclass("Odd", [("金额", int)], frozen=True, slots=True)
    assert len(list(wrong_class(odd))) == 1

"""Names are given once, and what is signed is made of exact plain values."""

import dataclasses
import enum
import types
import typing
from collections import Counter
from datetime import date, datetime

import pytest

from domain.calendar import Calendar
from domain.deposit.owed import RefundObligationCreated
from domain.governance.events import RoleAssigned
from domain.governance.stream import GOVERNANCE
from domain.kernel import Event, Post, fields_of
from domain.register import CHARTER, COMMANDS, EVENTS, STREAMS
from tests.golden.samples import EVENTS as SAMPLES
from tests.kit.story import NOON, fold

OWED = [one for one in SAMPLES if type(one) is RefundObligationCreated]
"""A refund's steps need one."""


def test_a_name_on_the_wire_is_its_class_and_given_once():
    shapes = (*EVENTS, *COMMANDS)
    assert set(Counter(shape.NAME for shape in shapes).values()) == {1}
    assert all(shape.__name__ == shape.NAME for shape in shapes)
    assert all(shape.ZH and shape.__doc__ for shape in shapes)


def test_every_version_of_an_event_can_be_read():
    former = {(f.shape.NAME, f.shape.VERSION) for stream in STREAMS for f in stream.former}
    before = {(shape.NAME, n) for shape in EVENTS for n in range(1, shape.VERSION)}
    assert former == before


def test_a_former_shape_belongs_to_the_stream_of_todays():
    for stream in STREAMS:
        names = {shape.NAME for shape in stream.events}
        assert {former.shape.NAME for former in stream.former} <= names


def test_every_event_of_a_stream_folds():
    """`assert_never` ends every fold: an event that was forgotten would fail here."""
    for sample in SAMPLES:
        stream = next((one for one in STREAMS if type(sample) in one.events), None)
        if stream is not None:
            fold(stream, *(before for before in OWED if stream.name == "deposit"), sample)


def _kinds(hint):
    """Every plain type that a field's type is made of."""
    hint = getattr(hint, "__supertype__", getattr(hint, "__value__", hint))
    if typing.get_origin(hint) is typing.Literal:
        return {type(word) for word in typing.get_args(hint)}
    if typing.get_origin(hint) in (typing.Union, types.UnionType, tuple):
        return {kind for part in typing.get_args(hint) for kind in _kinds(part)} - {...}
    if dataclasses.is_dataclass(hint):
        assert hint.__dataclass_params__.frozen
        assert "__slots__" in vars(hint)
        hints = typing.get_type_hints(hint)
        return {kind for f in dataclasses.fields(hint) for kind in _kinds(hints[f.name])}
    return {hint}


@pytest.mark.parametrize("shape", [*EVENTS, *COMMANDS])
def test_what_is_signed_is_made_of_exact_plain_values(shape):
    plain = {int, str, bool, date, datetime, type(None), Ellipsis}
    assert all(kind in plain or issubclass(kind, enum.Enum) for kind in _kinds(shape))


@pytest.mark.parametrize("shape", EVENTS)
def test_a_sealed_field_may_be_missing_to_a_reader_without_key(shape):
    hints = typing.get_type_hints(shape)
    defaults = {f.name: f.default for f in dataclasses.fields(shape)}
    for name in fields_of(shape, "sealed"):
        assert type(None) in typing.get_args(hints[name])
        assert defaults[name] is None
    assert issubclass(shape, Event)


def test_posts_are_the_laws():
    post = Post("C-OPS")
    law = fold(GOVERNANCE, RoleAssigned(person="N1", post=post, since=NOON, until=None))
    assert CHARTER.posts(law, "N1", NOON) == (post,)
    assert law.calendar == Calendar()

"""The source read as text: every room is listed, every refusal is heard, streams are strangers.

Reads files, so a mutation run leaves it out.
"""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from domain import register
from domain.register import COMMANDS, EVENTS, STREAMS

HOUSE = Path(register.__file__).parent
TESTS = Path(__file__).parent


def test_every_stream_lies_in_a_room_of_its_name():
    rooms = {path.parent.name for path in HOUSE.glob("*/stream.py")}
    assert {stream.name for stream in STREAMS} == rooms
    assert len(STREAMS) == len(rooms)


def test_every_event_of_a_room_is_listed():
    written = {
        node.name
        for path in HOUSE.glob("*/*.py")
        if not path.name.startswith("former")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
        and any("event(" in ast.unparse(decorator) for decorator in node.decorator_list)
    }
    assert written == {shape.NAME for shape in EVENTS}


def test_every_decider_of_a_room_is_listed():
    written = sum(
        path.read_text(encoding="utf-8").count("= Decider(") for path in HOUSE.rglob("*.py")
    )
    assert written == len(COMMANDS)


def _rules():
    written = "\n".join(path.read_text(encoding="utf-8") for path in HOUSE.rglob("*.py"))
    return sorted(set(re.findall(r'Rejected\(\s*"([^"]+)"', written)))


@cache
def _heard():
    """Every plain text literal of these tests that looks like a rule."""
    written = "\n".join(path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py"))
    return set(re.findall(r'"([a-z]+\.[a-z_]+)"', written))


@pytest.mark.parametrize("rule", _rules())
def test_every_refusal_is_heard_by_a_test(rule):
    assert re.fullmatch(r"[a-z]+\.[a-z_]+", rule)
    assert rule in _heard()


def test_streams_are_strangers():
    rooms = {stream.name for stream in STREAMS}
    for path in HOUSE.glob("*/*.py"):
        if path.parent.name in rooms:
            imported = set(re.findall(r"domain\.(\w+)\.", path.read_text(encoding="utf-8")))
            assert imported & rooms <= {path.parent.name}, path

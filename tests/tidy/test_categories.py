"""A category is data only: a lawyer reads its file without meeting a decision."""

import ast
from collections.abc import Iterator
from pathlib import PurePath

import pytest

from tests.tidy.source import Room, rooms, tidy

OTHERS = {"__init__.py", "category.py", "register.py"}
"""The rooms beside the data: what a category is, and which there are."""


def decisions(room: Room) -> Iterator[str]:
    """What is neither an import nor a plain value; and branches and loops inside the values."""
    signboard, *body = room.tree.body
    assert isinstance(signboard, ast.Expr)
    for node in body:
        if not isinstance(node, ast.ImportFrom | ast.Assign):
            yield f"line {node.lineno}: {type(node).__name__} is no data"
    for node in ast.walk(room.tree):
        if isinstance(node, ast.IfExp | ast.BoolOp | ast.Compare | ast.Lambda | ast.comprehension):
            yield f"{type(node).__name__} decides something"


def tables() -> list[Room]:
    return [room for room in rooms("domain/categories") if PurePath(room.path).name not in OTHERS]


def test_categories_are_data_only():
    tidy(decisions, tables())
    orders = [room for room in tables() if room.path.endswith("_lifecycle.py")]
    assert len(tables()) - len(orders) == 10


# The guard, broken on purpose.


@pytest.mark.parametrize(
    "line",
    [
        "if True:\n    x = 1",
        "def f():\n    return 1",
        "for n in ():\n    x = n",
        "x = 1 if LAMP else 2",
        "x = LAMP or 2",
        "x = LAMP > 2",
        "x = [n for n in LAMPS]",
        "x = lambda: 1",
    ],
)
def test_a_decision_is_found(line):
    assert list(decisions(Room("domain/categories/lamp.py", f'"""A lamp."""\n{line}\n')))


def test_a_plain_record_is_fine():
    text = '"""A lamp."""\nfrom domain.x import Lamp\nLAMP = Lamp(code="LAMP", rules=(1, 2))\n'
    assert list(decisions(Room("domain/categories/lamp.py", text))) == []

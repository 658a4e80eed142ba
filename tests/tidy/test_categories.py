"""A category is data only, and data alone: a lawyer reads its file without meeting a decision.

No other room of the engine knows a kind of trade by its name.
"""

import ast
from collections.abc import Iterator
from pathlib import PurePath

import pytest

from domain.categories.register import CATEGORIES
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


NAMED_BY_DATA = (
    *("domain/categories/", "domain/market/markets.py"),
    *("api/scenario/", "api/demo/", "api/texts/"),
)
"""Rooms that may name one: the data themselves, which market trades what, what is played as an
example, and words.
"""
_NAMES = {one.code for one in CATEGORIES}


def kinds_of_trade(room: Room) -> Iterator[str]:
    """Where a kind of trade is named, as a word of the code or in a text."""
    if room.path.startswith(NAMED_BY_DATA):
        return
    for node in ast.walk(room.tree):
        named = {ast.Name: "id", ast.Attribute: "attr", ast.Constant: "value", ast.alias: "name"}
        word = getattr(node, named.get(type(node), ""), None)
        if isinstance(word, str) and word in _NAMES:
            yield f"line {node.lineno}: {word}"


def test_the_engine_knows_no_kind_of_trade_by_its_name():
    """So another one comes in by its data alone."""
    tidy(kinds_of_trade, rooms())


# The guards, broken on purpose.


@pytest.mark.parametrize(
    "line",
    [
        'refused = lot.category == "LAND"',
        "from domain.categories.land import LAND",
        "way = register.LAND.way",
    ],
)
def test_a_kind_of_trade_in_the_engine_is_found(line):
    assert list(kinds_of_trade(Room("domain/lot/lamp.py", f'"""A lamp."""\n{line}\n')))
    assert not list(kinds_of_trade(Room("domain/categories/lamp.py", f'"""A lamp."""\n{line}\n')))


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

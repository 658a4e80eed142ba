"""No room is too large, has a vague name, stands without a signboard or is visited by nobody."""

import ast
from collections.abc import Iterator
from pathlib import PurePath

import grimp
import pytest

from api.cli.app import COMMANDS, EXPORTS, GROUPS
from tests.tidy.source import FLOORS, Room, all_clear, functions, rooms, shipped, tidy

FILE_MAX, FUNCTION_MAX = 250, 50
"""Lines; how long a line may be is ruff's to say."""

LONG: dict[str, int] = {}
"""What may be longer, and how long: `path` or `path:function`. Its docstring says why, in a
sentence that begins with "Long because"."""

VAGUE = ("util", "helper", "common", "core", "base", "manager", "service", "misc")

ENTRIES = {
    "api.cli.__main__": "the shell shim ends here",
    "api.embedded.keeper": "a process started beside each server",
    "api.banks.statements.sheets": "a process that reads one workbook",
}
"""Files that nobody imports, and why they are there all the same."""
LOADED = {f"api.cli.{part}": "" for part in (*COMMANDS.values(), *GROUPS.values(), *EXPORTS)}
"""Those that the command line loads when their command is run."""


def too_long(room: Room) -> Iterator[str]:
    yield from _above(room.path, room.text.count("\n"), FILE_MAX, ast.get_docstring(room.tree))
    for function in functions(room.tree):
        name, size = f"{room.path}:{function.name}", function.end_lineno - function.lineno + 1
        yield from _above(name, size, FUNCTION_MAX, ast.get_docstring(function))


def _above(name: str, size: int, most: int, docstring: str | None) -> Iterator[str]:
    if name in LONG and "Long because" not in (docstring or ""):
        yield f"{name} is in LONG, but its docstring does not say why it is long"
    if name in LONG and size <= most:
        yield f"{name} has {size} lines and needs no place in LONG any more"
    if size > LONG.get(name, most):
        yield f"{name} has {size} lines, at most {LONG.get(name, most)} fit"


def vague(room: Room) -> Iterator[str]:
    for part in PurePath(room.path).with_suffix("").parts:
        if part.strip("_").lower().removesuffix("s") in VAGUE:
            yield f"a room called {part} refuses nothing and will get everything"


def without_signboard(room: Room) -> Iterator[str]:
    lines = (ast.get_docstring(room.tree) or "").splitlines()
    if not lines or not lines[0].endswith((".", "?", ":")):
        yield "the docstring does not begin with one line that is a whole sentence"


def unvisited(graph: grimp.ImportGraph, entries: dict[str, str]) -> list[str]:
    return sorted(
        module
        for module in graph.modules
        if not graph.find_children(module)
        and not graph.find_modules_that_directly_import(module)
        and module not in entries
    )


def test_rooms_and_functions_are_small():
    tidy(too_long, shipped())


def test_rooms_have_names_that_say_no():
    tidy(vague, (*shipped(), *rooms("tests")))


def test_every_room_has_a_signboard():
    tidy(without_signboard, (*shipped(), *rooms("tests")))


def test_every_room_is_visited():
    graph = grimp.build_graph(*FLOORS, cache_dir=None)
    packages = {room.module for room in rooms() if room.path.endswith("__init__.py")}
    all_clear(m for m in unvisited(graph, ENTRIES | LOADED) if m not in packages)


def test_every_entry_is_there_and_needed():
    assert set(ENTRIES) <= set(unvisited(grimp.build_graph(*FLOORS, cache_dir=None), {}))


# Each guard, broken on purpose.


SIGN = '"""A room."""\n'


@pytest.mark.parametrize(
    ("fits", "one_more"),
    [
        (SIGN + "x = 1\n" * 249, "x = 1\n"),
        (SIGN + "def f():\n" + "    x = 1\n" * 49, "    x = 1\n"),
    ],
    ids=["file", "function"],
)
def test_one_line_too_many_is_found(fits, one_more):
    assert list(too_long(Room("ledger/x.py", fits))) == []
    assert len(list(too_long(Room("ledger/x.py", fits + one_more)))) == 1


def test_a_place_in_the_list_of_long_rooms_must_be_needed_and_explained(monkeypatch):
    monkeypatch.setitem(LONG, "ledger/x.py", 300)
    line = "x = 1\n"
    assert list(too_long(Room("ledger/x.py", '"""A room."""\n' + line * 260)))
    assert list(too_long(Room("ledger/x.py", '"""Long because it is old."""\n' + line * 10)))
    assert list(too_long(Room("ledger/x.py", '"""Long because it is old."""\n' + line * 310)))
    assert not list(too_long(Room("ledger/x.py", '"""Long because it is old."""\n' + line * 260)))


@pytest.mark.parametrize("path", ["ledger/utils.py", "api/services/x.py", "domain/_core.py"])
def test_a_vague_name_is_found(path):
    assert list(vague(Room(path, "")))


@pytest.mark.parametrize("text", ["", "x = 1", '"""No end"""', '"""Two\nlines."""'])
def test_a_missing_signboard_is_found(text):
    assert list(without_signboard(Room("ledger/x.py", text)))


def test_a_room_that_nobody_visits_is_found():
    graph = grimp.build_graph(*FLOORS, cache_dir=None)
    graph.add_module("ledger.attic")
    assert "ledger.attic" in unvisited(graph, ENTRIES)
    graph.add_import(importer="ledger.book", imported="ledger.attic")
    assert "ledger.attic" not in unvisited(graph, ENTRIES)

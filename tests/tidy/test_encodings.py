"""Text is read and written as the code says, whatever the machine's own way is."""

import ast
from collections.abc import Iterator

import pytest

from tests.tidy.source import Room, rooms, shipped, tidy

PLACES = {"open": 3, "read_text": 0, "write_text": 1, "TemporaryFile": 2, "NamedTemporaryFile": 2}
"""Where the encoding stands among the arguments, if it is not named."""
MODES = frozenset("rwaxbt+")


def unsaid(room: Room) -> Iterator[str]:
    """What opens a file as text without saying how its bytes are read."""
    for node in ast.walk(room.tree):
        if isinstance(node, ast.Call) and _is_text(node) and not _says(node):
            yield f"line {node.lineno}: {_name(node)} without its encoding"


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _is_text(call: ast.Call) -> bool:
    name = _name(call)
    if name == "open":
        if not isinstance(call.func, ast.Name) and not _mode(call):  # of something that is no file
            return False
        return "b" not in _mode(call)
    if name in ("TemporaryFile", "NamedTemporaryFile"):
        return bool(_mode(call)) and "b" not in _mode(call)
    return name in PLACES


def _mode(call: ast.Call) -> str:
    told = [*call.args, *(one.value for one in call.keywords if one.arg == "mode")]
    words = [one.value for one in told if isinstance(one, ast.Constant)]
    return next((word for word in words if isinstance(word, str) and {*word} <= MODES), "")


def _says(call: ast.Call) -> bool:
    if any(one.arg == "encoding" for one in call.keywords):
        return True
    place = PLACES[_name(call)] - (_name(call) == "open" and isinstance(call.func, ast.Attribute))
    return len(call.args) > place


def test_whoever_reads_or_writes_text_says_how():
    tidy(unsaid, (*shipped(), *rooms("tests/kit")))


@pytest.mark.parametrize(
    "line",
    [
        "open(path)",
        "open(path, 'w')",
        "open(os.open(draft, FLAGS, 0o600), 'w')",
        "path.open('w')",
        "path.read_text()",
        "path.read_text(errors='replace')",
        "path.write_text(text)",
        "tempfile.TemporaryFile('w+')",
    ],
)
def test_what_does_not_say_it_is_found(line):
    assert len([*unsaid(Room("api/x.py", line))]) == 1


@pytest.mark.parametrize(
    "line",
    [
        "open(path, 'rb')",
        "open(path, mode='wb')",
        "open(path, 'w', encoding='ascii')",
        "path.open('ab')",
        "path.read_text('utf-8')",
        "path.write_text(text, 'utf-8')",
        "path.write_text(text, encoding='utf-8')",
        "tempfile.TemporaryFile()",
        "os.open(path, os.O_RDONLY)",
        "seal.open(stream, where, part)",
    ],
)
def test_what_says_it_or_is_no_text_is_fine(line):
    assert [*unsaid(Room("api/x.py", line))] == []

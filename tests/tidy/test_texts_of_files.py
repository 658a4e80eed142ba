"""What a file is refused with: every key has its sentence, and is told all that this names."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from string import Formatter

import pytest

from api.texts import texts as catalogue
from tests.tidy.source import Room, all_clear, rooms, texts

KEY = re.compile(r"(unread|unbanked|bring|noted)\.[\w.]+")
SAYING = {"StatementError", "CannotImport", "DoesNotAddUp", "Busy", "Interrupted", "Sentence"}
"""Each takes a key, and what its sentence leaves open (`api/banks/statements/saying.py`)."""


def keys_in(tree: ast.AST) -> Iterator[str]:
    return (text for text in texts(tree) if KEY.fullmatch(text))


def without_a_sentence(room: Room, known: Iterable[str]) -> Iterator[str]:
    """Keys that the catalogue does not have."""
    return (f"{room.path}: there is no text {key!r}" for key in {*keys_in(room.tree)} - {*known})


def left_open(room: Room, sentences: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    """Sentences that name what they are not told: they would fail where a file is refused. What is
    handed on as `**more` cannot be told here."""
    for call in (node for node in ast.walk(room.tree) if isinstance(node, ast.Call)):
        told = {one.arg for one in call.keywords}
        if ast.unparse(call.func) not in SAYING or not call.args or None in told:
            continue
        for key in {*keys_in(call.args[0])} & sentences.keys():
            named = {name for _, name, *_ in Formatter().parse(sentences[key][1]) if name}
            if left := named - told:
                yield f"{room.path}:{call.lineno}: {key!r} leaves {sorted(left)} open"


def test_everything_that_a_file_is_refused_with_has_its_sentence():
    all_clear(one for room in rooms("api") for one in without_a_sentence(room, catalogue()))


def test_and_is_told_all_that_this_names():
    all_clear(one for room in rooms("api") for one in left_open(room, catalogue()))


def test_no_sentence_of_a_file_is_longer_than_it_may_be_said():
    """It would be cut at 500 characters, whatever it quotes."""
    ours = {key: said for key, said in catalogue().items() if KEY.fullmatch(key)}
    assert ours
    all_clear(key for key, said in ours.items() if any(len(one) > 400 for one in said))


# Each guard, broken on purpose.

SOME = {"unread.a": ("{n}", "{n}"), "unread.b": ("是", "yes")}


def test_a_key_without_a_sentence_is_found():
    room = Room("api/x.py", "KEYS = {'x': 'unbanked.c', 'y': 'unread.a', 'z': 'else.d'}")
    assert list(without_a_sentence(room, SOME)) == ["api/x.py: there is no text 'unbanked.c'"]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("StatementError('unread.a', n=1)", 0),
        ("StatementError('unread.a', n=1, more=2)", 0),
        ("StatementError('unread.a')", 1),
        ("CannotImport('unread.b' if x else 'unread.a', m=1)", 1),
        ("Sentence('unread.b')", 0),
    ],
)
def test_what_a_sentence_leaves_open_is_found(line, found):
    assert len(list(left_open(Room("api/x.py", line), SOME))) == found

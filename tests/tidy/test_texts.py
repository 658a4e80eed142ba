"""The catalogue of sentences: every key that is used is there, and the other way round."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from string import Formatter

import pytest

from api.http.pages.names import FIELDS
from api.texts import texts as catalogue
from domain.deposit.refund import Standing
from domain.payment.state import Stage
from domain.register import STREAMS
from ledger.log import OWN_STREAMS
from tests.tidy.source import ROOT, Room, all_clear, calls, rooms, texts

CATALOGUE = "api.texts"
DRAWN = (ROOT / "api" / "http" / "pages" / "templates", ROOT / "api" / "http" / "static" / "js")
"""Templates and scripts of the pages: they ask for sentences too."""

IN_A_TEMPLATE = re.compile(r"""(?:(?<![\w.])t|(?<!\w)say)\(\s*("[^"]+"(?:\s*~)?)""")
"""A key, or how a key begins that is put together: its ends are what the catalogue has."""


def asked(room: Room) -> Iterator[tuple[int, str | None]]:
    """Line and key of every sentence a room asks for; None where the key cannot be told.

    A key put together (`f"col.{name}"`) is told by the loop over plain texts around it.
    """
    for call in calls(room.tree, "text"):
        key = call.args[0]
        if isinstance(key, ast.JoinedStr):
            prefix, name = key.values[0], key.values[-1]
            ends = _looped(room.tree, ast.unparse(name.value)) or [None]
            yield from ((call.lineno, end and f"{prefix.value}{end}") for end in ends)
        elif isinstance(key, ast.Name):
            continue  # counted where its texts stand
        else:
            yield from ((call.lineno, known) for known in texts(key))


def handed_on(room: Room) -> Iterator[str]:
    """Keys that a room tells somebody who will ask: `tell("story.month", …)`."""
    every = (node for node in ast.walk(room.tree) if isinstance(node, ast.Call))
    for call in every:
        if ast.unparse(call.func).rpartition(".")[2].strip("_") == "tell":
            yield from texts(call.args[0])


def _looped(tree: ast.AST, name: str) -> list[str]:
    loops = (node for node in ast.walk(tree) if isinstance(node, ast.For | ast.comprehension))
    return [
        text
        for loop in loops
        if ast.unparse(loop.target) == name and isinstance(loop.iter, ast.Tuple)
        for text in texts(loop.iter)
    ]


def speaking() -> list[Room]:
    """The rooms that may use the catalogue: all of api but the catalogue itself."""
    return [room for room in rooms("api") if not f"{room.module}.".startswith(f"{CATALOGUE}.")]


def drawn() -> list[tuple[str, str]]:
    """Name and text of every template and script, and of the rooms that draw them."""
    paths = sorted(path for folder in DRAWN for path in folder.rglob("*.*"))
    files = [(path.name, path.read_text("utf-8")) for path in paths]
    return files + [(room.path, room.text) for room in rooms("api/http/pages")]


def named(text: str) -> set[str]:
    """Everything in quotes in a template or script: keys among it."""
    return set(re.findall(r"""["']([a-z][\w.]*)["']""", text))


def unknown(text: str, keys: Iterable[str]) -> Iterator[str]:
    """Keys that a template or script asks for and the catalogue does not have."""
    known = set(keys)
    for found in IN_A_TEMPLATE.findall(text):
        key = found.strip(' ~"')
        whole = not found.endswith("~")
        if key not in known if whole else not any(one.startswith(key) for one in known):
            yield key


def begun(text: str) -> set[str]:
    """How keys begin that are put together there."""
    return {f.strip(' ~"') for f in IN_A_TEMPLATE.findall(text) if f.endswith("~")}


def put_together(room: Room) -> set[str]:
    """How keys begin that a page puts together: `f"cause.{row['cause']}"`."""
    written = (node for node in ast.walk(room.tree) if isinstance(node, ast.JoinedStr))
    firsts = {
        str(one.values[0].value) for one in written if isinstance(one.values[0], ast.Constant)
    }
    keys = catalogue()
    return {
        first
        for first in firsts
        if re.fullmatch(r"[a-z_]+\.([a-z_.]*)", first) and any(k.startswith(first) for k in keys)
    }


def _users(among: Iterable[Room]) -> list[Room]:
    """The rooms that import `text` from the catalogue."""
    return [
        room
        for room in among
        if any(
            isinstance(node, ast.ImportFrom) and node.module == CATALOGUE for node in room.tree.body
        )
    ]


def missing(among: Iterable[Room], keys: Iterable[str]) -> Iterator[str]:
    """Keys that are asked for, or handed on to be asked for, and are not in the catalogue."""
    known = set(keys)
    for room in among:
        for key in handed_on(room):
            if key not in known:
                yield f"{room.path}: there is no text {key!r}"
    for room in _users(among):
        for line, key in asked(room):
            if key is None:
                yield f"{room.path}:{line}: which keys this asks for cannot be told"
            elif key not in known:
                yield f"{room.path}:{line}: there is no text {key!r}"


def unused(among: Iterable[Room], keys: Iterable[str]) -> set[str]:
    """Keys that nobody asks for."""
    written = {text for room in among for text in texts(room.tree)}
    return set(keys) - written - {key for room in _users(among) for _, key in asked(room)}


def lame(entries: dict[str, tuple[str, str]]) -> Iterator[str]:
    """Sentences that lack a language, or say different things in the two."""
    for key, said in entries.items():
        if not all(one.strip() for one in said):
            yield f"{key} is empty in one language"
        zh, en = ({name for _, name, _, _ in Formatter().parse(one) if name} for one in said)
        if zh != en:
            yield f"{key} names {zh ^ en} in one language only"


def test_every_sentence_that_is_asked_for_is_there():
    all_clear(missing(speaking(), catalogue()))


def test_every_sentence_that_a_page_asks_for_is_there():
    all_clear(f"{n}: there is no text {k!r}" for n, s in drawn() for k in unknown(s, catalogue()))


def found_by(among: Iterable[Room]) -> set[str]:
    """Every key that the checks of a day tell: of rows and of notes."""
    said = (text for room in among for text in texts(room.tree))
    return {key for key in said if re.fullmatch(r"(finding|close)\.[\w.]+", key)}


def test_everything_that_a_check_finds_has_its_sentence():
    closing = found_by(rooms("api/closing"))
    all_clear(f"there is no text {key!r}" for key in closing - catalogue().keys())
    stages = [f"refund.{one.name}" for one in Standing if one is not Standing.VOID]
    stages += [f"payment.{one.name}" for one in Stage]
    all_clear(f"there is no text {key!r}" for key in stages if key not in catalogue())


def test_every_sentence_is_asked_for():
    pages = set().union(*(named(text) for _, text in drawn()))
    begins = tuple(
        set().union(
            *(begun(text) for _, text in drawn()),
            *(put_together(room) for room in rooms("api/http/pages")),
        )
    )
    left = unused(speaking(), catalogue()) - pages - set(FIELDS.values())
    all_clear(f"nobody asks for {key!r}" for key in left if not key.startswith(begins))


def fields_of(shapes: Iterable[type]) -> set[str]:
    """Names of the fields of dataclasses that a page shows: legs have labels of their own."""
    return {
        f.name for shape in shapes for f in fields(shape) if f.metadata.get("part") != "entries"
    }


def in_dataclasses(among: Iterable[Room]) -> set[str]:
    """Names that some class has as a field."""
    classes = (n for room in among for n in ast.walk(room.tree) if isinstance(n, ast.ClassDef))
    return {
        ast.unparse(line.target)
        for one in classes
        for line in one.body
        if isinstance(line, ast.AnnAssign)
    }


def test_every_field_of_every_event_has_a_label_and_every_label_its_field():
    events = (shape for stream in (*OWN_STREAMS, *STREAMS) for shape in stream.events)
    all_clear(f"the field {name} has no label" for name in fields_of(events) - FIELDS.keys())
    known = in_dataclasses([*rooms("domain"), *rooms("ledger")])
    all_clear(f"no event has the field {name}" for name in FIELDS.keys() - known)


def test_every_sentence_is_there_in_both_languages():
    all_clear(lame(catalogue()))


# Each guard, broken on purpose.


def test_a_field_without_a_label_is_found():
    @dataclass
    class Shape:
        unheard_of: str
        entries: str = field(default="", metadata={"part": "entries"})

    assert fields_of([Shape]) == {"unheard_of"}
    room = Room("domain/x.py", "class A:\n    amount: int\n")
    assert in_dataclasses([room]) == {"amount"}


ASKING = "from api.texts import text\n"


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("text('a.b')", "a.b"),
        ("text('a.b' if x else 'a.c')", "a.b"),
        ("for n in ('b', 'c'):\n    text(f'a.{n}')", "a.c"),
        ("[text(f'a.{n}') for n in ('b', 'c')]", "a.c"),
    ],
)
def test_a_key_without_a_text_is_found(line, key):
    room = Room("api/x.py", ASKING + line)
    assert any(repr(key) in finding for finding in missing([room], {"a.d"}))
    assert list(missing([room], {"a.b", "a.c"})) == []
    assert unused([room], {key, "a.d"}) == {"a.d"}


def test_a_finding_without_a_text_is_found():
    room = Room("api/x.py", "for why in ('finding.NEW', 'PASS', 'close.x.y'):\n    tell(why)")
    assert found_by([room]) == {"finding.NEW", "close.x.y"}


def test_a_key_that_is_handed_on_without_a_text_is_found():
    room = Room("api/x.py", "tell('a.b')")
    assert len(list(missing([room], {"a.c"}))) == 1
    assert list(missing([room], {"a.b"})) == []
    assert unused([room], {"a.b", "a.c"}) == {"a.c"}


def test_a_key_that_cannot_be_told_is_found():
    assert list(missing([Room("api/x.py", ASKING + "text(f'a.{name}')")], {"a.b"}))


@pytest.mark.parametrize(
    "text", ['{{ t("a.c") }}', '{{ t("b." ~ state) }}', 'say("a.c", { n: 1 })', "{{ t( 'x' ) }}"]
)
def test_a_key_of_a_page_without_a_text_is_found(text):
    found = list(unknown(text, {"a.b", "c.d"}))
    assert found == ([] if "'" in text else [found[0]])
    assert list(unknown('{{ t("a.b") }}{{ t("a." ~ state) }} at("a.c")', {"a.b"})) == []


@pytest.mark.parametrize("said", [("", "yes"), ("是", " "), ("{a} 是", "{b} is")])
def test_a_sentence_that_limps_is_found(said):
    assert list(lame({"key": said}))


def test_how_a_key_begins_is_found_where_it_is_put_together():
    assert put_together(Room("api/x.py", "say(f'chapter.{n}')")) == {"chapter."}
    assert put_together(Room("api/x.py", "say(f'nothing.of.ours.{n}')")) == set()

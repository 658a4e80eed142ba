"""The coverage matrix is true: what a row names is there, and its test does what it says."""

import ast
import inspect
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest

from domain.register import COMMANDS, DECIDERS, EVENTS
from tests.kit.routes import friendly, looked_at
from tests.tidy import generate_coverage
from tests.tidy.asked import Told, told
from tests.tidy.coverage import HOW_MANY, ROWS, Lives
from tests.tidy.source import ROOT, all_clear

SHAPES = {shape.NAME for shape in EVENTS}
BY_NAME = {command.__name__: command for command in COMMANDS}
DECIDED_IN = {one.handles: inspect.unwrap(one.decide).__module__ for one in DECIDERS}
WORKS = [row for row in ROWS if isinstance(row, Lives)]


def untrue(row: Lives) -> Iterator[str]:
    """What a row names that is not so."""
    routes = friendly()
    if row.reads not in looked_at():
        yield f"{row.number}: there is no GET {row.reads}"
    for event in row.events:
        if event not in SHAPES:
            yield f"{row.number}: there is no event {event}"
        elif not any(event in _room_of(command) for command in row.commands):
            yield f"{row.number}: none of {row.commands} says {event}"
    try:
        test = told(ROOT, row.test)
    except OSError:
        test = Told(ast.parse(""), "")
    if not test.exists:
        yield f"{row.number}: there is no {row.test}"
        return
    if test.is_passed_over:
        yield f"{row.number}: {row.test} is marked to be passed over"
    for command in row.commands:
        if command not in BY_NAME:
            yield f"{row.number}: there is no command {command}"
        elif not (test.signs(command) or any(test.posts(*at) for at in routes.get(command, ()))):
            yield f"{row.number}: {row.test} does not send {command}"
    if not test.reads(row.reads):
        yield f"{row.number}: {row.test} does not read {row.reads}"


def _room_of(command: str) -> str:
    """The text of the room in which a command is decided, and of those that it takes helpers of."""
    shape = BY_NAME.get(command)
    if shape is None:
        return ""
    room = sys.modules[DECIDED_IN[shape]]
    helpers = {one.__module__ for one in vars(room).values() if inspect.isfunction(one)}
    among = {room.__name__, *(name for name in helpers if name.startswith("domain."))}
    return "".join(inspect.getsource(sys.modules[name]) for name in sorted(among))


def test_every_row_stands_once_in_its_order():
    assert [row.number for row in ROWS] == list(range(1, HOW_MANY + 1))


def test_every_row_that_works_does_so_as_it_says():
    all_clear(problem for row in WORKS for problem in untrue(row))


def test_every_other_row_says_why_it_does_not():
    assert all(row.why for row in ROWS if not isinstance(row, Lives))


def test_the_page_is_the_table():
    shown = generate_coverage.PAGE.read_text("utf-8")
    assert shown == generate_coverage.page(), "run: python -m tests.tidy.generate_coverage"
    first = shown.partition("\n")[0]
    assert f"{len(WORKS)} of {HOW_MANY} rows work over HTTP" in first


# Each guard, broken on purpose.

GOOD = next(row for row in WORKS if row.number == 24)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"reads": "/v1/tips"}, "there is no GET /v1/tips"),
        ({"reads": "/v1/refunds"}, "does not read /v1/refunds"),
        ({"events": ("TipReceived",)}, "there is no event TipReceived"),
        ({"events": ("ContractSigned",)}, "says ContractSigned"),
        ({"commands": ("RecordTip",)}, "there is no command RecordTip"),
        ({"commands": (*GOOD.commands, "SignContract")}, "does not send SignContract"),
        ({"test": GOOD.test + "_not"}, "there is no tests/api/http/"),
        ({"test": "tests/api/http/test_none.py::test_x"}, "there is no tests/api/http/test_none"),
    ],
)
def test_a_row_that_is_not_so_is_found(change, said):
    assert list(untrue(GOOD)) == []
    assert any(said in problem for problem in untrue(replace(GOOD, **change)))


ASKING = """
PATH = "lots"
def ask(at, path, person, **said):
    look(at, f"lots/{LOT}")
    return at.ask("POST", f"/v1/{path}", json=said, headers=at.headers(person))
def look(at, path):
    return at.get(f"/v1/{path}", "g")
def test_a(at):
    ask(at, f"lots/{LOT}/award", "owner", winner="x")
    look(at, f"lots/{LOT}")
def test_b(at):
    ask(at, PATH, "owner")
@pytest.mark.parametrize("act", ["award", "sale"])
def test_c(at, act):
    ask(at, f"lots/{LOT}/{act}", "owner")
def test_d(at):
    at.post(at.signed("office", FailLot(lot=LOT)))
    at.system.ask("owner", OpenBids(lot=LOT))
"""


@pytest.mark.parametrize(
    ("test", "path", "sent"),
    [
        ("test_a", "/v1/lots/{lot}/award", True),
        ("test_a", "/v1/lots/{lot}/sale", False),
        ("test_a", "/v1/lots", False),
        ("test_b", "/v1/lots", True),
        ("test_b", "/v1/lots/{lot}/award", False),
        ("test_c", "/v1/lots/{lot}/sale", True),
        ("test_c", "/v1/lots/{lot}/contract", False),
    ],
)
def test_what_a_test_posts_is_told_from_its_source(test, path, sent):
    assert Told(ast.parse(ASKING), test).posts("POST", path) is sent


def test_what_a_test_signs_is_told_apart_from_what_its_story_asks():
    signing = Told(ast.parse(ASKING), "test_d")
    assert signing.signs("FailLot")
    assert not signing.signs("OpenBids")


@pytest.mark.parametrize(
    ("above", "over"),
    [
        ("", False),
        ('@pytest.mark.parametrize("x", ["skip"])', False),
        ("@pytest.mark.skip", True),
        ('@pytest.mark.skip(reason="later")', True),
        ('@pytest.mark.skipif(True, reason="later")', True),
        ("@pytest.mark.xfail", True),
        ('@pytest.mark.parametrize("x", [pytest.param(1, marks=pytest.mark.skip)])', True),
        ("pytestmark = pytest.mark.skip\n", True),
        ("pytestmark = [pytest.mark.skip]\n", True),
        ("pytestmark: object = pytest.mark.skip\n", True),
        ("pytestmark = pytest.mark.slow\n", False),
    ],
)
def test_a_test_that_a_mark_passes_over_shows_nothing(above, over):
    whole = f"{above}\ndef test_a(at):\n    pass\n"
    assert Told(ast.parse(whole), "test_a").is_passed_over is over


def test_a_row_whose_test_is_passed_over_is_found(monkeypatch):
    monkeypatch.setattr(Told, "is_passed_over", True)
    assert list(untrue(GOOD)) == [f"24: {GOOD.test} is marked to be passed over"]


def test_a_look_that_belongs_to_an_act_is_no_reading():
    assert Told(ast.parse(ASKING), "test_a").reads("/v1/lots/{lot}")
    assert not Told(ast.parse(ASKING), "test_b").reads("/v1/lots/{lot}")

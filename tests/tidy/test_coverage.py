"""The coverage matrix is true: what a row names is there, and its test does what it says.

Whether a test does it is heard while it runs (`heard.py`), wherever it runs; that it runs is seen
here: it is there, where it is heard, and no mark passes it over.
"""

import ast
import inspect
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from domain.register import COMMANDS, DECIDERS, EVENTS
from tests.api.http import conftest
from tests.kit.routes import looked_at
from tests.tidy import generate_coverage
from tests.tidy.coverage import HOW_MANY, ROWS, Lives
from tests.tidy.heard import Heard, judged, rows_of, unheard
from tests.tidy.source import ROOT, all_clear

SHAPES = {shape.NAME for shape in EVENTS}
BY_NAME = {command.__name__: command for command in COMMANDS}
DECIDED_IN = {one.handles: inspect.unwrap(one.decide).__module__ for one in DECIDERS}
WORKS = [row for row in ROWS if isinstance(row, Lives)]


HEARD_IN = "tests/api/http/"
"""Whose conftest hears a test while it runs."""
PASSED_OVER = {"skip", "skipif", "xfail"}
"""Marks of pytest under which a test says nothing."""


def untrue(row: Lives) -> Iterator[str]:
    """What a row names that is not so."""
    if row.reads not in looked_at():
        yield f"{row.number}: there is no GET {row.reads}"
    for command in row.commands:
        if command not in BY_NAME:
            yield f"{row.number}: there is no command {command}"
    for event in row.events:
        if event not in SHAPES:
            yield f"{row.number}: there is no event {event}"
        elif not any(event in _room_of(command) for command in row.commands):
            yield f"{row.number}: none of {row.commands} says {event}"
    file, _, name = row.test.partition("::")
    path = ROOT / file
    found = passed_over(path.read_text("utf-8"), name) if path.is_file() else None
    if not file.startswith(HEARD_IN) or found is None:
        yield f"{row.number}: there is no {row.test} where it is heard"
    elif found:
        yield f"{row.number}: {row.test} is marked to be passed over"


def passed_over(text: str, name: str) -> bool | None:
    """Whether a mark lets a test of this module, or all of it, pass without being run or heard;
    None where the module has no such test.
    """
    tree = ast.parse(text)
    own = [one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == name]
    module = (
        one.value
        for one in tree.body
        if isinstance(one, ast.Assign | ast.AnnAssign)
        and any(isinstance(to, ast.Name) and to.id == "pytestmark" for to in _targets(one))
    )
    marks = (*(mark for one in own for mark in one.decorator_list), *filter(None, module))
    named = (
        node.attr for one in marks for node in ast.walk(one) if isinstance(node, ast.Attribute)
    )
    return bool(PASSED_OVER & {*named}) if own else None


def _targets(node: ast.Assign | ast.AnnAssign) -> list[ast.expr]:
    return node.targets if isinstance(node, ast.Assign) else [node.target]


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
        ({"events": ("TipReceived",)}, "there is no event TipReceived"),
        ({"events": ("ContractSigned",)}, "says ContractSigned"),
        ({"commands": ("RecordTip",)}, "there is no command RecordTip"),
        ({"test": GOOD.test + "_not"}, "there is no tests/api/http/"),
        ({"test": "tests/api/http/test_none.py::test_x"}, "there is no tests/api/http/test_none"),
        ({"test": "tests/tidy/test_coverage.py::untrue"}, "there is no tests/tidy/test_coverage"),
    ],
)
def test_a_row_that_is_not_so_is_found(change, said):
    assert list(untrue(GOOD)) == []
    assert any(said in problem for problem in untrue(replace(GOOD, **change)))


DONE = (*GOOD.commands, f"GET {GOOD.reads}")


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (DONE, []),
        (("FailLot", "GET /v1/lots", *DONE), []),
        (DONE[1:], [f"no {GOOD.commands[0]} was accepted"]),
        (GOOD.commands, [f"GET {GOOD.reads} was not answered"]),
        ((f"GET {GOOD.reads}", *GOOD.commands), [f"GET {GOOD.reads} was not answered"]),
        ((), [*(f"no {one} was" for one in GOOD.commands), f"GET {GOOD.reads} was not"]),
    ],
)
def test_a_row_whose_test_does_not_what_it_says_is_found(told, said):
    """It looks before anything was done, or at nothing; it asks for less than its row names."""
    found = list(unheard(GOOD, Heard(list(told))))
    assert len(found) == len(said)
    assert all(words in one for words, one in zip(said, found, strict=True))


def test_all_rows_that_name_a_test_are_judged_by_it_whatever_its_parameters():
    rows = [row for row in WORKS if row.test == GOOD.test]
    assert len(rows) > 1
    assert list(rows_of(GOOD.test)) == list(rows_of(f"{GOOD.test}[a::b]")) == rows
    assert rows_of(f"{GOOD.test}_not") == ()


def test_a_test_that_does_nothing_fails_once_a_row_names_it():
    with (
        pytest.raises(AssertionError, match=f"no {GOOD.commands[0]} was accepted"),
        judged(GOOD.test),
    ):
        pass
    with pytest.raises(KeyError), judged(GOOD.test):
        raise KeyError("its own failure is told, no other")
    with judged(f"{GOOD.test}_not"):
        pass


def test_where_such_tests_lie_each_is_judged_as_it_is_called():
    called: Any = conftest.pytest_runtest_call(SimpleNamespace(nodeid=GOOD.test))
    next(called)
    with pytest.raises(AssertionError, match=f"no {GOOD.commands[0]} was accepted"):
        called.send(None)


@pytest.mark.parametrize("when", ["setup", "call", "teardown"])
def test_one_that_is_skipped_or_excused_in_whatever_part_has_failed(when):
    """By a mark, by itself, by a fixture; a test that no row names may."""

    def reported(test: str) -> pytest.TestReport:
        passed = pytest.TestReport(test, ("", 0, ""), {}, "skipped", "later", when)
        passed.wasxfail = "later"
        made: Any = conftest.pytest_runtest_makereport(SimpleNamespace(nodeid=test))
        next(made)
        with pytest.raises(StopIteration) as said:
            made.send(passed)
        return said.value.value

    report = reported(GOOD.test)
    assert (report.outcome, hasattr(report, "wasxfail")) == ("failed", False)
    assert str(report.longrepr).endswith("it was passed over: later")
    assert reported(f"{GOOD.test}_not").outcome == "skipped"


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
    assert passed_over(f"{above}\ndef test_a(at):\n    pass\n", "test_a") is over
    assert passed_over(f"{above}\ndef test_a(at):\n    pass\n", "test_b") is None
    assert passed_over("class A:\n    def test_a(at):\n        pass\n", "test_a") is None


def test_a_row_whose_test_is_passed_over_is_found(monkeypatch):
    text = (ROOT / GOOD.test.partition("::")[0]).read_text("utf-8")
    monkeypatch.setattr(Path, "read_text", lambda *_: f"pytestmark = pytest.mark.skip\n{text}")
    assert list(untrue(GOOD)) == [f"24: {GOOD.test} is marked to be passed over"]

"""The coverage matrix is true: what a row names is there, and its test does what it says.

Whether a test does it is heard while it runs (`heard.py`), wherever it runs; that it is there,
where it is heard, and among what is run, is seen here.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from types import SimpleNamespace
from typing import Any

import pytest

from domain.register import COMMANDS, EVENTS
from tests.api.http import conftest
from tests.kit.routes import looked_at
from tests.tidy import generate_coverage
from tests.tidy.coverage import HOW_MANY, ROWS, Lives
from tests.tidy.heard import Heard, judged, rows_of, unheard
from tests.tidy.source import ROOT, all_clear

SHAPES = {shape.NAME for shape in EVENTS}
NAMES = {command.__name__ for command in COMMANDS}
WORKS = [row for row in ROWS if isinstance(row, Lives)]


HEARD_IN = "tests/api/http/"
"""Whose conftest hears a test while it runs."""


def untrue(row: Lives) -> Iterator[str]:
    """What a row names that is not so."""
    if row.reads not in looked_at():
        yield f"{row.number}: there is no GET {row.reads}"
    if not (row.commands and row.events):
        yield f"{row.number}: works, and names no command or no event"
    for command in row.commands:
        if command not in NAMES:
            yield f"{row.number}: there is no command {command}"
    for event in row.events:
        if event not in SHAPES:
            yield f"{row.number}: there is no event {event}"
    file, _, name = row.test.partition("::")
    if not file.startswith(HEARD_IN) or name not in _tests_of(file):
        yield f"{row.number}: there is no {row.test} where it is heard"


def _tests_of(file: str) -> set[str]:
    path = ROOT / file
    body = ast.parse(path.read_text("utf-8")).body if path.is_file() else ()
    return {one.name for one in body if isinstance(one, ast.FunctionDef)}


def left_out(asked: Iterable[str], run: Iterable[pytest.Item]) -> set[str]:
    """What rows name and is not run, though its file, or a folder above, was asked for."""
    whole = [ROOT / one for one in asked]
    named = {row.test: ROOT / row.test.partition("::")[0] for row in WORKS}
    due = {test for test, file in named.items() if any(map(file.is_relative_to, whole))}
    return due - {one.nodeid.partition("[")[0] for one in run}


def test_every_row_stands_once_in_its_order():
    assert [row.number for row in ROWS] == list(range(1, HOW_MANY + 1))


def test_every_row_that_works_does_so_as_it_says():
    all_clear(problem for row in WORKS for problem in untrue(row))


def test_no_test_that_a_row_names_is_left_out_of_the_run(request):
    """Who chooses tests by words, or one by its name, leaves out what he likes."""
    chosen = request.config.getoption("keyword")
    all_clear(left_out(() if chosen else request.config.args, request.session.items))


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
        ({"events": ()}, "names no command or no event"),
        ({"commands": ()}, "names no command or no event"),
        ({"commands": ("RecordTip",)}, "there is no command RecordTip"),
        ({"test": GOOD.test + "_not"}, "there is no tests/api/http/"),
        ({"test": "tests/api/http/test_none.py::test_x"}, "there is no tests/api/http/test_none"),
        ({"test": "tests/tidy/test_coverage.py::untrue"}, "there is no tests/tidy/test_coverage"),
    ],
)
def test_a_row_that_is_not_so_is_found(change, said):
    assert list(untrue(GOOD)) == []
    assert any(said in problem for problem in untrue(replace(GOOD, **change)))


TOLD = [(one, f"{one}: {event}") for one, event in zip(GOOD.commands, GOOD.events, strict=True)]
DONE = (*chain(*TOLD), f"GET {GOOD.reads}")


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (DONE, []),
        (("FailLot", "GET /v1/lots", *DONE), []),
        (DONE[2:], [f"no {GOOD.commands[0]} was accepted", f"wrote {GOOD.events[0]}"]),
        ((DONE[0], *DONE[2:]), [f"wrote {GOOD.events[0]}"]),
        ((DONE[0], f"FailLot: {GOOD.events[0]}", *DONE[2:]), [f"wrote {GOOD.events[0]}"]),
        (DONE[:-1], [f"GET {GOOD.reads} was not answered"]),
        ((DONE[-1], *DONE[:-1]), [f"GET {GOOD.reads} was not answered"]),
        ((), [*(f"no {one} was" for one in GOOD.commands), *GOOD.events, f"GET {GOOD.reads}"]),
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


ALL = [row.test for row in WORKS]
FILE = GOOD.test.partition("::")[0]


def items(names):
    return [SimpleNamespace(nodeid=f"{name}[a::b]") for name in names]


@pytest.mark.parametrize(
    ("outcome", "without", "said"),
    [
        ("passed", (), "passed"),
        ("passed", ALL, "failed"),
        ("passed", (GOOD.test,), "failed"),
        ("skipped", ALL, "failed"),
    ],
)
def test_a_module_that_does_not_offer_what_rows_name_has_failed(outcome, without, said):
    """It is skipped as a whole, or says `__test__ = False` of one; others may."""

    def collected(file: str) -> pytest.CollectReport:
        offers = items(test for test in ALL if test not in without)
        made: Any = conftest.pytest_make_collect_report(SimpleNamespace(nodeid=file))
        next(made)
        with pytest.raises(StopIteration) as done:
            made.send(pytest.CollectReport(file, outcome, None, offers))
        return done.value.value

    report = collected(FILE)
    assert report.outcome == said
    assert (f"{GOOD.test}" in str(report.longrepr)) == (said == "failed")
    assert collected("tests/api/http/test_none.py").outcome == outcome


@pytest.mark.parametrize("asked", ["tests", "tests/api/http", FILE, str(ROOT / FILE)])
def test_what_is_not_run_though_its_file_is_asked_for_is_found(asked):
    assert left_out([asked], items(ALL)) == set()
    assert left_out([asked], items({*ALL} - {GOOD.test})) == {GOOD.test}
    assert left_out(["tests/tidy", GOOD.test], ()) == set()

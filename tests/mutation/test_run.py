"""The mutation run knows what it changes, which tests should notice, and what it may overlook."""

import json

import pytest

from tests.mutation import run
from tests.mutation.again import ask_again
from tests.mutation.run import MODULES, ROOT, report
from tests.mutation.survivors import ACCEPTED, Survivor, accepted


@pytest.mark.parametrize("module", MODULES)
def test_every_module_has_code_and_tests(module):
    pattern, tests = MODULES[module]
    assert list(ROOT.glob(pattern))
    assert all(list(ROOT.glob(test)) for test in tests)


def test_every_accepted_survivor_can_be_read():
    lines = [line for line in ACCEPTED.read_text("utf-8").splitlines() if line.startswith("- ")]
    assert sorted(map(str, accepted())) == sorted(lines)


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """Results of twenty changes: three survivors, one of them accepted."""
    found = {f"domain.x_f__mutmut_{n}": (0 if n < 3 else 1) for n in range(20)}
    (tmp_path / "mutants").mkdir()
    (tmp_path / "mutants" / "x.py.meta").write_text(json.dumps({"exit_code_by_key": found}))
    shown = {name: Survivor("domain.f", "x = 1", f"x = {name[-1]}") for name in found}
    monkeypatch.setattr(run, "survivor", lambda _, name: shown[name])
    monkeypatch.setattr(run, "accepted", lambda: {Survivor("domain.f", "x = 1", "x = 0")})
    return tmp_path


def test_a_survivor_without_a_reason_fails_the_run(copy, monkeypatch, capsys):
    assert not report("domain", copy)
    said = capsys.readouterr().out
    assert "85.0 % of 20 changes noticed (killed 17" in said
    assert "not in survivors.md: `domain.f`: `x = 1` → `x = 2`" in said
    monkeypatch.setattr(
        run, "accepted", lambda: {Survivor("domain.f", "x = 1", f"x = {n}") for n in range(3)}
    )
    assert report("domain", copy)
    monkeypatch.setattr(run, "NEEDED", 86)
    assert not report("domain", copy)


def test_a_run_that_is_not_finished_does_not_pass(copy):
    meta = copy / "mutants" / "x.py.meta"
    meta.write_text(json.dumps({"exit_code_by_key": {"domain.x_f__mutmut_1": None}}))
    assert not report("domain", copy)


def test_what_ran_before_the_first_test_is_put_to_all_tests_in_a_process_of_its_own(tmp_path):
    """One that shows while a module is imported, one that shows nowhere, one that breaks it; and
    one of a function that tests alone call, which they were asked about."""
    told = tmp_path / "mutants" / "x.py.meta"
    told.parent.mkdir()
    names = [f"x.x_early__mutmut_{n}" for n in (1, 2, 3)] + ["x.x_late__mutmut_1"]
    told.write_text(json.dumps({"exit_code_by_key": dict.fromkeys(names, 0)}))
    (told.parent / "x.py").write_text(
        "import os\nunder = os.environ['MUTANT_UNDER_TEST']\n"
        "def x_early__mutmut_orig():\n    return 2 if under.endswith('early__mutmut_1') else 1\n"
        "def x_late__mutmut_orig():\n    return 2 if under.endswith('late__mutmut_1') else 1\n"
        "VALUE = x_early__mutmut_orig()\nassert not under.endswith('early__mutmut_3')\n"
    )
    (told.parent / "test_x.py").write_text(
        "import x\n\ndef test_x():\n    assert x.VALUE == x.x_late__mutmut_orig() == 1\n"
    )
    (told.parent / "pytest.ini").write_text("[pytest]\n")
    ask_again(tmp_path, names, ["test_x.py"])
    codes = json.loads(told.read_text())["exit_code_by_key"]
    assert list(codes.values()) == [1, 0, 1, 0]


def test_tests_that_cannot_be_collected_are_told(tmp_path):
    (tmp_path / "mutants").mkdir()
    (tmp_path / "mutants" / "test_x.py").write_text("import nowhere\n")
    with pytest.raises(RuntimeError, match="nowhere"):
        ask_again(tmp_path, [], ["test_x.py"])

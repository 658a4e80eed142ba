"""The mutation run knows what it changes, which tests should notice, and what it may overlook."""

import json

import pytest

from tests.mutation import copies, run
from tests.mutation.again import ask_again
from tests.mutation.copies import ROOT
from tests.mutation.kinds import needs_no_test
from tests.mutation.run import MODULES, report
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


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('assert one is not None, "there is one"', 'assert one is not None, "XXthere is oneXX"'),
        ('assert one is not None, "there is one"', 'assert one is not None, "THERE IS ONE"'),
        ("for a, b in zip(x, y, strict=True):", "for a, b in zip(x, y, ):"),
        ("for a, b in zip(x, y, strict=True):", "for a, b in zip(x, y, strict=False):"),
        ('raise ValueError("fen: expected 1")', 'raise ValueError("XXfen: expected 1XX")'),
        ("""f"expected {', '.join(K)}\"""", """f"expected {'XX, XX'.join(K)}\""""),
    ],
)
def test_some_kinds_of_changes_need_no_test(before, after):
    assert needs_no_test(before, after)
    assert not needs_no_test(before, before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('assert one is not None, "there is one"', 'assert one is None, "there is one"'),
        ("for a, b in zip(x, y, strict=True):", "for a, b in zip(x, None, strict=True):"),
        ("for a, b in zip(x, y, strict=True):", "for a, b in zip(x, strict=True):"),
        ('raise ValueError("fen: expected 1")', "raise ValueError(None)"),
        ('return Rejected("lot.sealed", text)', 'return Rejected("LOT.SEALED", text)'),
        ('yield Open(code, "fees", 0)', 'yield Open(code, "XXfeesXX", 0)'),
    ],
)
def test_what_is_near_to_them_is_none_of_them(before, after):
    assert not needs_no_test(before, after)


def test_a_copy_that_is_brought_up_to_date_keeps_what_did_not_change(tmp_path, monkeypatch):
    root, copy = tmp_path / "root", tmp_path / "copy"
    monkeypatch.setattr(copies, "ROOT", root)
    monkeypatch.setattr(copies, "COPIED", ("domain",))
    (root / "domain").mkdir(parents=True)
    for name in ("same.py", "changed.py", "gone.py"):
        (root / "domain" / name).write_text(name)
    copies.refresh(copy)
    for name in ("gone.py", "gone.py.meta", "same.py.meta"):
        (copy / "mutants" / "domain").mkdir(parents=True, exist_ok=True)
        (copy / "mutants" / "domain" / name).touch()
    then = (copy / "domain" / "same.py").stat().st_mtime_ns
    (root / "domain" / "gone.py").unlink()
    (root / "domain" / "changed.py").write_text("otherwise")
    (root / "domain" / "new.py").write_text("new")
    copies.refresh(copy)
    now = {file.name: file.read_text() for file in (copy / "domain").iterdir()}
    assert now == {"same.py": "same.py", "changed.py": "otherwise", "new.py": "new"}
    assert (copy / "domain" / "same.py").stat().st_mtime_ns == then
    assert [file.name for file in (copy / "mutants" / "domain").iterdir()] == ["same.py.meta"]

"""`scenario run`: what it is asked with, what it prints, how it ends."""

import json
from datetime import datetime

import pytest

from api.cli import scenario
from api.cli.exits import FAILED, NOT_VERIFIED, OK
from api.scenario.outcome import Checkpoint, Difference, Fate, Outcome, RowTold
from tests.kit.scenarios import ORACLE

AT = datetime.fromisoformat("2026-03-26T10:00:00+08:00")


def row(fate=Fate.PLAYED, **told):
    return RowTold(scenario="C", seq=4, at=AT, facts=("ReceiptMatched",), fate=fate, **told)


def checkpoint(actual=240):
    balances = {"expected": {"2002/S1/P1": -240}, "actual": {"2002/S1/P1": -actual}}
    return Checkpoint(scenario="C", name="final", position=9, **balances)


def outcome(*rows, checkpoints=(), verified=True):
    return Outcome(
        scale=1,
        add=0,
        exchanged={},
        rows=list(rows),
        checkpoints=list(checkpoints),
        events=9,
        verified=verified,
    )


DIFFERS = row(Fate.DIFFERS, differences=(Difference(key="1001", expected=240, actual=239),))
LACKS = row(Fate.NOT_DONE, why="scenario.lacks.step")


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (outcome(row(), checkpoints=[checkpoint()]), OK),
        (outcome(DIFFERS), FAILED),
        (outcome(row(), checkpoints=[checkpoint(239)]), FAILED),
        (outcome(LACKS), FAILED),
        (outcome(row(Fate.REFUSED, why="lot.too_late")), FAILED),
        (outcome(row(), verified=False), NOT_VERIFIED),
    ],
)
def test_it_passes_where_all_was_played_agrees_and_verifies(found, code):
    assert scenario.exit_code([found]) == code
    assert found.passed == (code == OK)


@pytest.fixture
def played(monkeypatch):
    """Nothing is played: the outcome is told beforehand."""

    def told(found):
        monkeypatch.setattr(scenario, "_played", lambda *_args, **_how: found)

    return told


def test_a_checkpoint_shows_both_balances_and_what_is_between_them(zhangben, played):
    played(outcome(row(), checkpoints=[checkpoint(239)]))
    said = zhangben("scenario", "run", ORACLE, "C", code=FAILED).out
    assert "scenario C, final" in said
    assert "2002/S1/P1" in said
    assert all(amount in said for amount in ("-2.40", "-2.39", "0.01"))


def test_a_row_that_cannot_be_played_yet_is_named(zhangben, played):
    played(outcome(LACKS))
    said = zhangben("scenario", "run", ORACLE, "C", code=FAILED).out
    assert "scenario C, row 4 ReceiptMatched: not done (no script has" in said


def test_as_json_it_tells_all_of_it(zhangben, played):
    played(outcome(DIFFERS))
    told = zhangben("scenario", "run", ORACLE, "C", "--json", code=FAILED).json
    (run,) = told["runs"]
    assert told["passed"] is run["passed"] is False
    (found,) = run["rows"]
    assert found["differences"] == [{"key": "1001", "expected": 240, "actual": 239}]


def test_it_stops_at_the_first_scenario_that_differs(zhangben, played):
    played(outcome(DIFFERS))
    assert len(zhangben("scenario", "run", ORACLE, "--json", code=FAILED).json["runs"]) == 1


def test_an_unknown_scenario_is_named_with_those_there_are(zhangben):
    said = zhangben("scenario", "run", ORACLE, "D", code=FAILED).err
    assert "scenario 'D': expected one of A, B, B_default, C" in said


def test_a_file_that_is_no_scenarios_says_what_would_be(zhangben, tmp_path):
    file = tmp_path / "scenarios.json"
    file.write_text(json.dumps({"A": {}}))
    said = zhangben("scenario", "run", file, code=FAILED).err
    assert "'fixture'" in said
    assert "expected a fixture, and scenarios" in said

"""`scenario run`: what it is asked with, what it prints, how it ends."""

import json
from contextlib import contextmanager
from datetime import datetime

import pytest

from api.cli import scenario
from api.cli.exits import FAILED, NOT_VERIFIED, OK
from api.database import Databases
from api.home import Home
from api.scenario.outcome import Checkpoint, Difference, Fate, Outcome, RowTold
from api.scenario.town import ORIGIN, STARTS
from api.wiring import assembled
from tests.kit.databases import fresh
from tests.kit.scenarios import ORACLE
from tests.kit.scenarios import scenario as scenario_as_given

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


@pytest.fixture
def fresh_one(monkeypatch, server, tmp_path):
    """Each run has an installation of its own, on the server of the tests."""

    @contextmanager
    def installation(keep):
        assert keep is None
        home = Home(tmp_path / "books")
        home.make(ORIGIN, "simulated", STARTS)
        found = fresh(server)
        dsn = Databases(found.owner, found.app, found.read, found.matcher)
        with assembled(home, dsn) as system:
            yield system

    monkeypatch.setattr(scenario, "installation", installation)


@pytest.mark.parametrize("name", ["A", "B", "B_default", "C"])
def test_each_passes_as_it_is_given(zhangben, fresh_one, name):
    """All its rows and checkpoints, read from the file once more beside the run."""
    told = zhangben("scenario", "run", ORACLE, name, "--json").json
    (run,) = told["runs"]
    given = scenario_as_given(name)
    assert told["passed"] is run["passed"] is run["verified"] is True
    assert (run["scale"], run["add"]) == (1, 0)
    assert [(row["seq"], row["fate"]) for row in run["rows"]] == [
        (row.seq, Fate.PLAYED) for row in given.rows
    ]
    found = {one["name"]: one["actual"] for one in run["checkpoints"]}
    assert found == given.checkpoints
    assert not any(run["exchanged"].values())


def test_larger_mixed_and_with_bidders_exchanged_it_is_as_it_was_asked_for(zhangben, fresh_one):
    """Several scenarios in one log are one run, their rows mixed by time."""
    names = ("C", "B_default")
    flags = ("--scale", 3, "--add", 1, "--permute", 7, "--interleave")
    told = zhangben("scenario", "run", ORACLE, *names, *flags, "--json").json
    (run,) = told["runs"]
    assert told["passed"] is run["passed"] is run["verified"] is True
    assert (run["scale"], run["add"]) == (3, 1)
    final = next(one for one in run["checkpoints"] if one["name"] == "final")
    assert final["scenario"] == "C"
    assert final["actual"]["1101"] == 18_600_000 * 3
    assert {one["scenario"] for one in run["rows"]} == {*names} == {*run["exchanged"]}
    times = [one["at"] for one in run["rows"]]
    assert times == sorted(times)
    for players in run["exchanged"].values():
        assert sorted(players) == sorted(players.values())
    assert any(run["exchanged"].values())


def test_what_is_asked_for_is_what_is_played(zhangben, monkeypatch):
    """Each flag alone, by what would be played; without `--interleave` each has its own log."""
    asked = []

    def played(wanted, keep, *, quiet):
        asked.append((wanted.names, wanted.size.times, wanted.size.add, wanted.permute))
        return outcome(row())

    monkeypatch.setattr(scenario, "_played", played)
    for flags, size in (((), (1, 0, None)), (("--scale", 2), (2, 0, None))):
        zhangben("scenario", "run", ORACLE, "C", "B", *flags)
        assert asked == [(("C",), *size), (("B",), *size)]
        asked.clear()
    for flags, size in ((("--add", 5), (1, 5, None)), (("--permute", 4), (1, 0, 4))):
        zhangben("scenario", "run", ORACLE, "C", "B", "--interleave", *flags)
        assert asked == [(("C", "B"), *size)]
        asked.clear()


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

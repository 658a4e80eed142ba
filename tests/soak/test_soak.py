"""The soak counts what its campaigns did; it stops at the first harm and names its seed."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.faults.campaign import Campaign
from tests.properties.trades import TRADES
from tests.soak import walks
from tests.soak.__main__ import INTERRUPTED, main
from tests.tidy.source import ROOT


@pytest.fixture
def seeds(monkeypatch):
    """Campaigns that only count: four kills each, but seed 9 does harm and seed 13 is stopped."""
    run = []

    def counting(self, kills):
        seed = self._planned["seed"]
        run.append(seed)
        self.told.kills["at-commit client"] += min(4, kills)
        self.told.written += 1
        self._place.rmdir() if seed not in (9, 13) else None
        if seed == 9:
            raise AssertionError("a line is banked twice")
        if seed == 13:
            raise KeyboardInterrupt

    monkeypatch.setattr(Campaign, "run", counting)
    return run


def test_campaigns_go_on_until_so_many_kills_were_made(seeds, capsys):
    assert main(["--kills", "10", "--seed", "5", "--json"]) == 0
    assert seeds == [5, 6, 7]
    said = json.loads(capsys.readouterr().out)
    assert (said["kills"], said["by_place"]) == (10, {"at-commit client": 10})
    assert (said["written_unanswered"], said["next_seed"]) == (3, 8)
    assert said["problem"] is None


def test_the_first_harm_ends_it_and_names_its_seed(seeds, capsys):
    assert main(["--kills", "100", "--seed", "8"]) == 1
    assert seeds == [8, 9]
    said = capsys.readouterr().out
    assert "a line is banked twice" in said
    assert "zhangben soak --seed 9 --kills 96" in said
    left = Path(said.partition("In ")[2].partition(" lies")[0])
    left.rmdir()


def test_an_interruption_says_how_to_go_on(seeds, capsys):
    assert main(["--kills", "20", "--seed", "12"]) == INTERRUPTED
    assert "to go on: zhangben soak --seed 13 --kills 16" in capsys.readouterr().err


def test_walks_go_on_from_their_seed_and_tell_what_lots_came_to(capsys):
    assert main(["--walks", "1", "--seed", "5", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["walks"], said["next_seed"], said["problem"]) == (len(TRADES), 6, None)
    assert set(said["ends"]) == {"ARCHIVED", "FAILED", "TERMINATED", "VOIDED"}


def test_the_first_harm_of_a_walk_ends_it_and_names_its_seed(monkeypatch, capsys):
    def amiss(*_):
        raise AssertionError("a fen is nobody's")

    monkeypatch.setattr(walks, "walked", amiss)
    assert main(["--walks", "100", "--seed", "8"]) == 1
    said = capsys.readouterr().out
    assert "a fen is nobody's" in said
    assert "zhangben soak --seed 8 --walks 1" in said


def test_asked_for_more_are_the_same_tests_with_more_to_ask(monkeypatch):
    run = []
    monkeypatch.setattr(
        subprocess,
        "run",
        lambda command, env: run.append((command, env)) or subprocess.CompletedProcess(command, 3),
    )
    assert main(["--more"]) == 3
    ((command, env),) = run
    assert all((ROOT / room).exists() for room in command if room.startswith("tests/"))
    assert (env["ZHANGBEN_TURNS"], env["ZHANGBEN_EXAMPLES"]) == ("1", "60")

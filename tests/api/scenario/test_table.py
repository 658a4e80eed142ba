"""A file of scenarios is read, and what is wrong with one is said by its field."""

import json
from datetime import date

import pytest

from api.scenario.table import NoScenario, parsed, read
from domain.money import yuan
from tests.kit.scenarios import ORACLE


@pytest.fixture(scope="module")
def told():
    return json.loads(ORACLE.read_text("utf-8"))


def test_it_has_four_scenarios_and_what_they_share():
    file = read(ORACLE)
    assert list(file.tables) == ["A", "B", "B_default", "C"]
    assert [len(table.rows) for table in file.tables.values()] == [77, 34, 31, 28]
    assert file.fixture.rate_ppm == 3_500
    assert date(2026, 5, 9) in file.fixture.makeup


def test_a_row_says_who_and_how_much():
    row = read(ORACLE).tables["A"].row(23)
    assert (row.actor, row.names) == ("Bank", ("BankCreditRecorded", "OverpaymentDetected"))
    assert row.moves["2005/A1/B4"] == -yuan("10,000.00")
    assert row.said("A1") == yuan("810,000.00")


def test_a_note_says_what_is_due_and_what_is_offered():
    tables = read(ORACLE).tables
    assert tables["B"].row(16).due == (date(2026, 4, 21), date(2026, 4, 14), date(2026, 4, 21))
    assert tables["A"].row(52).due == (date(2026, 4, 9), date(2026, 5, 22)), "days as a list, too"
    assert tables["C"].row(8).offers[-1] == ("P3", yuan("9,300,000.00"))


def test_a_checkpoint_lies_behind_the_last_row_of_its_day():
    table = read(ORACLE).tables["A"]
    assert [table.ends(name) for name in table.checkpoints] == [33, 47, 53, 61, 77]


def test_an_amount_that_no_note_has_is_asked_for():
    with pytest.raises(NoScenario, match=r"row 1, note .* expected an amount after 'price'"):
        read(ORACLE).tables["A"].row(1).said("price")


def test_a_row_that_does_not_sum_to_zero_is_named(told):
    told = json.loads(json.dumps(told))
    told["C"]["events"][3]["postings"][0]["dr"] += 1
    with pytest.raises(NoScenario, match="scenario C, row 4: its postings do not sum to zero"):
        parsed(told)


@pytest.mark.parametrize("lacks", ["fixture", "events"])
def test_what_is_no_scenarios_says_what_would_be(told, lacks):
    told = json.loads(json.dumps(told))
    (told if lacks == "fixture" else told["A"]).pop(lacks)
    with pytest.raises(NoScenario, match=f"'{lacks}'.*expected a fixture"):
        parsed(told)


def test_a_name_that_nobody_would_play_is_refused_with_those_there_are(told):
    misspelt = {"fixture": told["fixture"], "B_defualt": told["B_default"]}
    with pytest.raises(NoScenario, match="'B_defualt': expected fixture, or one of A, B, B_def"):
        parsed(misspelt)


def test_a_file_without_any_scenario_is_refused(told):
    with pytest.raises(NoScenario, match="no scenario: expected one at least of A, B, B_default"):
        parsed({"fixture": told["fixture"]})


@pytest.mark.parametrize("lacks", ["events", "checkpoints"])
def test_a_scenario_that_holds_nothing_against_anything_is_refused(told, lacks):
    empty = {"fixture": told["fixture"], "C": told["C"] | {lacks: []}}
    with pytest.raises(NoScenario, match=f"scenario C, {lacks}: expected one at least"):
        parsed(empty)


def test_a_file_that_is_no_document_is_named(tmp_path):
    (tmp_path / "empty.json").write_text("")
    with pytest.raises(NoScenario, match=r"empty\.json: .* expected a JSON document"):
        read(tmp_path / "empty.json")

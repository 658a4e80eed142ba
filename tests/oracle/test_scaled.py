"""Larger scenarios: what we reckon of them is what a program of another making reckons."""

import json
from dataclasses import asdict

import pytest

from api.scenario.larger import larger
from api.scenario.run import SCRIPTS
from api.scenario.size import Size
from api.scenario.table import read
from tests.kit.scenarios import ORACLE
from tests.oracle.scaling import due_days, reckoned


def ours(name, size):
    """As the program prints it."""
    file = read(ORACLE)
    grown = larger(file.tables[name], size, SCRIPTS[name].terms(file.tables[name], file.fixture))
    return {
        "checkpoints": grown.checkpoints,
        "interest": grown.interest,
        "bank_days_1001": [asdict(day) | {"date": str(day.date)} for day in grown.bank_days],
    }


def of_tables(told):
    """What of a reckoning the tables have too."""
    return {key: value for key, value in told.items() if key != "worth"}


def test_of_their_own_size_they_are_as_the_file_has_them():
    """The program copies no amount that it can reckon: it finds the file's again."""
    given = json.loads(ORACLE.read_text("utf-8"))
    for name, told in reckoned(1, 0).items():
        assert of_tables(told) == {key: given[name][key] for key in of_tables(told)}, name


def test_each_day_that_a_row_names_is_reckoned_again():
    """Two more no note names: B's third gets its money back by a rule, A2's contract is due."""
    given = {
        name: {str(row.seq): [*map(str, row.due)] for row in table.rows if row.due}
        for name, table in read(ORACLE).tables.items()
    }
    unnamed = {
        name: {str(seq): [str(day)] for seq, day in script.unnamed.items()}
        for name, script in SCRIPTS.items()
    }
    assert due_days() == {name: given[name] | unnamed[name] for name in given}
    assert unnamed["A"] == {"61": ["2026-05-29"]}, "as the reference has it below the table"


@pytest.mark.parametrize("size", [(1, 0), (1, 1), (2, 0), (3, 1), (7, 13), (1000, 99)])
@pytest.mark.parametrize("name", ["A", "B", "B_default", "C"])
def test_two_reckonings_agree_to_the_fen(name, size):
    assert ours(name, Size(*size)) == of_tables(reckoned(*size)[name])


def test_of_parts_the_last_makes_up_the_rest():
    file = read(ORACLE)
    table, script = file.tables["B"], SCRIPTS["B"]
    grown = larger(table, Size(3, 1), script.terms(table, file.fixture))
    came = [grown.row(seq).moved("1001") for seq in (6, 7, 9, 10)]
    assert came == [9_000_000_000, 6_000_000_001, 14_700_000_000, 15_000_000_001]


@pytest.mark.parametrize(("times", "add"), [(0, 0), (1, -1)])
def test_nothing_becomes_smaller(times, add):
    with pytest.raises(ValueError, match="expected"):
        Size(times, add)

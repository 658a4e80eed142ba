"""`statements check`: one row a statement, and an exit code."""

import json

import pytest

from api.banks.statements.check import check_files, exit_code

KEYS = [
    *("file", "format", "profile", "schema", "account", "currency", "from", "to", "opening_fen"),
    *("closing_fen", "entries", "booked", "credits_fen", "debits_fen", "balanced"),
    *("warnings", "error"),
]


def test_a_row_says_what_a_statement_amounts_to(tmp_path, statement, entry):
    file = tmp_path / "day.xml"
    file.write_bytes(statement(entry("30.00"), entry("10.00", "DBIT"), closing="120.00"))
    (row,) = check_files([file])
    assert list(row) == KEYS
    assert row == {
        "file": str(file),
        "format": "camt.053",
        "profile": None,
        "schema": None,
        "account": "CN01",
        "currency": "CNY",
        "from": "2026-03-16",
        "to": "2026-03-16",
        "opening_fen": 10_000,
        "closing_fen": 12_000,
        "entries": 2,
        "booked": 2,
        "credits_fen": 3000,
        "debits_fen": 1000,
        "balanced": True,
        "warnings": [],
        "error": None,
    }
    assert exit_code([row]) == 0


def test_a_file_that_cannot_be_read_has_one_row_with_its_error(tmp_path):
    (row,) = check_files([str(tmp_path / "absent.xml")])
    assert list(row) == KEYS
    assert row["error"] == "the file cannot be read: No such file or directory"
    rest = {key: value for key, value in row.items() if key not in ("file", "error")}
    assert set(map(json.dumps, rest.values())) == {"null", "0", "[]"}
    assert exit_code([row]) == 1


def test_statements_before_the_fault_keep_their_rows(tmp_path, statement, entry):
    whole = statement(entry(), closing="101.00")
    begin, end = whole.index(b"<Stmt>"), whole.index(b"</BkToCstmrStmt>")
    broken = whole[begin:end].replace(b"1.00", b"1.001", 1)
    file = tmp_path / "two.xml"
    file.write_bytes(whole[:end] + broken + whole[end:])
    rows = list(check_files([file, file]))
    assert [row["balanced"] for row in rows] == [True, None, True, None]
    assert [row["error"] is None for row in rows] == [True, False, True, False]


def test_a_statement_that_was_whole_before_the_file_breaks_off_keeps_its_row(tmp_path, statement):
    file = tmp_path / "cut.xml"
    file.write_bytes(statement().replace(b"</BkToCstmrStmt>", b"<Stmt><Id>S2</"))
    assert [row["balanced"] for row in check_files([file])] == [True, None]


def test_what_does_not_add_up_fails_and_what_states_no_balances_does_not(
    tmp_path, statement, entry
):
    wrong, silent = tmp_path / "wrong.xml", tmp_path / "silent.xml"
    wrong.write_bytes(statement(entry()))
    silent.write_bytes(statement(entry()).replace(b"CLBD", b"CLAV"))
    assert exit_code(check_files([silent])) == 0
    assert exit_code(check_files([silent, wrong])) == 1


@pytest.mark.parametrize("told", ["CLBD", "OPBD"])
def test_a_balance_in_another_currency_fails_as_its_import_would(tmp_path, statement, told):
    """Given a bound in dollars of an account in yuan; then nothing was held against it, and the
    check says no, with the reason for which the import puts the file in quarantine."""
    whole, file = statement(), tmp_path / "foreign.xml"
    begin = whole.index(told.encode())
    file.write_bytes(whole[:begin] + whole[begin:].replace(b'"CNY"', b'"USD"', 1))
    (row,) = check_files([file])
    assert (row["balanced"], exit_code([row])) == (False, 1)
    assert row["warnings"] == [
        f"balance.currency: balance {told} is in USD, the account in CNY: not used"
    ]


def test_what_contradicts_it_is_told_once(tmp_path, statement, monkeypatch):
    """Of a contradiction that no warning tells, the row has one that does."""
    file = tmp_path / "day.xml"
    file.write_bytes(statement())
    draft = "api.banks.statements.camt_statement.Draft._contradiction"
    monkeypatch.setattr(draft, lambda self: "the totals are another day's")
    (row,) = check_files([file])
    assert row["warnings"] == ["contradiction: the totals are another day's"]
    assert row["balanced"] is False

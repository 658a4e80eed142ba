"""Real MT940 of many banks: each file is read or refused, its sums are those of another program."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from api.banks.statements.check import Row, check_files
from api.banks.statements.register import read

ROOT = Path(__file__).parents[4]
SCRIPT = ROOT / "tests/oracle/sums_of_mt940.py"
NO_STATEMENT = {
    "amount_formats", "currency_in_25", "empty_86", "empty_entry_date", "empty_line",
    "missing_crlf_at_end", "account_balance_credit", "account_balance_debit",
    "account_identification_iban", "account_identification_legacy", "available_balance",
    "closing_balance", "reference", "statement_details", "statement_line", "statement_number",
    "empty_non_swift", "invalid_statement", "sparkassen",
}  # fmt: skip
"""Single fields, without any that says whose statement it is."""
DOES_NOT_ADD_UP = Counter(
    {
        "sepa_snippet": 1, "sepa_snippet_broken": 1, "abnamro": 2, "ing": 1, "knab": 1,
        "postfinance": 1, "rabobank": 2, "triodos": 1, "with_newline_in_tnr": 1,
        "details_60-63": 1, "malformed_details": 1, "overly_long_details": 1, "whitespace": 1,
        "raiffeisen-cmi": 1,
    }
)  # fmt: skip
"""How many statements of which file contradict themselves: their banks or collectors cut lines."""


@pytest.fixture(scope="module")
def files() -> list[Path]:
    """All MT940 files of the shared test data; their absence is said, not hidden."""
    folder = ROOT.parent / "shared/data/mt940"
    if not folder.is_dir():
        pytest.skip("NOT RUN: the real MT940 files (../shared/data/mt940) are not here")
    return sorted([*folder.rglob("*.sta"), *folder.rglob("*.940.txt")])


@pytest.fixture(scope="module")
def rows(files: list[Path]) -> list[Row]:
    return list(check_files(files))


def stem(row: Row) -> str:
    return Path(row["file"]).stem


def test_every_file_is_read_or_refused_with_the_reason_we_know(files, rows):
    refused = {stem(row) + " " + row["error"].partition(",")[0] for row in rows if row["error"]}
    strange = "the file is in no statement format we read (camt.053"
    assert refused == {f"{name} {strange}" for name in NO_STATEMENT}
    assert len(files) - sum(bool(row["error"]) for row in rows) == 31


def test_reports_within_the_day_are_told_from_statements(rows):
    reports = {stem(row) for row in rows if row["format"] == "MT942"}
    assert reports == {"mt942"}
    assert [row["warnings"] for row in rows if row["format"] == "MT942"] == [
        [],
        ["sums: 90D says 230, its entries come to 42 (minor units)"],
    ]


def test_what_does_not_add_up_is_what_we_know(rows, capsys):
    told = Counter(row["balanced"] for row in rows if not row["error"])
    with capsys.disabled():
        print(f"\nMT940: {sum(told.values())} statements of {len({r['file'] for r in rows})} files")
        print(f"balanced {told[True]}, not {told[False]}, without balances {told[None]}, ", end="")
        print(f"{sum(row['booked'] for row in rows)} entries, ", end="")
        print(f"{sum(bool(row['error']) for row in rows)} files refused")
    assert Counter(stem(row) for row in rows if row["balanced"] is False) == DOES_NOT_ADD_UP
    unknown = [stem(row) for row in rows if row["balanced"] is None and not row["error"]]
    assert sorted(unknown) == ["gv_codes", "mt942", "mt942"]


def test_all_statements_sum_to_what_an_independent_script_finds(rows):
    read_files = sorted({row["file"] for row in rows if not row["error"]})
    asked = [sys.executable, "-I", str(SCRIPT), *read_files]
    found = json.loads(subprocess.run(asked, check=True, capture_output=True).stdout)
    names = ("entries", "credits", "debits")
    theirs: dict[tuple[str, ...], Counter[str]] = {}
    balances: dict[tuple[str, ...], set[int | None]] = {}
    for page in found:
        key = (page["file"], page["account"], page["currency"])
        theirs.setdefault(key, Counter()).update({name: page[name] for name in names})
        balances.setdefault(key, set()).update((page["opening"], page["closing"]))
    ours: dict[tuple[str, ...], Counter[str]] = {}
    for row in rows:
        if row["error"]:
            continue
        key = (row["file"], row["account"], row["currency"])
        sums = {"credits": row["credits_fen"], "debits": row["debits_fen"]}
        ours.setdefault(key, Counter()).update({"entries": row["booked"], **sums})
        assert {row["opening_fen"], row["closing_fen"]} <= balances[key]
    assert ours == theirs
    assert sum(sums["entries"] for sums in theirs.values()) > 150


def test_every_day_of_the_real_account_balances_and_follows_the_day_before(files):
    (file,) = (file for file in files if file.suffix == ".txt")
    days = read(file)
    assert (len(days), sum(day.entries for day in days)) == (31, 8)
    assert all(day.balanced for day in days)
    closings = [day.closing_minor for day in days]
    assert [day.opening_minor for day in days[1:]] == closings[:-1]
    assert [day.sequence for day in days] == list(range(1, 32))


def test_pages_of_real_statements_are_joined(files):
    (file,) = (file for file in files if file.stem == "sepa_mt9401")
    statements = read(file)
    assert (len(statements), file.read_text().count(":20:")) == (20, 26)
    assert not any(statement.warnings for statement in statements)


def test_no_line_is_taken_for_another(files):
    """Within a file: a line of each entry, told from all others."""
    for row in check_files(files):
        if not row["error"]:
            lines = [(s.account, line) for s in read(Path(row["file"])) for line in s.lines]
            prints = {line.fingerprint(account) for account, line in lines}
            assert len(prints) == len(lines), row["file"]

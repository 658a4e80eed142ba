"""Real files of real banks: each is read or refused, and the sums are those of another program."""

import json
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from api.banks.statements.check import Row, check_files
from api.banks.statements.format import StatementError
from api.banks.statements.register import read

SCRIPT = Path(__file__).parents[3] / "oracle/sums_of_statements.py"


def independent(files: list[Path]) -> dict[str, dict[str, int]]:
    asked = [sys.executable, "-I", str(SCRIPT), *map(str, files)]
    return json.loads(subprocess.run(asked, check=True, capture_output=True).stdout)


def ours(files: list[Path]) -> dict[str, dict[str, int]]:
    sums: dict[str, Counter[str]] = {}
    for row in check_files(files):
        if row["booked"]:
            added = sums.setdefault(f"{row['account']} {row['currency']}", Counter())
            added["entries"] += row["booked"]
            added["credits"] += row["credits_fen"]
            added["debits"] += row["debits_fen"]
    return {key: {"credits": 0, "debits": 0, **counted} for key, counted in sums.items()}


def test_every_day_of_the_demo_month_balances_and_follows_the_day_before(demo_days):
    rows = list(check_files(demo_days))
    assert (len(demo_days), len(rows), sum(row["entries"] for row in rows)) == (22, 44, 199)
    assert all(row["balanced"] for row in rows)
    for account in {row["account"] for row in rows}:
        days = [row for row in rows if row["account"] == account]
        assert [row["to"] for row in days] == [day.stem for day in demo_days]
        assert all(one["closing_fen"] == next_["opening_fen"] for one, next_ in pairwise(days))


def test_no_line_of_the_demo_month_is_taken_for_another(demo_days):
    statements = [statement for day in demo_days for statement in read(day)]
    prints = {line.fingerprint(s.account) for s in statements for line in s.lines}
    assert len(prints) == sum(s.entries for s in statements) == 199


def test_the_demo_month_sums_to_what_an_independent_script_finds(demo_days):
    assert ours(demo_days) == independent(demo_days)


REFUSED = {
    "camt053.v2.wrong.xml": "the file holds no statement, report or notification",
    "052/valid_namespace.xml": "the file holds no statement, report or notification",
    "053/valid_namespace.xml": "the file holds no statement, report or notification",
    "general/invalid_namespace.xml": "the file holds no statement, report or notification",
    "052/valid_example_with_dates.xml": "date '2013-01-01T00:00:00:000' is not of the form",
    "053/valid_example_v8.xml": "entry 3: currency EUR in an account kept in CHF",
}


def outcome(file: Path) -> str:
    try:
        return f"{len(read(file))} read"
    except StatementError as refusal:
        return str(refusal)


def test_every_statement_file_is_read_or_refused_with_the_reason_we_know(real_files):
    read_files = 0
    for file in real_files:
        known = next((why for end, why in REFUSED.items() if str(file).endswith(end)), None)
        if known is None:
            known, read_files = " read", read_files + 1
        seen = outcome(file)
        assert known in seen, (file, seen)
    assert read_files > 230


def test_all_statement_files_sum_to_what_an_independent_script_finds(real_files):
    files = [file for file in real_files if not str(file).endswith(tuple(REFUSED))]
    assert len(files) > 230
    assert ours(files) == independent(files)


COUNTED = {
    "camt.052 unknown": 90,
    "camt.052 yes": 1,
    "camt.053 no": 11,
    "camt.053 unknown": 4,
    "camt.053 yes": 199,
    "camt.054 unknown": 18,
    "MT942 unknown": 2,
    "csv no": 2,
    "csv yes": 1,
    "mt940 no": 16,
    "mt940 unknown": 1,
    "mt940 yes": 74,
    "refused: date": 1,
    "refused: entry 3": 1,
    "refused: the file holds no statement": 4,
    "refused: the file is in no statement format": 19,
}


def test_all_real_files_are_counted_by_what_their_own_numbers_say(real_files, capsys):
    """So many statements add up (yes), do not (no), or state no balances (unknown)."""
    data = real_files[0].parents[2]
    while data.name != "data":
        data = data.parent
    kinds = {".xml", ".sta", ".csv", ".xls", ".xlsx", ".txt"}
    files = sorted(
        path
        for folder in ("camt", "mt940", "cn-bank")
        for path in (data / folder).rglob("*")
        if path.suffix in kinds and not path.name.startswith(("LICENSE", "requirements"))
    )
    counted = Counter(map(_kind, check_files(files)))
    with capsys.disabled():
        print(
            f"{len(files)} files:",
            *(f"{kind}: {n}" for kind, n in sorted(counted.items())),
            sep="\n",
        )
    assert dict(counted) == COUNTED


def _kind(row: Row) -> str:
    if row["error"] is None:
        return f"{row['format']} { {True: 'yes', False: 'no', None: 'unknown'}[row['balanced']] }"
    reasons = [kind.removeprefix("refused: ") for kind in COUNTED if kind.startswith("refused")]
    return f"refused: {next(why for why in reasons if why in row['error'])}"


@pytest.mark.parametrize("version", [2, 3, 4, 8])
def test_the_same_payment_is_read_from_every_version(real_files, version):
    name = "camt053.v2.minimal.xml" if version == 2 else f"camt053.v{version}.xml"
    (file,) = (file for file in real_files if file.name == name)
    (statement,) = read(file)
    (line,) = statement.lines
    assert (statement.account, statement.currency) == ("NL26VAYB8060476890", "EUR")
    assert (statement.opening_minor, statement.closing_minor) == (1815, None)  # closes in SEK
    assert (statement.booked, statement.credits_minor, statement.debits_minor) == (1, 885, 0)
    assert (line.counterparty, line.counterparty_account) == ("NAME NAME", "NL56AGDH9619008421")
    assert line.reference == "4654654654654654"


def test_every_day_of_the_real_account_balances(real_files):
    days = [file for file in real_files if file.parts[-3].startswith("LT625")]
    assert len(days) > 70
    assert [row["file"] for row in check_files(days) if row["balanced"] is not True] == []

"""Exports of real Chinese banks: read by shipped profiles, their sums those of another program."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from api.banks.statements.check import check_files, exit_code

ROOT = Path(__file__).parents[4]
SCRIPT = ROOT / "tests/oracle/sums_of_bank_tables.py"


@pytest.fixture
def files() -> list[Path]:
    """All exports of the shared test data; their absence is said, not hidden."""
    folder = ROOT.parent / "shared/data/cn-bank"
    if not folder.is_dir():
        pytest.skip("NOT RUN: the real bank exports (../shared/data/cn-bank) are not here")
    return sorted(one for end in ("csv", "xls", "xlsx") for one in folder.rglob(f"*.{end}"))


@pytest.fixture
def kept() -> list[Path]:
    """Those that lie in the house."""
    return sorted((ROOT / "tests/golden/statements/double-entry-generator").glob("*.csv"))


def agree(files: list[Path]) -> dict[str, str]:
    """Each file's profile; its sums are those of the independent script."""
    asked = [sys.executable, "-I", str(SCRIPT), *map(str, files)]
    told = json.loads(subprocess.run(asked, check=True, capture_output=True).stdout)
    profiles = {}
    for row in check_files(files):
        name = Path(row["file"]).name
        assert row["error"] is None
        assert {
            "entries": row["booked"],
            "credits": row["credits_fen"],
            "debits": row["debits_fen"],
            "chained": row["balanced"] if row["closing_fen"] is not None else None,
        } == told[name]
        profiles[name] = row["profile"]
    assert len(profiles) == len(files) == len(told)
    return profiles


def test_every_export_sums_to_what_an_independent_script_finds(files):
    assert sorted(agree(files).values()) == ["boc", "cmb", "icbc"]


def test_the_kept_samples_do_so_too(kept):
    assert agree(kept) == {"boc.csv": "boc", "cmb.csv": "cmb", "icbc.csv": "icbc"}


def test_what_they_come_to_is_as_their_own_numbers_say(kept):
    """BOC's balances run; CMB's sample is in pieces; ICBC's are masked, its totals invented."""
    rows = {row["profile"]: row for row in check_files(kept)}
    assert {name: row["balanced"] for name, row in rows.items()} == {
        "boc": True,
        "cmb": False,
        "icbc": False,
    }
    assert (rows["boc"]["opening_fen"], rows["boc"]["closing_fen"]) == (281_358, 324_028)
    assert (
        rows["cmb"]["warnings"][-1] == "balance: row 4: balance 81.22 does not follow, 268.66 would"
    )
    assert rows["icbc"]["warnings"][-1] == (
        "totals: row 20 totals credits 1,234.56 and debits 9,876.54, its rows come to 2,841.74 "
        "and 4,241.08"
    )
    assert [exit_code([rows[name]]) for name in ("boc", "icbc", "cmb")] == [0, 1, 1]

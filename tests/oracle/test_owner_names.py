"""Whatever an owner is called, both tools read the account that the journal names after it."""

import shutil
import subprocess
import sys
from pathlib import Path

from api.journal import path
from tests.kit.needs import not_run

OWNERS = (
    "住建局",
    "city-roads",
    "forfeited/LAND",
    "price/STATE_PROPERTY",
    "漳州市住房和城乡建设局（本级）",
    "a b",
    "a-b",
    "a  b ; c",
    "甲:乙",
    "²",
    "Q00000000000000C1",
    "P00000000000000D1/1",
)
NAMES = [path("CUST", "2008", owner) for owner in OWNERS]


def test_no_two_owners_are_one_account():
    assert len(set(NAMES)) == len(OWNERS)


def test_beancount_takes_each_for_an_account(tmp_path: Path):
    """As a separate program, like hledger: nothing of it is imported."""
    opened = "".join(f"2026-03-17 open {name} CNY\n" for name in NAMES)
    journal = tmp_path / "owners.beancount"
    journal.write_text(opened, "utf-8")
    asked = [sys.executable, "-m", "beancount.scripts.check", str(journal)]
    told = subprocess.run(asked, capture_output=True, text=True)
    assert (told.returncode, told.stderr) == (0, "")


def test_hledger_reads_each_whole(tmp_path: Path):
    if shutil.which("hledger") is None:
        not_run("hledger is not installed (Debian: apt-get install hledger)")
    moves = "".join(f"2026-03-17 x\n  {name}  -1\n  Assets:x  1\n\n" for name in NAMES)
    journal = tmp_path / "owners.journal"
    journal.write_text(moves, "utf-8")
    asked = ["hledger", "-f", str(journal), "accounts"]
    told = subprocess.run(asked, capture_output=True, check=True, text=True).stdout
    assert set(told.split("\n")) >= set(NAMES)

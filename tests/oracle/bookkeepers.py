"""hledger and beancount, bookkeepers of other people's making: what they make of a journal.

They run as separate programs (GPL): nothing of them is imported or shipped.
"""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.kit.demonstration import ROOT
from tests.oracle.books import Balances, minor

SCRIPT = ROOT / "tests" / "oracle" / "balances_of_beancount.py"

type Run = subprocess.CompletedProcess[str]


def hledger(journal: Path, *arguments: str) -> Run:
    """Runs hledger on a journal."""
    return subprocess.run(
        ["hledger", "-f", journal, *arguments], capture_output=True, text=True, encoding="utf-8"
    )


def table(journal: Path, *arguments: str) -> list[dict[str, str]]:
    """A balance report of hledger's as rows of text."""
    run = hledger(journal, "bal", "--flat", "-N", "-E", "--layout=bare", "-O", "csv", *arguments)
    assert run.returncode == 0, run.stderr
    return list(csv.DictReader(io.StringIO(run.stdout)))


def days_of_hledger(journal: Path) -> Iterator[tuple[str, Balances]]:
    """Each day from the first to the last, and its balances at the end."""
    rows = table(journal, "--daily", "--historical")
    for day in (name for name in rows[0] if name not in ("account", "commodity")):
        yield day, {(r["account"], r["commodity"]): minor(r[day]) for r in rows}


def beancount(journal: Path) -> tuple[dict[str, dict[str, int]], str]:
    """What changed on each day with postings, as beancount adds up; its complaints."""
    quiet = os.environ | {"BEANCOUNT_DISABLE_LOAD_CACHE": "1"}
    command = [sys.executable, "-I", SCRIPT, journal]
    run = subprocess.run(command, env=quiet, capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == bool(run.stderr), run.stderr
    return json.loads(run.stdout), run.stderr


def ends(changes: Mapping[str, Mapping[str, int]]) -> dict[str, Balances]:
    """At the end of each of those days: every balance that is not zero."""
    running: Balances = {}
    found = {}
    for day, changed in changes.items():
        running |= {_key(name): fen for name, fen in changed.items()}
        found[day] = {key: fen for key, fen in running.items() if fen}
    return found


def _key(name: str) -> tuple[str, str]:
    account, _, currency = name.rpartition(" ")
    return account, currency

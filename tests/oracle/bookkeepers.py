"""hledger and beancount, bookkeepers of other people's making: what they make of a journal.

They run as separate programs (GPL): nothing of them is imported or shipped.
"""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

from api.journal import FORMATS
from api.wiring import System
from tests.kit.demonstration import ROOT
from tests.kit.needs import not_run
from tests.oracle.books import Balances, at_end_of, minor, nonzero

SCRIPT = ROOT / "tests" / "oracle" / "balances_of_beancount.py"

DAY, A_MONTH, AT_LAST = timedelta(days=1), timedelta(days=31), "2099-12-31"

type Run = subprocess.CompletedProcess[str]
type Journals = Mapping[str, Path]
"""The same books for each of the two, by its name."""


def written(system: System, folder: Path) -> Journals:
    """All that the log holds, as `export journal` prints it. Not run where hledger is missing."""
    if shutil.which("hledger") is None:
        not_run("hledger is not installed (Debian: apt-get install hledger)")
    files = {form: folder / f"books.{form}" for form in FORMATS}
    for form, file in files.items():
        file.write_text("\n".join(FORMATS[form](system.tree.stored())) + "\n", "utf-8")
    return files


def agreed(system: System, journals: Journals) -> dict[str, Balances]:
    """Days up to the last posting, and their balances at the end: ours, as both of them find them.

    Account by account, in each currency; the system's projections stand at its head. Of a gap
    longer than a month nothing is told.
    """
    changes, complaints = beancount(journals["beancount"])
    assert complaints == ""
    moved, told = ends(changes), dict[str, Balances]()
    balances: Balances = {}
    for day, theirs in days_of_hledger(journals["hledger"], moved):
        balances = moved.get(day, balances)
        assert at_end_of(system, day) == balances == nonzero(theirs), day
        told[day] = balances
    assert moved.keys() <= told.keys()
    assert at_end_of(system, AT_LAST) == balances, "nothing comes later"
    return told


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


def days_of_hledger(
    journal: Path, of: Iterable[str] | None = None
) -> Iterator[tuple[str, Balances]]:
    """Each day from the first to the last, and its balances at the end.

    `of`: these days, in order, with those between them; but of no gap that is longer than a month.
    """
    for within in [()] if of is None else _stretches(list(map(date.fromisoformat, of))):
        rows = table(journal, "--daily", "--historical", *within)
        for day in (name for name in rows[0] if name not in ("account", "commodity")):
            yield day, balances_in(rows, day)


def balances_in(rows: Iterable[dict[str, str]], column: str = "balance") -> Balances:
    """Of a balance report: the column in minor units."""
    return {
        (row["account"], row["commodity"]): minor(row[column], row["commodity"]) for row in rows
    }


def _stretches(days: list[date]) -> Iterator[tuple[str, ...]]:
    """A report of twenty years by day has more columns than anybody reads."""
    first = days[0]
    for day, after in zip(days, [*days[1:], date.max], strict=True):
        if after - day > A_MONTH:
            yield "-b", str(first), "-e", str(day + DAY)
            first = after


def beancount(journal: Path) -> tuple[dict[str, dict[str, int]], str]:
    """What changed on each day with postings, as beancount adds up; its complaints."""
    quiet = os.environ | {"BEANCOUNT_DISABLE_LOAD_CACHE": "1"}
    command = [sys.executable, "-I", SCRIPT, journal]
    run = subprocess.run(command, env=quiet, capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == bool(run.stderr), run.stderr
    days = {
        day: {name: minor(text, name[-3:]) for name, text in changed.items()}
        for day, changed in json.loads(run.stdout).items()
    }
    return days, run.stderr


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

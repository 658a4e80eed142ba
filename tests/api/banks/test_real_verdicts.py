"""Every real statement: what `statements check` says of it is what its import would do with it."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from api.banks.planning import CannotImport, DoesNotAddUp, plans
from api.banks.statements.check import check_files
from api.banks.statements.format import Statement, StatementError
from api.banks.statements.register import read
from domain.account.events import AccountOpened
from tests.kit.demonstration import ROOT

DATA = ROOT.parent / "shared/data"
KINDS = {".xml", ".sta", ".csv", ".xls", ".xlsx", ".txt"}

VERDICTS = {
    ("yes", "banked"): 274,
    ("yes", "only tells"): 1,
    ("no", "quarantined"): 28,
    ("no", "no account"): 1,
    ("unknown", "banked"): 3,
    ("unknown", "only tells"): 110,
    ("unknown", "empty"): 2,
}
"""What check says, and what the import does with it."""
WHY = {
    "only tells": "never posts",
    "no account": "does not name its account",
    "empty": "neither a date nor a booked line",
}
"""Why the import refuses what it does not put in quarantine either."""


@pytest.fixture(scope="module")
def files() -> list[Path]:
    """All bank files of the shared test data; their absence is said, not hidden."""
    if not DATA.is_dir():
        pytest.skip("NOT RUN: the real statement files (../shared/data) are not here")
    folders = (DATA / name for name in ("camt", "mt940", "cn-bank"))
    return sorted(one for folder in folders for one in folder.rglob("*") if one.suffix in KINDS)


def statements(file: Path) -> Iterator[Statement]:
    try:
        yield from read(file)
    except StatementError:
        return


def imported(statement: Statement) -> str:
    """What the import does with it, of an account that is open and followed long enough."""
    account = AccountOpened(
        account="REAL",
        bank="",
        number=statement.account,
        currency=statement.currency,
        holds="1001",
        day=date(1990, 1, 1),
        statement=None,
        entries=(),
    )
    try:
        (plan,) = plans([statement], {account.number: [account]})
    except DoesNotAddUp:
        return "quarantined"
    except CannotImport as refused:
        return next(why for why, words in WHY.items() if words in str(refused))
    return "quarantined" if plan.wrong is not None else "banked"


def test_what_check_says_of_a_statement_its_import_does(files, capsys):
    told: Counter[tuple[str, str]] = Counter()
    for file in files:
        rows = [row for row in check_files([file]) if row["error"] is None]
        for row, statement in zip(rows, statements(file), strict=False):
            said = {True: "yes", False: "no", None: "unknown"}[row["balanced"]]
            told[said, imported(statement)] += 1
    with capsys.disabled():
        print(*(f"{said}, {done}: {n}" for (said, done), n in sorted(told.items())), sep="\n")
    assert dict(told) == VERDICTS

"""Every real statement file of the shared data, imported or kept aside as its own numbers say.

What comes in is in the books once, and the same file again brings nothing.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest

from api.banks.accounts import Accounts
from api.banks.importing import Importer
from api.banks.planning import CannotImport
from api.banks.quarantining import InQuarantine
from api.banks.statements.format import Statement, StatementError
from api.banks.statements.register import read
from api.embedded import Server
from api.journal import path
from api.wiring import System
from domain.account.events import AccountOpened
from domain.account.open import OpenAccount
from domain.kernel import StreamId
from projections.bankdays import LINES
from projections.quarantine import FILES
from tests.kit.city import city
from tests.kit.databases import fresh
from tests.kit.demonstration import ROOT
from tests.oracle.bookkeepers import agreed, written
from tests.oracle.books import Balances, nonzero

DATA = ROOT.parent / "shared/data"
KINDS = {".xml", ".sta", ".csv", ".xls", ".xlsx", ".txt"}
LONG_AGO = date(1990, 1, 1)
FILES_TOLD = {
    "imported": 137,
    "in quarantine": 26,
    "only tells": 111,
    "neither a date nor a booked line": 2,
    "names no account": 1,
    "is no statement that can be read": 28,
}
WHY = {
    "never posts": "only tells",
    "neither a date nor a booked line": "neither a date nor a booked line",
    "does not name its account": "names no account",
}
"""Why a file is refused that could be read: words of its sentence, what we count it as."""
STATEMENTS, LINES_TOLD = 273, 1_350
ALIKE = {2: 14, 3: 1, 5: 3, 6: 2, 7: 1}
"""How often there are so many lines of one account, day, way and amount."""
CURRENCIES = {"CHF", "CNY", "DEM", "EUR", "HUF", "PLN", "RON", "USD"}


type Alike = tuple[str, str, date, bool, int]
"""Our account, its currency, the day, whether it is a credit, minor units."""


@dataclass
class Brought:
    """The installation after all files; what became of each, and what they brought."""

    system: System
    files: Counter[str] = field(default_factory=Counter)
    statements: int = 0
    new: int = 0
    again: int = 0
    lines: Counter[Alike] = field(default_factory=Counter)
    """All booked lines, by what may be alike of two."""
    openings: Balances = field(default_factory=dict)

    def held(self) -> Balances:
        """By account: what its first file opened with and all lines brought."""
        found = Counter(self.openings)
        for (code, currency, _, credit, fen), times in self.lines.items():
            found[path("CUST", "1001", code), currency] += times * (fen if credit else -fen)
        return found


class _OfOneSource(Importer):
    """Imports for the accounts of one source: others tell of accounts of the same number."""

    mine: dict[str, AccountOpened]

    def accounts(self) -> Accounts:
        return {number: [one] for number, one in self.mine.items()}


@pytest.fixture(scope="module")
def brought(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Brought]:
    """A folder whose files go on with each other is one source; else each file is one."""
    if not DATA.is_dir():
        pytest.skip("NOT RUN: the real statement files (../shared/data) are not here")
    folders = (DATA / name for name in ("camt", "mt940", "cn-bank"))
    files = sorted(one for folder in folders for one in folder.rglob("*") if one.suffix in KINDS)
    folder = tmp_path_factory.mktemp("real")
    with city(fresh(server), folder, starts="2026-11-01T09:00:00+08:00") as system:
        told = Brought(system)
        for number, (_, source) in enumerate(groupby(files, _source)):
            _bring(told, number, list(source))
        system.readers.runner.catch_up()
        yield told


def _source(file: Path) -> Path:
    goes_on = "subite" in str(file) or "mock-bank" in str(file)
    return file.parent if goes_on else file


def _bring(told: Brought, number: int, files: Sequence[Path]) -> None:
    system = told.system
    importer = _OfOneSource(system.replay, system.blobs, lambda c: system.ask("bank", c))
    importer.mine = {}
    for file in files:
        try:
            statements = read(file)
        except StatementError:
            told.files["is no statement that can be read"] += 1
            continue
        for statement in statements:
            if statement.account and statement.account not in importer.mine:
                code = f"S{number:03}-{len(importer.mine)}"
                importer.mine[statement.account] = _opened(system, code, statement)
                key = path("CUST", "1001", code), statement.currency
                told.openings[key] = statement.opening_minor or 0
        told.files[_became(told, importer, file.read_bytes(), statements)] += 1


def _opened(system: System, code: str, first: Statement) -> AccountOpened:
    system.ask(
        "cash",
        OpenAccount(
            account=code,
            bank="real",
            number=f"{code} {first.account}",  # no two accounts have one: the files of others do
            currency=first.currency,
            holds="1001",
            opening=first.opening_minor or 0,
            day=LONG_AGO,
            statement=None,
        ),
    )
    opened = system.replay.state(StreamId("account", code)).opened
    assert isinstance(opened, AccountOpened)
    return opened


def _became(told: Brought, importer: Importer, data: bytes, statements: Sequence[Statement]) -> str:
    try:
        imported = importer.file(data)
    except InQuarantine:
        return "in quarantine"
    except CannotImport as refused:
        return next(kind for words, kind in WHY.items() if words in str(refused))
    told.statements += len(imported)
    for one in statements:
        opened = importer.mine[one.account]
        told.lines.update(
            (opened.account, one.currency, line.booking_date, line.credit, line.amount_minor)
            for line in one.lines
            if line.booked
        )
    told.new += sum(one.new for one in imported)
    told.again += sum(one.new for one in importer.file(data))
    return "imported"


def test_every_file_is_imported_or_kept_aside_as_its_own_numbers_say(brought, capsys):
    with capsys.disabled():
        print(f"\nreal statement files: {brought.files.total()},", dict(brought.files))
        print(f"{brought.statements} statements, {brought.lines.total()} booked lines imported")
    assert dict(brought.files) == FILES_TOLD
    assert (brought.statements, brought.lines.total()) == (STATEMENTS, LINES_TOLD)


def test_each_booked_line_is_in_the_books_once_and_comes_by_no_file_twice(brought):
    assert (brought.new, brought.again) == (LINES_TOLD, 0)
    assert sum(banked(brought).values()) == LINES_TOLD
    assert banked(brought) == brought.lines


def banked(brought: Brought) -> Counter[Alike]:
    """What the books have."""
    alike = "account", "currency", "day", "credit", "amount"
    rows = brought.system.readers.sealed_bankdays.rows(LINES).rows
    return Counter(tuple(row[name] for name in alike) for row in rows)


def test_payments_that_are_alike_are_each_in_the_books(brought):
    """Of one account, day, way and amount are up to seven: 44 lines have their like before them."""
    times = Counter(count for count in banked(brought).values() if count > 1)
    assert times == ALIKE
    assert sum((count - 1) * found for count, found in times.items()) == 44


def test_what_does_not_add_up_waits_in_quarantine_and_nowhere_else(brought):
    aside = brought.system.readers.quarantine.rows(FILES).rows
    assert len({row["file"] for row in aside}) == FILES_TOLD["in quarantine"]


def test_hledger_and_beancount_find_our_balances_at_the_end_of_each_day(brought, tmp_path):
    """Of every account in its own currency; and in the end it holds what its files say."""
    theirs = agreed(brought.system, written(brought.system, tmp_path))
    assert {currency for balances in theirs.values() for _, currency in balances} == CURRENCIES
    ended = theirs[max(theirs)]
    held = {key: fen for key, fen in ended.items() if key[0].startswith("Assets:CUST:1001:")}
    assert held == nonzero(brought.held())

"""Four real months of an account: every file imported, every day closed by two, to the cent.

The files are a company's own, made anonymous (MIT); they lie beside the project, not in it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from api.banks.importing import Importer
from api.banks.statements.format import Statement
from api.banks.statements.register import read
from api.closing.figures import Close, figures
from api.closing.signing import prepare, sign
from api.embedded import Server
from api.journal import path
from api.wiring import System
from domain.account.open import OpenAccount
from domain.governance.publish import PublishCalendar
from projections.bankdays import CLOSES, LINES
from tests.kit.city import city, move_to
from tests.kit.databases import fresh
from tests.kit.demonstration import ROOT
from tests.oracle.bookkeepers import agreed, written

FOLDER = ROOT.parent / "shared/data/camt/subite-camt-to-coda/LT625883379695428516/CAMT_053"
NUMBERS = {"LT625883379695428516": "EUR-MAIN", "LT414319056143772570": "EUR-SECOND"}
OLD = "自有资金往来，不属保证金，由财务另行清理"

type Key = tuple[str, date]


@dataclass
class Months:
    """The installation after it all; by account and day what was stated, the close as it was."""

    system: System
    stated: dict[Key, Statement]
    closes: dict[Key, Close]


@pytest.fixture(scope="module")
def months(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Months]:
    """Day after day: the file comes the next morning, and the day is closed before the next."""
    if not FOLDER.is_dir():
        pytest.skip("NOT RUN: the real statement files (../shared/data/camt) are not here")
    folder = tmp_path_factory.mktemp("months")
    with city(fresh(server), folder, starts="2024-03-01T09:00:00+08:00") as system:
        system.ask("office", PublishCalendar(year=2024, holidays=(), workdays=()))
        told = Months(system, {}, {})
        for file in sorted(FOLDER.glob("*.xml")):
            day = date.fromisoformat(file.stem)
            move_to(system, f"{day + timedelta(days=1)}T08:30:00+08:00")
            for statement in read(file):
                key = (NUMBERS[statement.account], day)
                if key[0] not in {account for account, _ in told.stated}:
                    _open(system, statement, day)
                told.stated[key] = statement
            importer(system).file(file.read_bytes())
            system.publisher.publish()
            for account in NUMBERS.values():
                told.closes[account, day] = _close(system, account, day)
        yield told


def importer(system: System) -> Importer:
    """Who brings the bank's files."""
    return Importer(system.replay, system.blobs, lambda c: system.ask("bank", c))


def _open(system: System, first: Statement, day: date) -> None:
    assert first.opening_minor is not None
    system.ask(
        "cash",
        OpenAccount(
            account=NUMBERS[first.account],
            bank="subite",
            number=first.account,
            currency=first.currency,
            holds="1002",
            opening=first.opening_minor,
            day=day,
            statement=None,
        ),
    )


def _close(system: System, account: str, day: date) -> Close:
    system.readers.runner.catch_up()
    seen = figures(system, account, day)
    prepare(system, "cash", account, day, dict.fromkeys(seen.to_explain, OLD))
    sign(system, "reviewer", account, day)
    system.readers.runner.catch_up()
    return seen


def test_every_day_is_closed_with_a_difference_of_nothing(months):
    closed = months.system.readers.bankdays.rows(CLOSES).rows
    assert {(row["account"], row["day"]) for row in closed} == set(months.stated)
    assert len(closed) == 2 * 79
    for key, close in months.closes.items():
        assert close.closing == close.ledger == months.stated[key].closing_minor
        assert close.agrees


def test_only_what_is_nobodys_and_old_has_to_be_explained(months):
    """A company's own money is no deposit of ours: it stays unidentified, each close says so."""
    failed = Counter(rule for close in months.closes.values() for rule in close.to_explain)
    assert set(failed) == {"R02", "R06"}


def test_every_line_of_every_file_is_banked_once(months):
    rows = months.system.readers.sealed_bankdays.rows(LINES).rows
    ours = Counter((row["account"], row["day"], row["credit"], row["amount"]) for row in rows)
    theirs = Counter(
        (account, line.booking_date, line.credit, line.amount_minor)
        for (account, _), statement in months.stated.items()
        for line in statement.lines
        if line.booked
    )
    assert ours == theirs
    assert len(theirs) < theirs.total() == 654, "some share account, day, way and amount"


def test_hledger_and_beancount_agree_at_the_end_of_each_day(months, tmp_path):
    theirs = agreed(months.system, written(months.system, tmp_path))
    assert len(theirs) > 70
    for (account, day), statement in months.stated.items():
        held = theirs[str(day)].get((path("CUST", "1002", account), "EUR"), 0)
        assert held == statement.closing_minor, (account, day)


def test_the_files_once_more_change_nothing(months):
    before = months.system.tree.size()
    for file in sorted(FOLDER.glob("*.xml")):
        assert sum(one.new for one in importer(months.system).file(file.read_bytes())) == 0
    assert months.system.tree.size() == before

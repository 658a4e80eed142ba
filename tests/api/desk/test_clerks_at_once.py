"""Eight clerks work off the same thousand lines: each is matched once, and nothing is lost."""

import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256

import pytest

from api.appointing import appoint
from api.banking.asking import asking
from api.demo.cast import ANNOUNCEMENT, LOT
from api.embedded import Server
from api.upkeep import settle
from api.wiring import System
from domain.bankpage.events import Particulars
from domain.bankpage.import_lines import BankLine, ImportLines
from domain.deposit.issue import IssueSubAccount
from domain.desk.match import MatchReceipt
from domain.desk.require import RequireDeposit
from domain.identifiers import PAGE_LINES
from domain.kernel import Command
from domain.lot.announce import DefineLot
from domain.lot.compete import OpenBids
from domain.party.enrol import RegisterParty
from ledger.tickets import Refused
from projections.bankdays import LINES as TABLE_OF_LINES
from projections.deposits import DEPOSITS
from tests.kit.city import city, move_to
from tests.kit.databases import fresh
from tests.kit.desk_day import ACCOUNT, PAYERS, open_account

LOTS, CLERKS = 125, 8
LINES = LOTS * len(PAYERS)
FEN = 1_000_000
DAY = date(2026, 5, 12)


def lot(n: int) -> str:
    return f"E350600100000200100{n:04d}"


def deposit(n: int) -> str:
    return f"P{sha256(f'deposit {n}'.encode()).hexdigest()[:16].upper()}"


def number(n: int) -> str:
    return f"62284804025660{n:06d}"


@pytest.fixture(scope="module")
def system(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """A thousand deposits of lots that are open, and the lines that pay them, nobody's yet."""
    with city(fresh(server), tmp_path_factory.mktemp("clerks")) as running:
        for n in range(CLERKS):
            appoint(running, f"clerk{n}", "C-SET1", "centre")
        move_to(running, "2026-05-06T09:00:00+08:00")
        open_account(running)
        ask_all(running, "agency", [_defined(n) for n in range(LOTS)])
        announced = [replace(ANNOUNCEMENT, lot=lot(n)) for n in range(LOTS)]
        ask_all(running, "agency", announced)
        ask_all(running, "ops", [_registered(n) for n in range(len(PAYERS))])
        ask_all(running, "platform", [_owed(n) for n in range(LINES)])
        ask_all(running, "platform", [_issued(n) for n in range(LINES)])
        move_to(running, f"{DAY}T18:00:00+08:00")
        for page, first in enumerate(range(0, LINES, PAGE_LINES), 1):
            running.ask("bank", _page(page, range(first, min(first + PAGE_LINES, LINES))))
        move_to(running, "2026-05-14T09:30:00+08:00")
        ask_all(running, "platform", [OpenBids(lot=lot(n), bidders=8) for n in range(LOTS)])
        settle(running)
        yield running


def ask_all(system: System, person: str, wanted: list[Command]) -> None:
    with ThreadPoolExecutor(32) as askers:
        assert len(list(askers.map(asking(system, person), wanted))) == len(wanted)


def _defined(n: int) -> DefineLot:
    told = {name: getattr(LOT, name) for name in LOT.__slots__} | {
        "lot": lot(n),
        "deposit_fen": FEN,
        "deposit_deadline": datetime.fromisoformat("2026-05-13T17:00:00+08:00"),
        "opening_at": datetime.fromisoformat("2026-05-14T09:30:00+08:00"),
    }
    return DefineLot(**told)


def _registered(n: int) -> RegisterParty:
    payer = PAYERS[n]
    return RegisterParty(
        party=payer.party, name=payer.name, basic_account=payer.account, basic_bank="建设银行"
    )


def _owed(n: int) -> RequireDeposit:
    at, payer = divmod(n, len(PAYERS))
    return RequireDeposit(deposit=deposit(n), lot=lot(at), party=PAYERS[payer].party)


def _issued(n: int) -> IssueSubAccount:
    return IssueSubAccount(
        deposit=deposit(n), sub_account=number(n), valid_until=date(2026, 12, 31)
    )


def _page(page: int, of: range) -> ImportLines:
    return ImportLines(
        account=ACCOUNT, holds="1001", currency="CNY", day=DAY, page=page, statement="ab" * 32,
        lines=tuple(_line(n) for n in of),
    )  # fmt: skip


def _line(n: int) -> BankLine:
    payer = PAYERS[n % len(PAYERS)]
    said = Particulars(
        fingerprint=sha256(f"line {n}".encode()).hexdigest(),
        payer=payer.name,
        payer_account=payer.account,
        reference=number(n),
    )
    return BankLine(credit=True, amount=FEN, value_date=DAY, booked_at=None, particulars=said)


def match(n: int, to: int) -> MatchReceipt:
    """That the line n is of the deposit `to`."""
    page, at = divmod(n, PAGE_LINES)
    line = f"{ACCOUNT}/{DAY}/{page + 1}#{at + 1}"
    return MatchReceipt(line=line, line_seen=1, deposit=deposit(to), lot=lot(to // len(PAYERS)))


def work_off(system: System, clerk: int) -> Counter[str]:
    """All lines in an order of the clerk's own; the odd ones mistake every tenth for another's."""
    order = list(range(LINES))
    random.Random(clerk).shuffle(order)
    said: Counter[str] = Counter()
    for n in order:
        wrong = clerk % 2 and n % 10 == 0
        to = (n + len(PAYERS)) % LINES if wrong else n
        try:
            found = system.ask(f"clerk{clerk}", match(n, to))
        except Refused as refused:
            said[refused.rejected.rule] += 1
        else:
            said["matched" if found.first else "was matched"] += 1
    return said


def test_each_line_is_matched_once_and_nothing_is_lost(system: System):
    """When eight work at once, then every line is its own deposit's, by one of them."""
    with ThreadPoolExecutor(CLERKS) as clerks:
        said = sum(clerks.map(lambda n: work_off(system, n), range(CLERKS)), Counter())
    settle(system)
    assert said.total() == CLERKS * LINES, "everybody got an answer to everything"
    assert said["matched"] == LINES
    assert said["desk.not_this_line"] >= CLERKS // 2 * LINES // 10, "another's deposit is none"
    lines = system.readers.sealed_bankdays.rows(TABLE_OF_LINES, {"account": ACCOUNT}).rows
    assert Counter(row["deposit"] for row in lines) == {deposit(n): 1 for n in range(LINES)}
    deposits = system.readers.deposits.rows(DEPOSITS).rows
    assert len(deposits) == LINES
    assert {(row["held_fen"], len(row["lines"])) for row in deposits} == {(FEN, 1)}
    totals = system.readers.balances.totals().rows
    assert {row.account: row.amount for row in totals if row.amount} == {
        "1001": 100_000 + FEN * LINES,
        "2015": -100_000,
        "2002": -FEN * LINES,
    }

"""The story the demonstration plays: a real EUR month, then one CNY lot and its five deposits.

Invented: companies, codes, the bank of the second part. Real: the statements of the first.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from api.appointing import appoint
from api.banks.importing import Imported, Importer
from api.banks.matching import Matcher, Proposal
from api.banks.statements.register import read
from api.clock import SimulatedClock
from api.demo.bank import Bank, account_number
from api.demo.cast import BIDDERS, CAST, LOT, Bidder
from api.wiring import System
from domain.account.open import OpenAccount
from domain.deposit.issue import IssueSubAccount
from domain.desk.require import RequireDeposit
from domain.lot.compete import OpenBids
from domain.party.enrol import RegisterParty
from ledger.replay import Replay

MONTH = Path(__file__).parents[2] / "demo_data" / "camt" / "2024-05"
CUSTODY = "CNY-DEPOSITS"
CUSTODY_NUMBER = "6228480402564890"
EUR_ACCOUNTS = ("EUR-MAIN", "EUR-SECOND")

type Tell = Callable[[str, int, int], None]
"""tell(step, done, of): progress, for whoever shows it; `step` is a key of the catalogue."""


@dataclass(slots=True)
class Played:
    """What the story brought about."""

    imported: list[Imported]
    proposals: list[Proposal]
    bank_balance_fen: int


class Story:
    """Plays itself on a fresh, simulated installation."""

    def __init__(self, system: System, tell: Tell) -> None:
        assert isinstance(system.clock, SimulatedClock), "the story runs on a simulated log"
        self._system = system
        self._clock: SimulatedClock = system.clock
        self._tell = tell
        replay = Replay(system.log, system.store, system.vault)
        self._importer = Importer(replay, system.blobs, lambda c: system.ask("bank", c))
        find = system.readers.deposit_of
        self._matcher = Matcher(replay, lambda c: system.ask("matcher", c), find)
        self._imported: list[Imported] = []

    def play(self) -> Played:
        """The whole story; about a minute of a clerk's month each second."""
        self._appoint()
        self._real_month()
        return self._lot()

    def _appoint(self) -> None:
        """Enrols the cast's keys and gives them their posts."""
        for number, (person, role, organisation) in enumerate(CAST, 1):
            self._tell("story.posts", number, len(CAST))
            appoint(self._system, person, role, organisation)

    def _real_month(self) -> None:
        files = sorted(MONTH.glob("*.xml"))
        self._open_eur(files[0].read_bytes())
        for number, path in enumerate(files, 1):
            self._tell("story.month", number, len(files))
            day = date.fromisoformat(path.stem)
            self._move_to(f"{day + timedelta(days=1)}T08:30:00+08:00")
            self._imported += self._importer.file(path.read_bytes())

    def _open_eur(self, first: bytes) -> None:
        statements = read(first)
        for code, statement in zip(EUR_ACCOUNTS, statements, strict=True):
            assert statement.to_date is not None
            assert statement.opening_minor is not None
            self._system.ask(
                "cash",
                OpenAccount(
                    account=code,
                    bank="subite",
                    number=statement.account,
                    currency=statement.currency,
                    holds="1002",
                    opening=statement.opening_minor,
                    day=statement.to_date,
                    statement=hashlib.sha256(first).hexdigest(),
                ),
            )

    def _lot(self) -> Played:
        with Bank("2026-03-16T09:00") as bank:
            self._move_to("2026-03-02T09:00:00+08:00")
            self._announce(bank)
            for number, bidder in enumerate(BIDDERS, 1):
                self._tell("story.deposits", number, len(BIDDERS))
                self._require(number, bidder)
            self._move_to("2026-03-16T09:00:00+08:00")
            self._pay(bank)
            proposals = list(self._receive(bank))
            self._open()
            return Played(self._imported, proposals, bank.balance(CUSTODY))

    def _announce(self, bank: Bank) -> None:
        bank.open_account(CUSTODY, CUSTODY_NUMBER, "漳州市公共资源交易中心")
        self._system.ask(
            "cash",
            OpenAccount(
                account=CUSTODY,
                bank="mock-bank",
                number=account_number(CUSTODY_NUMBER),
                currency="CNY",
                holds="1001",
                opening=0,
                day=date(2026, 3, 16),
                statement=None,
            ),
        )
        self._system.ask("agency", LOT)

    def _require(self, number: int, bidder: Bidder) -> None:
        deposit = f"P{secrets.token_hex(8).upper()}"
        sub_account = f"{CUSTODY_NUMBER}{number:04d}"
        self._system.ask(
            "ops",
            RegisterParty(
                party=bidder.party,
                name=bidder.name,
                basic_account=account_number(bidder.account),
                basic_bank="中国建设银行漳州分行",
            ),
        )
        self._system.ask(
            "platform", RequireDeposit(deposit=deposit, lot=LOT.lot, party=bidder.party)
        )
        self._system.ask(
            "platform",
            IssueSubAccount(
                deposit=deposit, sub_account=sub_account, valid_until=date(2026, 6, 30)
            ),
        )

    def _pay(self, bank: Bank) -> None:
        for number, bidder in enumerate(BIDDERS, 1):
            bank.receive(
                CUSTODY,
                LOT.deposit_fen,
                bidder.pays_as or bidder.name,
                bidder.account,
                f"{CUSTODY_NUMBER}{number:04d}",
            )

    def _receive(self, bank: Bank) -> Iterator[Proposal]:
        bank.move_to("2026-03-17T08:00")
        self._move_to("2026-03-17T08:30:00+08:00")
        self._system.readers.runner.catch_up()
        for file in bank.statements(CUSTODY):
            imported = self._importer.file(file)
            self._imported += imported
            for statement in imported:
                self._tell("story.matching", 1, 1)
                yield from self._matcher.day(statement.account, statement.day)
        if unsent := bank.unsent():
            raise RuntimeError(f"the bank could not write {len(unsent)} messages")

    def _open(self) -> None:
        self._move_to(LOT.opening_at.isoformat())
        self._tell("story.opening", 1, 1)
        self._system.ask("agency", OpenBids(lot=LOT.lot, bidders=len(BIDDERS)))

    def _move_to(self, instant: str) -> None:
        self._clock.move_to(datetime.fromisoformat(instant))

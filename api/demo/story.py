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
from api.demo.cast import ANNOUNCEMENT, BIDDERS, CAST, LOT, Bidder
from api.wiring import System
from domain.account.open import OpenAccount
from domain.deposit.issue import IssueSubAccount
from domain.desk.require import RequireDeposit
from domain.lot.compete import OpenBids
from domain.money import show
from domain.party.enrol import RegisterParty
from ledger.replay import Replay
from projections.deposits import DEPOSITS

MONTH = Path(__file__).parents[2] / "demo_data" / "camt" / "2024-05"
CUSTODY = "CNY-DEPOSITS"
CUSTODY_NUMBER = "6228480402564890"
EUR_ACCOUNTS = ("EUR-MAIN", "EUR-SECOND")

type Tell = Callable[[str, int, int], None]
"""tell(step, done, of): progress, for whoever shows it; `step` is a key of the catalogue."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the story: a key of the catalogue, its values, the positions of its events."""

    key: str
    facts: dict[str, object]
    first: int
    last: int


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
        self._matcher = Matcher(replay, lambda c: system.ask("matcher", c), find, system.law)
        self.imported: list[Imported] = []
        self.proposals: list[Proposal] = []

    def play(self) -> Iterator[Chapter]:
        """The whole story, chapter by chapter."""
        opened: dict[str, object] = {"origin": self._system.log.origin}
        yield Chapter("chapter.log", opened, 1, self._system.tree.size())
        yield self._chapter("chapter.posts", self._appoint)
        yield self._chapter("chapter.month", self._real_month)
        with Bank("2026-03-16T09:00") as bank:
            yield self._chapter("chapter.deposits", lambda: self._announce(bank))
            yield self._chapter("chapter.arrival", lambda: self._receive(bank))
            yield self._chapter("chapter.matching", self._match)
            yield self._chapter("chapter.opening", self._open)

    def _chapter(self, key: str, part: Callable[[], dict[str, object]]) -> Chapter:
        before = self._system.tree.size()
        facts = part()
        return Chapter(key, facts, before + 1, self._system.tree.size())

    def _appoint(self) -> dict[str, object]:
        """Enrols the cast's keys and gives them their posts."""
        for number, (person, role, organisation) in enumerate(CAST, 1):
            self._tell("story.posts", number, len(CAST))
            appoint(self._system, person, role, organisation)
        return {"people": len(CAST)}

    def _real_month(self) -> dict[str, object]:
        files = sorted(MONTH.glob("*.xml"))
        self._open_eur(files[0].read_bytes())
        for number, path in enumerate(files, 1):
            self._tell("story.month", number, len(files))
            day = date.fromisoformat(path.stem)
            self._move_to(f"{day + timedelta(days=1)}T08:30:00+08:00")
            self.imported += self._importer.file(path.read_bytes())
        lines = sum(one.new for one in self.imported)
        return {"files": len(files), "accounts": len(EUR_ACCOUNTS), "lines": lines}

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

    def _announce(self, bank: Bank) -> dict[str, object]:
        """The account, the lot, and of each bidder its deposit and the number to pay it to."""
        self._move_to("2026-03-02T09:00:00+08:00")
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
        self._system.ask("agency", ANNOUNCEMENT)
        for number, bidder in enumerate(BIDDERS, 1):
            self._tell("story.deposits", number, len(BIDDERS))
            self._require(number, bidder)
        return {"bidders": len(BIDDERS), "amount": show(LOT.deposit_fen), "lot": LOT.title}

    def _require(self, number: int, bidder: Bidder) -> None:
        deposit = f"P{secrets.token_hex(8).upper()}"
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
                deposit=deposit, sub_account=_sub_account(number), valid_until=date(2026, 6, 30)
            ),
        )

    def _receive(self, bank: Bank) -> dict[str, object]:
        """The bidders pay; the next morning the bank's statements are imported, and kept."""
        self._move_to("2026-03-16T09:00:00+08:00")
        for number, bidder in enumerate(BIDDERS, 1):
            self._tell("story.paying", number, len(BIDDERS))
            payer = bidder.pays_as or bidder.name
            bank.receive(CUSTODY, LOT.deposit_fen, payer, bidder.account, _sub_account(number))
        self._tell("story.arrival", 0, 1)
        bank.move_to("2026-03-17T08:00")
        self._move_to("2026-03-17T08:30:00+08:00")
        files = bank.statements(CUSTODY)
        kept = self._system.home.root / "statements"
        kept.mkdir()
        for number, file in enumerate(files, 1):
            (kept / f"{CUSTODY}-{number}.xml").write_bytes(file)
            self.imported += self._importer.file(file)
        if unsent := bank.unsent():
            raise RuntimeError(f"the bank could not write {len(unsent)} messages")
        lines = sum(one.new for one in self._of_custody())
        return {"files": len(files), "lines": lines, "amount": show(bank.balance(CUSTODY))}

    def _match(self) -> dict[str, object]:
        self._system.readers.runner.catch_up()
        days = self._of_custody()
        for number, statement in enumerate(days, 1):
            self.proposals += self._matcher.day(statement.account, statement.day)
            self._tell("story.matching", number, len(days))
        matched = sum(one.matched for one in self.proposals)
        return {"matched": matched, "left": len(self.proposals) - matched}

    def _open(self) -> dict[str, object]:
        """The opening releases the lot's seals: what nobody might read, staff may from now on."""
        before = self._readable()
        self._move_to(LOT.opening_at.isoformat())
        self._tell("story.opening", 1, 1)
        self._system.ask("agency", OpenBids(lot=LOT.lot, bidders=len(BIDDERS)))
        return {"before": before, "after": self._readable()}

    def _readable(self) -> int:
        """How many of the lot's deposits can be read by somebody who is not the matcher."""
        self._system.readers.runner.catch_up()
        return len(self._system.readers.deposits.rows(DEPOSITS, {"lot": LOT.lot}).rows)

    def _of_custody(self) -> list[Imported]:
        return [one for one in self.imported if one.account == CUSTODY]

    def _move_to(self, instant: str) -> None:
        self._clock.move_to(datetime.fromisoformat(instant))


def _sub_account(number: int) -> str:
    return f"{CUSTODY_NUMBER}{number:04d}"

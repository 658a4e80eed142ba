"""The story the demonstration plays: a real EUR month, then two CNY lots and eight deposits.

Invented: companies, codes, the bank of the second part. Real: the statements of the first.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from api.appointing import appoint
from api.banks.statements.register import read
from api.demo.bank import Bank
from api.demo.cast import CAST
from api.demo.draw import Draw
from api.demo.money import Money
from api.demo.staff import CUSTODY, Staff
from api.wiring import System
from domain.account.open import OpenAccount
from domain.governance.publish import PublishCalendar

MONTH = Path(__file__).parents[2] / "demo_data" / "camt" / "2024-05"
EUR_ACCOUNTS = ("EUR-MAIN", "EUR-SECOND")
HOLIDAYS = tuple(
    date(2026, month, day)
    for month, days in ((4, range(4, 7)), (5, range(1, 6)), (6, range(19, 22)))
    for day in days
)
"""Invented, as the whole second part: not the State Council's announcement."""

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

    def __init__(self, system: System, draw: Draw, bank: Bank, tell: Tell) -> None:
        self._system = system
        self._bank = bank
        self._tell = tell
        self.draw = draw
        self.staff = Staff(system)
        self.bank_fen = 0
        """What the bank itself says is in the custody account, at the end; and in its books."""
        self.money: Money | None = None

    def play(self) -> Iterator[Chapter]:
        """The whole story, chapter by chapter."""
        opened: dict[str, object] = {"origin": self._system.log.origin}
        yield Chapter("chapter.log", opened, 1, self._system.tree.size())
        yield self._chapter("chapter.posts", self._appoint)
        yield self._chapter("chapter.month", self._real_month)
        bank = self._bank
        money = self.money = Money(self.staff, bank, self.draw, self._tell)
        yield self._chapter("chapter.lots", money.announce)
        yield self._chapter("chapter.arrival", money.arrive)
        yield self._chapter("chapter.opening", money.compete)
        yield self._chapter("chapter.back", money.give_back)
        yield self._chapter("chapter.refunds", money.conclude)
        yield self._chapter("chapter.closed", money.days)
        self.bank_fen = bank.balance(CUSTODY) + bank.bent(CUSTODY).carried
        if unsent := bank.unsent():
            raise RuntimeError(f"the bank could not write {len(unsent)} messages")

    def _chapter(self, key: str, part: Callable[[], dict[str, object]]) -> Chapter:
        before = self._system.tree.size()
        facts = part()
        return Chapter(key, facts, before + 1, self._system.tree.size())

    def _appoint(self) -> dict[str, object]:
        """Enrols the cast's keys and gives them their posts."""
        for number, (person, role, organisation) in enumerate(CAST, 1):
            self._tell("story.posts", number, len(CAST))
            appoint(self._system, person, role, organisation)
        calendar = PublishCalendar(year=2026, holidays=HOLIDAYS, workdays=(date(2026, 5, 9),))
        self._system.ask("office", calendar)
        return {"people": len(CAST)}

    def _real_month(self) -> dict[str, object]:
        files = sorted(MONTH.glob("*.xml"))
        self._open_eur(files[0].read_bytes())
        for number, path in enumerate(files, 1):
            self._tell("story.month", number, len(files))
            day = date.fromisoformat(path.stem)
            self.staff.move_to(f"{day + timedelta(days=1)}T08:30:00+08:00")
            self.staff.bring(path.read_bytes())
        lines = sum(one.new for one in self.staff.imported)
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

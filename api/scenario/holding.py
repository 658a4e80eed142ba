"""What one scenario's rows moved and said, held against its table: balances, facts, posts, days."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from api.scenario.alerting import Alerting
from api.scenario.keys import Names, of_our_books, of_the_table
from api.scenario.outcome import Difference, compared, listed
from api.scenario.saying import Saying
from api.scenario.script import Script
from api.scenario.seals import Seals
from api.scenario.stage import Stage
from api.scenario.table import BankDay, Row
from domain.bankpage.events import BankCreditRecorded, BankDebitRecorded
from domain.deposit.events import HoldPlaced
from domain.deposit.owed import BankInterestCredited, InterestAllocated
from domain.postings import MoneyEvent
from ledger.feed import Recorded


def _nothing_else(*_: object) -> tuple[Difference, ...]:
    """Of most rows."""
    return ()


class Holding:
    """The books of one scenario as its rows moved them. Keys with the bidders as they play."""

    def __init__(self, stage: Stage, script: Script) -> None:
        self._stage, self._script = stage, script
        self._books: Counter[tuple[str, str]] = Counter()
        self._ahead: Counter[str] = Counter()
        """What was moved beyond the table by a row that is told with the next."""
        self._lines: list[tuple[Any, int]] = []
        self._interest: list[int] = []
        """What the bank paid, and what of it was given on."""
        self._paid = 0
        """What the bank paid of it; fen."""
        self._frozen: dict[str, str] = {}
        """The hold on a deposit, by its key: the last one."""
        self._before: list[Recorded] = []
        """What a row said that is told with the next."""
        self.dues: tuple[date, ...] = ()
        """The days that followed from the last row by the rules here."""
        self._alerting = Alerting(stage, script)
        self._seals = Seals(stage, script)
        self._saying = Saying(stage, script)

    @property
    def posts(self) -> tuple[str, ...]:
        """Who said the facts of the last row."""
        return self._saying.posts

    def heard(self, row: Row, told: Sequence[Recorded]) -> tuple[Difference, ...]:
        """Books what was said for this row; what is not as the row has it."""
        moved = list(self._money(told))
        for key, fen in moved:
            self._books[key] += fen
        before = self._before
        self._before = [*before, *told] if self._told_with_next(row) else []
        return (
            *self._moves(row, moved),
            *self._saying.after(row, (*before, *told)),
            *self._days(row),
            *self._script.holds.get(row.seq, _nothing_else)(self._stage, row, told),
            *self._seals.after(row, told),
            *self._alerting.after(row, (*before, *told)),
        )

    def _told_with_next(self, row: Row) -> bool:
        return row.seq in self._script.with_next

    def standing(self) -> dict[str, int]:
        """What lies on each key by now."""
        return self._shown(of_our_books(self._books.items(), self._names()))

    def expected(self, told: Mapping[str, int]) -> dict[str, int]:
        """The same as a table tells it."""
        return self._shown(of_the_table(told))

    def ended(self) -> Iterator[tuple[str, tuple[Difference, ...]]]:
        """What is left to hold against the table once its last row was played."""
        table = self._stage.table
        yield "interest", tuple(self._interest_differs())
        yield "seals", tuple(self._seals.ended())
        yield "alerts", tuple(self._alerting.ended())
        yield "bank_days", tuple(self._bank_days_differ(table.bank_days))

    def _names(self) -> Names:
        setting = self._script
        owners = {code: key for key, code in self._stage.deposits.items()} | self._stage.named
        return Names(owners, setting.refunds, setting.organisations, self._frozen)

    def _shown(self, balances: Mapping[str, int]) -> dict[str, int]:
        """With the names of who plays the parts."""
        return dict(sorted((self._played(key), fen) for key, fen in balances.items()))

    def _played(self, key: str) -> str:
        """A key with the names of who plays the parts: of `B1payer` too."""
        account, *parts = key.split("/")
        return "/".join((account, *map(self._player, parts)))

    def _player(self, part: str) -> str:
        for name, other in self._stage.exchanged.items():
            if part == name or part.removeprefix(name) in ("payer", "perf"):
                return other + part.removeprefix(name)
        return part

    def _money(self, written: Iterable[Recorded]) -> Iterator[tuple[tuple[str, str], int]]:
        for recorded in written:
            event = recorded.event
            if not isinstance(event, MoneyEvent):
                continue
            for entry in event.entries:
                for leg in entry.legs:
                    yield (leg.account, leg.owner), leg.amount
            self._note(event)

    def _note(self, event: Any) -> None:
        """Lines on 1001, the bank's interest with what of it was given on, holds."""
        if isinstance(event, HoldPlaced):
            keys = {code: key for key, code in self._stage.deposits.items()}
            self._frozen[keys[event.deposit]] = event.hold
        if isinstance(event, BankCreditRecorded | BankDebitRecorded):
            cash = sum(leg.amount for leg in event.entries[0].legs if leg.account == "1001")
            if cash:
                self._lines.append((event.day, cash))
        if isinstance(event, BankInterestCredited | InterestAllocated):
            on_2007 = [leg for one in event.entries for leg in one.legs if leg.account == "2007"]
            amounts = [abs(leg.amount) for leg in on_2007]
            self._interest += amounts
            self._paid += sum(amounts) if isinstance(event, BankInterestCredited) else 0

    def _moves(
        self, row: Row, moved: Iterable[tuple[tuple[str, str], int]]
    ) -> Iterator[Difference]:
        """To the fen, unless the rest of it is told with the next row."""
        now = Counter(of_our_books(moved, self._names()))
        now.update(self._ahead)
        if self._told_with_next(row):
            now.subtract(of_the_table(row.moves))
            self._ahead = now
            return
        self._ahead = Counter()
        for one in compared(of_the_table(row.moves), now):
            yield Difference(key=self._played(one.key), expected=one.expected, actual=one.actual)

    def _days(self, row: Row) -> Iterator[Difference]:
        """The days that its note names, or the reference below it, as they follow from the rules
        here.
        """
        derived = self._script.dues.get(row.seq, ())
        self.dues = tuple(one(self._stage, row) for one in derived)
        unnamed = (self._script.unnamed[row.seq],) if row.seq in self._script.unnamed else ()
        yield from listed("due", (*row.due, *unnamed), self.dues)

    def _interest_differs(self) -> Iterator[Difference]:
        """Each named amount was credited by the bank, or given on; all it credited is the total."""
        left = Counter(self._interest)
        for name, fen in self._stage.table.interest.items():
            if name == "total":
                yield from compared({name: fen}, {name: self._paid})
                continue
            if not left[fen]:
                yield Difference(key=name, expected=fen, actual="-")
            left[fen] -= 1

    def _bank_days_differ(self, told: Iterable[BankDay]) -> Iterator[Difference]:
        """Each day of 1001, as far as this scenario's lines go."""
        found: dict[Any, list[int]] = {}
        for day, fen in self._lines:
            found.setdefault(day, []).append(fen)
        closing = 0
        for day in told:
            lines = found.pop(day.date, [])
            opening, closing = closing, closing + sum(lines)
            came = sum(fen for fen in lines if fen > 0)
            ours = BankDay(
                date=day.date,
                opening=opening,
                credits=came,
                debits=opening + came - closing,
                lines=len(lines),
                closing=closing,
            )
            if ours != day:
                yield Difference(key=str(day.date), expected=str(day), actual=str(ours))
        for day, lines in found.items():
            yield Difference(key=str(day), expected="-", actual=str(lines))

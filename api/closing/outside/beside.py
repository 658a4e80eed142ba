"""What others said of a day, laid beside the same as the books have it at a position."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from api.closing.outside.files import Files
from api.closing.outside.given import GivenOn
from api.closing.said import Anchor, Beside, Guarantee, Outside, Reported, SubAccount
from api.instants import at_instant
from api.wiring import System
from domain.accounts import CASH, CUST
from domain.calendar import midnight
from domain.deposit.state import Deposit
from domain.identifiers import DayId, line_id, sub_account_in
from domain.kernel import StreamId
from domain.outside.state import Outside as Said
from domain.phases import Phase
from domain.pool.state import Pool
from ledger.checkpoint import parse
from ledger.replay import Replay
from projections.balance_reader import Balance
from projections.bankdays import LINES
from projections.deposits import DEPOSITS
from projections.lacking import was_whole
from projections.lots import LOTS
from projections.projection import Table
from projections.reader import Reader, Row

_CASH = frozenset(one.code for one in CASH)
_A_MOMENT = timedelta(microseconds=1)


def _of_the_pool(deposit: Deposit, pool: str) -> int:
    return sum(one.back_fen for one in deposit.receipts if one.source == pool)


def _of_guarantors(
    lists: Mapping[str, tuple[Guarantee, ...]], register: tuple[Guarantee, ...]
) -> Iterator[Beside[Guarantee]]:
    """Each guarantor's list beside its own promises; one that does not say whose it is, beside
    those of whoever brought none.
    """
    for whose, theirs in lists.items():
        ours = (
            one for one in register if (one.guarantor if one.guarantor in lists else "") == whose
        )
        yield Beside(theirs, tuple(ours))


@dataclass(frozen=True, slots=True)
class Laid:
    """Lays lists beside the books. `balances`: those that are not zero; `since`: the position that
    the account's last close was about.
    """

    system: System
    replay: Replay
    of: DayId
    position: int
    since: int
    balances: tuple[Balance, ...]

    def all(self) -> Outside:
        """Every list that came for the day, by the position."""
        said = self.replay.state(StreamId("outside", str(self.of)), self.position)
        assert isinstance(said, Said)
        files = Files(self.system.blobs, said)
        numbers = files.one("SUB_ACCOUNTS", SubAccount)
        reported = files.one("REPORTED", Reported)
        promised = files.each("GUARANTEES", Guarantee)
        anchor = files.anchor()
        register = tuple(self.guarantees(self.position))
        at_its_end = tuple(self.guarantees(self._day_end())) if promised else ()
        return Outside(
            sub_accounts=None if numbers is None else Beside(numbers, (*self.sub_accounts(),)),
            guarantees=tuple(_of_guarantors(promised, at_its_end)),
            reported=None if reported is None else Beside(reported, (*self.whole(),)),
            anchor=None if anchor is None else self._anchor(anchor),
            unread=frozenset(files.unread),
            register=register,
        )

    def sub_accounts(self) -> Iterator[SubAccount]:
        """What the books owe on each number of this account: to its deposits, wherever that money
        stands, to whom they gave it on until it is paid, and of lines that name it and are nobody's
        yet; to a pool, with what it stands for.
        """
        owed = self._owed()
        yield from self._pools(owed)
        named: Counter[str] = Counter()
        lines = self.system.readers.sealed_bankdays
        for row in self._every(lines, LINES, account=self.of.account, allocated=0, credit=True):
            if number := sub_account_in(row["reference"]):
                named[number] += row["amount"]
        rows = [*self._every(self._deposits, DEPOSITS, deposit=sorted(owed))]
        rows = [row for row in rows if row["sub_account"] and self._ours(row)]
        rows += self._every(self._deposits, DEPOSITS, sub_account=sorted(named))
        of: dict[str, set[str]] = {}
        for row in rows:
            of.setdefault(row["sub_account"], set()).add(row["deposit"])
        opened = self._opened(deposit for its in of.values() for deposit in its)
        for number, its in of.items():
            fen = sum(owed[deposit] for deposit in its) + named[number]
            yield SubAccount(number, fen, ", ".join(sorted(its)), its <= opened)

    def _owed(self) -> Counter[str]:
        """What stands for each deposit, as its own or as others' that lies where it lay; fen."""
        owed: Counter[str] = Counter()
        for one in self.balances:
            if one.book == CUST and one.account not in _CASH and one.owner:
                owed[one.owner.partition("/")[0]] -= one.amount
        given = GivenOn(self.system, self.replay, self.of, self.position, self.balances)
        owed.update(given.lying())
        return owed

    def _pools(self, owed: Counter[str]) -> Iterator[SubAccount]:
        """The pools of this account. What they stand for lies on their numbers at the bank, and is
        taken out of what is `owed` to the deposits.
        """
        streams = [StreamId("pool", code) for code in self.replay.codes("pool")]
        for stream, pool in self.replay.states(streams, self.position).items():
            assert isinstance(pool, Pool)
            number, opened = pool.sub_account, pool.opened
            if number is None or opened is None or opened.account != self.of.account:
                continue
            fen = pool.free_fen
            for deposit in filter(None, pool.reserved):
                state = self.replay.state(StreamId("deposit", deposit), self.position)
                there = min(_of_the_pool(state, stream.code), owed[deposit])
                owed[deposit] -= there
                fen += there
            if fen or not pool.closed:
                yield SubAccount(number, fen, stream.code, opened=False)

    def guarantees(self, at: int) -> Iterator[Guarantee]:
        """The register as it stood at a position, of what can be read; what of it may be told, as
        of this one.
        """
        streams = [StreamId("guarantee", code) for code in self.replay.codes("guarantee")]
        states = self.replay.states(streams, at).values()
        standing = [(one, one.accepted) for one in states if one.accepted and not one.released]
        opened = self._opened(said.deposit for _, said in standing if said.deposit)
        due = self._contracts_due({said.lot for _, said in standing if said.lot})
        for one, said in standing:
            if said.number is not None and one.valid_until is not None:
                deposit, fen, who = said.deposit or "", said.entries[0].amount, said.guarantor or ""
                of = (deposit, deposit in opened, who, one.claimed_fen > 0, due.get(said.lot))
                yield Guarantee(said.number, fen, one.valid_until, *of)

    def _day_end(self) -> int:
        """The last position that was recorded on the day, of those that are looked at."""
        after = midnight(self.of.day + timedelta(days=1))
        return min(self.position, at_instant(self.system.store, after - _A_MOMENT))

    def _contracts_due(self, lots: set[str]) -> dict[str | None, date]:
        """Of lots that were awarded and wait for their contract, the day by which it is due."""
        where = {"lot": sorted(lots), "phase": Phase.AWARDED.value}
        rows = self._every(self.system.readers.lots, LOTS, **where)
        return {row["lot"]: row["contract_due"] for row in rows if row["contract_due"]}

    def _opened(self, deposits: Iterable[str]) -> frozenset[str]:
        """Which of them may be told: of lots that are open, and no natural person's."""
        wanted = sorted(set(deposits))
        rows = self._every(self.system.readers.deposits, DEPOSITS, deposit=wanted)
        return frozenset(row["deposit"] for row in rows)

    def whole(self) -> Iterator[Reported]:
        """Of each lot that is open, its whole deposits and what of them counts."""
        lots = self._every(self.system.readers.lots, LOTS)
        opened = sorted(row["lot"] for row in lots if row["opened_at"])
        count: Counter[str] = Counter()
        fen: Counter[str] = Counter()
        for row in self._every(self._deposits, DEPOSITS, lot=opened):
            if was_whole(row):
                count[row["lot"]] += 1
                fen[row["lot"]] += row["amount_fen"]
        return (Reported(lot, count[lot], fen[lot]) for lot in opened)

    @property
    def _deposits(self) -> Reader:
        return self.system.readers.sealed_deposits

    def _ours(self, row: Row) -> bool:
        """Whether money of a deposit came to this account."""
        return any(line_id(one).page.of.account == self.of.account for one in row["lines"] or ())

    def _every(self, reader: Reader, table: Table, **where: object) -> Iterator[Row]:
        return reader.every(table, where, self.position)

    def _anchor(self, note: str) -> Anchor:
        size = parse(note).checkpoint.size
        return Anchor(size, self.system.rereading.holds(note), size < self.since)

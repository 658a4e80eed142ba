"""What others said of a day, laid beside the same as the books have it at a position."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from api.closing.outside.lists import ListRefused, anchored, listed
from api.closing.said import (
    Anchor,
    Beside,
    Guarantee,
    Listed,
    Outside,
    Reported,
    SubAccount,
)
from api.wiring import System
from domain.accounts import CASH, CUST
from domain.deposit.state import Deposit
from domain.identifiers import DayId, line_id, sub_account_in
from domain.kernel import StreamId
from domain.lot.state import Phase
from domain.outside.state import Outside as Said
from domain.pool.state import Pool
from ledger.blobs import NoBlob
from ledger.replay import Replay
from ledger.sealing import CannotOpen
from ledger.vault import NoKey
from projections.balance_reader import Balance
from projections.bankdays import LINES
from projections.deposits import DEPOSITS, missing_fen
from projections.lots import LOTS
from projections.projection import Table
from projections.reader import Reader, Row

_CASH = frozenset(one.code for one in CASH)


def _of_the_pool(deposit: Deposit, pool: str) -> int:
    return sum(one.back_fen for one in deposit.receipts if one.source == pool)


@dataclass(frozen=True, slots=True)
class Laid:
    """Lays lists beside the books. `balances`: those that are not zero."""

    system: System
    replay: Replay
    of: DayId
    position: int
    balances: tuple[Balance, ...]

    def all(self) -> Outside:
        """Every list that came for the day, by the position."""
        said = self.replay.state(StreamId("outside", str(self.of)), self.position)
        assert isinstance(said, Said)
        unread: set[str] = set()

        def file(kind: str) -> bytes | None:
            sha256 = said.file(kind)
            if sha256 is None:
                return None
            try:
                return self.system.blobs.get(sha256)
            except (NoBlob, NoKey, CannotOpen):
                unread.add(kind)
                return None

        def beside[T: Listed](
            kind: str, record: type[T], ours: Callable[[], Iterator[T]]
        ) -> Beside[T] | None:
            data = file(kind)
            if data is None:
                return None
            try:
                rows = listed(kind, data)
            except ListRefused:
                unread.add(kind)
                return None
            return Beside(tuple(one for one in rows if isinstance(one, record)), tuple(ours()))

        sub_accounts = beside("SUB_ACCOUNTS", SubAccount, self.sub_accounts)
        register = tuple(self.guarantees())
        guarantees = beside("GUARANTEES", Guarantee, lambda: iter(register))
        reported = beside("REPORTED", Reported, self.whole)
        anchor = file("ANCHOR")
        return Outside(
            sub_accounts=sub_accounts,
            guarantees=guarantees,
            reported=reported,
            anchor=self._anchor(anchor) if anchor is not None else None,
            unread=frozenset(unread),
            register=register,
        )

    def sub_accounts(self) -> Iterator[SubAccount]:
        """What the books owe on each number of this account: to its deposit, wherever that money
        stands, and of lines that name it and are nobody's yet; to a pool, with what it stands for.
        """
        owed: Counter[str] = Counter()
        for one in self.balances:
            if one.book == CUST and one.account not in _CASH and one.owner:
                owed[one.owner.partition("/")[0]] -= one.amount
        yield from self._pools(owed)
        named: Counter[str] = Counter()
        lines = self.system.readers.sealed_bankdays
        for row in self._rows(lines, LINES, account=self.of.account, allocated=0, credit=True):
            if number := sub_account_in(row["reference"]):
                named[number] += row["amount"]
        rows = self._rows(self._deposits, DEPOSITS, deposit=sorted(owed))
        rows = [row for row in rows if row["sub_account"] and self._ours(row)]
        rows += self._rows(self._deposits, DEPOSITS, sub_account=sorted(named))
        of = {row["sub_account"]: row["deposit"] for row in rows}
        opened = self._opened(of.values())
        for number, deposit in of.items():
            yield SubAccount(number, owed[deposit] + named[number], deposit, deposit in opened)

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

    def guarantees(self) -> Iterator[Guarantee]:
        """The register: what stands, and can be read."""
        streams = [StreamId("guarantee", code) for code in self.replay.codes("guarantee")]
        states = self.replay.states(streams, self.position).values()
        standing = [(one, one.accepted) for one in states if one.accepted and not one.released]
        opened = self._opened(said.deposit for _, said in standing if said.deposit)
        due = self._contracts_due({said.lot for _, said in standing if said.lot})
        for one, said in standing:
            if said.number is not None and one.valid_until is not None:
                deposit, fen = said.deposit or "", said.entries[0].amount
                of = (deposit, deposit in opened, one.claimed_fen > 0, due.get(said.lot))
                yield Guarantee(said.number, fen, one.valid_until, *of)

    def _contracts_due(self, lots: set[str]) -> dict[str | None, date]:
        """Of lots that were awarded and wait for their contract, the day by which it is due."""
        where = {"lot": sorted(lots), "phase": Phase.AWARDED.value}
        rows = self._rows(self.system.readers.lots, LOTS, **where)
        return {row["lot"]: row["contract_due"] for row in rows if row["contract_due"]}

    def _opened(self, deposits: Iterable[str]) -> frozenset[str]:
        """Which of them may be told: of lots that are open, and no natural person's."""
        wanted = sorted(set(deposits))
        rows = self._rows(self.system.readers.deposits, DEPOSITS, deposit=wanted)
        return frozenset(row["deposit"] for row in rows)

    def whole(self) -> Iterator[Reported]:
        """Of each lot that is open, its whole deposits and what of them counts."""
        lots = self._rows(self.system.readers.lots, LOTS)
        opened = sorted(row["lot"] for row in lots if row["opened_at"])
        count: Counter[str] = Counter()
        fen: Counter[str] = Counter()
        for row in self._rows(self._deposits, DEPOSITS, lot=opened):
            if row["amount_fen"] and not missing_fen(row):
                count[row["lot"]] += 1
                fen[row["lot"]] += row["amount_fen"]
        return (Reported(lot, count[lot], fen[lot]) for lot in opened)

    @property
    def _deposits(self) -> Reader:
        return self.system.readers.sealed_deposits

    def _ours(self, row: Row) -> bool:
        """Whether money of a deposit came to this account."""
        return any(line_id(one).page.of.account == self.of.account for one in row["lines"] or ())

    def _rows(self, reader: Reader, table: Table, **where: object) -> list[Row]:
        return reader.rows(table, where, as_of=self.position).rows

    def _anchor(self, data: bytes) -> Anchor | None:
        note = anchored(data)
        return Anchor(note.checkpoint.size, self.system.rereading.holds(note.checkpoint))

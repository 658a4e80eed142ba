"""Balances at a position (known at) or at the end of a legal day (true at): one look-up a key."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from psycopg.rows import tuple_row
from psycopg.sql import SQL

from projections.balances import OWNED, TOTALS
from projections.projection import Table
from projections.reader import Look, Reader


@dataclass(frozen=True, slots=True)
class Balance:
    """One balance in minor units, debit positive; what was debited and credited up to then."""

    book: str
    currency: str
    account: str
    owner: str | None
    debit: int
    credit: int
    position: int
    """Of its last change."""

    @property
    def amount(self) -> int:
        """Debits less credits."""
        return self.debit - self.credit


@dataclass(frozen=True, slots=True)
class Balances:
    """All balances at one position."""

    position: int
    rows: list[Balance]


class BalanceReader:
    """Queries of the balances."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def owned(self, as_of: int | None = None, day: date | None = None) -> Balances:
        """Every balance by owner. `day`: only what is of this legal day or before."""
        return self._all(OWNED, as_of, day)

    def totals(self, as_of: int | None = None, day: date | None = None) -> Balances:
        """Every account's total, over all owners."""
        return self._all(TOTALS, as_of, day)

    def one(
        self, book: str, currency: str, account: str, owner: str, as_of: int | None = None
    ) -> Balance:
        """One balance at a position; zero for what never moved."""
        key = {"book": book, "currency": currency, "account": account, "owner": owner}
        answer = self.reader.rows(OWNED, key, as_of=as_of)
        if answer.rows:
            return _balance(answer.rows[0])
        return Balance(book, currency, account, owner, 0, 0, 0)

    def _all(self, table: Table, as_of: int | None, day: date | None) -> Balances:
        with self.reader.look() as look:
            at = look.position if as_of is None else min(as_of, look.position)
            rows = look.rows(table, {}, at, (), {}, 10_000_000)
            balances = [_balance(row) for row in rows]
            if day is not None:
                later = _after_day(look, table, at, day)
                balances = [_less(balance, later) for balance in balances]
            return Balances(at, [b for b in balances if b.debit or b.credit])


def _balance(row: dict[str, Any]) -> Balance:
    return Balance(
        row["book"],
        row["currency"],
        row["account"],
        row.get("owner"),
        row["debit"] or 0,
        row["credit"] or 0,
        row["position"],
    )


type _Moved = dict[tuple[Any, ...], tuple[int, int]]


def _after_day(look: Look, table: Table, as_of: int, day: date) -> _Moved:
    """What moved on later legal days, by key: to be taken off again."""
    place = look.place(table)
    key = SQL(", ").join(SQL("k.") + SQL(column.name) for column in table.key)
    query = SQL(
        "SELECT {key}, sum(r.debit - r.debit_before), sum(r.credit - r.credit_before) FROM ("
        "SELECT id, day, debit, credit, "
        "coalesce(lag(debit) OVER w, 0) AS debit_before, "
        "coalesce(lag(credit) OVER w, 0) AS credit_before "
        "FROM {rows} WHERE position <= %s AND id IN (SELECT id FROM {rows} WHERE latest > %s) "
        "WINDOW w AS (PARTITION BY id ORDER BY position)) r "
        "JOIN {keys} k USING (id) WHERE r.day > %s GROUP BY {key}"
    ).format(key=key, rows=place.rows, keys=place.keys)
    width = len(table.key)
    with look.conn.cursor(row_factory=tuple_row) as curs:
        found = curs.execute(query, (as_of, day, day)).fetchall()
    return {row[:width]: (int(row[width]), int(row[width + 1])) for row in found}


def _less(balance: Balance, later: _Moved) -> Balance:
    key = (balance.book, balance.currency, balance.account)
    whole = key if balance.owner is None else (*key, balance.owner)
    debit, credit = later.get(whole, (0, 0))
    return Balance(
        *key,
        balance.owner,
        balance.debit - debit,
        balance.credit - credit,
        balance.position,
    )

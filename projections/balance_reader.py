"""Balances at a position (known at) or at the end of a legal day (true at): one look-up a key."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import LiteralString

from psycopg.rows import dict_row
from psycopg.sql import SQL, Identifier, Placeholder

from projections.balances import OWNED, TOTALS
from projections.projection import Table
from projections.reader import Look, Reader, Row


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


@dataclass(frozen=True, slots=True)
class Step:
    """A balance after one event that moved it: running debits and credits, and its legal day."""

    position: int
    day: date
    debit: int
    credit: int


class BalanceReader:
    """Queries of the balances."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def owned(self, as_of: int | None = None, day: date | None = None) -> Balances:
        """Every balance by owner. `day`: only what is of this legal day or before."""
        return self._read(OWNED, as_of, day, {})

    def totals(self, as_of: int | None = None, day: date | None = None) -> Balances:
        """Every account's total, over all owners."""
        return self._read(TOTALS, as_of, day, {})

    def one(
        self,
        book: str,
        currency: str,
        account: str,
        owner: str,
        as_of: int | None = None,
        day: date | None = None,
    ) -> Balance:
        """One balance; zero for what never moved."""
        key = {"book": book, "currency": currency, "account": account, "owner": owner}
        found = self._read(OWNED, as_of, day, key).rows
        return found[0] if found else Balance(book, currency, account, owner, 0, 0, 0)

    def steps(self, key: Mapping[str, str], limit: int) -> list[Step]:
        """How an owner's balance came about: its newest steps, oldest first.

        `key`: book, currency, account, owner. One more than `limit` where there are more.
        """
        with self.reader.look() as look:
            place = look.place(OWNED)
            query = SQL(_STEPS).format(
                keys=place.keys,
                rows=place.rows,
                wanted=SQL(" AND ").join(
                    SQL("k.{} = {}").format(Identifier(n), Placeholder(n)) for n in key
                ),
            )
            with look.conn.cursor(row_factory=dict_row) as curs:
                rows = curs.execute(query, {**key, "limit": limit + 1}).fetchall()
        return [
            Step(row["position"], row["day"], row["debit"] or 0, row["credit"] or 0)
            for row in reversed(rows)
        ]

    def _read(
        self, table: Table, as_of: int | None, day: date | None, key: Mapping[str, str]
    ) -> Balances:
        with self.reader.look() as look:
            at = look.position if as_of is None else min(as_of, look.position)
            if day is None:
                rows = look.rows(table, key, at, (), {}, None)
            else:
                rows = _by_day(look, table, at, day, key)
            balances = [_balance(row) for row in rows]
            return Balances(at, [b for b in balances if b.debit or b.credit])


def _balance(row: Row) -> Balance:
    return Balance(
        row["book"],
        row["currency"],
        row["account"],
        row.get("owner"),
        row["debit"] or 0,
        row["credit"] or 0,
        row["position"],
    )


def _by_day(look: Look, table: Table, as_of: int, day: date, key: Mapping[str, str]) -> list[Row]:
    """Balances of what was known at a position and is of a legal day or before.

    Of what came in time the last row of the day is looked up; what came late is added to it.
    """
    place = look.place(table)
    names = [Identifier(column.name) for column in table.key]
    query = SQL(_BY_DAY).format(
        key=SQL(", ").join(names),
        keys=place.keys,
        rows=place.rows,
        wanted=SQL(" AND ").join(
            [SQL("true"), *(SQL("{} = {}").format(Identifier(n), Placeholder(n)) for n in key)]
        ),
    )
    with look.conn.cursor(row_factory=dict_row) as curs:
        return curs.execute(query, {**key, "as_of": as_of, "day": day}).fetchall()


_STEPS: LiteralString = """
SELECT r.position, r.day, r.debit, r.credit FROM {rows} r JOIN {keys} k ON k.id = r.id
WHERE {wanted} ORDER BY r.position DESC LIMIT %(limit)s
"""

_BY_DAY: LiteralString = """
SELECT {key}, coalesce(intime.debit, 0) + late.debit AS debit,
    coalesce(intime.credit, 0) + late.credit AS credit,
    greatest(intime.position, late.position) AS position
FROM {keys} k
CROSS JOIN LATERAL (
    SELECT position, latest FROM {rows} r WHERE r.id = k.id AND r.position <= %(as_of)s
    ORDER BY r.position DESC LIMIT 1) newest
LEFT JOIN LATERAL (
    SELECT debit, credit, position FROM {rows} r
    WHERE r.id = k.id AND r.latest <= least(newest.latest, %(day)s)
        AND r.position <= newest.position
    ORDER BY r.latest DESC, r.position DESC LIMIT 1) intime ON true
CROSS JOIN LATERAL (
    SELECT coalesce(sum(r.debit - before.debit), 0)::bigint AS debit,
        coalesce(sum(r.credit - before.credit), 0)::bigint AS credit, max(r.position) AS position
    FROM {rows} r CROSS JOIN LATERAL (
        SELECT debit, credit FROM {rows} b WHERE b.id = r.id AND b.position < r.position
        ORDER BY b.position DESC LIMIT 1) before
    WHERE r.id = k.id AND r.day < r.latest AND r.day <= %(day)s AND r.latest > %(day)s
        AND r.position <= newest.position) late
WHERE {wanted} ORDER BY {key}
"""

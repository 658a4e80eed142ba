"""Balances at a position (known at) or at the end of a legal day (true at): one look-up a key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, LiteralString, NamedTuple

from psycopg.rows import dict_row
from psycopg.sql import SQL, Composed

from projections import phrases
from projections.balances import OWNED, TOTALS
from projections.phrases import Asked, every, listed, matches, names
from projections.projection import Table
from projections.reader import Look, Reader, Row
from projections.tables import Place

type Where = Mapping[str, str | list[str]]
"""Columns of the key with the value wanted; of a list, any of its values."""
EVERY: Where = MappingProxyType({})


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
    """Balances at one position; `end`: the key at which they were cut, if there are more."""

    position: int
    rows: list[Balance]
    end: tuple[str, ...] | None = None


class End(NamedTuple):
    """A balance that is asked for at the end of a legal day."""

    book: str
    currency: str
    account: str
    owner: str
    day: date


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

    def owned(
        self,
        as_of: int | None = None,
        day: date | None = None,
        where: Where = EVERY,
        after: tuple[str, ...] = (),
        limit: int | None = None,
        standing: bool | None = None,
    ) -> Balances:
        """Balances by owner. `day`: only what is of this legal day or before.

        `where`: only these (book, currency, account, owner). `after`: only what comes after this
        key; `limit`: at most so many; without it all. `standing`: True what is not zero alone,
        False what is.
        """
        return self._read(OWNED, as_of, day, where, after, limit, standing)

    def totals(
        self,
        as_of: int | None = None,
        day: date | None = None,
        after: tuple[str, ...] = (),
        limit: int | None = None,
    ) -> Balances:
        """Every account's total, over all owners; `after` without the owner."""
        return self._read(TOTALS, as_of, day, EVERY, after, limit)

    def ends(self, wanted: Sequence[End], as_of: int) -> dict[End, int]:
        """What each of these balances was at the end of its day, as known at a position.

        Debits less credits; what never moved by then is left out.
        """
        with self.reader.look() as look:
            place = look.place(OWNED)
            values = {name: [getattr(one, name) for one in wanted] for name in End._fields}
            body = _by_day(place, SQL(_WANTED).format(keys=place.keys))
            rows = _found(look, place, body, (), {**values, "as_of": as_of})
        of = ("book", "currency", "account", "owner", "until")
        return {End(*(row[name] for name in of)): _balance(row).amount for row in rows}

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
                wanted=every([matches(name, several=False) for name in key]),
            )
            with look.conn.cursor(row_factory=dict_row) as curs:
                rows = curs.execute(query, {**key, "limit": limit + 1}).fetchall()
        return [
            Step(row["position"], row["day"], row["debit"] or 0, row["credit"] or 0)
            for row in reversed(rows)
        ]

    def _read(
        self,
        table: Table,
        as_of: int | None,
        day: date | None,
        where: Where,
        after: tuple[str, ...] = (),
        limit: int | None = None,
        standing: bool | None = None,
    ) -> Balances:
        key = names(table.key)
        begin = dict(zip(key, after, strict=True)) if after else {}
        asked = [matches(name, several=isinstance(value, list)) for name, value in where.items()]
        asked += [phrases.after(tuple(begin))] if begin else []
        asked += [] if standing is None else [Asked((), SQL(_STANDING).format(standing))]
        values = {**where, **{f"after_{name}": value for name, value in begin.items()}, "day": day}
        with self.reader.look() as look:
            at = look.position if as_of is None else min(as_of, look.position)
            place = look.place(table)
            all_keys = SQL(_EVERY).format(keys=place.keys)
            body = place.as_of(()) if day is None else _by_day(place, all_keys)
            rows = _found(look, place, body, asked, {**values, "as_of": at}, limit and limit + 1)
        end = tuple(rows[limit - 1][name] for name in key) if limit and len(rows) > limit else None
        balances = [_balance(row) for row in rows[:limit]]
        return Balances(at, [b for b in balances if b.debit or b.credit], end)


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


def _by_day(place: Place, source: Composed) -> Composed:
    """A query of what was known at a position and is of a legal day or before.

    Of what came in time the last row of the day is looked up; what came late is added to it. As the
    latest day never falls, that row is one place in an index of both: told so, none other is tried.
    `source`: keys, and until which day each is asked for.
    """
    key = listed(names(place.table.key))
    return SQL(_BY_DAY).format(key=key, source=source, rows=place.rows)


def _found(
    look: Look,
    place: Place,
    body: Composed,
    asked: Sequence[Asked],
    values: Mapping[str, Any],
    limit: int | None = None,
) -> list[Row]:
    """The rows of a query of which this is asked, in the order of their key."""
    query = SQL("SELECT * FROM ({}) AS q WHERE {} ORDER BY {} LIMIT {}").format(
        body, every(asked), listed(names(place.table.key)), limit
    )
    with look.conn.cursor(row_factory=dict_row) as curs:
        return curs.execute(query, values).fetchall()


_STANDING: LiteralString = "(debit <> credit) = {}"

_STEPS: LiteralString = """
SELECT r.position, r.day, r.debit, r.credit FROM {rows} r JOIN {keys} k ON k.id = r.id
WHERE {wanted} ORDER BY r.position DESC LIMIT %(limit)s
"""

_EVERY: LiteralString = "(SELECT *, %(day)s::date AS until FROM {keys})"
_WANTED: LiteralString = """(SELECT * FROM unnest(%(book)s::text[], %(currency)s::text[],
    %(account)s::text[], %(owner)s::text[], %(day)s::date[]) AS w (book, currency, account, owner,
    until) JOIN {keys} USING (book, currency, account, owner))"""

_BY_DAY: LiteralString = """
SELECT {key}, k.until, coalesce(intime.debit, 0) + late.debit AS debit,
    coalesce(intime.credit, 0) + late.credit AS credit,
    greatest(intime.position, late.position) AS position
FROM {source} k
CROSS JOIN LATERAL (
    SELECT position, latest FROM {rows} r WHERE r.id = k.id AND r.position <= %(as_of)s
    ORDER BY r.position DESC LIMIT 1) newest
LEFT JOIN LATERAL (
    SELECT debit, credit, position FROM {rows} r
    WHERE r.id = k.id
        AND (r.latest, r.position) <= (least(newest.latest, k.until), newest.position)
    ORDER BY r.latest DESC, r.position DESC LIMIT 1) intime ON true
CROSS JOIN LATERAL (
    SELECT coalesce(sum(r.debit - before.debit), 0)::bigint AS debit,
        coalesce(sum(r.credit - before.credit), 0)::bigint AS credit, max(r.position) AS position
    FROM {rows} r CROSS JOIN LATERAL (
        SELECT debit, credit FROM {rows} b WHERE b.id = r.id AND b.position < r.position
        ORDER BY b.position DESC LIMIT 1) before
    WHERE r.id = k.id AND r.day < r.latest AND r.day <= k.until AND r.latest > k.until
        AND r.position <= newest.position) late
"""

"""Reads a projection: as it stands, or as it stood at any position; says which it was."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from psycopg import Connection, IsolationLevel, OperationalError, Rollback
from psycopg.errors import UndefinedTable
from psycopg.rows import dict_row
from psycopg.sql import SQL
from psycopg_pool import ConnectionPool

from projections import queries
from projections.generations import standing_of
from projections.projection import Projection, Table
from projections.tables import Place, places

type Row = dict[str, Any]
type Places = dict[str, tuple[Place, ...]]

BOUND = 100_000
"""Rows that are read at most where nobody said how many."""
_AT_ONCE = 10_000
"""Rows of a page, where all of many are read."""
_TRIES = 5


class NotBuilt(LookupError):
    """The projection has no live generation of the shape that this program knows."""


class TooMany(RuntimeError):
    """More rows than a reader that named no limit may get: it would take a part for the whole."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows, and the position that they stand for."""

    position: int
    rows: list[Row]


def connections(dsn: str, most: int = 8) -> "ConnectionPool[Connection[Any]]":
    """What readers read with. Raises PoolTimeout when the database does not answer."""
    return ConnectionPool(dsn, kwargs={"autocommit": True}, min_size=1, max_size=most, open=True)


@contextmanager
def _asked[T](
    pool: "ConnectionPool[Connection[Any]]", question: "Callable[[Connection[Any]], T]"
) -> "Iterator[tuple[Connection[Any], T]]":
    """A connection, and the answer to the first question that it is asked.

    The question tells whether the connection is alive: all that are kept may have died with the
    server, then new ones are made, once.
    """
    for last in (False, True):
        with pool.connection() as conn:
            try:
                answer = question(conn)
            except OperationalError:
                if last or not conn.closed:
                    raise
                pool.drain()
                continue
            yield conn, answer
            return


class Reader:
    """Queries of one projection. `sealed`: what is sealed is read too (matcher only)."""

    def __init__(
        self,
        pool: "ConnectionPool[Connection[Any]]",
        projection: Projection,
        *,
        sealed: bool = False,
    ) -> None:
        self._pool = pool
        self._projection = projection
        self._shape = projection.shape
        self._sealed = sealed
        self._seen: tuple[int, Places] = (0, {})

    def position(self) -> int:
        """How far the live generation has read."""
        return self.position_with(())

    def position_with(self, others: "Sequence[Reader]") -> int:
        """How far this and other readers' projections have all read, asked in one. Raises NotBuilt
        for the first that is not built."""
        every = (self, *others)
        with _asked(self._pool, lambda conn: _all_live(conn, every)) as (_, found):
            return min(position for _, position in found.values())

    @contextmanager
    def look(self) -> "Iterator[Look]":
        """One consistent look at the live generation. Raises NotBuilt."""
        for _ in range(_TRIES):
            with self._connected() as (conn, _, _):
                conn.isolation_level = IsolationLevel.REPEATABLE_READ
                with conn.transaction():
                    number, position = self._live(conn)
                    seen = self._places(number)
                    if not _held(conn, seen):
                        raise Rollback
                    yield Look(conn, position, seen)
                    return
        raise NotBuilt(f"{self._projection.name} is being switched over and over")

    def rows(
        self,
        table: Table,
        where: Mapping[str, Any] | None = None,
        *,
        as_of: int | None = None,
        order: tuple[str, ...] = (),
        after: Mapping[str, Any] | None = None,
        before: Mapping[str, Any] | None = None,
        limit: int | None = None,
    ) -> Answer:
        """Rows of a table at a position (None: now), of these values, in this order.

        A list in `where`: any of its values.
        `after`: only rows that come after this one, for paging: by its first column, then by the
        next. `before`: only rows that come before it, and the last of them first. `limit`: where
        to cut; without it all rows are wanted, and TooMany is raised beyond BOUND. Raises NotBuilt.
        """
        most = BOUND + 1 if limit is None else limit

        def asked(look: Look) -> Answer:
            at = look.position if as_of is None else min(as_of, look.position)
            rows = look.rows(table, where or {}, at, order, after or {}, most, before or {})
            return Answer(at, rows)

        answer = self._once(asked)
        if limit is None and len(answer.rows) > BOUND:
            raise TooMany(f"{table.name} has more than {BOUND} such rows: read it in pages")
        return answer

    def every(self, table: Table, where: Mapping[str, Any], as_of: int) -> Iterator[Row]:
        """All rows of these values at a position, page by page in the key's order, however many
        there are. Raises NotBuilt.
        """
        key = [column.name for column in table.key]
        last: dict[str, Any] = {}
        while True:
            some = self.rows(table, where, as_of=as_of, after=last, limit=_AT_ONCE).rows
            yield from some
            if len(some) < _AT_ONCE:
                return
            last = {name: some[-1][name] for name in key}

    def count(self, table: Table, where: Mapping[str, Any], as_of: int) -> int:
        """How many rows of a table had these values at a position. Raises NotBuilt."""
        return self._once(lambda look: look.count(table, where, min(as_of, look.position)))

    def _once[T](self, ask: "Callable[[Look], T]") -> T:
        """One question, without a transaction: what stood at a position does not change, and tables
        that are dropped meanwhile are asked again where they stand now.
        """
        for _ in range(_TRIES):
            with suppress(UndefinedTable), self._connected() as (conn, number, position):
                return ask(Look(conn, position, self._places(number)))
        raise NotBuilt(f"{self._projection.name} is being switched over and over")

    @contextmanager
    def _connected(self) -> "Iterator[tuple[Connection[Any], int, int]]":
        """A connection, and which generation is live, as far as which position."""
        with _asked(self._pool, self._live) as (conn, live):
            yield conn, *live

    def _live(self, conn: Connection[Any]) -> tuple[int, int]:
        (found,) = _all_live(conn, (self,)).values()
        return found

    def _places(self, generation: int) -> Places:
        if self._seen[0] != generation:
            made = places(self._projection, generation)
            seen = {
                name: tuple(place for place in table if self._sealed or not place.sealed)
                for name, table in made.items()
            }
            self._seen = generation, seen
        return self._seen[1]


def _all_live(conn: Connection[Any], readers: Sequence[Reader]) -> dict[str, tuple[int, int]]:
    """Of each projection the live generation and how far it is. Raises NotBuilt."""
    found = standing_of(conn, {one._projection.name: one._shape for one in readers})
    for one in readers:
        if one._projection.name not in found:
            raise NotBuilt(f"{one._projection.name} is not built yet")
    return found


def _held(conn: Connection[Any], seen: Places) -> bool:
    """Keeps the tables from being dropped while we look; False when they are gone already."""
    tables = [name for table in seen.values() for place in table for name in place.tables]
    try:
        conn.execute(SQL("LOCK TABLE {} IN ACCESS SHARE MODE").format(SQL(", ").join(tables)))
    except UndefinedTable:
        return False
    return True


class Look:
    """One consistent look: one transaction, one generation, one position."""

    def __init__(self, conn: Connection[Any], position: int, seen: Places) -> None:
        self.conn = conn
        self.position = position
        self._seen = seen

    def place(self, table: Table) -> Place:
        """Where a table stands that is not sealed."""
        (place,) = self._seen[table.name]
        return place

    def rows(
        self,
        table: Table,
        where: Mapping[str, Any],
        as_of: int,
        order: tuple[str, ...],
        after: Mapping[str, Any],
        limit: int | None,
        before: Mapping[str, Any] = MappingProxyType({}),
    ) -> list[Row]:
        """Rows of a table as they stood; `position` of a row is that of its last change."""
        asked = queries.question(self._seen[table.name], where, after, before)
        values = {
            **where,
            **{f"after_{n}": v for n, v in after.items()},
            **{f"before_{n}": v for n, v in before.items()},
            "as_of": as_of,
        }
        with self.conn.cursor(row_factory=dict_row) as curs:
            return curs.execute(queries.rows(asked, order, limit), values).fetchall()

    def count(self, table: Table, where: Mapping[str, Any], as_of: int) -> int:
        """How many rows of a table had these values."""
        query = queries.count(queries.question(self._seen[table.name], where, {}, {}))
        row = self.conn.execute(query, {**where, "as_of": as_of}).fetchone()
        return int(row[0]) if row else 0

"""Reads a projection: as it stands, or as it stood at any position; says which it was."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from psycopg import Connection, IsolationLevel, Rollback
from psycopg.errors import UndefinedTable
from psycopg.rows import dict_row
from psycopg.sql import SQL, Composed, Identifier, Placeholder
from psycopg_pool import ConnectionPool

from projections.projection import Projection, Table
from projections.tables import Place, matches, places

type Row = dict[str, Any]
type Places = dict[str, tuple[Place, ...]]

_TRIES = 5


class NotBuilt(LookupError):
    """The projection has no live generation of the shape that this program knows."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows, and the position that they stand for."""

    position: int
    rows: list[Row]


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
        with self._pool.connection() as conn:
            return self._live(conn)[1]

    @contextmanager
    def look(self) -> "Iterator[Look]":
        """One consistent look at the live generation. Raises NotBuilt."""
        for _ in range(_TRIES):
            with self._pool.connection() as conn:
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
        limit: int = 100_000,
    ) -> Answer:
        """Rows of a table at a position (None: now), of these values, in this order.

        A list in `where`: any of its values.
        `after`: only rows whose column is greater, for paging; `before`: only rows whose column is
        less, and the last of them first. Raises NotBuilt.
        """
        with self.look() as look:
            at = look.position if as_of is None else min(as_of, look.position)
            rows = look.rows(table, where or {}, at, order, after or {}, limit, before or {})
            return Answer(at, rows)

    def _live(self, conn: Connection[Any]) -> tuple[int, int]:
        row = conn.execute(
            "SELECT g.number, t.notification_id FROM work.generation g "
            "JOIN work.notification_tracking t "
            "ON t.application_name = g.projection || '@' || g.number "
            "WHERE g.projection = %s AND g.shape = %s AND g.live",
            (self._projection.name, self._shape),
        ).fetchone()
        if row is None:
            raise NotBuilt(f"{self._projection.name} is not built yet")
        return int(row[0]), int(row[1])

    def _places(self, generation: int) -> Places:
        if self._seen[0] != generation:
            made = places(self._projection, generation)
            seen = {
                name: tuple(place for place in table if self._sealed or not place.sealed)
                for name, table in made.items()
            }
            self._seen = generation, seen
        return self._seen[1]


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
        conditions = [matches(name, value) for name, value in where.items()]
        conditions += [
            SQL("{} > {}").format(Identifier(n), Placeholder(f"after_{n}")) for n in after
        ]
        conditions += [
            SQL("{} < {}").format(Identifier(n), Placeholder(f"before_{n}")) for n in before
        ]
        columns = map(Identifier, order or tuple(c.name for c in table.key))
        ordered = [SQL("{} DESC" if before else "{}").format(column) for column in columns]
        query: Composed = SQL("SELECT * FROM ({}) AS q WHERE {} ORDER BY {} LIMIT {}").format(
            SQL(" UNION ALL ").join(place.as_of(where) for place in self._seen[table.name]),
            SQL(" AND ").join(conditions) if conditions else SQL("true"),
            SQL(", ").join(ordered),
            limit,
        )
        values = {
            **where,
            **{f"after_{n}": v for n, v in after.items()},
            **{f"before_{n}": v for n, v in before.items()},
            "as_of": as_of,
        }
        with self.conn.cursor(row_factory=dict_row) as curs:
            return [
                {name: value for name, value in row.items() if name != "id"}
                for row in curs.execute(query, values)
            ]

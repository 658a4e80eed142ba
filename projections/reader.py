"""Reads a projection: as it stands, or as it stood at any position; says which it was."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from psycopg import Connection, IsolationLevel
from psycopg.rows import dict_row
from psycopg.sql import SQL, Composed, Identifier, Placeholder
from psycopg_pool import ConnectionPool

from projections.projection import Projection, Table
from projections.tables import Place, places

type Row = dict[str, Any]


class NotBuilt(LookupError):
    """The projection has no live generation yet."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows, and the position that they stand for."""

    position: int
    rows: list[Row]


class Reader:
    """Queries of one projection. `sealed`: whether to read the sealed places (matcher only)."""

    def __init__(
        self,
        pool: "ConnectionPool[Connection[Any]]",
        projection: Projection,
        *,
        sealed: bool = False,
    ) -> None:
        self._pool = pool
        self._projection = projection
        self._sealed = sealed

    def position(self) -> int:
        """How far the live generation has read."""
        with self.look() as look:
            return look.position

    @contextmanager
    def look(self) -> "Iterator[Look]":
        """One consistent look at the live generation."""
        with self._pool.connection() as conn:
            conn.isolation_level = IsolationLevel.REPEATABLE_READ
            with conn.transaction():
                row = conn.execute(
                    "SELECT g.number, t.notification_id FROM work.generation g "
                    "JOIN work.notification_tracking t "
                    "ON t.application_name = g.projection || '@' || g.number "
                    "WHERE g.projection = %s AND g.live",
                    (self._projection.name,),
                ).fetchone()
                if row is None:
                    raise NotBuilt(f"{self._projection.name} is not built yet")
                number, position = row
                made = places(self._projection, number)
                yield Look(conn, int(position), made, self._sealed)

    def rows(
        self,
        table: Table,
        where: Mapping[str, Any] | None = None,
        *,
        as_of: int | None = None,
        order: tuple[str, ...] = (),
        after: Mapping[str, Any] | None = None,
        limit: int = 100_000,
    ) -> Answer:
        """Rows of a table at a position (None: now), of these values, in this order.

        `after`: only rows whose column is greater, for paging. Raises NotBuilt.
        """
        with self.look() as look:
            at = look.position if as_of is None else min(as_of, look.position)
            return Answer(at, look.rows(table, where or {}, at, order, after or {}, limit))


class Look:
    """One consistent look: one transaction, one generation, one position."""

    def __init__(
        self, conn: Connection[Any], position: int, made: dict[str, tuple[Place, ...]], sealed: bool
    ) -> None:
        self.conn = conn
        self.position = position
        self._places = made
        self._sealed = sealed

    def place(self, table: Table) -> Place:
        """Where this reader reads a table: its open place, or the sealed one."""
        sealed = self._sealed and table.sealed
        return next(place for place in self._places[table.name] if place.sealed == sealed)

    def rows(
        self,
        table: Table,
        where: Mapping[str, Any],
        as_of: int,
        order: tuple[str, ...],
        after: Mapping[str, Any],
        limit: int,
    ) -> list[Row]:
        """Rows of a table as they stood; `position` of a row is that of its last change."""
        conditions = [SQL("{} = {}").format(Identifier(n), Placeholder(n)) for n in where]
        conditions += [
            SQL("{} > {}").format(Identifier(n), Placeholder(f"after_{n}")) for n in after
        ]
        query: Composed = SQL("SELECT * FROM ({}) AS q WHERE {} ORDER BY {} LIMIT {}").format(
            self.place(table).as_of(),
            SQL(" AND ").join(conditions) if conditions else SQL("true"),
            SQL(", ").join(map(Identifier, order or tuple(c.name for c in table.key))),
            limit,
        )
        values = {**where, **{f"after_{n}": v for n, v in after.items()}, "as_of": as_of}
        with self.conn.cursor(row_factory=dict_row) as curs:
            return [
                {name: value for name, value in row.items() if name != "id"}
                for row in curs.execute(query, values)
            ]

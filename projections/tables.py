"""Where a table of one generation stands in the database: its keys, and one row a change."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from psycopg import Connection
from psycopg.rows import tuple_row
from psycopg.sql import SQL, Composable, Composed, Identifier, Placeholder

from projections.projection import Column, Projection, Table

type Conn = Connection[Any]

_ID, _POSITION = Column("id", "integer"), Column("position", "bigint")
_GONE = Column("gone", "boolean")


def stem(projection: str, generation: int) -> str:
    """How the names of all tables of a generation begin."""
    return f"{projection}__{generation}__"


class Place:
    """One table of one generation, in the sealed schema or the open one.

    Rows are `id, position, columns…`; in a sealed place a last `gone` says that the row stands in
    the open place now.
    """

    def __init__(self, table: Table, stem: str, *, sealed: bool) -> None:
        self.table, self.sealed = table, sealed
        schema = "sealed" if sealed else "work"
        self.rows = Identifier(schema, f"{stem}{table.name}")
        self.keys = Identifier(schema, f"{stem}{table.name}__key")
        self.tables = (self.keys, self.rows)
        self._columns = (*table.columns, _GONE) if sealed else table.columns

    def create(self, conn: Conn) -> None:
        """Makes the two tables, without any index."""
        key = _declared((_ID, *self.table.key))
        conn.execute(SQL("CREATE TABLE {} ({})").format(self.keys, key))
        row = SQL(", ").join([_declared((_ID, _POSITION), null=False), _declared(self._columns)])
        conn.execute(SQL("CREATE TABLE {} ({})").format(self.rows, row))

    def index(self, conn: Conn) -> None:
        """Makes the indexes, and tells the planner what is in the tables."""
        unique = ((self.keys, ("id",)), (self.keys, _names(self.table.key)))
        for table, columns in (*unique, (self.rows, ("id", "position"))):
            conn.execute(SQL("CREATE UNIQUE INDEX ON {} ({})").format(table, _listed(columns)))
        for columns, where in self.table.indexes:
            conn.execute(
                SQL("CREATE INDEX ON {} ({}) WHERE {}").format(
                    self.rows, _listed(columns), SQL(where)
                )
            )
        for table in self.tables:
            conn.execute(SQL("ANALYZE {}").format(table))

    def last_id(self, conn: Conn) -> int:
        """The number of the newest key."""
        found = _rows(conn, SQL("SELECT coalesce(max(id), 0) FROM {}").format(self.keys))
        return int(found[0][0])

    def find(self, conn: Conn, keys: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """(id, key…, columns…) of these keys as they stand; unknown and gone ones are left out."""
        wanted = SQL("unnest({}) AS w ({})").format(
            SQL(", ").join(SQL("%s::") + SQL(c.kind) + SQL("[]") for c in self.table.key),
            _listed(_names(self.table.key)),
        )
        joined = SQL("{} JOIN {} k USING ({})").format(
            wanted, self.keys, _listed(_names(self.table.key))
        )
        columns = [list(column) for column in zip(*keys, strict=True)]
        return _rows(conn, self._standing(joined, SQL("true")), columns)

    def matching(self, conn: Conn, where: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """(id, key…, columns…) of the rows that stand here with these values."""
        source = SQL("{} k").format(self.keys)
        condition = SQL("k.id IN ({}) AND {}").format(self._ever(where), _equal(where))
        return _rows(conn, self._standing(source, condition), where)

    def erase(self, conn: Conn, where: Mapping[str, Any]) -> list[int]:
        """Deletes every row, and the key, of what ever had these values; returns their ids."""
        found = [row[0] for row in _rows(conn, self._ever(where), where)]
        for table in self.tables:
            conn.execute(SQL("DELETE FROM {} WHERE id = ANY(%s)").format(table), (found,))
        return found

    def copy(
        self, conn: Conn, keys: Iterable[tuple[Any, ...]], rows: Iterable[tuple[Any, ...]]
    ) -> None:
        """Adds keys (id, key…) and rows (id, position, columns…)."""
        _copy(conn, self.keys, (_ID, *self.table.key), keys)
        _copy(conn, self.rows, (_ID, _POSITION, *self._columns), rows)

    def text(self, conn: Conn, upto: int) -> Iterator[bytes]:
        """All rows up to a position in the order of their keys, as text: for a digest."""
        query = SQL(
            "COPY (SELECT {key}, r.position, {columns} FROM {rows} r JOIN {keys} k USING (id) "
            "WHERE r.position <= {upto} ORDER BY r.id, r.position) TO STDOUT"
        ).format(
            key=_listed(_names(self.table.key)),
            columns=_listed(_names(self._columns)),
            rows=self.rows,
            keys=self.keys,
            upto=upto,
        )
        with conn.cursor() as curs, curs.copy(query) as chunks:
            yield from map(bytes, chunks)

    def as_of(self, where: Mapping[str, Any]) -> Composed:
        """A query of (key…, columns…, id, position): each row as it stood at `%(as_of)s`.

        `where`: what will be asked of the rows; where a column has an index, only rows that ever
        had the value are looked at.
        """
        indexed = {index.columns[0] for index in self.table.indexes if len(index.columns) == 1}
        narrowed: list[Composable] = [
            SQL("k.id IN (SELECT id FROM {} WHERE {})").format(self.rows, matches(name, value))
            for name, value in where.items()
            if name in indexed
        ]
        if self.sealed:
            narrowed.append(SQL("NOT v.gone").format())
        standing = SQL(" WHERE {}").format(SQL(" AND ").join(narrowed)) if narrowed else SQL("")
        return SQL(
            "SELECT {key}, {columns}, k.id, v.position FROM {keys} k CROSS JOIN LATERAL "
            "(SELECT * FROM {rows} r WHERE r.id = k.id AND r.position <= %(as_of)s "
            "ORDER BY r.position DESC LIMIT 1) v{standing}"
        ).format(
            key=_listed(_names(self.table.key)),
            columns=_listed(_names(self.table.columns)),
            keys=self.keys,
            rows=self.rows,
            standing=standing,
        )

    def _standing(self, source: Composable, condition: Composable) -> Composed:
        """The newest row of each key of a source, unless it is gone."""
        return SQL(
            "SELECT k.id, {key}, {columns} FROM {source} CROSS JOIN LATERAL "
            "(SELECT * FROM {rows} r WHERE r.id = k.id ORDER BY r.position DESC LIMIT 1) v "
            "WHERE {condition}{standing}"
        ).format(
            key=_listed(_names(self.table.key)),
            columns=_listed(_names(self.table.columns)),
            source=source,
            rows=self.rows,
            condition=condition,
            standing=SQL(" AND NOT v.gone" if self.sealed else ""),
        )

    def _ever(self, where: Mapping[str, Any]) -> Composed:
        return SQL("SELECT id FROM {} JOIN {} USING (id) WHERE {}").format(
            self.rows, self.keys, _equal(where)
        )


def places(projection: Projection, generation: int) -> dict[str, tuple[Place, ...]]:
    """By table: where it stands. A sealed table stands in two places, the sealed one first."""
    start = stem(projection.name, generation)
    return {
        table.name: tuple(
            Place(table, start, sealed=sealed)
            for sealed in ((True, False) if table.sealed else (False,))
        )
        for table in projection.tables
    }


def drop(conn: Conn, projection: str, generation: int) -> None:
    """Drops all tables of a generation, whatever its shape was."""
    found = _rows(
        conn,
        SQL(
            "SELECT schemaname, tablename FROM pg_tables "
            "WHERE schemaname IN ('work', 'sealed') AND starts_with(tablename, %s)"
        ),
        (stem(projection, generation),),
    )
    for schema, name in found:
        conn.execute(SQL("DROP TABLE {}").format(Identifier(schema, name)))


def _rows(conn: Conn, query: SQL | Composed, values: Any = ()) -> list[tuple[Any, ...]]:
    with conn.cursor(row_factory=tuple_row) as curs:
        return curs.execute(query, values).fetchall()


def _copy(
    conn: Conn, table: Identifier, columns: Sequence[Column], rows: Iterable[tuple[Any, ...]]
) -> None:
    query = SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)").format(table, _listed(_names(columns)))
    with conn.cursor() as curs, curs.copy(query) as copy:
        copy.set_types([column.kind for column in columns])
        for row in rows:
            copy.write_row(row)


def _names(columns: Sequence[Column]) -> tuple[str, ...]:
    return tuple(column.name for column in columns)


def _listed(names: Sequence[str]) -> Composed:
    return SQL(", ").join(map(Identifier, names))


def _declared(columns: Sequence[Column], *, null: bool = True) -> Composed:
    end = SQL("" if null else " NOT NULL")
    return SQL(", ").join(
        SQL("{} {}{}").format(Identifier(c.name), SQL(c.kind), end) for c in columns
    )


def matches(name: str, value: Any) -> Composed:
    """`name = %(name)s`; of a list, any of its values."""
    form = SQL("{} = ANY({})" if isinstance(value, list) else "{} = {}")
    return form.format(Identifier(name), Placeholder(name))


def _equal(where: Mapping[str, Any]) -> Composed:
    return SQL(" AND ").join(
        SQL("{} = {}").format(Identifier(name), Placeholder(name)) for name in where
    )

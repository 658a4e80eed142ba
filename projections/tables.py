"""Where a table of one generation stands in the database: its keys, and one row a change.

Beside them, where a table asks for it, how each key stands now: what is not in it changed since.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from psycopg import Connection
from psycopg.rows import tuple_row
from psycopg.sql import SQL, Composable, Composed, Identifier

from projections.phrases import Asked, declared, equal, listed, names
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
        self._now = Identifier(schema, f"{stem}{table.name}__now")
        self.tables = (self.keys, self.rows, *([self._now] if table.now else []))
        self._columns = (*table.columns, _GONE) if sealed else table.columns

    def create(self, conn: Conn) -> None:
        """Makes the tables, without any index."""
        key = declared((_ID, *self.table.key))
        conn.execute(SQL("CREATE TABLE {} ({})").format(self.keys, key))
        row = SQL(", ").join([declared((_ID, _POSITION), null=False), declared(self._columns)])
        conn.execute(SQL("CREATE TABLE {} ({})").format(self.rows, row))
        if self.table.now:
            now = declared((_ID, *self.table.now))
            conn.execute(SQL("CREATE TABLE {} ({})").format(self._now, now))

    def index(self, conn: Conn) -> None:
        """Makes the indexes, and tells the planner what is in the tables."""
        orders = (("id",), names(self.table.key), *self.table.orders)
        for table, columns in (*((self.keys, o) for o in orders), (self.rows, ("id", "position"))):
            conn.execute(SQL("CREATE UNIQUE INDEX ON {} ({})").format(table, listed(columns)))
        if self.table.now:
            self._index_now(conn)
        for columns, where, now in self.table.indexes:
            conn.execute(
                SQL("CREATE INDEX ON {} ({}) WHERE {}").format(
                    self._now if now else self.rows, listed(columns), SQL(where)
                )
            )
        for table in self.tables:
            conn.execute(SQL("ANALYZE {}").format(table))

    def _index_now(self, conn: Conn) -> None:
        """How each key stands, from the rows there are; and what tells that it changed since."""
        conn.execute(SQL("INSERT INTO {} {}").format(self._now, self._newest()))
        conn.execute(SQL("CREATE UNIQUE INDEX ON {} (id)").format(self._now))
        conn.execute(SQL("CREATE INDEX ON {} (position)").format(self.rows))

    def _newest(self) -> Composed:
        return SQL("SELECT DISTINCT ON (id) id, {} FROM {} ORDER BY id, position DESC").format(
            listed(names(self.table.now)), self.rows
        )

    def astray(self, conn: Conn) -> bool:
        """Whether how keys stand now is not what their newest rows say."""
        if not self.table.now:
            return False
        now = SQL("SELECT id, {} FROM {}").format(listed(names(self.table.now)), self._now)
        found = SQL("(({new}) EXCEPT {now}) UNION ALL ({now} EXCEPT ({new})) LIMIT 1")
        return bool(_rows(conn, found.format(new=self._newest(), now=now)))

    def last_id(self, conn: Conn) -> int:
        """The number of the newest key."""
        found = _rows(conn, SQL("SELECT coalesce(max(id), 0) FROM {}").format(self.keys))
        return int(found[0][0])

    def find(self, conn: Conn, keys: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """(id, key…, columns…) of these keys as they stand; unknown and gone ones are left out."""
        wanted = SQL("unnest({}) AS w ({})").format(
            SQL(", ").join(SQL("%s::") + SQL(c.kind) + SQL("[]") for c in self.table.key),
            listed(names(self.table.key)),
        )
        joined = SQL("{} JOIN {} k USING ({})").format(
            wanted, self.keys, listed(names(self.table.key))
        )
        columns = [list(column) for column in zip(*keys, strict=True)]
        return _rows(conn, self._standing(joined, SQL("true")), columns)

    def matching(self, conn: Conn, where: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """(id, key…, columns…) of the rows that stand here with these values."""
        source = SQL("{} k").format(self.keys)
        condition = SQL("k.id IN ({}) AND {}").format(self._ever(where), equal(where))
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

    def stand(self, conn: Conn, rows: Iterable[tuple[Any, ...]]) -> None:
        """How the keys of these rows (id, position, columns…, in order) stand from now on."""
        if not self.table.now:
            return
        newest = {row[0]: row for row in rows}
        columns = ("id", "position", *names(self.table.columns))
        at = [columns.index(column.name) for column in self.table.now]
        conn.execute(SQL("DELETE FROM {} WHERE id = ANY(%s)").format(self._now), ([*newest],))
        now = ((number, *(row[n] for n in at)) for number, row in newest.items())
        _copy(conn, self._now, (_ID, *self.table.now), now)

    def text(self, conn: Conn, upto: int) -> Iterator[bytes]:
        """All rows up to a position in the order of their keys, as text: for a digest."""
        query = SQL(
            "COPY (SELECT {key}, r.position, {columns} FROM {rows} r JOIN {keys} k USING (id) "
            "WHERE r.position <= {upto} ORDER BY r.id, r.position) TO STDOUT"
        ).format(
            key=listed(names(self.table.key)),
            columns=listed(names(self._columns)),
            rows=self.rows,
            keys=self.keys,
            upto=upto,
        )
        with conn.cursor() as curs, curs.copy(query) as chunks:
            yield from map(bytes, chunks)

    def as_of(self, asked: Sequence[Asked]) -> Composed:
        """A query of (key…, columns…, id, position): each row as it stood at `%(as_of)s`.

        `asked`: what will be asked of the rows. Where an index begins with a column that is asked
        for, only rows are looked at that ever were so; of an index of what stands now, those that
        are so now, or have changed since that position. So is what changed after a position.
        """
        narrowed: list[Composable] = []
        for columns, _, now in self.table.indexes:
            conditions = [one.condition for one in asked if {*one.columns} <= {*columns}]
            if not any(one.columns == columns[:1] for one in asked) or (columns[1:] and not now):
                continue
            query = SQL("SELECT id FROM {} WHERE {}").format(
                self._now if now else self.rows, SQL(" AND ").join(conditions)
            )
            if now:
                query += SQL(" UNION SELECT id FROM {} WHERE position > %(as_of)s").format(
                    self.rows
                )
            narrowed.append(SQL("k.id IN ({})").format(query))
        narrowed += [
            SQL("k.id IN (SELECT id FROM {} WHERE {})").format(self.rows, one.condition)
            for one in asked
            if one.columns == (_POSITION.name,) and self.table.now
        ]
        if self.sealed:
            narrowed.append(SQL("NOT v.gone").format())
        standing = SQL(" WHERE {}").format(SQL(" AND ").join(narrowed)) if narrowed else SQL("")
        return SQL(
            "SELECT {key}, {columns}, k.id, v.position FROM {keys} k CROSS JOIN LATERAL "
            "(SELECT * FROM {rows} r WHERE r.id = k.id AND r.position <= %(as_of)s "
            "ORDER BY r.position DESC LIMIT 1) v{standing}"
        ).format(
            key=listed(names(self.table.key)),
            columns=listed(names(self.table.columns)),
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
            key=listed(names(self.table.key)),
            columns=listed(names(self.table.columns)),
            source=source,
            rows=self.rows,
            condition=condition,
            standing=SQL(" AND NOT v.gone" if self.sealed else ""),
        )

    def _ever(self, where: Mapping[str, Any]) -> Composed:
        return SQL("SELECT id FROM {} JOIN {} USING (id) WHERE {}").format(
            self.rows, self.keys, equal(where)
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
    query = SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)").format(table, listed(names(columns)))
    with conn.cursor() as curs, curs.copy(query) as copy:
        copy.set_types([column.kind for column in columns])
        for row in rows:
            copy.write_row(row)

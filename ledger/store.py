"""Append and read: the recorder of `eventsourcing`, with our dense positions and our one lock.

Everything that one group of commands leaves behind is written in one transaction, or not at all.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from time import monotonic
from typing import Any, Self

from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from psycopg import Connection, Cursor, OperationalError
from psycopg.conninfo import conninfo_to_dict
from psycopg.errors import LockNotAvailable
from psycopg.rows import tuple_row
from psycopg.sql import SQL, Identifier

from ledger.append import (
    Append,
    StoredReceipt,
    Tail,
    read_numbers,
    read_receipts,
    read_tail,
)
from ledger.ends import End, read_ends
from ledger.liveness import check
from ledger.stored_forms import read_at, read_stream, read_streams

_APPEND_LOCK = 0x7A68616E67  # "zhang": one appender at a time, whoever else has the database open
_KNOWN = {"dbname", "host", "port", "user", "password"}
_KEPT_UP = {
    "keepalives": 1,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}
"""Of a connection that says nothing for long: nobody between here and there takes it for dead, and
we hear within a minute that the server is (libpq's names; seconds, the last milliseconds)."""
_KEPT_UP_THERE = (
    "SET idle_session_timeout = 0; SET tcp_user_timeout = '60s'; SET tcp_keepalives_idle = '30s'; "
    "SET tcp_keepalives_interval = '10s'; SET tcp_keepalives_count = 3"
)
"""The same of the server, by settings of this session: it does not end it for its silence, and
hears within a minute that we are dead, not after the hours of its machine (PostgreSQL's names)."""


def datastore(dsn: str, schema: str = "ledger", pool: int = 16) -> PostgresDatastore:
    """The library's datastore over a libpq conninfo string, with text stream ids."""
    options = conninfo_to_dict(dsn)
    made = PostgresDatastore(
        dbname=str(options.get("dbname", "")),
        host=str(options.get("host", "")),
        port=str(options.get("port", "5432")),
        user=str(options.get("user", "")),
        password=str(options.get("password", "")),
        schema=schema,
        originator_id_type="text",
        pool_size=1,
        max_overflow=pool - 1,
        pre_ping=True,
    )
    made.pool.reconnect_timeout = made.pool.timeout  # an outage is told, not waited for
    made.pool._check = partial(check, made.pool)  # the library offers a yes or no only
    assert isinstance(made.pool.kwargs, dict)
    made.pool.kwargs.update({k: v for k, v in options.items() if k not in _KNOWN})
    return made


class Occupied(Exception):
    """Somebody else is inside with a name (`name`), and was for as long as we wait."""

    def __init__(self, name: str) -> None:
        super().__init__(f"somebody else is inside with {name}")
        self.name = name


class Lost(Exception):
    """What kept others out ended before we did: somebody else may be inside."""


class Store(PostgresApplicationRecorder):
    """The recorder of the log. Its only write is `Append.write`, inside `append()`."""

    def __init__(self, datastore: PostgresDatastore) -> None:
        if datastore.enable_db_functions:
            raise ValueError("enable_db_functions takes no lock: followers would miss events")
        super().__init__(datastore, events_table_name="stored_events")
        self.sql_create_statements.remove(self.sql_create_pg_function_insert_events)
        self.lock_table_statements = [SQL(f"SELECT pg_advisory_xact_lock({_APPEND_LOCK})")]
        self.insert_rows_statement = SQL(
            "INSERT INTO {schema}.{table} "
            "(originator_id, originator_version, topic, state, notification_id) "
            "SELECT * FROM unnest(%b::text[], %b::bigint[], %b::text[], %b::bytea[], %b::bigint[])"
        ).format(schema=Identifier(self.datastore.schema), table=Identifier(self.events_table_name))

    def insert_events(self, *_: Sequence[StoredEvent], **__: Any) -> Sequence[int]:
        """Closed: events enter through the Book alone."""
        raise PermissionError("events enter through the Book, not through the recorder")

    @contextmanager
    def append(self) -> Iterator[Append]:
        """One append transaction under the lock; commits on leaving, rolls back on any error."""
        with self.datastore.get_connection() as conn, conn.transaction():
            with conn.cursor() as curs:
                curs.execute(SQL("SET LOCAL synchronous_commit = on"))
                self._lock_table(curs)
            yield Append(conn, self.insert_rows_statement, self.channel_name)

    @contextmanager
    def alone(self, names: Iterable[str], *, within: float) -> Iterator[Callable[[], None]]:
        """While inside, nobody else is inside with one of these names, on whatever machine: they
        wait, and so do we, for so many seconds in all; then `Occupied`. Who dies inside lets go of
        them, within a minute where the whole machine does: they end with the connection, which is
        none of the pool's, for who waits would keep it from who is inside. Where it ends before
        that, what this yields raises `Lost`: asked before each write, and at the end. A write that
        is under way by then may come in beside another's.
        """
        options = self.datastore.pool.kwargs
        assert isinstance(options, dict)
        ends = monotonic() + within
        with Connection.connect(**{**options, **_KEPT_UP}, autocommit=True) as conn:
            conn.execute(_KEPT_UP_THERE)
            for name in sorted({*names}):
                _take(conn, name, ends - monotonic())
            yield partial(_stands, conn)

    @contextmanager
    def reading(self) -> Iterator[Cursor[tuple[Any, ...]]]:
        """A cursor of plain tuples outside the append transaction."""
        with self.datastore.get_connection() as conn, conn.cursor(row_factory=tuple_row) as curs:
            yield curs

    def tail(self) -> Tail:
        """Where the log ends now."""
        with self.reading() as curs:
            return read_tail(curs)

    def numbers(self, streams: Sequence[tuple[str, str]]) -> dict[tuple[str, str], int]:
        """Stream numbers by (kind, code); streams that are not registered are left out."""
        with self.reading() as curs:
            return read_numbers(curs, streams)

    def receipts(self, ids: Sequence[str]) -> dict[str, StoredReceipt]:
        """Answers that command ids got; what was never answered is left out."""
        with self.reading() as curs:
            return read_receipts(curs, ids)

    def events(self, stream: int, after: int = 0) -> Iterator[tuple[int, bytes]]:
        """(position, stored form) of one stream, in order, from a sequence on."""
        with self.reading() as curs:
            yield from read_stream(curs, stream, after)

    def events_of(
        self, after: Mapping[int, int], until: int | None = None
    ) -> Iterator[tuple[int, bytes]]:
        """As `append.read_streams`."""
        with self.reading() as curs:
            yield from read_streams(curs, after, until)

    def positions_of(self, streams: Collection[int], until: int) -> list[int]:
        """Where the events of these streams stand, in order, up to a position; none is read."""
        with self.reading() as curs:
            rows = curs.execute(
                "SELECT notification_id FROM ledger.stored_events "
                "WHERE originator_id = ANY(%s) AND notification_id <= %s ORDER BY notification_id",
                ([str(stream) for stream in streams], until),
            )
            return [int(row[0]) for row in rows]

    def at(self, positions: Sequence[int]) -> dict[int, bytes]:
        """As `append.read_at`."""
        with self.reading() as curs:
            return read_at(curs, positions)

    def ends(self, until: int) -> Iterator[End]:
        """As `ends.read_ends`."""
        with self.reading() as curs:
            yield from read_ends(curs, until)

    def length(self, stream: int) -> int:
        """How many events a stream has."""
        with self.reading() as curs:
            row = curs.execute(
                "SELECT coalesce(max(originator_version), 0) FROM ledger.stored_events "
                "WHERE originator_id = %s",
                (str(stream),),
            ).fetchone()
            return int(row[0]) if row else 0

    def close(self) -> None:
        """Closes the connections."""
        self.datastore.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _take(conn: Connection[Any], name: str, within: float) -> None:
    """Takes a lock of this session. Raises Occupied where nobody lets go of it in time."""
    most_ms = max(1, round(within * 1000))  # none at all would be no bound
    conn.execute("SELECT set_config('lock_timeout', %s, false)", (f"{most_ms}ms",))
    try:
        conn.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", (name,))
    except LockNotAvailable:
        raise Occupied(name) from None


def _stands(conn: Connection[Any]) -> None:
    """Raises Lost where a connection has ended."""
    try:
        conn.execute("SELECT 1")
    except OperationalError:
        raise Lost("the connection that kept others out has ended") from None

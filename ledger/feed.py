"""Everything in commit order, from a position on, without holes; and where its readers stand."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from eventsourcing import persistence
from eventsourcing.persistence import Tracking as Tracked
from eventsourcing.postgres import PostgresTrackingRecorder
from psycopg import Connection, InterfaceError, OperationalError
from psycopg.errors import LockNotAvailable
from psycopg.rows import DictRow
from psycopg.sql import SQL

from domain.kernel import StreamId
from ledger.append import read_tail
from ledger.codec import read_body
from ledger.envelope import RawBody
from ledger.folding import event_of
from ledger.log import Log
from ledger.store import Store
from ledger.vault import Vault
from ledger.waker import Waker

COMMITTED = "stored_events"
"""The channel that rings when events were committed (the recorder's own)."""
PROJECTED = "projected"
"""The channel that rings when a reader has moved on."""

_KEPT = 100_000
_EVENTS = SQL(
    "SELECT notification_id, state FROM ledger.stored_events "
    "WHERE notification_id > %s ORDER BY notification_id LIMIT %s"
)
_STREAMS = SQL("SELECT number, kind, code FROM ledger.stream WHERE number = ANY(%s)")

_MOVE = SQL(
    "WITH standing AS (SELECT application_name FROM work.notification_tracking "
    "WHERE application_name = ANY(%s) AND notification_id = %s "
    "ORDER BY application_name FOR UPDATE), "
    "moved AS (UPDATE work.notification_tracking t SET notification_id = %s "
    "FROM standing s WHERE t.application_name = s.application_name RETURNING 1) "
    "SELECT count(*), set_config('synchronous_commit', 'off', true), pg_notify(%s, '') FROM moved"
)
"""In one statement, because readers move on with every commit; in one order, so that two who move
the same readers wait for each other and do not stand crosswise.
"""


_PATIENCE = SQL(
    "SELECT set_config('lock_timeout', '2s', true), "
    "set_config('idle_in_transaction_session_timeout', '60s', true)"
)
"""Somebody who stands still with a reader's row in hand stops the others only for so long."""


class Hole(RuntimeError):
    """Positions are dense; where one is missing, somebody deleted. The sentence says which."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One event as it was recorded. Its class is decoded when first asked for, and only once."""

    position: int
    stream: StreamId
    body: RawBody
    stored: bytes = field(repr=False)
    _decode: Callable[[RawBody], Any] = field(repr=False, compare=False)
    _event: Any = field(default=None, init=False, repr=False, compare=False)

    @property
    def event(self) -> Any:
        """The event in today's shape; sealed fields are None to a feed without vault."""
        if self._event is None:
            object.__setattr__(self, "_event", self._decode(self.body))
        return self._event

    @property
    def number(self) -> int:
        """The number of its stream."""
        return self.body.stream

    @property
    def sequence(self) -> int:
        """Its place in the stream, from 1."""
        return self.body.sequence

    @property
    def recorded_at(self) -> datetime:
        """When the ledger recorded it."""
        return self.body.recorded_at


class Feed:
    """The log, read forward. Any number of feeds, in any process; several threads may share one."""

    def __init__(self, log: Log, store: Store, waker: Waker, vault: Vault | None = None) -> None:
        """`store`: as a role that may read the ledger; `vault`: opens sealed fields, if given."""
        self._log = log
        self._store = store
        self._waker = waker
        self._vault = vault
        self._streams: dict[int, StreamId] = {}
        self._names: dict[int, tuple[str, ...]] = {}

    def read(self, after: int, limit: int) -> list[Recorded]:
        """The next events after a position, at most `limit`. Raises Hole."""
        rows = self._rows(after, limit)
        bodies = [read_body(state.partition(b"\n")[0]) for _, state in rows]
        streams = self._known({body.stream for body in bodies})
        return [
            Recorded(position, streams[body.stream], body, state, self._event)
            for (position, state), body in zip(rows, bodies, strict=True)
        ]

    def head(self) -> int:
        """The position of the newest event, 0 when there is none."""
        return self._store.tail().position

    def wait(self, after: int, timeout_s: float) -> int:
        """Waits for an event after this position, at most so long; returns the newest position."""
        return self._waker.wait(COMMITTED, self.head, after, timeout_s)

    def _rows(self, after: int, limit: int) -> list[tuple[int, bytes]]:
        with self._store.reading() as curs:
            rows = curs.execute(_EVENTS, (after, limit), binary=True).fetchall()
            if not rows and read_tail(curs).position > after:
                rows = curs.execute(_EVENTS, (after, limit), binary=True).fetchall()
                if not rows:
                    raise Hole(f"position {after + 1} is missing from the log")
        if rows and rows[-1][0] != after + len(rows):
            missing = next(n for n, row in enumerate(rows, after + 1) if row[0] != n)
            raise Hole(f"position {missing} is missing from the log")
        return rows

    def _known(self, numbers: set[int]) -> dict[int, StreamId]:
        if len(self._streams) > _KEPT:
            self._streams = {}
        known = self._streams
        if missing := [number for number in numbers if number not in known]:
            with self._store.reading() as curs:
                rows = curs.execute(_STREAMS, (missing,)).fetchall()
            known.update({number: StreamId(kind, code) for number, kind, code in rows})
        return known

    def _event(self, body: RawBody) -> Any:
        if self._vault is None or body.sealed is None:
            return self._log.codec.event(body)
        names = self._names.get(body.stream)
        if names is None:
            if len(self._names) > _KEPT:
                self._names = {}
            names = self._names[body.stream] = self._vault.names_of(body.stream)
        return event_of(self._log, self._vault, body, names)


_AWAY = (
    OperationalError,
    InterfaceError,
    persistence.OperationalError,
    persistence.InterfaceError,
)


def is_away(problem: Exception) -> bool:
    """Whether it is the database that is away, for any reader; not a lock that somebody holds.

    The library gives psycopg's errors names of its own.
    """
    cause = problem.__cause__ or problem
    return isinstance(problem, _AWAY) and not isinstance(cause, LockNotAvailable)


class Moved(RuntimeError):
    """A rival has moved this reader on: look again where it stands."""


class Tracking(PostgresTrackingRecorder):
    """Where readers stand, by name, in `work.notification_tracking`."""

    def begin(self, conn: Connection[DictRow], name: str) -> None:
        """Puts a new reader at the start, in the caller's transaction."""
        with conn.cursor() as curs:
            self._insert_tracking(curs, Tracked(name, 0))

    def enter(self, name: str) -> int:
        """Where a reader stands; one that was never heard of is put at the start."""
        with self.datastore.get_connection() as conn, conn.transaction():
            conn.execute(
                SQL(
                    "INSERT INTO work.notification_tracking (application_name, notification_id) "
                    "VALUES (%s, 0) ON CONFLICT DO NOTHING"
                ),
                (name,),
            )
        return self.max_tracking_id(name) or 0

    @contextmanager
    def advance(self, names: Sequence[str], after: int, to: int) -> Iterator[Connection[DictRow]]:
        """One transaction that moves readers on, and leaves what the caller writes in it.

        A rival waits at the first statement, and then finds that it lost. Raises Moved when one
        of them is not at `after`, psycopg's LockNotAvailable when a rival takes too long. What is
        written can be made again: no flush is waited for.
        """
        with self.datastore.get_connection() as conn, conn.transaction():
            conn.execute(_PATIENCE, prepare=True)
            moved = conn.execute(_MOVE, ([*names], after, to, PROJECTED), prepare=True).fetchone()
            if moved is None or moved["count"] != len(names):
                raise Moved(f"{', '.join(names)}: not all are at {after} any more")
            yield conn

"""Generations of a projection: which one is live, how one is made, compared, switched, dropped."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from psycopg.errors import LockNotAvailable
from psycopg.rows import tuple_row
from psycopg.sql import SQL

from ledger.feed import Tracking
from projections.projection import Projection
from projections.tables import Conn, drop, places

_DROP_WAIT_S = 2
_LOCK = "SELECT {}(hashtextextended('build ' || %s, 0))"
_WAITING = (
    "SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objsubid = 1 "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
    "AND classid::bigint << 32 | objid::bigint = hashtextextended('build ' || %s, 0)"
)
"""An advisory lock of one number stands there in halves, with 1 beside them."""

_STANDING = SQL(
    "SELECT g.projection, g.number, g.shape, t.notification_id FROM work.generation g "
    "LEFT JOIN work.notification_tracking t "
    "ON t.application_name = g.projection || '@' || g.number "
    "WHERE g.live"
)

_STANDING_OF = (
    "SELECT g.projection, g.shape, g.number, t.notification_id FROM work.generation g "
    "JOIN work.notification_tracking t ON t.application_name = g.projection || '@' || g.number "
    "WHERE g.live AND g.projection = ANY(%s)"
)

type Pause = Callable[[], object]
"""Called between tables; ends the work by raising."""


class NotLive(RuntimeError):
    """The generation was switched off, or dropped, under its follower."""


@dataclass(frozen=True, slots=True)
class Generation:
    """One building of a projection's tables, and the shape that it has."""

    projection: str
    number: int
    shape: str

    @property
    def reader(self) -> str:
        """The name under which its position is tracked."""
        return f"{self.projection}@{self.number}"


def live(conn: Conn, name: str) -> Generation | None:
    """The generation that readers read."""
    return next((found for found, is_live in _all(conn, name) if is_live), None)


def standing_of(conn: Conn, wanted: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """Number and position of the live generations of these projections, by name, where they have
    the shapes that are wanted of them (`wanted`: name and shape).
    """
    with conn.cursor(row_factory=tuple_row) as curs:
        rows = curs.execute(_STANDING_OF, (list(wanted),)).fetchall()
    return {
        name: (number, position) for name, shape, number, position in rows if wanted[name] == shape
    }


def check_live(conn: Conn, generations: Sequence[Generation]) -> None:
    """Raises NotLive unless readers read all of these."""
    with conn.cursor(row_factory=tuple_row) as curs:
        query = "SELECT projection, number FROM work.generation WHERE live"
        found: dict[str, int] = dict(curs.execute(query, prepare=True).fetchall())
    for one in generations:
        if found.get(one.projection) != one.number:
            raise NotLive(one.reader)


def _all(conn: Conn, name: str) -> list[tuple[Generation, bool]]:
    with conn.cursor(row_factory=tuple_row) as curs:
        rows = curs.execute(
            "SELECT number, shape, live FROM work.generation WHERE projection = %s ORDER BY number",
            (name,),
        )
        return [(Generation(name, number, shape), is_live) for number, shape, is_live in rows]


class Generations:
    """Makes and drops generations. Rights: the matcher's, who owns the tables."""

    def __init__(self, tracking: Tracking) -> None:
        self._tracking = tracking

    @contextmanager
    def _connected(self) -> Iterator[Conn]:
        with self._tracking.datastore.get_connection() as conn:
            yield conn

    def live(self, projection: Projection) -> Generation | None:
        """The generation that readers read, of whatever shape."""
        with self._connected() as conn:
            return live(conn, projection.name)

    def standing(self) -> dict[str, tuple[Generation, int | None]]:
        """By projection: the generation that readers read, of whatever shape, and its position;
        None where somebody took that away.
        """
        with self._connected() as conn, conn.cursor(row_factory=tuple_row) as curs:
            rows = curs.execute(_STANDING).fetchall()
        return {name: (Generation(name, number, shape), at) for name, number, shape, at in rows}

    @contextmanager
    def building(self, projection: Projection) -> Iterator[None]:
        """One builder a projection, in the whole world; another waits here for its turn.

        Ends with the connection, so a builder that dies holds up nobody.
        """
        lock = SQL(_LOCK)
        with self._connected() as conn:
            conn.execute(lock.format(SQL("pg_advisory_lock")), (projection.name,))
            try:
                yield
            finally:
                conn.execute(lock.format(SQL("pg_advisory_unlock")), (projection.name,))

    @contextmanager
    def idle(self, projection: Projection) -> Iterator[bool]:
        """The same without waiting: says whether nobody else was building."""
        lock = SQL(_LOCK)
        with self._connected() as conn, conn.cursor(row_factory=tuple_row) as curs:
            taken = lock.format(SQL("pg_try_advisory_lock"))
            row = curs.execute(taken, (projection.name,)).fetchone()
            ours = row == (True,)
            try:
                yield ours
            finally:
                if ours:
                    curs.execute(lock.format(SQL("pg_advisory_unlock")), (projection.name,))

    def wanted(self, projection: Projection) -> bool:
        """Whether a builder waits for its turn, so that who only compares should give way."""
        with self._connected() as conn, conn.cursor(row_factory=tuple_row) as curs:
            return curs.execute(_WAITING, (projection.name,)).fetchone() is not None

    def create(self, projection: Projection) -> Generation:
        """A new empty generation at position 0, without indexes. For a builder.

        Made before others are dropped, so that no number is ever used again.
        """
        with self._connected() as conn, conn.transaction():
            number = 1 + max((g.number for g, _ in _all(conn, projection.name)), default=0)
            made = Generation(projection.name, number, projection.shape)
            conn.execute(
                "INSERT INTO work.generation (projection, number, shape) VALUES (%s, %s, %s)",
                (made.projection, made.number, made.shape),
            )
            for table in places(projection, number).values():
                for place in table:
                    place.create(conn)
            self._tracking.begin(conn, made.reader)
        return made

    def index(self, projection: Projection, generation: Generation) -> None:
        """Makes the indexes of a generation."""
        with self._connected() as conn, conn.transaction():
            conn.execute("SET LOCAL maintenance_work_mem = '256MB'")
            for table in places(projection, generation.number).values():
                for place in table:
                    place.index(conn)

    def digest(
        self, projection: Projection, generation: Generation, upto: int, pause: Pause
    ) -> str:
        """SHA-256 over all rows up to a position, table by table, in the order of their keys."""
        found = hashlib.sha256()
        with self._connected() as conn, conn.transaction():
            conn.execute("SET LOCAL timezone = 'UTC'")
            conn.execute("SET LOCAL datestyle = 'ISO'")
            for name, table in places(projection, generation.number).items():
                for place in table:
                    found.update(f"{name} {place.sealed}\n".encode())
                    for chunk in place.text(conn, upto):
                        found.update(chunk)
                    pause()
        return found.hexdigest()

    def astray(self, projection: Projection, generation: Generation, pause: Pause) -> bool:
        """Whether how keys stand now is told otherwise than by their newest rows."""
        for table in places(projection, generation.number).values():
            for place in table:
                with self._connected() as conn:
                    if place.astray(conn):
                        return True
                pause()
        return False

    def switch(self, new: Generation) -> bool:
        """Makes a generation the live one, unless the live one is ahead of it; says whether."""
        with self._connected() as conn, conn.transaction():
            old = live(conn, new.projection)
            if old is not None and self._locked(conn, old) > self._locked(conn, new):
                return False
            for number, is_live in (old.number if old else None, False), (new.number, True):
                conn.execute(
                    "UPDATE work.generation SET live = %s WHERE projection = %s AND number = %s",
                    (is_live, new.projection, number),
                )
        return True

    def _locked(self, conn: Conn, generation: Generation) -> int:
        """Its position; its runners wait until this transaction ends."""
        with conn.cursor(row_factory=tuple_row) as curs:
            row = curs.execute(
                "SELECT notification_id FROM work.notification_tracking "
                "WHERE application_name = %s FOR UPDATE",
                (generation.reader,),
            ).fetchone()
        return int(row[0]) if row else 0

    def sweep(self, projection: Projection, keep: Generation) -> None:
        """Drops what is neither live nor to be kept: old ones, abandoned ones. For a builder.

        What somebody is still reading stays until the next sweep.
        """
        with self._connected() as conn:
            known = _all(conn, projection.name)
        for generation in (found for found, is_live in known if not is_live and found != keep):
            with self._connected() as conn, suppress(LockNotAvailable), conn.transaction():
                conn.execute(SQL("SET LOCAL lock_timeout = {}").format(_DROP_WAIT_S * 1000))
                _drop(conn, generation)


def _drop(conn: Conn, generation: Generation) -> None:
    """The position first: a runner still at work holds it, and finds no tables otherwise."""
    conn.execute(
        "DELETE FROM work.notification_tracking WHERE application_name = %s",
        (generation.reader,),
    )
    drop(conn, generation.projection, generation.number)
    conn.execute(
        "DELETE FROM work.generation WHERE projection = %s AND number = %s",
        (generation.projection, generation.number),
    )

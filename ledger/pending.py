"""The pending list: commands of the platform that were refused, until accepted or asked no more."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from eventsourcing.postgres import PostgresDatastore
from psycopg import Connection
from psycopg.rows import class_row

from ledger.errands import Answer, Errand, Key

_FIRST_PAUSE = timedelta(minutes=1)
_DOUBLINGS = 10
"""Pauses grow to 17 hours, then stay."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A command that waits. Why it was refused stands at `position`, for those who may read it.

    `position` 0: the refusal only counts in a summary, or the command could not be decided.
    """

    asker: str
    cause: int
    mark: str
    command: str
    attempt: int
    tries: int
    rule: str
    position: int
    first_tried: datetime
    last_tried: datetime
    next_try: datetime

    @property
    def key(self) -> Key:
        """The reason of the errand."""
        return self.asker, self.cause, self.mark


class PendingList:
    """`work.pending`. Only rules are kept there: a refusal's sentence may quote sealed facts."""

    def __init__(self, datastore: PostgresDatastore) -> None:
        """`datastore`: as the application's role."""
        self._datastore = datastore

    def rows(self, due: datetime | None = None) -> list[Pending]:
        """What waits, oldest first; with `due`, only what should be tried by then."""
        with (
            self._datastore.get_connection() as conn,
            conn.cursor(row_factory=class_row(Pending)) as curs,
        ):
            return curs.execute(
                "SELECT * FROM work.pending WHERE %(due)s::timestamptz IS NULL "
                "OR next_try <= %(due)s ORDER BY first_tried, asker, cause, mark",
                {"due": due},
            ).fetchall()

    def settle(self, told: Iterable[tuple[Errand, Answer]], now: datetime) -> None:
        """Keeps what was refused, strikes out what was accepted."""
        with self._datastore.get_connection() as conn, conn.transaction():
            self.write(conn, told, now)

    def write(
        self, conn: Connection[Any], told: Iterable[tuple[Errand, Answer]], now: datetime
    ) -> None:
        """The same in the caller's transaction."""
        for errand, answer in told:
            if answer.rule is None:
                conn.execute(_STRIKE, errand.key)
                continue
            row = conn.execute(
                _KEEP,
                {
                    **dict(zip(("asker", "cause", "mark"), errand.key, strict=True)),
                    "command": errand.wanted.NAME,
                    "attempt": answer.attempt,
                    "rule": answer.rule,
                    "position": answer.position,
                    "now": now,
                    "pause": _FIRST_PAUSE,
                    "doublings": _DOUBLINGS,
                },
            ).fetchone()
            if row and row["tries"] == 1:
                logging.getLogger(__name__).warning(
                    "%s (%s, %s): %s refused by %s; it waits on the pending list",
                    *errand.key,
                    errand.wanted.NAME,
                    answer.rule,
                )

    def strike(self, rows: Iterable[Pending]) -> None:
        """Strikes out what is asked for no more."""
        with self._datastore.get_connection() as conn, conn.transaction():
            for row in rows:
                conn.execute(_STRIKE, row.key)


_STRIKE = "DELETE FROM work.pending WHERE (asker, cause, mark) = (%s, %s, %s)"
_KEEP = (
    "INSERT INTO work.pending AS p (asker, cause, mark, command, attempt, tries, rule, position, "
    "first_tried, last_tried, next_try) VALUES (%(asker)s, %(cause)s, %(mark)s, %(command)s, "
    "%(attempt)s, 1, %(rule)s, %(position)s, %(now)s, %(now)s, %(now)s + %(pause)s) "
    "ON CONFLICT (asker, cause, mark) DO UPDATE SET attempt = EXCLUDED.attempt, "
    "tries = p.tries + 1, rule = EXCLUDED.rule, position = EXCLUDED.position, "
    "last_tried = EXCLUDED.last_tried, "
    "next_try = EXCLUDED.last_tried + %(pause)s * (2 ^ least(p.tries, %(doublings)s)) "
    "RETURNING tries"
)

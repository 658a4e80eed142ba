"""Where a blow falls. Armed in a child process alone, by wrapping; what is shipped has no hooks."""

import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import psycopg

from api.embedded.process import postmaster
from api.home import Home
from ledger.blobs import Blobs
from ledger.committed import Committed
from ledger.store import Append

BEFORE_COMMIT = "before-commit"
AT_COMMIT = "at-commit"
AFTER_COMMIT = "after-commit"
FILE_STORED = "file-being-stored"
BETWEEN = "between-import-and-match"
POINTS = (BEFORE_COMMIT, AT_COMMIT, AFTER_COMMIT, FILE_STORED, BETWEEN)

CLIENT, BACKEND, DATABASE = "client", "backend", "database"
VICTIMS = (CLIENT, BACKEND, DATABASE)
"""The process that asks; the server process behind its connection; the whole server."""


@dataclass(frozen=True)
class Blow:
    """`kill -9` of the victim when the point is passed for the n-th time, at once or a bit later.

    Later is what reaches into a COMMIT that is on its way, and into the storing of a file.
    """

    point: str
    victim: str
    nth: int
    after_us: int = 0


class Striker:
    """Counts how often each point is passed, and strikes once."""

    def __init__(self, home: Home, blow: Blow | None) -> None:
        self.passed: Counter[str] = Counter()
        self.struck = False
        self._data = home.root / "postgres" / "data"
        self._blow = blow
        self._backend = os.getpid()  # until a connection was seen: never 0, that is a whole group

    def arm(self) -> None:
        """Wraps the points, in this process."""
        Append.write = self._around(Append.write, after=self._written)  # type: ignore[method-assign]
        Committed.settle = self._around(  # type: ignore[method-assign]
            Committed.settle, before=lambda *_: self.passing(AFTER_COMMIT)
        )
        Blobs.put = self._around(  # type: ignore[method-assign]
            Blobs.put, before=lambda *_: self.passing(FILE_STORED)
        )
        psycopg.Connection.transaction = self._transaction(  # type: ignore[method-assign]
            psycopg.Connection.transaction
        )

    def passing(self, point: str) -> None:
        """Called at a point; may not return."""
        self.passed[point] += 1
        blow = self._blow
        if blow is None or (blow.point, blow.nth) != (point, self.passed[point]):
            return
        pid = {CLIENT: os.getpid(), BACKEND: self._backend, DATABASE: postmaster(self._data)}
        self.struck = True
        if blow.after_us:
            args = (blow.after_us, pid[blow.victim])
            threading.Thread(target=_strike_later, args=args, daemon=True).start()
        else:
            os.kill(pid[blow.victim], signal.SIGKILL)

    def _written(self, append: Any, *_: object) -> None:
        self._backend = append._conn.info.backend_pid
        self.passing(BEFORE_COMMIT)
        append._conn.written = True

    def _around(
        self,
        wrapped: Any,
        *,
        before: Callable[..., None] = lambda *_: None,
        after: Callable[..., None] = lambda *_: None,
    ) -> Any:
        def around(*args: Any, **options: Any) -> Any:
            before(*args)
            result = wrapped(*args, **options)
            after(*args)
            return result

        return around

    def _transaction(self, wrapped: Any) -> Any:
        """COMMIT is what follows the body of a transaction in which the log was written."""

        @contextmanager
        def transaction(conn: Any, *args: Any, **options: Any) -> Iterator[Any]:
            with wrapped(conn, *args, **options) as inside:
                yield inside
                if getattr(conn, "written", False):
                    conn.written = False
                    self.passing(AT_COMMIT)

        return transaction


def _strike_later(microseconds: int, pid: int) -> None:
    time.sleep(microseconds / 1_000_000)
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)

"""Cuts connections around COMMIT: before it, while it is on its way, after it but unheard."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

import psycopg

from ledger.append import Append

BEFORE, DURING, UNHEARD = "before", "during", "unheard"
_WRAPPED = psycopg.Connection.transaction


class Cutter:
    """Draws for each append transaction whether its connection is cut, and when."""

    def __init__(self, owner: str, seed: int, share: float) -> None:
        self.cuts: Counter[str] = Counter()
        self._rng, self._share = Random(seed), share
        self._admin = psycopg.connect(owner, autocommit=True)
        self._cutting: list[threading.Thread] = []

    def install(self, monkeypatch: Any) -> None:
        """From now on, in this process."""
        monkeypatch.setattr(psycopg.Connection, "transaction", self._transaction())
        monkeypatch.setattr(Append, "write", _noted(Append.write))

    def close(self) -> None:
        for thread in self._cutting:
            thread.join()
        self._admin.close()

    def _transaction(self) -> Any:
        cutter = self

        @contextmanager
        def transaction(conn: Any, *args: Any, **options: Any) -> Iterator[Any]:
            how = None
            with _WRAPPED(conn, *args, **options) as inside:
                yield inside
                if getattr(conn, "wrote", False):
                    conn.wrote = False
                    how = cutter._drawn()
                    cutter._cut(how, conn.info.backend_pid)
            if how == UNHEARD:
                conn.close()
                raise psycopg.OperationalError("the connection was lost")

        return transaction

    def _drawn(self) -> str | None:
        how = self._rng.choice((BEFORE, DURING, UNHEARD))
        return how if self._rng.random() < self._share else None

    def _cut(self, how: str | None, backend: int) -> None:
        if how is not None:
            self.cuts[how] += 1
        if how == BEFORE:
            self._terminate(backend, 0)
        elif how == DURING:
            after_us = self._rng.randint(0, 1500)
            thread = threading.Thread(target=self._terminate, args=(backend, after_us))
            self._cutting.append(thread)
            thread.start()

    def _terminate(self, backend: int, after_us: int) -> None:
        time.sleep(after_us / 1_000_000)
        self._admin.execute("SELECT pg_terminate_backend(%s)", (backend,))


def _noted(write: Any) -> Any:
    def noted(append: Any, *rows: Any) -> None:
        write(append, *rows)
        append._conn.wrote = True

    return noted

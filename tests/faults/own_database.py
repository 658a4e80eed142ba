"""A database of a test's own, which may be killed and brought back."""

import os
import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from api.database import Databases
from api.embedded import Server, running
from api.embedded.process import postmaster
from ledger.migrate import ROLES, ensure_roles, migrate
from tests.kit.patience import until

_LOOK_S = 0.02


class OwnDatabase:
    """A server in a folder, with the ledger's tables. Killed, it comes back on its old port."""

    def __init__(self, place: Path, settings: Mapping[str, str] | None = None) -> None:
        self._place, self._settings, self._users = place, settings or {}, ExitStack()
        self.server: Server
        self.back()
        with psycopg.connect(self.server.superuser_dsn, autocommit=True) as owner:
            ensure_roles(owner, {role: role for role in ROLES})
            owner.execute("CREATE DATABASE ledger")
        with psycopg.connect(self.owner, autocommit=True) as owner:
            migrate(owner)

    @property
    def owner(self) -> str:
        """Conninfo string of the owner."""
        return make_conninfo(self.server.superuser_dsn, dbname="ledger")

    @property
    def databases(self) -> Databases:
        """Conninfo strings by role."""
        app, read, matcher = (self.server.dsn(role, role, "ledger") for role in ROLES)
        return Databases(self.owner, app, read, matcher)

    @property
    def data(self) -> Path:
        """The server's data."""
        return self._place / "data"

    @property
    def said(self) -> str:
        """The server's own log."""
        return (self._place / "postgres.log").read_text()

    def back(self) -> None:
        """Starts the server unless it runs. Raises DatabaseUnavailable."""
        self.server = self._users.enter_context(running(self._place, settings=self._settings))

    def ended(self) -> None:
        """Returns once a server that ends by itself is gone, and with it what it still wrote.

        One whose last record still had room, so that it came up again, is killed.
        """
        until(lambda: postmaster(self.data) is None or self._lets_in())
        if postmaster(self.data) is not None:
            self.kill()
        until(lambda: postmaster(self.data) is None and not self._lets_in())

    def kill(self) -> None:
        """`kill -9` of the server; returns when nobody is let in any more."""
        pid = postmaster(self.data)
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        until(lambda: not self._lets_in())

    @contextmanager
    def restarted(self) -> Iterator[list[int]]:
        """While the body runs, a killed server is brought back at once; how often, is told."""
        back: list[int] = []
        over = threading.Event()

        def look() -> None:
            if postmaster(self.data) is None:
                until(lambda: not self._lets_in())
                self.back()
                back.append(1)

        def watch() -> None:
            while not over.wait(_LOOK_S):
                look()

        watching = threading.Thread(target=watch)
        watching.start()
        try:
            yield back
        finally:
            over.set()
            watching.join()
            look()

    def _lets_in(self) -> bool:
        try:
            psycopg.connect(self.server.superuser_dsn, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def close(self) -> None:
        """Lets go of the server, which then ends."""
        self._users.close()

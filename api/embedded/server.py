"""A database for as long as somebody uses it: the first user starts it, the last one stops it.

Every user holds a shared lock on the home's file `users`, whose text says what happens once nobody
holds it any more. A keeper process looks for that moment, in place of users who were killed.
"""

import fcntl
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from api.embedded.account import Account, DatabaseUnavailable
from api.embedded.process import HOST, halt, postmaster, serving_port, start
from api.locking import alone

STOP, KEEP, REMOVE = b"stop  ", b"keep  ", b"remove"
NO_SETTINGS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Server:
    """A running PostgreSQL 18, reached on this machine alone and with a password alone."""

    home: Path
    port: int
    password: str = field(repr=False)

    @property
    def superuser_dsn(self) -> str:
        """Connection string (libpq) of user `postgres` to database `postgres`."""
        return self.dsn("postgres", self.password, "postgres")

    def dsn(self, user: str, password: str, dbname: str = "zhangben") -> str:
        """Connection string (libpq) of a user; user and database are the caller's to create."""
        parts = {"host": HOST, "port": self.port, "user": user, "password": password}
        return " ".join(f"{key}={_quoted(str(value))}" for key, value in parts.items()) + (
            f" dbname={_quoted(dbname)}"
        )

    @property
    def pid(self) -> int | None:
        """The server process, found by name and folder; None when it has ended."""
        return postmaster(self.home / "data")

    def stop(self) -> None:
        """Ends the server for all its users, kept or not."""
        with alone(self.home):
            halt(self.home / "data")


@contextmanager
def running(
    directory: Path, *, keep_running: bool = False, settings: Mapping[str, str] = NO_SETTINGS
) -> Iterator[Server]:
    """The server on this folder, made and started if need be, else joined as it runs.

    `settings` are PostgreSQL's, for a server that this call starts. It ends with its last user,
    also one that is killed, unless one of them asked `keep_running`. DatabaseUnavailable says why
    there is none.
    """
    with _used(directory.resolve(), KEEP if keep_running else STOP, settings) as server:
        yield server


@contextmanager
def ephemeral(*, settings: Mapping[str, str] = NO_SETTINGS) -> Iterator[Server]:
    """A fresh server in a temporary folder; both are gone afterwards, also if we are killed."""
    home = Path(tempfile.mkdtemp(prefix="zhangben-")).resolve()
    home.chmod(0o711)  # whoever runs the server must get to the data, which stays closed
    with _used(home, REMOVE, settings) as server:
        yield server


@contextmanager
def _used(home: Path, afterwards: bytes, settings: Mapping[str, str]) -> Iterator[Server]:
    try:
        home.mkdir(parents=True, exist_ok=True)
        users = os.open(home / "users", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as refusal:
        raise DatabaseUnavailable(f"{home} cannot hold a database: {refusal}") from refusal
    try:
        fcntl.flock(users, fcntl.LOCK_SH)
        with alone(home):
            port = serving_port(home / "data") if (home / "data").exists() else None
            if port is None or afterwards == KEEP:
                os.pwrite(users, afterwards, 0)
            if port is None:
                _keep_watch(home)
                port = start(home, settings)
            password = (home / "data" / "password").read_text("ascii")
        yield Server(home, port, password)
    finally:
        os.close(users)
        retire(home)


def retire(home: Path) -> bool:
    """Ends a server that nobody uses, unless it is kept; False while somebody uses it."""
    try:
        with alone(home):
            users = os.open(home / "users", os.O_RDWR)
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                wish = os.pread(users, len(STOP), 0)
                if wish != KEEP:
                    halt(home / "data")
                if wish == REMOVE:
                    shutil.rmtree(home)
            finally:
                os.close(users)
    except BlockingIOError:
        return False
    except FileNotFoundError:
        return True  # removed by whoever was quicker
    return True


def _keep_watch(home: Path) -> None:
    """Starts the keeper, in a session of its own so that what ends us does not end it."""
    root = Path(__file__).parents[2]
    keeper = (sys.executable, "-S", "-P", "-m", "api.embedded.keeper", home)
    Account().run(
        *("/bin/sh", "-c", 'PYTHONPATH="$0" "$@" >/dev/null 2>&1 &', root, *keeper),
        start_new_session=True,
        check=True,
    )


def _quoted(value: str) -> str:
    """As libpq reads it: in single quotes, with quotes and backslashes escaped."""
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"

"""The database of an installation: found or started, known to be its own, migrated."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from api.embedded import Server, running
from api.home import Home, HomeProblem
from ledger.codec import read_body
from ledger.envelope import part
from ledger.migrate import ensure_roles, migrate
from ledger.trust import Trust

DATABASE = "zhangben"


@dataclass(frozen=True, slots=True)
class Databases:
    """Conninfo strings by role."""

    owner: str
    app: str
    read: str
    matcher: str


@contextmanager
def databases(home: Home) -> Iterator[Databases]:
    """The installation's database, migrated: the embedded one, or ZHANGBEN_DSN's (its owner)."""
    with ExitStack() as stack:
        owner = os.environ.get("ZHANGBEN_DSN", "")
        if not owner:
            server = stack.enter_context(running(home.root / "postgres"))
            _ensure_database(server)
            owner = make_conninfo(server.superuser_dsn, dbname=DATABASE)
        passwords = home.passwords()
        with psycopg.connect(owner, autocommit=True) as connection:
            _refuse_another_log(home, connection)
            ensure_roles(connection, passwords)
            migrate(connection)
        dsn = {
            role.removeprefix("zhangben_"): make_conninfo(owner, user=role, password=password)
            for role, password in passwords.items()
        }
        yield Databases(owner, dsn["app"], dsn["read"], dsn["matcher"])


def _ensure_database(server: Server) -> None:
    with psycopg.connect(server.superuser_dsn, autocommit=True) as admin:
        known = "SELECT 1 FROM pg_database WHERE datname = %s"
        if not admin.execute(known, (DATABASE,)).fetchone():
            admin.execute(f"CREATE DATABASE {DATABASE}")


def _refuse_another_log(home: Home, owner: psycopg.Connection[Any]) -> None:
    """Before anything is touched, roles included: events signed by other keys are another's."""
    if owner.execute("SELECT to_regclass('ledger.stored_events')").fetchone() == (None,):
        return
    first = "SELECT state FROM ledger.stored_events WHERE notification_id = 1"
    row = owner.execute(first).fetchone()
    if row is None:
        return
    body, signature = part(bytes(row[0]))
    origin = read_body(body).origin
    if (origin, signature.key) != (home.origin, Trust.load(home.trust).ledger_key_id):
        raise HomeProblem(
            f"the database holds the log {origin!r}, signed by another key than that of "
            f"{home.root}; an empty database, or that log's own folder, would be right"
        )

"""A fresh migrated database for tests that share one: of a module, or several at once."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg.conninfo import make_conninfo

from api.embedded import Server
from api.wiring import Databases
from ledger.migrate import ROLES

_NUMBERS = itertools.count()


@contextmanager
def fresh(server: Server) -> Iterator[Databases]:
    """A copy of the server's template, dropped afterwards."""
    name = f"shared_{next(_NUMBERS)}"
    with psycopg.connect(server.superuser_dsn, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE template_ledger")
    app, read, matcher = (server.dsn(role, role, name) for role in ROLES)
    yield Databases(make_conninfo(server.superuser_dsn, dbname=name), app, read, matcher)
    with psycopg.connect(server.superuser_dsn, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")

"""A fresh migrated database for tests that share one: those of a file, or several at once."""

import itertools

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from api.embedded import Server
from api.wiring import Databases
from ledger.migrate import ROLES

_NUMBERS = itertools.count()


def fresh(server: Server) -> Databases:
    """A copy of the server's template; it goes when the server goes."""
    return _copied(server, "template_ledger")


def copy_of(server: Server, databases: Databases) -> Databases:
    """A copy of a database that nobody has open."""
    return _copied(server, str(conninfo_to_dict(databases.owner)["dbname"]))


def _copied(server: Server, template: str) -> Databases:
    name = f"shared_{next(_NUMBERS)}"
    with psycopg.connect(server.superuser_dsn, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    app, read, matcher = (server.dsn(role, role, name) for role in ROLES)
    return Databases(make_conninfo(server.superuser_dsn, dbname=name), app, read, matcher)

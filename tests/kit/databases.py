"""A fresh migrated database for tests that share one: those of a file, or several at once."""

import itertools

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from api.database import Databases
from api.embedded import Server
from ledger.migrate import ROLES, ensure_roles, migrate

TEMPLATE = "template_ledger"
_NUMBERS = itertools.count()


def prepare(server: Server) -> None:
    """The roles, and the template that fresh databases are copies of."""
    with psycopg.connect(server.superuser_dsn, autocommit=True) as owner:
        ensure_roles(owner, {role: role for role in ROLES})
        owner.execute(f"CREATE DATABASE {TEMPLATE}")
    of_template = make_conninfo(server.superuser_dsn, dbname=TEMPLATE)
    with psycopg.connect(of_template, autocommit=True) as owner:
        migrate(owner)


def fresh(server: Server) -> Databases:
    """A copy of the server's template; it goes when the server goes."""
    return _copied(server, TEMPLATE)


def copy_of(server: Server, databases: Databases) -> Databases:
    """A copy of a database that nobody has open."""
    return _copied(server, str(conninfo_to_dict(databases.owner)["dbname"]))


def _copied(server: Server, template: str) -> Databases:
    name = f"shared_{next(_NUMBERS)}"
    with psycopg.connect(server.superuser_dsn, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    app, read, matcher = (server.dsn(role, role, name) for role in ROLES)
    return Databases(make_conninfo(server.superuser_dsn, dbname=name), app, read, matcher)

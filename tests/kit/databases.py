"""A fresh migrated database for tests that share one: those of a file, or several at once."""

import itertools
import secrets
from contextlib import closing

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.sql import SQL, Literal

from api.database import Databases
from api.embedded import Server
from api.readers import readers
from domain.register import CHARTER
from ledger.log import log_of
from ledger.migrate import ROLES, ensure_roles, migrate
from ledger.signing import new_key
from ledger.vault import Vault

TEMPLATE = "template_ledger"
_NUMBERS = itertools.count()


def prepare(server: Server) -> None:
    """The roles, and the template that fresh databases are copies of: migrated, with the tables of
    today's projections built of nothing, as they are in every installation from the first event on.
    """
    with psycopg.connect(server.superuser_dsn, autocommit=True) as owner:
        ensure_roles(owner, {role: role for role in ROLES})
        # The superuser's, too, is worked out as often as this server's settings say.
        owner.execute(SQL("ALTER ROLE postgres PASSWORD {}").format(Literal(server.password)))
    _migrate(server, TEMPLATE)
    log = log_of("template", CHARTER, new_key("ed25519"))
    _, read, matcher = (server.dsn(role, role, TEMPLATE) for role in ROLES)
    vault = Vault(matcher, secrets.token_bytes(32))
    with closing(vault), readers(log, vault, read=read, matcher=matcher) as made:
        made.runner.prepare()


def migrated(server: Server) -> Databases:
    """As it is before the first event, no projection ever built; it goes when the server goes."""
    name = f"shared_{next(_NUMBERS)}"
    _migrate(server, name)
    return _databases(server, name)


def _migrate(server: Server, name: str) -> None:
    with psycopg.connect(server.superuser_dsn, autocommit=True) as owner:
        owner.execute(f"CREATE DATABASE {name}")
    with psycopg.connect(
        make_conninfo(server.superuser_dsn, dbname=name), autocommit=True
    ) as owner:
        migrate(owner)


def copied(name: str, template: str = TEMPLATE) -> str:
    """How a database is made of another that nobody has open: file by file, which is not kept in
    the server's own log first, and costs half."""
    return f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY"


def fresh(server: Server) -> Databases:
    """A copy of the server's template; it goes when the server goes."""
    return _copied(server, TEMPLATE)


def copy_of(server: Server, databases: Databases) -> Databases:
    """A copy of a database that nobody has open."""
    return _copied(server, _name(databases))


def _name(databases: Databases) -> str:
    return str(conninfo_to_dict(databases.owner)["dbname"])


def drop(server: Server, databases: Databases) -> None:
    """Takes a database away, whoever still has it open."""
    with psycopg.connect(server.superuser_dsn, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE {_name(databases)} WITH (FORCE)")


def _copied(server: Server, template: str) -> Databases:
    name = f"shared_{next(_NUMBERS)}"
    with psycopg.connect(server.superuser_dsn, autocommit=True) as admin:
        admin.execute(copied(name, template))
    return _databases(server, name)


def _databases(server: Server, name: str) -> Databases:
    app, read, matcher = (server.dsn(role, role, name) for role in ROLES)
    return Databases(make_conninfo(server.superuser_dsn, dbname=name), app, read, matcher)

"""What the figures stand on: a PostgreSQL of our own, databases in it, a Book over a database."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import psycopg
from psycopg.conninfo import make_conninfo

from api.clock import system_clock
from api.database import Databases
from api.embedded import Server
from bench.world import WORLD, openings
from domain.governance.events import RoleAssigned
from domain.kernel import Command, Post
from ledger.asking import ask
from ledger.book import Book
from ledger.envelope import SignedCommand
from ledger.log import Log, log_of
from ledger.migrate import ROLES, ensure_roles, migrate
from ledger.opening import enrolled, open_log
from ledger.publishing import Publisher
from ledger.signing import Signer, new_key
from ledger.store import Store, datastore
from ledger.tree import Tree
from ledger.vault import Vault

_ORIGIN = "bench.zhangben.example/log"
_CLERK, _CENTRE = "clerk", "centre"
_MASTER = b"bench, not secret: 32 bytes long"


@dataclass(frozen=True, slots=True)
class Ledger:
    """An open log in a database of its own, and a clerk's key to ask with."""

    databases: Databases
    log: Log
    store: Store
    vault: Vault
    book: Book
    tree: Tree
    publisher: Publisher
    clerk: Signer
    checkpoints: Signer
    clock: Callable[[], datetime] = system_clock

    def signed(self, wanted: Command) -> SignedCommand:
        """The clerk's command."""
        not_after = self.clock() + timedelta(days=1)
        return ask(wanted, origin=_ORIGIN, signer=self.clerk, not_after=not_after)


def empty(server: Server, name: str) -> str:
    """A new database with nothing in it; the owner's conninfo."""
    with psycopg.connect(server.superuser_dsn, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
    return make_conninfo(server.superuser_dsn, dbname=name)


@contextmanager
def opened(server: Server, name: str) -> Iterator[Ledger]:
    """A ledger in a new database, its bank accounts opened."""
    owner = empty(server, name)
    with psycopg.connect(owner, autocommit=True) as conn:
        ensure_roles(conn, {role: role for role in ROLES})
        migrate(conn)
    app, read, matcher = (server.dsn(role, role, name) for role in ROLES)
    with ExitStack() as stack:
        store = stack.enter_context(Store(datastore(app)))
        vault = Vault(matcher, _MASTER)
        stack.callback(vault.close)
        clerk, checkpoints = new_key("ed25519"), new_key("ed25519")
        log = log_of(_ORIGIN, WORLD, new_key("ed25519"))
        book = stack.enter_context(Book(log, store, vault, system_clock))
        ledger = Ledger(
            databases=Databases(owner, app, read, matcher),
            log=log,
            store=store,
            vault=vault,
            book=book,
            tree=Tree(store),
            publisher=Publisher(book, store, _ORIGIN, checkpoints),
            clerk=clerk,
            checkpoints=checkpoints,
        )
        _found(ledger)
        yield ledger


def _found(ledger: Ledger) -> None:
    post = Post("C-CASH", _CENTRE)
    open_log(
        ledger.book,
        ledger.log,
        mode="demo",
        simulated_from=None,
        zone="Asia/Shanghai",
        checkpoint_key=ledger.checkpoints.public,
        keys=[enrolled(ledger.clerk, _CLERK, _CENTRE, custodial=False, proof="bench")],
        founding=[RoleAssigned(person=_CLERK, post=post, since=system_clock(), until=None)],
    )
    for wanted in openings():
        ledger.book.execute(ledger.signed(wanted))

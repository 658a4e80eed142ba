"""The only place that builds: keys, Book, readers, from one installation's folder."""

import hmac
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from api.acting import Acting, acting
from api.banks.accounts import unnumbered
from api.banks.unfinished import KnownFiles
from api.clock import SimulatedClock, system_clock
from api.database import Databases, databases
from api.found_at import FoundAt
from api.home import Home
from api.indexes import indexes
from api.readers import Readers, readers
from api.rereading import Rereading
from api.strays import Strays
from domain.governance.events import RoleAssigned
from domain.kernel import Charter, Command, Event, Post
from domain.register import CHARTER
from ledger.asking import ask
from ledger.blobs import Blobs
from ledger.book import Book
from ledger.joint import JointActs
from ledger.log import Log, log_of
from ledger.opening import enrolled, open_log
from ledger.publishing import Publisher
from ledger.reactor import Reactor
from ledger.replay import Replay
from ledger.store import Store, datastore
from ledger.tickets import Receipt, Refused
from ledger.tree import NotInLog, Tree
from ledger.vault import Vault

ZONE = "Asia/Shanghai"
CENTRE, PLATFORM = "centre", "platform"
FOUNDERS = (
    ("office", "OFFICE"),
    (PLATFORM, "PLATFORM"),
    ("matcher", "MATCHER"),
    ("bank", "BANK"),
)
"""Persons and machines that may act from the first event on, with their posts."""


@dataclass(frozen=True, slots=True)
class System:
    """One running installation."""

    home: Home
    databases: Databases
    clock: Callable[[], datetime]
    log: Log
    store: Store
    vault: Vault
    book: Book
    blobs: Blobs
    joint: JointActs
    tree: Tree
    publisher: Publisher
    readers: Readers
    rereading: Rereading
    strays: Strays
    acting: Acting
    known_files: KnownFiles = field(default_factory=KnownFiles)
    """What need not be read again of files that were banked: for all who import."""
    found: FoundAt = field(default_factory=FoundAt)
    """What was worked out at the head of the log, until it goes on."""

    @property
    def reactor(self) -> Reactor:
        """What follows by itself, and what of it waits."""
        return self.acting.reactor

    @property
    def replay(self) -> Replay:
        """States of streams, at any position."""
        return Replay(self.log, self.store, self.vault, self.book.memory)

    def law(self) -> Any:
        """The governance state in force, other processes' changes included."""
        law = self.log.charter.law
        held = self.book.memory.get(law)
        if held is None or self.store.length(held.number) != held.sequence:
            self.book.refresh()
            held = self.book.memory.get(law)
        assert held is not None
        return held.state

    def latest_checkpoint(self) -> str | None:
        """The newest signed checkpoint, None before the first."""
        try:
            return self.tree.checkpoint()
        except NotInLog:
            return None

    def ask(self, person: str, wanted: Command, **options: object) -> Receipt:
        """Signs custodially for a person of this installation, and asks. As `Book.execute`."""
        signed = ask(
            wanted,
            origin=self.log.origin,
            signer=self.home.custodial(person),
            not_after=self.clock() + timedelta(minutes=5),
            **options,  # type: ignore[arg-type]
        )
        return self.book.execute(signed)


@contextmanager
def opened(home: Home, charter: Charter = CHARTER) -> Iterator[System]:
    """An installation, running, with its database."""
    home.check()
    with databases(home) as dsn, assembled(home, dsn, charter) as system:
        yield system


@contextmanager
def assembled(home: Home, dsn: Databases, charter: Charter = CHARTER) -> Iterator[System]:
    """An installation on a migrated database; an empty log is opened with its founding keys.

    `charter`: what the log knows of; measurements add a stream of their own to it.
    """
    with ExitStack() as stack:
        store = stack.enter_context(Store(datastore(dsn.app)))
        vault = Vault(dsn.matcher, home.master())
        stack.callback(vault.close)
        log = log_of(home.origin, charter, home.signer("ledger"))
        clock = _clock(home, store)
        book = stack.enter_context(Book(log, store, vault, clock))
        blobs = Blobs(store, vault, lambda: book.ring().destroyed)
        reading = stack.enter_context(readers(log, vault, read=dsn.read, matcher=dsn.matcher))
        system = System(
            home=home,
            databases=dsn,
            clock=clock,
            log=log,
            store=store,
            vault=vault,
            book=book,
            blobs=blobs,
            joint=JointActs(log, store, blobs, book.ring_for, clock),
            tree=Tree(store),
            publisher=Publisher(book, store, log.origin, home.signer("checkpoint")),
            readers=reading,
            rereading=Rereading(Tree(store), log.origin, home.trust, clock),
            strays=Strays(reading),
            acting=stack.enter_context(
                acting(
                    log,
                    store,
                    vault,
                    book,
                    reading.waker,
                    clock,
                    app=dsn.app,
                    signer=lambda: home.custodial(PLATFORM),
                    secret=hmac.digest(home.master(), b"zhangben errands", "sha256"),
                    indexes=indexes(reading, Replay(log, store, vault, book.memory), charter.law),
                )
            ),
        )
        if store.tail().position == 0:
            _found(system)
        _number_accounts(system)
        yield system


def _clock(home: Home, store: Store) -> Callable[[], datetime]:
    if home.mode != "simulated" or home.starts is None:
        return system_clock
    starts = datetime.fromisoformat(home.starts)
    return SimulatedClock(max(starts, store.tail().recorded_at or starts))


def _found(system: System) -> None:
    home, clock = system.home, system.clock
    proof = "made with the installation; the platform holds this key"
    keys = [
        enrolled(home.custodial(person), person, CENTRE, custodial=True, proof=proof)
        for person, _ in FOUNDERS
    ]
    founding: list[Event] = [
        RoleAssigned(person=person, post=Post(role, CENTRE), since=clock(), until=None)
        for person, role in FOUNDERS
    ]
    open_log(
        system.book,
        system.log,
        mode=home.mode,
        simulated_from=clock() if home.mode == "simulated" else None,
        zone=ZONE,
        checkpoint_key=home.signer("checkpoint").public,
        keys=keys,
        founding=founding,
    )


def _number_accounts(system: System) -> None:
    """Says whose numbers are that were opened before numbers were said: before anybody is heard."""
    for asked in unnumbered(system.replay):
        try:
            system.ask(PLATFORM, asked)
        except Refused as refused:  # the platform lost its post: the office can still give it one
            told = "the number of %s is not kept: %s"
            logging.getLogger(__name__).warning(told, asked.account, refused)


def default_home() -> Home:
    """The folder named by ZHANGBEN_DATA, else `./data`."""
    return Home(Path(os.environ.get("ZHANGBEN_DATA", "data")).resolve())

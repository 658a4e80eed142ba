"""A running Book over the toy world of lamps: opened log, keys at hand, clock that stands."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from domain.kernel import Command
from ledger.asking import ask
from ledger.book import Book
from ledger.envelope import SignedCommand
from ledger.log import Log, log_of
from ledger.opening import enrolled, open_log
from ledger.signing import Signer, new_key
from ledger.store import Store, datastore
from ledger.tickets import Receipt
from ledger.vault import Vault
from tests.kit.lamp import HOUSE, Clock, RuleSet

MASTER = b"m" * 32


@dataclass
class House:
    """Everything a test asks with. `ann` may ask; `bob` is enrolled and holds no post."""

    log: Log
    book: Book
    store: Store
    vault: Vault
    clock: Clock
    ann: Signer
    bob: Signer
    checkpoints: Signer

    def signed(
        self, wanted: Command, signer: Signer | None = None, **options: Any
    ) -> SignedCommand:
        options.setdefault("not_after", self.clock() + timedelta(hours=1))
        return ask(wanted, origin=self.log.origin, signer=signer or self.ann, **options)

    def do(self, wanted: Command, signer: Signer | None = None, **options: Any) -> Receipt:
        return self.book.execute(self.signed(wanted, signer, **options))


@contextmanager
def rooms(database: Any, log: Log, clock: Any) -> Iterator[tuple[Book, Store, Vault]]:
    """A Book on a database, closed afterwards."""
    store, vault = Store(datastore(database.app)), Vault(database.matcher, MASTER)
    book = Book(log, store, vault, clock)
    try:
        yield book, store, vault
    finally:
        book.close()
        store.close()
        vault.close()


@contextmanager
def house(database: Any, origin: str = "house.example/log") -> Iterator[House]:
    """An opened log with two founding keys."""
    ledger_key, ann, bob, checkpoints = (new_key("ed25519") for _ in range(4))
    log, clock = log_of(origin, HOUSE, ledger_key), Clock()
    with rooms(database, log, clock) as (book, store, vault):
        open_log(
            book,
            log,
            mode="simulated",
            simulated_from=clock(),
            zone="Asia/Shanghai",
            checkpoint_key=checkpoints.public,
            keys=[
                enrolled(ann, "ann", "house", custodial=False, proof="known"),
                enrolled(bob, "bob", "house", custodial=True, proof="known"),
            ],
            founding=[RuleSet(person="ann", role="OFFICE")],
        )
        yield House(log, book, store, vault, clock, ann, bob, checkpoints)

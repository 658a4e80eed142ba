"""What the platform does by itself, for one installation: reactor, monitor, clockwork, beats."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from ledger.book import Book
from ledger.clockwork import Beats, Clockwork
from ledger.errands import Errands
from ledger.feed import Feed, Tracking
from ledger.log import Log
from ledger.monitor import Monitor
from ledger.pending import PendingList
from ledger.reactor import Index, Reactor
from ledger.signing import Signer
from ledger.store import Store, datastore
from ledger.vault import Vault
from ledger.waker import Waker

_CONNECTIONS = 12


@dataclass(frozen=True, slots=True)
class Acting:
    """The parts that jobs are made of (see api/jobs/register.py)."""

    feed: Feed
    reactor: Reactor
    monitor: Monitor
    clockwork: Clockwork
    beats: Beats


@contextmanager
def acting(
    log: Log,
    store: Store,
    vault: Vault,
    book: Book,
    waker: Waker,
    clock: Callable[[], datetime],
    *,
    app: str,
    signer: Callable[[], Signer],
    secret: bytes,
    indexes: Mapping[str, Index],
) -> Iterator[Acting]:
    """Puts the parts together. `app`: conninfo string of the application's role.

    `signer` gives the platform's key when it is first needed; `secret`: see Errands.
    """
    with datastore(app, schema="work", pool=_CONNECTIONS) as tracked:
        feed, pending = Feed(log, store, waker, vault), PendingList(tracked)
        errands = Errands(book, store, origin=log.origin, signer=signer, secret=secret, clock=clock)
        reactor = Reactor(
            log.charter.policies, feed, Tracking(tracked), errands, pending, clock, indexes
        )
        yield Acting(
            feed=feed,
            reactor=reactor,
            monitor=Monitor(feed, reactor, errands, pending, clock),
            clockwork=Clockwork(errands, pending, clock),
            beats=Beats(tracked),
        )

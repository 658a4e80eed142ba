"""The balances built anew from the whole log, beside reading the same feed and no more."""

from collections.abc import Iterator

from bench.figure import Figure, Goal
from bench.loading import Loaded
from bench.pairs import in_turn, rate
from bench.run import Run
from ledger.feed import COMMITTED, Feed
from ledger.store import Store, datastore
from ledger.waker import Waker

_BATCH = 5_000


def measure(run: Run) -> Iterator[Figure]:
    """Events a second; built beside the live one, indexed, compared row by row, switched over."""
    logs = run.large
    logs.built()
    events = logs.ledger.store.tail().position
    with run.shown("rebuild"):
        ours, beside = in_turn(
            lambda: rate(events, lambda: logs.readers.runner.rebuild("balances")),
            lambda: rate(events, lambda: _read(logs)),
            run.rounds,
        )
    yield Figure(
        name="rebuild",
        unit="events/s",
        ours=ours,
        baseline="reading the feed",
        beside=beside,
        goal=Goal("value", ">=", 60_000),
        notes={"events": events},
    )


def _read(logs: Loaded) -> None:
    dsn = logs.ledger.databases.matcher
    with Waker(dsn, (COMMITTED,)) as waker, Store(datastore(dsn)) as store:
        feed = Feed(logs.ledger.log, store, waker)
        position = 0
        while batch := feed.read(position, _BATCH):
            position = batch[-1].position

"""Where the log ends, by what the database keeps beside the events: its last commit, its receipts.

A checkpoint tells of an end that was cut off; what was committed after it is told here alone.
"""

from collections.abc import Iterator, Mapping

from ledger.merkle import Frontier
from ledger.store import Store
from ledger.verdict import TEXT_MAX

type Finding = tuple[str, int, Mapping[str, object]]
"""Kind, position, values: as a `Problem` takes them."""


class Ending:
    """What was promised before the events were read; more may be committed meanwhile."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._commit = store.tail().position
        with store.reading() as curs:
            row = curs.execute(
                "SELECT id, greatest(first, last) AS far FROM ledger.receipt "
                "ORDER BY far DESC LIMIT 1"
            ).fetchone()
        self._receipt: tuple[str, int] = row or ("", 0)

    def against(self, events: int, root: str) -> Iterator[Finding]:
        """What of it does not fit so many events with this root (hex)."""
        receipt, far = self._receipt
        if far > events:
            told = {"receipt": receipt[:TEXT_MAX], "last": far, "events": events}
            yield "columns.receipt", events + 1, told
        if self._commit > events:
            yield "columns.end", events + 1, {"last": self._commit, "events": events}
        elif events:
            yield from self._last(events, root)

    def _last(self, events: int, root: str) -> Iterator[Finding]:
        """Events and their commit are written as one: the last event is the last of a commit."""
        with self._store.reading() as curs:
            row = curs.execute(
                "SELECT position, frontier, root FROM ledger.commit WHERE position <= %s "
                "ORDER BY position DESC LIMIT 1",
                (events,),
            ).fetchone()
        last, frontier, kept = row or (0, b"", b"")
        if last != events:
            yield "columns.commit", last + 1, {"last": last, "events": events}
        elif {bytes(kept).hex(), _root(events, bytes(frontier))} != {root}:
            yield "columns.root", events, {"found": bytes(kept).hex(), "wanted": root}


def _root(size: int, frontier: bytes) -> str:
    """The root that the next commit would build on; empty when there is none to make of it."""
    try:
        return Frontier.from_bytes(size, frontier).root().hex()
    except ValueError:
        return ""

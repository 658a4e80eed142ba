"""One feed for many readers that follow together: what one of them read, the others take as it is.

Eight read models and more follow every commit. Each reading, parsing and opening every event for
itself cost more than what they make of it.
"""

from threading import Lock

from ledger.events import KeyDestroyed
from ledger.feed import Feed, Recorded

_KEPT = 2_000
"""Events remembered: so far apart may readers be that still share."""


class SharedFeed:
    """The newest events as they were read. Any thread may read; who is far behind reads alone."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._lock = Lock()
        self._kept: list[Recorded] = []
        """Without holes, oldest first."""

    def read(self, after: int, limit: int) -> list[Recorded]:
        """The next events after a position, at most `limit`; none only when there are none.

        Fewer than there are where what is remembered ends. Raises Hole.
        """
        with self._lock:  # whoever comes meanwhile waits, and then finds them here
            kept = self._kept
            if not kept or after >= kept[-1].position:
                return self._read_on(after, limit)
            if after >= kept[0].position - 1:
                begin = after + 1 - kept[0].position
                return kept[begin : begin + limit]
        return self._feed.read(after, limit)

    def _read_on(self, after: int, limit: int) -> list[Recorded]:
        batch = self._feed.read(after, limit)
        if batch:
            follows = self._kept and self._kept[-1].position == after
            names = enumerate((one.body.name for one in batch), 1)
            # What was opened with a key that is gone is not remembered.
            gone = max((n for n, name in names if name == KeyDestroyed.NAME), default=0)
            before = self._kept if follows and not gone else []
            self._kept = [*before, *batch[gone:]][-_KEPT:]
        return batch

"""Moves one generation along the feed: a batch of events, its rows and the position at once."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from ledger.feed import Feed, Moved, Recorded, Tracking
from ledger.shared_feed import SharedFeed
from projections.generations import Generation, NotLive
from projections.projection import Projection
from projections.tables import Conn
from projections.writer import Writer

BATCH = 1_000
_BULK_BATCH = 5_000
_BULK_ROWS = 1_000_000
"""More rows than this are not remembered: then the indexes are made, and rows looked up."""


class Follower:
    """One generation being written. Several at once do no harm: one wins each batch."""

    def __init__(
        self,
        feed: Feed | SharedFeed,
        tracking: Tracking,
        projection: Projection,
        generation: Generation,
        position: int | None = None,
    ) -> None:
        """`position`: where it stands, if that is known."""
        self.generation = generation
        self._feed = feed
        self._tracking = tracking
        self._writer = Writer(projection, generation.number)
        self._position = position

    @property
    def position(self) -> int:
        """How far it has come. After a mishap the database is asked. Raises NotLive."""
        if self._position is None:
            self._position = self._tracking.max_tracking_id(self.generation.reader)
            if self._position is None:
                raise NotLive(self.generation.reader)
        return self._position

    def step(self, limit: int = BATCH) -> bool:
        """Takes the next batch; False when there is nothing left to take."""
        batch = self._feed.read(self.position, limit)
        if batch:
            self._take(batch)
        return bool(batch)

    def run(self) -> int:
        """Takes everything that there is; returns the position."""
        while self.step():
            pass
        return self.position

    def bulk(self) -> None:
        """Takes what there is into tables without indexes, from position 0 on; one writer only.

        Stops early when there are more keys than can be remembered.
        """
        self._writer.knows_all = True
        for batch in self._ahead():
            self._take(batch)
            if self._writer.kept > _BULK_ROWS:
                break
        self._writer.knows_all = False

    def _ahead(self) -> Iterator[list[Recorded]]:
        """Batches to the head; the next one is read while this one is written."""
        with ThreadPoolExecutor(1, "read-ahead") as reader:
            batch = self._feed.read(self.position, _BULK_BATCH)
            while batch:
                coming = reader.submit(self._feed.read, batch[-1].position, _BULK_BATCH)
                yield batch
                batch = coming.result()

    def _take(self, batch: list[Recorded]) -> None:
        after, to = self.position, batch[-1].position
        self._position = None
        try:
            with self._tracking.advance([self.generation.reader], after, to) as conn:
                self.write(conn, batch)
        except BaseException as problem:
            self.forget()
            if not isinstance(problem, Moved) or self._writer.knows_all:
                raise
        else:
            self.came(to)

    def write(self, conn: Conn, batch: Sequence[Recorded]) -> None:
        """Its rows of a batch, in a transaction of the caller's that moves its position too."""
        self._writer.write(conn, batch)

    def came(self, to: int) -> None:
        """That transaction was committed."""
        self._position = to

    def forget(self) -> None:
        """It was not: what was written may be there or not."""
        self._writer.forget()

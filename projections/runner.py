"""Keeps the projections at the head of the log, and rebuilds them beside what readers read."""

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from ledger.feed import Feed, Tracking
from ledger.shared_feed import SharedFeed
from projections.follower import BATCH, Follower, NotLive
from projections.generations import Generation, Generations, live
from projections.projection import Projection
from projections.tables import Conn

_PATIENCE_S = 0.5
_MANY = 20
_BREATH_S = 0.1
"""After a step of so many events or more, so long is waited: while many write, each step takes a
transaction of its own, and few large ones cost far less than one a commit."""


class Superseded(RuntimeError):
    """Another program has built this projection in a shape that this one does not know."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild came to. `was` is what the generation before had at the same position.

    None: there was none of this shape. Another digest than `digest`: somebody changed rows.
    """

    generation: int
    position: int
    digest: str
    was: str | None

    @property
    def differs(self) -> bool:
        """Whether the rows that were served are not those that follow from the log."""
        return self.was is not None and self.was != self.digest


@dataclass(frozen=True, slots=True)
class Standing:
    """How a projection stands: its live generation, how far it is, what hinders it."""

    name: str
    generation: int
    position: int
    problem: str | None


class Runner:
    """Follows the feed with one thread a projection. Any number of runners may run at once."""

    def __init__(self, feed: Feed, tracking: Tracking, projections: Sequence[Projection]) -> None:
        """`tracking`: as the matcher's role; its pool has two connections a projection."""
        self._feed = feed
        self._shared = SharedFeed(feed)
        self._tracking = tracking
        self._projections = {projection.name: projection for projection in projections}
        self._generations = Generations(tracking)
        self._problems: dict[str, str] = {}
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []

    def prepare(self) -> None:
        """Builds what was never built, or has another shape than this program knows."""
        for projection in self._projections.values():
            if self._known(projection) is None:
                with self._generations.building(projection):
                    if self._known(projection) is None:
                        self._switch(projection, self._build(projection))

    def catch_up(self) -> int:
        """Brings all projections to the head, in this thread; returns the position reached."""
        self.prepare()
        return min(map(self._caught_up, self._projections.values()))

    def _caught_up(self, projection: Projection) -> int:
        while True:
            try:
                return self._follower(projection).run()
            except NotLive:
                continue

    def start(self) -> None:
        """Prepares, then follows until `stop`."""
        self.prepare()
        for projection in self._projections.values():
            thread = threading.Thread(
                target=self._run, args=(projection,), name=f"project-{projection.name}", daemon=True
            )
            self._threads.append(thread)
            thread.start()

    def stop(self) -> None:
        """Ends the threads after the batch they are at."""
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def rebuild(self, name: str) -> Rebuilt:
        """Builds a projection beside the live one, compares the two, and switches over.

        Raises KeyError for an unknown name.
        """
        projection = self._projections[name]
        with self._generations.building(projection):
            new = self._build(projection)
            rebuilt = self._compared(projection, new)
            self._switch(projection, new)
        return rebuilt

    def status(self) -> list[Standing]:
        """How every projection stands."""
        standing = []
        for name, projection in self._projections.items():
            found = self._generations.live(projection)
            number = found.number if found else 0
            position = self._tracking.max_tracking_id(found.reader) if found else 0
            standing.append(Standing(name, number, position or 0, self._problems.get(name)))
        return standing

    # -- following

    def _known(self, projection: Projection) -> Generation | None:
        found = self._generations.live(projection)
        return found if found and found.shape == projection.shape else None

    def _follower(self, projection: Projection) -> Follower:
        found = self._known(projection)
        if found is None:
            raise Superseded(f"{projection.name} has another shape now; start this program again")
        number = found.number

        def check(conn: Conn) -> None:
            now = live(conn, projection.name)
            if now is None or now.number != number:
                raise NotLive(found.reader)

        return Follower(self._shared, self._tracking, projection, found, check)

    def _run(self, projection: Projection) -> None:
        while not self._stopping.is_set():
            try:
                self._follow(projection)
            except NotLive:
                continue
            except Exception as problem:
                self._hindered(projection.name, problem)
                self._stopping.wait(_PATIENCE_S)

    def _follow(self, projection: Projection) -> None:
        follower = self._follower(projection)
        while not self._stopping.is_set():
            before = follower.position
            moved = follower.step()
            self._problems.pop(projection.name, None)
            if not moved:
                self._feed.wait(follower.position, _PATIENCE_S)
            elif _MANY <= follower.position - before < BATCH:
                self._stopping.wait(_BREATH_S)

    def _hindered(self, name: str, problem: Exception) -> None:
        """Says what is wrong once, and keeps it to be shown."""
        told = f"{type(problem).__name__}: {problem}"
        if self._problems.get(name) != told:
            logging.getLogger(__name__).error("projection %s stands", name, exc_info=problem)
        self._problems[name] = told

    # -- building

    def _build(self, projection: Projection) -> Follower:
        """A generation beside the live one, at the head of the log."""
        new = self._generations.create(projection)
        self._generations.sweep(projection, keep=new)
        follower = Follower(self._feed, self._tracking, projection, new, lambda _: None)
        if not projection.sealed:
            follower.bulk()
        self._generations.index(projection, new)
        follower.run()
        return follower

    def _switch(self, projection: Projection, new: Follower) -> None:
        """Readers never go back: the new generation is first as far as the old one."""
        while not self._generations.switch(new.generation):
            new.run()
        self._generations.sweep(projection, keep=new.generation)

    def _compared(self, projection: Projection, new: Follower) -> Rebuilt:
        """Both digests at a position that both have passed.

        What is erased between the two looks is no difference: a second look tells.
        """
        old, digest = self._known(projection), self._generations.digest
        for _ in range(2):
            upto = new.run()
            if old is not None:
                upto = min(upto, self._tracking.max_tracking_id(old.reader) or 0)
            was = digest(projection, old, upto) if old else None
            now = digest(projection, new.generation, upto)
            rebuilt = Rebuilt(new.generation.number, upto, now, was)
            if not rebuilt.differs:
                break
        return rebuilt

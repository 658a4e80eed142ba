"""Keeps the projections at the head of the log; rebuilds and audits them beside what is read."""

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from ledger.feed import Feed, Tracking
from ledger.shared_feed import SharedFeed
from projections.audits import Audited, Audits
from projections.building import Builder, Rebuilt, Rest
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
class Standing:
    """How a projection stands: its live generation, how far it is, what hinders it.

    `audit`: what the last one of this generation found; None before the first.
    """

    name: str
    generation: int
    position: int
    problem: str | None
    audit: Audited | None

    @property
    def differs(self) -> int | None:
        """The position at which its rows were found not to be those that follow from the log."""
        return self.audit.position if self.audit and self.audit.differs else None


class Runner:
    """Follows the feed with one thread a projection. Any number of runners may run at once."""

    def __init__(self, feed: Feed, tracking: Tracking, projections: Sequence[Projection]) -> None:
        """`tracking`: as the matcher's role; its pool has two connections a projection."""
        self._feed = feed
        self._shared = SharedFeed(feed)
        self._tracking = tracking
        self._projections = {projection.name: projection for projection in projections}
        self._generations = Generations(tracking)
        self._builder = Builder(feed, tracking, self._generations)
        self.audits = Audits(tracking)
        self._problems: dict[str, str] = {}
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []

    def prepare(self) -> None:
        """Builds what was never built, or has another shape than this program knows."""
        for projection in self._projections.values():
            if self._known(projection) is None:
                with self._generations.building(projection):
                    if self._known(projection) is None:
                        self._builder.switch(projection, self._builder.build(projection))

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
            new = self._builder.build(projection)
            rebuilt = self._builder.compared(projection, self._known(projection), new)
            self._builder.switch(projection, new)
        return rebuilt

    @property
    def names(self) -> tuple[str, ...]:
        """What the projections are called."""
        return tuple(self._projections)

    def audit(self, name: str, at: datetime, rest: Rest) -> Audited | None:
        """Builds a projection beside the live one, slowly, compares the two, and drops it again.

        `at`: when that is, by the platform's clock. None: it was told to end, somebody else is
        building or came to build, or the live one has another shape. What differs is kept, and
        told. Raises KeyError for an unknown name.
        """
        projection = self._projections[name]
        with self._generations.idle(projection) as ours:
            live = self._known(projection) if ours else None
            found = self._builder.beside(projection, live, rest) if live else None
            if live is None or found is None:
                return None
            made = Audited(live.number, found.position, found.differs, at)
            self.audits.keep(name, made)
        if made.differs:
            logging.getLogger(__name__).error(
                "projection %s: its rows up to position %s are not those that follow from the log",
                name,
                made.position,
            )
        return made

    def status(self) -> list[Standing]:
        """How every projection stands."""
        standing, audits = [], self.audits.all()
        for name, projection in self._projections.items():
            found = self._generations.live(projection)
            number = found.number if found else 0
            position = self._tracking.max_tracking_id(found.reader) if found else 0
            audit = audits.get(name)
            if audit and audit.generation != number:
                audit = None
            problem = self._problems.get(name)
            standing.append(Standing(name, number, position or 0, problem, audit))
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

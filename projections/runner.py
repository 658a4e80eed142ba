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
from projections.convoy import PATIENCE_S, Convoy, Told, follow
from projections.follower import BATCH
from projections.generations import Generation, Generations
from projections.projection import Projection

_MANY = 20
_BREATH_S = 0.1
"""After a step of so many events or more, so long is waited: while many write, each step takes a
transaction of its own, and few large ones cost far less than one a commit."""


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
    """Follows the feed in a thread. Any number of runners may run at once."""

    def __init__(self, feed: Feed, tracking: Tracking, projections: Sequence[Projection]) -> None:
        """`tracking`: as the matcher's role."""
        self._feed = feed
        self._shared = SharedFeed(feed)
        self._tracking = tracking
        self._projections = {projection.name: projection for projection in projections}
        self._generations = Generations(tracking)
        self._builder = Builder(feed, tracking, self._generations)
        self.audits = Audits(tracking)
        self._problems: dict[str, str] = {}
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="project", daemon=True)

    def prepare(self) -> None:
        """Builds what was never built, or has another shape than this program knows."""
        standing = self._generations.standing()
        for name, projection in self._projections.items():
            if name in standing and standing[name][0].shape == projection.shape:
                continue
            with self._generations.building(projection):
                if self._known(projection) is None:
                    self._builder.switch(projection, self._builder.build(projection))

    def catch_up(self) -> int:
        """Brings all projections to the head, in this thread; returns the position reached.

        Raises what hinders one of them.
        """
        self.prepare()
        with self._convoy(_raise) as convoy:
            return follow(convoy)

    def start(self) -> None:
        """Prepares, then follows until `stop`."""
        self.prepare()
        self._thread.start()

    def stop(self) -> None:
        """Ends after the batch that it is at."""
        self._stopping.set()
        self._thread.join()

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
        told, audits = [], self.audits.all()
        standing = self._generations.standing()
        for name in self._projections:
            found, position = standing.get(name, (None, None))
            number = found.number if found else 0
            audit = audits.get(name)
            if audit and audit.generation != number:
                audit = None
            told.append(Standing(name, number, position or 0, self._problems.get(name), audit))
        return told

    def position(self) -> int:
        """How far all of them are: where the last one stands; 0 until all were built."""
        standing = self._generations.standing()
        return min(standing.get(name, (None, None))[1] or 0 for name in self._projections)

    # -- following

    def _known(self, projection: Projection) -> Generation | None:
        found = self._generations.live(projection)
        return found if found and found.shape == projection.shape else None

    def _convoy(self, told: Told) -> Convoy:
        return Convoy(self._shared, self._tracking, self._generations, self._projections, told)

    def _follow(self) -> None:
        with self._convoy(self._heard) as convoy:
            while not self._stopping.is_set():
                try:
                    self._rest(convoy, convoy.step())
                except Exception as problem:
                    for name in self._projections:
                        self._heard(name, problem)
                    self._stopping.wait(PATIENCE_S)

    def _rest(self, convoy: Convoy, most: int) -> None:
        """Between two steps: until there is more, or for a breath, or not at all."""
        positions = convoy.positions
        if most == 0 and positions:
            self._feed.wait(positions[-1], PATIENCE_S)
        elif not positions:
            self._stopping.wait(PATIENCE_S)
        elif _MANY <= most < BATCH:
            self._stopping.wait(_BREATH_S)

    def _heard(self, name: str, problem: Exception | None) -> None:
        """Says once what is wrong, and keeps it to be shown until it is over."""
        if problem is None:
            self._problems.pop(name, None)
            return
        told = f"{type(problem).__name__}: {problem}"
        if self._problems.get(name) != told:
            logging.getLogger(__name__).error("projection %s stands", name, exc_info=problem)
        self._problems[name] = told


def _raise(_: str, problem: Exception | None) -> None:
    if problem is not None:
        raise problem

"""Builds a generation of a projection beside the live one: to take its place, or to compare."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from ledger.feed import Feed, Tracking
from projections.follower import Follower
from projections.generations import Generation, Generations, Pause
from projections.projection import Projection

type Rest = Callable[[float], bool]
"""Waits so many seconds; True when it is time to end."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a building beside came to. `was` is what the generation before had at the same position.

    None: there was none of this shape. Another digest than `digest`: somebody changed rows.
    `astray`: what it had of how keys stand now was not what its own newest rows say.
    """

    generation: int
    position: int
    digest: str
    was: str | None
    astray: bool = False

    @property
    def differs(self) -> bool:
        """Whether the rows that were served are not those that follow from the log."""
        return self.astray or (self.was is not None and self.was != self.digest)


class _Ended(Exception):
    """It is time to end."""


class _Pace:
    """Waits, when called, for as long as was worked since the last wait. Raises _Ended."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest
        self._since = time.monotonic()

    def __call__(self) -> None:
        if self._rest(time.monotonic() - self._since):
            raise _Ended
        self._since = time.monotonic()


class Builder:
    """Builds and compares. For whoever holds the projection's `building` or `idle`."""

    def __init__(self, feed: Feed, tracking: Tracking, generations: Generations) -> None:
        self._feed = feed
        self._tracking = tracking
        self._generations = generations

    def build(self, projection: Projection) -> Follower:
        """A generation beside the live one, at the head of the log."""
        new = self._generations.create(projection)
        self._generations.sweep(projection, keep=new)
        follower = self._follower(projection, new)
        if not projection.sealed:
            follower.bulk()
        self._generations.index(projection, new)
        follower.run()
        return follower

    def switch(self, projection: Projection, new: Follower) -> None:
        """Readers never go back: the new generation is first as far as the old one."""
        while not self._generations.switch(new.generation):
            new.run()
        self._generations.sweep(projection, keep=new.generation)

    def beside(self, projection: Projection, live: Generation, rest: Rest) -> Rebuilt | None:
        """The live generation held against one that is built and dropped; None: told to end.

        Slow on purpose: in small memory, at rest after each batch and table for as long as it
        worked; and gives way to a builder that waits.
        """
        new = self._generations.create(projection)
        pace = _Pace(lambda seconds: rest(seconds) or self._generations.wanted(projection))
        try:
            self._generations.index(projection, new)
            follower = self._follower(projection, new)
            while follower.step():
                pace()
            found = self.compared(projection, live, follower, pace)
            astray = self._generations.astray(projection, live, pace)
            return replace(found, astray=astray)
        except _Ended:
            return None
        finally:
            self._generations.sweep(projection, keep=live)

    def compared(
        self,
        projection: Projection,
        old: Generation | None,
        new: Follower,
        pause: Pause = lambda: None,
    ) -> Rebuilt:
        """Both digests at a position that both have passed.

        What is erased between the two looks is no difference: a second look tells.
        """
        digest = self._generations.digest
        for _ in range(2):
            upto = new.run()
            if old is not None:
                upto = min(upto, self._tracking.max_tracking_id(old.reader) or 0)
            was = digest(projection, old, upto, pause) if old else None
            now = digest(projection, new.generation, upto, pause)
            rebuilt = Rebuilt(new.generation.number, upto, now, was)
            if not rebuilt.differs:
                break
        return rebuilt

    def _follower(self, projection: Projection, generation: Generation) -> Follower:
        return Follower(self._feed, self._tracking, projection, generation)

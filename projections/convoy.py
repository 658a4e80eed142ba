"""Projections on their way together: what comes in small pieces moves all of them at once.

A transaction each cost twenty projections far more than all that they write. One that is hindered
holds up nobody: then each goes alone, and rejoins the others where it meets them.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from typing import Self

from ledger.feed import Moved, Recorded, Tracking
from ledger.shared_feed import SharedFeed
from projections.follower import BATCH, Follower
from projections.generations import Generations, NotLive, check_live
from projections.projection import Projection

PATIENCE_S = 0.5
"""So long one that was hindered rests before it tries again."""
_SMALL = 100
"""Events: of more than these it pays that one writes while the database takes another's rows."""
_AT_ONCE = 4

type Told = Callable[[str, Exception | None], None]
"""Told what hinders a projection, by its name; None: it moved on. Ends the step by raising."""


class Superseded(RuntimeError):
    """Another program has built this projection in a shape that this one does not know."""


class Convoy:
    """The live generations of some projections, moved along the feed. For one thread at a time."""

    def __init__(
        self,
        feed: SharedFeed,
        tracking: Tracking,
        generations: Generations,
        projections: Mapping[str, Projection],
        told: Told,
    ) -> None:
        """`projections`: by name."""
        self._feed = feed
        self._tracking = tracking
        self._generations = generations
        self._projections = projections
        self._told = told
        self._followers: dict[str, Follower] = {}
        self._rests: dict[str, float] = {}
        self._pool = ThreadPoolExecutor(_AT_ONCE, "project")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()

    @property
    def positions(self) -> list[int]:
        """How far each has come that is on its way, the last one first."""
        return sorted(follower.position for follower in self._followers.values())

    def step(self) -> int:
        """Moves each on by a batch; returns how many events the largest had, 0: all are there."""
        self._muster()
        standing = sorted(self._followers.values(), key=lambda one: one.position)
        most = 0
        for position, group in groupby(standing, key=lambda one: one.position):
            if batch := self._feed.read(position, BATCH):
                self._move(list(group), batch)
                most = max(most, len(batch))
        return most

    def _muster(self) -> None:
        """Finds where those stand that are not on their way, unless they rest."""
        now = time.monotonic()
        away = [name for name in self._projections if name not in self._followers]
        wanted = [name for name in away if self._rests.get(name, 0) <= now]
        found = self._generations.standing() if wanted else {}
        for name in wanted:
            projection = self._projections[name]
            generation, position = found.get(name, (None, 0))
            if generation is None or generation.shape != projection.shape:
                shape = f"{name} has another shape now; start this program again"
                self._hinder(name, Superseded(shape))
                continue
            self._followers[name] = Follower(
                self._feed, self._tracking, projection, generation, position
            )

    def _move(self, group: Sequence[Follower], batch: Sequence[Recorded]) -> None:
        if len(batch) <= _SMALL or len(group) == 1:
            self._take(group, batch)
        else:
            list(self._pool.map(lambda one: self._take([one], batch), group))

    def _take(self, group: Sequence[Follower], batch: Sequence[Recorded]) -> None:
        """These take a batch in one transaction; where that fails, each takes it alone."""
        after, to = group[0].position, batch[-1].position
        readers = [one.generation.reader for one in group]
        try:
            with self._tracking.advance(readers, after, to) as conn:
                check_live(conn, [one.generation for one in group])
                for one in group:
                    one.write(conn, batch)
        except Exception as problem:
            self._failed(group, batch, problem)
        else:
            for one in group:
                one.came(to)
                self._told(one.generation.projection, None)

    def _failed(
        self, group: Sequence[Follower], batch: Sequence[Recorded], problem: Exception
    ) -> None:
        for one in group:
            one.forget()
        if len(group) > 1:
            for one in group:
                self._take([one], batch)
        elif isinstance(problem, Moved | NotLive):
            del self._followers[group[0].generation.projection]
        else:
            self._hinder(group[0].generation.projection, problem)

    def _hinder(self, name: str, problem: Exception) -> None:
        self._followers.pop(name, None)
        self._rests[name] = time.monotonic() + PATIENCE_S
        self._told(name, problem)


def follow(convoy: Convoy) -> int:
    """Brings everybody to the head of the log; returns the position that all have reached."""
    while convoy.step():
        pass
    return min(convoy.positions, default=0)

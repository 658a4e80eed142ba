"""Projections on their way together: what comes in small pieces moves all of them at once.

A transaction each cost twenty projections far more than all that they write. One that is hindered
goes alone, more and more rarely, and rejoins the others where it meets them.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from typing import Self

from ledger.feed import Moved, Recorded, Tracking, is_away
from ledger.shared_feed import SharedFeed
from projections.follower import BATCH, Follower
from projections.generations import Generations, NotLive, check_live
from projections.projection import Projection

PATIENCE_S, _PATIENCE_MAX_S = 0.5, 10
"""So long one that was hindered rests before it tries again; twice as long each time, so far."""
_SMALL = 100
"""Events: of more than these it pays that one writes while the database takes another's rows."""
_AT_ONCE = 4

type Told = Callable[[str, Exception | None], None]
"""Told what hinders a projection, by its name; None: nothing does. Ends the step by raising."""


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
        self._rests: dict[str, tuple[float, float]] = {}
        """Of who was hindered: until when it rests, and how long it rests the next time."""
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
        groups = groupby(standing, key=lambda one: one.position)
        return max((self._step(at, group) for at, [*group] in groups), default=0)

    def _step(self, position: int, group: Sequence[Follower]) -> int:
        """Moves those on that stand here; returns how many events came."""
        try:
            batch = self._feed.read(position, BATCH)
        except Exception as problem:
            self._hinder(group, problem)
            return 0
        if not batch:
            self._well(group)
        elif len(batch) <= _SMALL or len(group) == 1:
            self._take(group, batch)
        else:
            list(self._pool.map(lambda one: self._take([one], batch), group))
        return len(batch)

    def _muster(self) -> None:
        """Finds where those stand that are not on their way, unless they rest."""
        now = time.monotonic()
        away = [name for name in self._projections if name not in self._followers]
        wanted = [name for name in away if self._rests.get(name, (0, 0))[0] <= now]
        found = self._generations.standing() if wanted else {}
        for name in wanted:
            projection = self._projections[name]
            generation, position = found.get(name, (None, None))
            if generation is None or generation.shape != projection.shape:
                shape = f"{name} has another shape now; start this program again"
                self._rest(name, Superseded(shape))
            elif position is None:
                self._rest(name, LookupError(f"nobody knows how far {name} is; rebuild it"))
            else:
                self._followers[name] = Follower(
                    self._feed, self._tracking, projection, generation, position
                )

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
            self._well(group)

    def _failed(
        self, group: Sequence[Follower], batch: Sequence[Recorded], problem: Exception
    ) -> None:
        for one in group:
            one.forget()
        if isinstance(problem, Moved | NotLive):
            for one in group:
                del self._followers[one.generation.projection]
        elif len(group) == 1 or is_away(problem):
            self._hinder(group, problem)
        else:
            for one in group:
                self._take([one], batch)

    def _well(self, group: Sequence[Follower]) -> None:
        for one in group:
            self._rests.pop(one.generation.projection, None)
            self._told(one.generation.projection, None)

    def _hinder(self, group: Sequence[Follower], problem: Exception) -> None:
        for one in group:
            del self._followers[one.generation.projection]
            self._rest(one.generation.projection, problem)

    def _rest(self, name: str, problem: Exception) -> None:
        _, patience = self._rests.get(name, (0, PATIENCE_S))
        self._rests[name] = time.monotonic() + patience, min(2 * patience, _PATIENCE_MAX_S)
        self._told(name, problem)


def follow(convoy: Convoy) -> int:
    """Brings everybody to the head of the log; returns the position that all have reached."""
    while convoy.step():
        pass
    return min(convoy.positions, default=0)

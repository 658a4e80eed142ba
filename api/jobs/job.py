"""A job: may be done twice, at once, late or never; what there is to do is derived anew."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock

from ledger.publishing import Behind
from ledger.tickets import Closed


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Job:
    """What to do on a beat. It must be idempotent: any number may run at once, in any process.

    `needed`: a quick look whether there is anything to do; without that, the beat is passed over.
    """

    name: str
    every: timedelta
    run: Callable[[], object]
    needed: Callable[[], bool] = _always


class Turns:
    """Runs jobs, each by one thread at a time. What fails is told once and comes again."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self.jobs = tuple(jobs)
        self._told: dict[str, str] = {}
        self._locks = {job.name: Lock() for job in jobs}
        self._stopped: set[str] = set()

    def wanted(self, job: Job) -> bool:
        """Whether it has something to do; no, when looking fails."""
        found: list[bool] = []
        if job.name not in self._stopped:
            self.attempt(job.name, lambda: found.append(job.needed()))
        return found == [True]

    def run(self, job: Job) -> None:
        """Does it now, unless another thread is at it."""
        lock = self._locks[job.name]
        if not lock.acquire(blocking=False):
            return
        try:
            if self.attempt(job.name, job.run):
                self._told.pop(job.name, None)
        finally:
            lock.release()

    def attempt(self, name: str, act: Callable[[], object]) -> bool:
        """Does something for a job; returns whether it went well.

        A Book that is closing, or a log that is behind its checkpoints, ends the job for good.
        """
        try:
            act()
        except Closed:
            self._stopped.add(name)
        except Behind:
            self._stopped.add(name)
            logging.getLogger(__name__).exception("%s is stopped", name)
        except Exception as problem:
            told = f"{type(problem).__name__}: {problem}"
            if self._told.get(name) != told:
                logging.getLogger(__name__).warning("no %s this time", name, exc_info=problem)
            self._told[name] = told
        else:
            return True
        return False

"""What runs beside a served log: projections follow it, threads do the jobs and wait for banks."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from api.jobs.beating import Waiting, beat, commits
from api.jobs.job import Job, Turns
from api.jobs.register import FOLLOW, PAY, jobs_of, pay, tick
from api.wiring import System

_PATIENCE_S = 10
"""A bank may take longer to answer than anybody wants to wait for the end."""


@contextmanager
def upkeep(system: System) -> Iterator[None]:
    """Does the jobs of a worker while the body runs, without a broker (see api/jobs/)."""
    wait, stop = commits(system.acting.feed), threading.Event()
    jobs = [job for job in jobs_of(system) if job.name != FOLLOW]
    ours = _beating("upkeep", [job for job in jobs if job.name != PAY], wait, stop)
    banks = _beating("banks", [job for job in jobs if job.name == PAY], stop.wait, stop)
    with system.readers.runner:
        ours.start()
        banks.start()
        try:
            yield
        finally:
            stop.set()
            ours.join()
            banks.join(_PATIENCE_S)


def _beating(
    name: str, jobs: Sequence[Job], wait: Waiting, stop: threading.Event
) -> threading.Thread:
    turns = Turns(jobs)
    args = (turns, lambda job, _: turns.run(job), wait, stop)
    return threading.Thread(target=beat, args=args, name=name, daemon=True)


def settle(system: System) -> int:
    """Does at once what would be done by and by, until nothing more follows; returns the head.

    Raises what stands in the way.
    """
    head = -1
    while head != (head := system.acting.feed.head()):
        system.readers.runner.catch_up()
        system.reactor.run()
        system.reactor.retry()
        tick(system)
        pay(system)
    return head

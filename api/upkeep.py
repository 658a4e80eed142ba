"""What runs beside a served log: projections follow it; threads do jobs, wait, look, audit."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from api.jobs.beating import Waiting, beat, commits
from api.jobs.job import Job, Turns
from api.jobs.looking import NAMES as LOOKS
from api.jobs.register import AUDIT, FOLLOW, PAY, jobs_of, pay, tick
from api.wiring import System

_PATIENCE_S = 10
"""A bank may take longer to answer than anybody wants to wait for the end."""


@contextmanager
def upkeep(system: System) -> Iterator[None]:
    """Does the jobs of a worker while the body runs, without a broker (see api/jobs/)."""
    wait, stop = commits(system.acting.feed), threading.Event()
    jobs = {job.name: job for job in jobs_of(system, stop) if job.name != FOLLOW}
    apart = [
        _beating(thread, [jobs.pop(name) for name in names], stop.wait, stop)
        for thread, names in (("banks", (PAY,)), ("audit", (AUDIT,)), ("looks", LOOKS))
    ]
    ours = _beating("upkeep", list(jobs.values()), wait, stop)
    with system.readers.runner:
        for thread in (ours, *apart):
            thread.start()
        try:
            yield
        finally:
            stop.set()
            ours.join()
            for thread in apart:
                thread.join(_PATIENCE_S)


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

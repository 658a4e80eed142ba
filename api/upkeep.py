"""What runs beside a served log: projections follow it, and one thread does all other jobs."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from api.jobs.beating import beat, commits
from api.jobs.job import Turns
from api.jobs.register import FOLLOW, jobs_of, pay, tick
from api.wiring import System


@contextmanager
def upkeep(system: System) -> Iterator[None]:
    """Does the jobs of a worker while the body runs, without a broker (see api/jobs/)."""
    turns = Turns([job for job in jobs_of(system) if job.name != FOLLOW])
    wait, stop = commits(system.acting.feed), threading.Event()
    thread = threading.Thread(
        target=beat, args=(turns, lambda job, _: turns.run(job), wait, stop), name="upkeep"
    )
    with system.readers.runner:
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()


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

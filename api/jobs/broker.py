"""dramatiq on the installation's own database: a message says which job, nothing else.

A message that is lost, late or repeated does no harm, since what there is to do follows from the
log; a worker that dies gives its messages back.
"""

from collections.abc import Callable
from uuid import UUID, uuid5

import dramatiq
from dramatiq_postgres import PostgresBroker
from psycopg.conninfo import conninfo_to_dict

from api.jobs.job import Job, Turns

SCHEMA, QUEUE = "jobs", "zhangben"
HEARTBEAT_S, DEAD_AFTER_S, MAINTENANCE_S = 5.0, 15.0, 5.0
"""A worker says that it lives; silent for so long it is dead; how often that is looked after."""

_STOP_MS = 30_000
_SPACE = UUID("6f1c2f0e-6d3f-5a52-9e0c-7a68616e6762")


class Broker:
    """The queue, and the threads of this process that work it off."""

    def __init__(self, app: str, turns: Turns, threads: int) -> None:
        """`app`: conninfo string of the application's role, which may use this schema alone."""
        self._broker = PostgresBroker(
            url={**conninfo_to_dict(app), "maxconn": threads + 8},
            results=False,
            schema=SCHEMA,
            middleware=[],  # a job that fails comes again with its next beat
            heartbeat_interval=HEARTBEAT_S,
            heartbeat_ttl=DEAD_AFTER_S,
            maintenance_interval=MAINTENANCE_S,
            purge_maxage="1 day",
        )
        self._actors = {job.name: self._actor(job, turns.run) for job in turns.jobs}
        self._worker = dramatiq.Worker(self._broker, worker_threads=threads)

    def _actor(self, job: Job, run: Callable[[Job], None]) -> "dramatiq.Actor[[], None]":
        def act() -> None:
            run(job)

        return dramatiq.actor(broker=self._broker, actor_name=job.name, queue_name=QUEUE)(act)

    def send(self, job: Job) -> None:
        """Puts a job into the queue, unless it waits there: one row a job, however slow we are.

        Raises psycopg's errors.
        """
        message = self._actors[job.name].message()
        self._broker.enqueue(message.copy(message_id=str(uuid5(_SPACE, job.name))))

    def start(self) -> None:
        """Starts the threads."""
        self._worker.start()

    def stop(self) -> None:
        """Lets every thread end what it is at, gives back what was not begun, hangs up."""
        try:
            self._worker.stop(timeout=_STOP_MS)
        finally:
            self._broker.close()

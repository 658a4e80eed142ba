"""A worker: claims beats, and does jobs that it or another worker put into the queue."""

from datetime import datetime, timedelta
from threading import Event

from api.jobs.beating import Waiting, beat
from api.jobs.broker import Broker
from api.jobs.job import Job, Turns
from ledger.clockwork import Beats

_KEPT = timedelta(hours=1)


def work(app: str, turns: Turns, beats: Beats, wait: Waiting, stop: Event, *, threads: int) -> None:
    """Works until `stop`; then no more beats, every job at hand is ended, the queue is left.

    `app`: conninfo string of the application's role.
    """
    broker = Broker(app, turns, threads)

    def send(job: Job, due: datetime) -> None:
        with beats.claim(job.name, due, 2 * job.every + _KEPT) as ours:
            if ours:
                broker.send(job)

    broker.start()
    try:
        beat(turns, send, wait, stop)
    finally:
        broker.stop()

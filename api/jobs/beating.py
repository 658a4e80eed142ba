"""The beat: when which job is due. Woken by commits, so that what follows follows at once."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from threading import Event
from typing import Protocol

from api.jobs.job import Job, Turns
from ledger.feed import Feed

WAITING = "waiting"
PERIOD_S = 0.2
"""Beats are looked for at least this often."""
_BREATH_S = 0.02
"""And not more often than this, however many commits ring."""


class Waiting(Protocol):
    """Waits for news, at most so many seconds."""

    def __call__(self, timeout_s: float, /) -> object:
        """Returns early when something was committed."""


def due_at(job: Job, now: datetime) -> datetime:
    """The last beat of a job: the same instant for whoever asks, in whatever process."""
    return now - (now - datetime.fromtimestamp(0, UTC)) % job.every


def commits(feed: Feed) -> Waiting:
    """Waits for commits to the log."""
    head = 0

    def wait(timeout_s: float) -> None:
        nonlocal head
        head = feed.wait(head, timeout_s)

    return wait


def beat(
    turns: Turns,
    start: Callable[[Job, datetime], None],
    wait: Waiting,
    stop: Event,
) -> None:
    """Starts what is due, once a beat, until `stop`. What fails is told; the beat goes on."""
    done: dict[str, datetime] = {}
    while not stop.is_set():
        for job in turns.jobs:
            due = due_at(job, datetime.now(UTC))
            if done.get(job.name) == due or stop.is_set() or not turns.wanted(job):
                continue
            done[job.name] = due
            turns.attempt(job.name, partial(start, job, due))
        if not stop.wait(_BREATH_S) and not turns.attempt(WAITING, partial(wait, PERIOD_S)):
            stop.wait(PERIOD_S)

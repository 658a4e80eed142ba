"""All jobs of an installation, on one page: what, how often, and when there is nothing to do."""

from datetime import timedelta
from threading import Event

from api.banking.asking import open_strays
from api.jobs.due import DEADLINES, SENDINGS
from api.jobs.job import Job
from api.jobs.looking import NAMES as LOOKS
from api.jobs.looking import looks
from api.jobs.nightly import audit, unaudited
from api.uploads import sweep_all
from api.wiring import System

FOLLOW = "follow"
"""Its name apart: beside a door the projections' own threads do it."""

PAY = "pay"
"""Its name apart: it waits for others' answers, and nothing must wait for it."""

AUDIT = "audit"
"""Its name apart: it reads the whole log, slowly, and nothing must wait for it."""

_STEPS = 20


def jobs_of(system: System, stop: Event) -> tuple[Job, ...]:
    """The jobs, in the order in which they are looked at. Once `stop` is set, long ones end."""
    reactor, runner, feed = system.reactor, system.readers.runner, system.acting.feed

    def react() -> None:
        for _ in range(_STEPS):
            if not reactor.step():
                break

    def lagging() -> bool:
        return runner.position() < feed.head()

    return (
        Job("react", timedelta(milliseconds=200), react, reactor.behind),
        Job("tick", timedelta(seconds=1), lambda: tick(system), lambda: bool(DEADLINES)),
        Job("strays", timedelta(seconds=5), lambda: open_strays(system), system.strays.behind),
        Job(PAY, timedelta(seconds=5), lambda: pay(system), lambda: bool(SENDINGS)),
        Job(FOLLOW, timedelta(milliseconds=200), runner.catch_up, lagging),
        Job("retry", timedelta(seconds=5), reactor.retry),
        Job("checkpoint", timedelta(seconds=1), system.publisher.publish),
        Job("uploads", timedelta(hours=1), lambda: sweep_all(system.home)),
        Job(
            AUDIT,
            timedelta(minutes=1),
            lambda: audit(system, stop),
            lambda: bool(unaudited(system)),
        ),
        *looks(system),
    )


def tick(system: System) -> int:
    """Asks for the deadlines that have come; returns how many are done."""
    now = system.clock()
    due = (one for source in DEADLINES for one in source(system, now))
    return system.acting.clockwork.tick(due, but=LOOKS)


def pay(system: System) -> None:
    """Sends out what is to be sent, and takes in what comes back."""
    for send in SENDINGS:
        send(system)

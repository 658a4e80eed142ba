"""`worker`: does what is to be done by itself, beside or instead of a served door."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Annotated, Any

import typer

from api.cli.options import Data
from api.cli.state import installation, notes
from api.jobs.beating import commits
from api.jobs.job import Turns
from api.jobs.register import jobs_of
from api.texts import text

app = typer.Typer()


@app.command()
def worker(
    workers: Annotated[
        int, typer.Option(help="同时处理的任务数 · jobs at once", min=1, max=64)
    ] = 4,
    data: Data = None,
) -> None:
    """处理后台任务，直至被要求停止 · Do the jobs, until told to stop; several may run at once.

    例 Example: zhangben worker --workers 4
    """
    # Here, because nobody else waits for the broker's library.
    from api.jobs.worker import work  # noqa: PLC0415

    with told_to_stop() as stop, installation(data) as system:
        system.readers.runner.prepare()  # jobs read projections; they may lag, but must be there
        turns = Turns(jobs_of(system, stop))
        notes.print(text("worker.working", jobs=len(turns.jobs), workers=workers), highlight=False)
        work(
            system.databases.app,
            turns,
            system.acting.beats,
            commits(system.acting.feed),
            stop,
            threads=workers,
        )
        notes.print(text("worker.stopped"), highlight=False)


@contextmanager
def told_to_stop() -> Iterator[Event]:
    """Set once SIGTERM or SIGINT comes; what they did before holds again afterwards."""
    stop = Event()

    def tell(_signal: int, _frame: Any) -> None:
        stop.set()

    before = {told: signal.signal(told, tell) for told in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for told, handler in before.items():
            signal.signal(told, handler)

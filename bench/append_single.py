"""One signed event a command, 256 callers, beside unsigned saves of the library by 32 threads."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from threading import Thread
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate
from eventsourcing.domain import event as said

from api.embedded import Server
from bench import ground
from bench.callers import ask_all
from bench.figure import Figure, Goal
from bench.pairs import Processor, in_turn
from bench.run import Run
from bench.world import TakeReading
from ledger.envelope import SignedCommand

CALLERS = 256
METERS = 1_000
COMMANDS = 8_000
THREADS = 32
SAVES = 1_280
NOTE = "x" * 500  # makes the library's state as long as 600 bytes


class Meter(Aggregate):
    """The library's own way of saying the same."""

    @said("Installed")
    def __init__(self) -> None:
        self.value = 0
        self.note = ""

    @said("ReadingTaken")
    def take(self, value: int, note: str) -> None:
        self.value = value
        self.note = note


def measure(run: Run) -> Iterator[Figure]:
    """Events a second."""
    numbers = count()
    ours_cost, beside_cost = Processor(), Processor()

    def signed(some: int) -> Iterator[SignedCommand]:
        for number in (next(numbers) for _ in range(some)):
            yield ledger.signed(TakeReading(meter=f"m{number % METERS}", value=number))

    with ground.opened(run.server, "append_single") as ledger, _library(run.server) as library:
        ask_all(ledger.book, [signed(METERS)] * CALLERS)

        def ours() -> float:
            commands = iter(list(signed(run.scaled(COMMANDS))))
            return ours_cost.rate(
                run.scaled(COMMANDS), lambda: ask_all(ledger.book, [commands] * CALLERS)
            )

        meters = [Meter() for _ in range(THREADS)]
        library.save(*meters)
        each = max(run.scaled(SAVES) // THREADS, 1)

        def beside() -> float:
            return beside_cost.rate(each * THREADS, lambda: _save_all(library, meters, each))

        with run.shown("append_single"):
            ours()
            beside()
            pairs = in_turn(ours, beside, run.rounds)
        stored = next(ledger.tree.stored(after=ledger.store.tail().position - 1))
        state = library.recorder.select_events(meters[0].id, desc=True, limit=1)[0].state
        yield Figure(
            name="append_single",
            unit="events/s",
            ours=pairs[0],
            baseline="eventsourcing Application.save, unsigned, 32 threads",
            beside=pairs[1],
            goal=Goal("ratio", ">=", 6, "10"),
            notes={
                "stored_bytes": len(stored),
                "baseline_bytes": len(state),
                "cpu_us": ours_cost.microseconds,
                "baseline_cpu_us": beside_cost.microseconds,
            },
        )


@contextmanager
def _library(server: Server) -> Iterator["Application[UUID]"]:
    ground.empty(server, "library_single")
    application: Application[UUID] = Application(
        env={
            "PERSISTENCE_MODULE": "eventsourcing.postgres",
            "POSTGRES_DBNAME": "library_single",
            "POSTGRES_HOST": "127.0.0.1",
            "POSTGRES_PORT": str(server.port),
            "POSTGRES_USER": "postgres",
            "POSTGRES_PASSWORD": server.password,
        }
    )
    try:
        yield application
    finally:
        application.close()


def _save_all(library: "Application[UUID]", meters: list[Meter], each: int) -> None:
    def save(meter: Meter) -> None:
        for value in range(each):
            meter.take(value, NOTE)
            library.save(meter)

    threads = [Thread(target=save, args=(meter,)) for meter in meters]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

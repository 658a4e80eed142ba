"""Bank lines, 100 a command, each signed and sealed, beside the library's bare insert."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count, islice

from eventsourcing.persistence import StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore

from api.embedded import Server
from bench import ground
from bench.callers import ask_all
from bench.figure import Figure, Goal
from bench.pairs import Processor, in_turn
from bench.run import Run
from bench.world import COMMAND_LINES, page
from domain.identifiers import PAGE_LINES

CALLERS = 8
PAGES = 24
BATCHES = 100
STATE = b"12345678" * 75  # 600 bytes


def measure(run: Run) -> Iterator[Figure]:
    """Events a second."""
    numbers = count()
    ours_cost, beside_cost = Processor(), Processor()
    with ground.opened(run.server, "append_bulk") as ledger, _recorder(run.server) as recorder:
        callers = min(CALLERS, run.scaled(PAGES))
        each = run.scaled(PAGES) // callers

        def ours() -> float:
            lanes = [
                [ledger.signed(asked) for _ in range(each) for asked in page(next(numbers))]
                for _ in range(callers)
            ]
            return ours_cost.rate(callers * each * PAGE_LINES, lambda: ask_all(ledger.book, lanes))

        streams = count()
        batches = run.scaled(BATCHES)

        def beside() -> float:
            return beside_cost.rate(
                batches * COMMAND_LINES, lambda: _insert_all(recorder, streams, batches)
            )

        with run.shown("append_bulk"):
            ours()
            beside()
            pairs = in_turn(ours, beside, run.rounds)
        stored = next(ledger.tree.stored(after=ledger.store.tail().position - 1))
        yield Figure(
            name="append_bulk",
            unit="events/s",
            ours=pairs[0],
            baseline="the library recorder's insert_events, 100 unsigned states of 600 bytes",
            beside=pairs[1],
            goal=Goal("ratio", ">=", 0.8, "25,000 events/s"),
            notes={
                "stored_bytes": len(stored),
                "baseline_bytes": len(STATE),
                "cpu_us": ours_cost.microseconds,
                "baseline_cpu_us": beside_cost.microseconds,
            },
        )


@contextmanager
def _recorder(server: Server) -> Iterator[PostgresApplicationRecorder]:
    ground.empty(server, "library_bulk")
    datastore = PostgresDatastore(
        dbname="library_bulk",
        host="127.0.0.1",
        port=str(server.port),
        user="postgres",
        password=server.password,
        originator_id_type="text",
    )
    recorder = PostgresApplicationRecorder(datastore, events_table_name="stored_events")
    recorder.create_table()
    try:
        yield recorder
    finally:
        datastore.close()


def _insert_all(recorder: PostgresApplicationRecorder, streams: Iterator[int], some: int) -> None:
    """Batches of one stream each, as fast as one caller can."""
    for stream in islice(streams, some):
        recorder.insert_events(
            [StoredEvent(str(stream), n, "BankCreditRecorded", STATE) for n in range(COMMAND_LINES)]
        )

"""How soon a writer reads what he wrote: all projections follow, the balance is asked for."""

from collections.abc import Iterator
from time import perf_counter

from bench.figure import Figure, Goal
from bench.loading import Loaded
from bench.pairs import percentile
from bench.run import Run
from bench.world import account

WRITES = 200
_PATIENCE_S = 60.0

type Times = tuple[float, float]


def measure(run: Run) -> Iterator[Figure]:
    """Milliseconds from the receipt to the balance that has it, the median."""
    logs = run.small
    with run.shown("own_writes"), logs.readers.runner:
        _own_writes(logs, 1)  # waits until all has been built
        rounds = [_own_writes(logs, run.scaled(WRITES)) for _ in range(run.rounds)]
    yield Figure(
        name="own_writes",
        unit="ms",
        ours=tuple(reads for reads, _ in rounds),
        baseline="the write itself",
        beside=tuple(writes for _, writes in rounds),
        goal=Goal("value", "<=", 10),
        notes={"events": logs.ledger.store.tail().position},
    )


def _own_writes(logs: Loaded, writes: int) -> Times:
    """Medians of reading and of writing, in milliseconds."""
    balances = logs.readers.balances
    commands = logs.commands(1)
    times: list[Times] = []
    for signed in (next(commands) for _ in range(writes)):
        asked = perf_counter()
        receipt = logs.ledger.book.execute(signed)
        answered = perf_counter()
        logs.readers.wait((balances.reader,), receipt.last, _PATIENCE_S)
        balances.one("CUST", "CNY", "1001", account(0), receipt.last)
        times.append((perf_counter() - answered, answered - asked))
    reads, writes_ = (percentile(column, 0.5) * 1_000 for column in zip(*times, strict=True))
    return reads, writes_

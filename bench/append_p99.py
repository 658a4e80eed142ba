"""How long the slowest of a hundred appends takes, with a long log and with a short one."""

from collections.abc import Callable, Iterator
from itertools import islice

from api.clock import system_clock
from bench.figure import Figure, Goal
from bench.loading import Loaded
from bench.pairs import tails_in_turn
from bench.run import Run
from ledger.asking import admit
from ledger.keys import KEYS

SAMPLES = 400
GROUP_LINES = 5

type Way = Callable[[Loaded, int], Callable[[], object]]


def measure(run: Run) -> Iterator[Figure]:
    """Milliseconds: of a lone caller's line, and of the append transaction of five."""
    small, large = run.small, run.large
    ends = [logs.ledger.store.tail().position for logs in (small, large)]
    samples = run.scaled(SAMPLES)
    ways: dict[str, Way] = {
        "append_p99_caller": _lone_caller,
        "append_p99_transaction": _transaction,
    }
    for name, way in ways.items():
        with run.shown(name):
            ours, beside = (way(logs, samples * run.rounds) for logs in (large, small))
            pairs = tails_in_turn(ours, beside, samples, run.rounds)
        yield Figure(
            name=name,
            unit="ms",
            ours=pairs[0],
            baseline="the same with the small log",
            beside=pairs[1],
            goal=Goal("ratio", "<=", 1.2),
            notes={"events": ends[1], "baseline_events": ends[0]},
        )


def _lone_caller(logs: Loaded, calls: int) -> Callable[[], object]:
    signed = iter(list(islice(logs.commands(1), calls)))
    return lambda: logs.ledger.book.execute(next(signed))


def _transaction(logs: Loaded, calls: int) -> Callable[[], object]:
    """On the appender's thread, with commands that were read and verified before."""
    ledger = logs.ledger
    keys = ledger.book.memory.get(KEYS)
    assert keys is not None
    signed = islice(logs.commands(GROUP_LINES), calls)
    asked = iter([admit(ledger.log, keys.state, one, system_clock()) for one in signed])
    return lambda: ledger.book.run(lambda appender: appender.append([next(asked)]))

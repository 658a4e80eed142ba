"""Verification beside the least it could do: full beside its signatures, fast beside its hashes."""

import os
from collections.abc import Iterator

from bench.figure import Figure, Goal
from bench.pairs import in_turn
from bench.run import Run
from bench.verifying import answered


def measure(run: Run) -> Iterator[Figure]:
    """Events a second over a tenth of the large log; then memory, over a tenth and over all."""
    logs, processes = run.large, os.cpu_count() or 1
    tenth, whole = logs.sizes[0], logs.sizes[-1]

    def rate(kind: str) -> float:
        return tenth / answered(kind, logs, tenth, processes).seconds

    with run.shown("verify_full"):
        ours, beside = in_turn(lambda: rate("full"), lambda: rate("signatures"), run.rounds)
    yield Figure(
        name="verify_full",
        unit="events/s",
        ours=ours,
        baseline="a bare loop over the same signatures",
        beside=beside,
        goal=Goal("ratio", ">=", 0.8),
        notes={"events": tenth, "processes": processes},
    )
    with run.shown("verify_fast"):
        ours, beside = in_turn(lambda: rate("fast"), lambda: rate("leaves"), run.rounds)
    yield Figure(
        name="verify_fast",
        unit="events/s",
        ours=ours,
        baseline="reading the same events and hashing each",
        beside=beside,
        goal=Goal("value", ">=", 100_000),
        notes={"events": tenth},
    )
    with run.shown("verify_memory"):
        peaks = [answered("full", logs, size, processes).peak_mb for size in (whole, tenth)]
    yield Figure(
        name="verify_memory",
        unit="MB",
        ours=(peaks[0],),
        baseline="the same over a tenth of the log",
        beside=(peaks[1],),
        goal=Goal("ratio", "<=", 1.2),
        notes={"events": whole, "baseline_events": tenth},
    )

"""A camt.053 read line by line, beside a bare `lxml.iterparse` over the same bytes."""

from collections.abc import Iterator

from bench.figure import Figure, Goal
from bench.pairs import in_turn
from bench.parsing import answered
from bench.run import Run
from bench.statement_source import BLOCK

_TENTH = 10


def measure(run: Run) -> Iterator[Figure]:
    """Entries a second of processor time over a tenth of the run's events; memory over them all.

    An iterparse that clears nothing keeps the whole file in memory; what part of its rate ours
    reaches stands in the notes.
    """
    blocks = max(run.events // BLOCK, 1)
    tenth = max(blocks // _TENTH, 1)

    def rate(kind: str) -> float:
        return tenth * BLOCK / answered(kind, tenth).seconds

    with run.shown("parse_rate"):
        ours, beside = in_turn(lambda: rate("ours"), lambda: rate("cleared"), run.rounds)
        kept = rate("kept")
    with run.shown("parse_memory"):
        whole, bare = answered("ours", blocks), answered("cleared", blocks)
    yield Figure(
        name="parse_rate",
        unit="entries/s",
        ours=ours,
        baseline="a bare lxml.iterparse that clears each element",
        beside=beside,
        goal=Goal("ratio", ">=", 0.5),
        notes={
            "entries": tenth * BLOCK,
            "percent of one that clears nothing": 100 * ours[-1] / kept,
            "percent over all entries": 100 * bare.seconds / whole.seconds,
        },
    )
    yield Figure(
        name="parse_memory",
        unit="MB",
        ours=(whole.peak_mb,),
        baseline="that iterparse",
        beside=(bare.peak_mb,),
        goal=Goal("value", "<=", 300),
        notes={"entries": blocks * BLOCK},
    )

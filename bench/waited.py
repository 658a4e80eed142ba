"""A figure of how long somebody at the desk waits, beside the part that cannot be saved."""

from bench.figure import Figure, Goal
from bench.pairs import Measure, Pairs, in_turn, percentile, shares
from bench.run import Run


def waited(
    run: Run, name: str, ours: Measure, beside: tuple[str, Measure], samples: int, limit_ms: int
) -> Figure:
    """Milliseconds: the ninety-ninth percentile of each round; the median of all in the notes.

    `beside`: what stands beside it, and its measure; `limit_ms`: the goal.
    """
    baseline, bare = beside
    rounds: list[Pairs] = [in_turn(ours, bare, run.scaled(samples)) for _ in range(run.rounds)]
    slowest = shares(rounds, 0.99)
    every = ([one for side in sides for one in side] for sides in zip(*rounds, strict=True))
    middle = [percentile(times, 0.5) for times in every]
    return Figure(
        name=name,
        unit="ms",
        ours=slowest[0],
        baseline=baseline,
        beside=slowest[1],
        goal=Goal("value", "<=", limit_ms),
        notes={
            "events": run.desk.system.store.tail().position,
            "p50_ms": middle[0],
            "baseline_p50_ms": middle[1],
        },
    )

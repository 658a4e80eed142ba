"""From a clerk's click to the page that shows what it did: written, projected, read, drawn."""

from collections.abc import Iterator
from time import perf_counter

from bench import morning
from bench.desk import Browser, Forms
from bench.figure import Figure, Goal
from bench.pairs import milliseconds, percentile
from bench.run import Run

CLICKS = 100
_ACT = "/desk/match"


def measure(run: Run) -> Iterator[Figure]:
    """Milliseconds: the slowest of a hundred matches, each with the page after it."""
    clerk = run.desk.clerk
    with run.shown("click_to_result"):
        _click(clerk)
        rounds = [
            [
                (_click(clerk), milliseconds(lambda: clerk.get(morning.DESK)))
                for _ in range(run.scaled(CLICKS))
            ]
            for _ in range(run.rounds)
        ]
    clicks, pages = ([tuple(pair[n] for pair in one) for one in rounds] for n in (0, 1))
    yield Figure(
        name="click_to_result",
        unit="ms",
        ours=tuple(percentile(times, 0.99) for times in clicks),
        baseline="the page alone",
        beside=tuple(percentile(times, 0.99) for times in pages),
        goal=Goal("value", "<=", 300),
        notes={
            "events": run.desk.system.store.tail().position,
            "p50_ms": percentile([one for times in clicks for one in times], 0.5),
            "baseline_p50_ms": percentile([one for times in pages for one in times], 0.5),
        },
    )


def _click(clerk: Browser) -> float:
    """The line that is open is given to the deposit that the page proposes."""
    page = clerk.get(morning.DESK)
    fields = next((fields for act, fields in Forms(page).found if act == _ACT), {})
    began = perf_counter()
    after = clerk.post(_ACT, fields)
    took = (perf_counter() - began) * 1_000
    if "did=" not in after.path:
        raise RuntimeError(f"nothing came of it: {after.path}")
    return took

"""How long a page of the desk takes at a long log, beside its template alone with ready data."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from api.http.pages import drawing, templating
from bench import morning
from bench.figure import Figure, Goal
from bench.pairs import milliseconds, percentile
from bench.run import Run

SAMPLES = 200
PAGES = {
    "desk": morning.DESK,
    "dues": f"/dues?account={morning.ACCOUNT}",
    "batches": "/batches",
    "close": f"/close/{morning.ACCOUNT}/{morning.DAY}",
    "balances": "/balances",
}


def measure(run: Run) -> Iterator[Figure]:
    """Milliseconds from the request to the whole page: the slowest of a hundred."""
    clerk = run.desk.clerk
    for name, path in PAGES.items():
        with run.shown(f"desk_page_{name}"):
            with _recorded() as drawn:
                clerk.get(path)
            rounds = [
                [
                    (milliseconds(partial(clerk.get, path)), milliseconds(drawn[0]))
                    for _ in range(run.scaled(SAMPLES))
                ]
                for _ in range(run.rounds)
            ]
        pages, bare = ([tuple(pair[n] for pair in one) for one in rounds] for n in (0, 1))
        yield Figure(
            name=f"desk_page_{name}",
            unit="ms",
            ours=tuple(percentile(times, 0.99) for times in pages),
            baseline="its template alone, with ready data",
            beside=tuple(percentile(times, 0.99) for times in bare),
            goal=Goal("value", "<=", 100),
            notes={
                "events": run.desk.system.store.tail().position,
                "p50_ms": percentile([one for times in pages for one in times], 0.5),
                "baseline_p50_ms": percentile([one for times in bare for one in times], 0.5),
            },
        )


@contextmanager
def _recorded() -> Iterator[list[Callable[[], object]]]:
    """What is drawn meanwhile can be drawn again, without being looked up again."""
    found: list[Callable[[], object]] = []
    draw = templating.drawn

    def drawn(*told: Any, **values: Any) -> str:
        found.append(partial(draw, *told, **values))
        return draw(*told, **values)

    drawing.drawn = drawn
    try:
        yield found
    finally:
        drawing.drawn = draw

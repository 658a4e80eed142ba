"""From a clerk's click to the page that shows what it did: written, projected, read, drawn."""

from collections.abc import Iterator
from functools import partial
from time import perf_counter

from bench import morning
from bench.desk import Browser, Forms
from bench.figure import Figure
from bench.pairs import milliseconds
from bench.run import Run
from bench.waited import waited

CLICKS = 100
_ACT = "/desk/match"


def measure(run: Run) -> Iterator[Figure]:
    """Milliseconds: the slowest of a hundred matches, each with the page after it."""
    clerk = run.desk.clerk
    with run.shown("click_to_result"):
        _click(clerk)
        page = partial(milliseconds, partial(clerk.get, morning.DESK))
        click = partial(_click, clerk)
        yield waited(run, "click_to_result", click, ("the page alone", page), CLICKS, 300)


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

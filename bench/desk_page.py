"""How long a page of the desk takes at a long log, beside its template alone with ready data."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from unittest.mock import patch

from api.http.pages import drawing, templating
from bench import morning
from bench.figure import Figure
from bench.pairs import milliseconds
from bench.run import Run
from bench.waited import waited

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
            page = partial(milliseconds, partial(clerk.get, path))
            beside = ("its template alone, with ready data", partial(milliseconds, drawn[0]))
            yield waited(run, f"desk_page_{name}", page, beside, SAMPLES, 100)


@contextmanager
def _recorded() -> Iterator[list[Callable[[], object]]]:
    """What is drawn meanwhile can be drawn again, without being looked up again."""
    found: list[Callable[[], object]] = []
    draw = templating.drawn

    def drawn(*told: Any, **values: Any) -> str:
        found.append(partial(draw, *told, **values))
        return draw(*told, **values)

    with patch.object(drawing, "drawn", drawn):
        yield found

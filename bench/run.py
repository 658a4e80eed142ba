"""One run of the measurements: the server they share, the two long logs, what is shown."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import cached_property

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from api.embedded import Server
from api.readers import readers
from bench import ground
from bench.desk import Desk, desk
from bench.loading import Loaded, load

EVENTS = 1_000_000
_SHORT = 100_000
_LEAST = 500


class Run:
    """What every figure is handed. `events`: length of the large log; the small has a hundredth."""

    def __init__(self, server: Server, events: int, progress: Progress, stack: ExitStack) -> None:
        self.server = server
        self.events = events
        self._progress = progress
        self._stack = stack

    @property
    def rounds(self) -> int:
        """How often a pair is measured; once in a run that only shows that all of it works."""
        return 3 if self.events >= _SHORT else 1

    def scaled(self, number: int) -> int:
        """So many repetitions; fewer in a short run."""
        return max(number * min(self.events, _SHORT) // _SHORT, 1)

    @cached_property
    def small(self) -> Loaded:
        """A log of a hundredth of the events, made when first asked for."""
        return self._loaded("small", max(self.events // 100, _LEAST))

    @cached_property
    def large(self) -> Loaded:
        """A log of all the events, made when first asked for."""
        return self._loaded("large", self.events)

    @cached_property
    def desk(self) -> Desk:
        """A served desk above a log of all the events, made when first asked for."""
        with self.shown("desk log", self.events) as advance:
            return self._stack.enter_context(desk(self.events, advance))

    def _loaded(self, name: str, events: int) -> Loaded:
        ledger = self._stack.enter_context(ground.opened(self.server, name))
        dsn = ledger.databases
        made = readers(ledger.log, ledger.vault, read=dsn.read, matcher=dsn.matcher)
        with self.shown(f"{name} log", events) as advance:
            return load(ledger, self._stack.enter_context(made), events, advance)

    @contextmanager
    def shown(self, what: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
        """Shows what is being done; the caller tells how much more of it is done."""
        if not self._progress.console.is_terminal:
            self._progress.console.print(f"bench: {what} ...", highlight=False)
        task = self._progress.add_task(what, total=total)
        yield lambda more: self._progress.update(task, advance=more)
        self._progress.remove_task(task)


def bar() -> AbstractContextManager[Progress]:
    """The progress of a run, on stderr."""
    return Progress(
        TextColumn("{task.description:<24}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )

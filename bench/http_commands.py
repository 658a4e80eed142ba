"""Signed commands over HTTP: what the server and its database spend on one, beside a bare route."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import count, islice
from statistics import median

from api.clock import system_clock
from api.home import Home
from bench.figure import Figure, Goal
from bench.pairs import in_turn, percentile
from bench.posting import closed, open_loop, post
from bench.run import Run
from bench.serving import ORIGIN, Served, new_home, served
from bench.spent import rested
from bench.world import TakeReading
from ledger.asking import ask

CONNECTIONS = 128
METERS = 1_000
COMMANDS = 20_000
PATH = "/v1/commands"
_DAY = timedelta(days=1)


class Asked:
    """One server, asked in a closed loop: what each round took of processors and of the clock."""

    def __init__(self, server: Served, requests: Iterator[bytes], commands: int) -> None:
        self.server = server
        self._requests = requests
        self._commands = commands
        self.spent: list[tuple[float, ...]] = []
        """Microseconds a command, of each process: the server, its database."""
        self.rates: list[float] = []

    def take(self, number: int) -> Sequence[bytes]:
        """Requests that were not made yet."""
        return list(islice(self._requests, number))

    def microseconds(self) -> float:
        """Processor time a command, of all its processes together."""
        requests = self.take(self._commands)
        before = rested(self.server.roots)
        self.rates.append(len(requests) / closed(self.server.port, requests, CONNECTIONS))
        after = rested(self.server.roots)
        spent = (max(b - a, 0.001) for a, b in zip(before, after, strict=True))
        self.spent.append(tuple(s / len(requests) * 1_000_000 for s in spent))
        return sum(self.spent[-1])


def measure(run: Run) -> Iterator[Figure]:
    """Microseconds of processor a command: all that `serve` does, and the application alone."""
    for name, kind in (("http_commands", "followed"), ("http_commands_alone", "alone")):
        with (
            run.shown(name),
            new_home() as home,
            served(kind, home) as ours,
            served("bare") as bare,
        ):
            yield _figure(run, name, *(_asked(run, server, home) for server in (ours, bare)))


def _figure(run: Run, name: str, ours: Asked, beside: Asked) -> Figure:
    for asked in (ours, beside):
        closed(asked.server.port, asked.take(run.scaled(COMMANDS) // 2), CONNECTIONS)
    pairs = in_turn(ours.microseconds, beside.microseconds, run.rounds)
    rate = median(ours.rates) / 2
    late = open_loop(ours.server.port, ours.take(run.scaled(COMMANDS) // 2), rate, CONNECTIONS)
    server, database = (median(column) for column in zip(*ours.spent, strict=True))
    return Figure(
        name=name,
        unit="µs/command",
        ours=pairs[0],
        baseline="a bare FastAPI route that parses the same JSON",
        beside=pairs[1],
        goal=Goal("ratio", "<=", 2.5, "2,400 commands/s on two cores"),
        notes={
            "commands_s": median(ours.rates),
            "baseline_s": median(beside.rates),
            "server_us": server,
            "database_us": database,
            "open_loop_s": rate,
            "p50_ms": percentile(late, 0.5),
            "p99_ms": percentile(late, 0.99),
        },
    )


def _asked(run: Run, server: Served, home: Home) -> Asked:
    """The office takes readings, of one meter after the other."""
    office = home.custodial("office")

    def requests() -> Iterator[bytes]:
        for number in count():
            wanted = TakeReading(meter=f"m{number % METERS}", value=number)
            until = system_clock() + _DAY
            yield post(PATH, ask(wanted, origin=ORIGIN, signer=office, not_after=until))

    return Asked(server, requests(), run.scaled(COMMANDS))

"""Balances as of random positions, with a long history and with a short one."""

from collections.abc import Callable, Iterator
from random import Random

from bench.figure import Figure, Goal
from bench.loading import Loaded
from bench.pairs import tails_in_turn
from bench.run import Run
from bench.world import ACCOUNTS, account

POSITIONS = 1_000

type Way = Callable[[Loaded], Callable[[], object]]


def measure(run: Run) -> Iterator[Figure]:
    """Milliseconds: of one account's balance, and of the totals of all; the keys are as many."""
    small, large = run.small, run.large
    ends = [logs.built().reader.position() for logs in (small, large)]
    ways: dict[str, Way] = {"as_of_one": _one, "as_of_totals": _totals}
    for name, way in ways.items():
        with run.shown(name):
            ours, beside = tails_in_turn(way(large), way(small), run.scaled(POSITIONS), run.rounds)
        yield Figure(
            name=name,
            unit="ms",
            ours=ours,
            baseline="the same with the small log",
            beside=beside,
            goal=Goal("ratio", "<=", 1.2),
            notes={"events": ends[1], "baseline_events": ends[0]},
        )


def _one(logs: Loaded) -> Callable[[], object]:
    balances = logs.readers.balances
    places = _places(logs)
    return lambda: balances.one("CUST", "CNY", "1001", *next(places))


def _totals(logs: Loaded) -> Callable[[], object]:
    balances = logs.readers.balances
    places = _places(logs)
    return lambda: balances.totals(next(places)[1])


def _places(logs: Loaded) -> Iterator[tuple[str, int]]:
    """Accounts and positions at random, the same in every run."""
    random = Random(2026)
    end = logs.readers.balances.reader.position()
    while True:
        yield account(random.randrange(ACCOUNTS)), random.randint(1, end)

"""Two measurements in turn, A B A B: what disturbs the machine then disturbs both."""

from collections.abc import Callable, Sequence
from math import ceil
from statistics import median
from time import perf_counter, process_time

type Measure = Callable[[], float]
type Pairs = tuple[tuple[float, ...], tuple[float, ...]]
"""What was measured of ours, and beside it."""


def in_turn(ours: Measure, beside: Measure, rounds: int) -> Pairs:
    """Measures both so many times."""
    pairs = [(ours(), beside()) for _ in range(rounds)]
    return tuple(a for a, _ in pairs), tuple(b for _, b in pairs)


def tails_in_turn(
    ours: Callable[[], object], beside: Callable[[], object], samples: int, rounds: int
) -> Pairs:
    """Ninety-ninth percentiles in milliseconds, of calls that take turns one by one."""
    both = (lambda: milliseconds(ours)), (lambda: milliseconds(beside))
    taken = [in_turn(*both, samples) for _ in range(rounds)]
    return shares(taken, 0.99)


def shares(rounds: Sequence[Pairs], share: float) -> Pairs:
    """Of each round the value below or at which this share lies, ours and beside."""
    return (
        tuple(percentile(ours, share) for ours, _ in rounds),
        tuple(percentile(beside, share) for _, beside in rounds),
    )


class Processor:
    """What the things done cost this process alone, the database not counted."""

    def __init__(self) -> None:
        self._spent: list[float] = []

    @property
    def microseconds(self) -> float:
        """Processor time for one thing, the median over all measurements."""
        return median(self._spent)

    def rate(self, count: int, work: Callable[[], object]) -> float:
        """So many things done by `work`, a second of the clock."""
        began = process_time()
        found = rate(count, work)
        self._spent.append((process_time() - began) / count * 1_000_000)
        return found


def rate(count: int, work: Callable[[], object]) -> float:
    """So many things done by `work`, a second."""
    return count / milliseconds(work) * 1_000


def milliseconds(work: Callable[[], object]) -> float:
    """How long `work` took."""
    began = perf_counter()
    work()
    return (perf_counter() - began) * 1_000


def percentile(values: Sequence[float], share: float) -> float:
    """The value below or at which this share of all lies (nearest rank)."""
    return sorted(values)[ceil(share * len(values)) - 1]

"""Processor time of whole processes, told by /proc: with all their threads and children."""

import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from time import sleep

_TICK_S = 1 / os.sysconf("SC_CLK_TCK")
_LOOK_S = 0.2
_LOOKS = 100
_RESTING = 0.05
"""Of one core: what rests takes less."""
_PPID, _TIMES = 1, slice(11, 15)
"""Fields of `stat` after the name: user and system time, then those of children waited for."""


def seconds(root: int) -> float:
    """User and system time of a process and of all below it, those that ended included."""
    below: dict[int, list[int]] = defaultdict(list)
    ticks: dict[int, int] = {}
    for pid, fields in _processes():
        below[int(fields[_PPID])].append(pid)
        ticks[pid] = sum(map(int, fields[_TIMES]))
    found, waiting = 0, [root]
    while waiting:
        pid = waiting.pop()
        found += ticks.get(pid, 0)
        waiting += below[pid]
    return found * _TICK_S


def rested(roots: tuple[int, ...]) -> tuple[float, ...]:
    """The same of each, once they do next to nothing: what follows by itself is over by then."""
    before = tuple(map(seconds, roots))
    for _ in range(_LOOKS):
        sleep(_LOOK_S)
        now = tuple(map(seconds, roots))
        if sum(now) - sum(before) <= _RESTING * _LOOK_S + _TICK_S:
            return now
        before = now
    return before


def _processes() -> Iterator[tuple[int, list[str]]]:
    """Each process, and the fields of its `stat` that follow its name."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = path.read_text("utf-8", errors="replace")
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has just ended, and whoever waited for it has its time
        yield int(path.parent.name), text.rpartition(")")[2].split()

"""Lots of every kind of trade walk at random, one seed after the other: longer than a test may.

Stops at the first harm and names the seed that found it.
"""

import json
import sys
import time
from collections import Counter

from tests.properties.trades import TRADES
from tests.properties.ways import drawn, walked

INTERRUPTED = 130
LENGTH = 60
"""Moves of a way: several lots long."""
ENDS = ("ARCHIVED", "FAILED", "TERMINATED", "VOIDED")
_TOLD = 50


def main(walks: int, seed: int, *, as_json: bool = False) -> int:
    """So many walks of each kind of trade, from this seed on. 0: nothing was amiss; else 1."""
    began, problem, made = time.monotonic(), None, 0
    ends: Counter[str] = Counter()
    while problem is None and made < walks:
        if made % _TOLD == 0:
            _say(f"{walks - made} walks of each kind to go; seed {seed}")
        try:
            problem = _walks(seed, ends)
        except KeyboardInterrupt:
            _say(f"interrupted; to go on: zhangben soak --seed {seed} --walks {walks - made}")
            return INTERRUPTED
        made += problem is None
        seed += problem is None
    outcome = {
        "walks": made * len(TRADES),
        "ends": {end: ends[end] for end in ENDS},
        "next_seed": seed,
        "seconds": round(time.monotonic() - began),
        "problem": problem,
    }
    _tell(outcome, as_json)
    return 0 if problem is None else 1


def _walks(seed: int, ends: Counter[str]) -> str | None:
    """One of each kind: what is amiss, with how to see it again."""
    for trade in TRADES:
        try:
            ends.update(walked(trade, drawn(seed, LENGTH)).till.memory.reached)
        except Exception as problem:  # whatever it is, its seed must be told
            again = f"zhangben soak --seed {seed} --walks 1"
            return f"{trade}: {problem!r}\nTo see it again: {again}"
    return None


def _tell(outcome: dict[str, object], as_json: bool) -> None:
    if as_json:
        print(json.dumps(outcome, indent=2))
        return
    print(f"{outcome['walks']} walks in {outcome['seconds']} s came to {outcome['ends']}")
    if outcome["problem"]:
        print(f"AMISS: {outcome['problem']}")
    else:
        print(f"each lot kept its order, each fen is somebody's; next seed {outcome['next_seed']}")


def _say(sentence: str) -> None:
    print(f"zhangben: {sentence}", file=sys.stderr, flush=True)

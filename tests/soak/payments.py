"""Paydays, one after the other: refunds and payouts, and workers that are killed while they pay.

PostgreSQL is killed, too, while a batch is recorded, paid or reported, and brought back.

Stops at the first harm and names the seed that found it.
"""

import json
import shutil
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack, closing
from pathlib import Path

from tests.faults.own_database import OwnDatabase
from tests.faults.payday_eve import Ready, Workers, make_ready, workers
from tests.faults.payments import COUNT, Payday, Told
from tests.kit.databases import copy_of

INTERRUPTED = 130


def main(paydays: int, seed: int, *, as_json: bool = False) -> int:
    """So many paydays, from this seed on. 0: each payment of all of them was made once; else 1."""
    began, sums, problem, made = time.monotonic(), Told(), None, 0
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="zhangben-soak-")))
        place.chmod(0o711)  # the database's user must get to its data
        own = stack.enter_context(closing(OwnDatabase(place / "own")))
        databases = own.databases
        ready = make_ready(databases, place / "ready", lambda: copy_of(own.server, databases), own)
        at_work = stack.enter_context(workers())
        while problem is None and made < paydays:
            _say(f"payday {made + 1} of {paydays}; seed {seed}")
            try:
                problem = _payday(ready, at_work, place / str(seed), seed, sums)
            except KeyboardInterrupt:
                _say(f"interrupted; on: zhangben soak --seed {seed} --payments {paydays - made}")
                return INTERRUPTED
            made += problem is None
            seed += problem is None
    _tell(sums, made, seed, problem, round(time.monotonic() - began), as_json)
    return 0 if problem is None else 1


def _payday(ready: Ready, at_work: Workers, place: Path, seed: int, sums: Told) -> str | None:
    """What is amiss, with how to see it again."""
    payday = Payday(ready, at_work, place, seed)
    try:
        payday.run()
    except Exception as problem:  # whatever it is, its seed must be told
        return f"{problem!r}\n{problem}\nTo see it again: zhangben soak --seed {seed} --payments 1"
    finally:
        sums.blows += payday.told.blows
        sums.lives += payday.told.lives
        shutil.rmtree(place, ignore_errors=True)
    return None


def _tell(
    sums: Told, made: int, seed: int, problem: str | None, seconds: int, as_json: bool
) -> None:
    outcome = {
        "paydays": made,
        "payments": made * COUNT,
        "lives": sums.lives,
        "blows": dict(Counter(sums.blows).most_common()),
        "next_seed": seed,
        "seconds": seconds,
        "problem": problem,
    }
    if as_json:
        print(json.dumps(outcome, indent=2))
        return
    for blow, count in sums.blows.most_common():
        print(f"{count:5} {blow}")
    print(f"{made:5} paydays of {COUNT} payments, {sums.lives} lives, in {seconds} s")
    if problem:
        print(f"AMISS: {problem}")
    else:
        print(f"each payment is at the bank once, the books are the bank's; next seed {seed}")


def _say(sentence: str) -> None:
    print(f"zhangben: {sentence}", file=sys.stderr, flush=True)

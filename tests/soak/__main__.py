"""Kills the installation over and over, and looks each time whether anything is amiss.

    python -m tests.soak [--kills 200] [--seed N] [--json]

Exit codes: 0 nothing was amiss, 1 something was: the seed that found it is named.
"""

import argparse
import json
import os
import secrets
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.faults.campaign import Campaign, Told
from tests.faults.trial import Defect


def main(arguments: Sequence[str] | None = None) -> int:
    """Campaign after campaign until so many kills were made, or one of them did harm."""
    parser = argparse.ArgumentParser(
        prog="zhangben soak",
        description="Kills client and database at named points and at any moment; verifies.",
        epilog="example: zhangben soak --kills 20 --seed 7",
    )
    parser.add_argument("--kills", type=int, default=200, help="how many (200)")
    parser.add_argument("--seed", type=int, help="the first campaign's; the others count on")
    parser.add_argument("--json", action="store_true", help="the outcome as JSON")
    asked = parser.parse_args(arguments)
    os.environ.pop("ZHANGBEN_DSN", None)  # servers are killed: never one that others use
    seed = secrets.randbelow(10**6) if asked.seed is None else asked.seed
    began, sums, problem = time.monotonic(), Told(), None
    while problem is None and (done := sums.kills.total()) < asked.kills:
        _say(f"{done} of {asked.kills} kills after {time.monotonic() - began:.0f} s, seed {seed}")
        problem = _campaign(seed, asked.kills - done, sums)
        seed += problem is None
    outcome: dict[str, Any] = {
        "kills": sums.kills.total(),
        "by_place": dict(sorted(sums.kills.items())),
        "written_unanswered": sums.written,
        "outlived_the_database": sums.survived,
        "ended_without_database": sums.gone,
        "next_seed": seed,
        "seconds": round(time.monotonic() - began),
        "problem": problem,
    }
    if asked.json:
        print(json.dumps(outcome, indent=2))
    else:
        _tell(outcome)
    return 0 if problem is None else 1


def _campaign(seed: int, kills: int, sums: Told) -> str | None:
    """What is amiss; the folder is left for whoever looks into it."""
    place = Path(tempfile.mkdtemp(prefix=f"zhangben-soak-{seed}-"))
    place.chmod(0o711)
    campaign = Campaign(place, seed, _say)
    try:
        campaign.run(kills)
    except Defect as defect:
        again = f"zhangben soak --seed {seed} --kills {kills}"
        return f"{defect}\n{place} holds what is left; to see it again: {again}"
    finally:
        told = campaign.told
        sums.kills += told.kills
        sums.written += told.written
        sums.survived += told.survived
        sums.gone += told.gone
    return None


def _tell(outcome: dict[str, Any]) -> None:
    for place, count in Counter(outcome["by_place"]).most_common():
        print(f"{count:5} {place}")
    print(f"{outcome['kills']:5} kills in {outcome['seconds']} s")
    print(f"{outcome['written_unanswered']:5} commands were written though nobody heard an answer")
    print(f"{outcome['outlived_the_database']:5} clients outlived a killed database")
    print(f"{outcome['ended_without_database']:5} ended with a sentence, because it stayed away")
    if outcome["problem"]:
        print(f"AMISS: {outcome['problem']}")
    else:
        print(f"nothing lost, nothing twice, every log verified; next seed {outcome['next_seed']}")


def _say(sentence: str) -> None:
    print(f"zhangben: {sentence}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

"""Kills the installation over and over, and looks each time whether anything is amiss.

    python -m tests.soak [--kills 200 | --payments N | --statements N | --walks N | --more]
                         [--seed N]

Exit codes: 0 nothing was amiss, 1 something was: the seed that found it is named.
"""

import argparse
import json
import os
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.faults.campaign import Campaign, Told
from tests.soak import more, payments, statements, walks

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Campaign after campaign until so many kills were made, or one of them did harm."""
    parser = argparse.ArgumentParser(
        prog="zhangben soak",
        description="Kills client and database at named places and at any moment; verifies.",
        epilog="example: zhangben soak --kills 20 --seed 7",
    )
    parser.add_argument("--kills", type=int, default=200, help="how many (200)")
    parser.add_argument("--payments", type=int, help="so many paydays instead: payers are killed")
    parser.add_argument("--statements", type=int, help="nothing is killed: so many histories of it")
    parser.add_argument("--walks", type=int, help="so many walks instead, of each kind of trade")
    parser.add_argument("--more", action="store_true", help="instead, tests that ask, by more")
    parser.add_argument("--seed", type=int, help="the first campaign's; the others count on")
    parser.add_argument("--json", action="store_true", help="the outcome as JSON")
    asked = parser.parse_args(arguments)
    os.environ.pop("ZHANGBEN_DSN", None)  # servers are killed: never one that others use
    seed = secrets.randbelow(10**6) if asked.seed is None else asked.seed
    if asked.more:
        return more.main()
    if asked.payments is not None:
        return payments.main(asked.payments, seed, as_json=asked.json)
    if asked.statements is not None:
        return statements.main(asked.statements, seed, as_json=asked.json)
    if asked.walks is not None:
        return walks.main(asked.walks, seed, as_json=asked.json)
    began, sums, problem = time.monotonic(), Told(), None
    while problem is None and (left := asked.kills - sums.kills.total()) > 0:
        _say(f"{left} of {asked.kills} kills to go; seed {seed}")
        try:
            problem = _campaign(seed, left, sums)
        except KeyboardInterrupt:
            _say(f"interrupted; to go on: zhangben soak --seed {seed} --kills {left}")
            return INTERRUPTED
        seed += problem is None
    outcome = _outcome(sums, seed, problem, time.monotonic() - began)
    if asked.json:
        print(json.dumps(outcome, indent=2))
    else:
        _tell(outcome)
    return 0 if problem is None else 1


def _campaign(seed: int, kills: int, sums: Told) -> str | None:
    """What is amiss; the folder is then left for whoever looks into it."""
    place = Path(tempfile.mkdtemp(prefix=f"zhangben-soak-{seed}-"))
    place.chmod(0o711)
    campaign = Campaign(place, seed, _say)
    try:
        campaign.run(kills)
    except Exception as problem:  # whatever it is, its seed must be told
        again = f"zhangben soak --seed {seed} --kills {kills}"
        return f"{problem!r}\n{problem}\nIn {place} lies what is left. To see it again: {again}"
    except KeyboardInterrupt:
        shutil.rmtree(place, ignore_errors=True)
        raise
    finally:
        sums.add(campaign.told)
    return None


def _outcome(sums: Told, seed: int, problem: str | None, seconds: float) -> dict[str, Any]:
    return {
        "kills": sums.kills.total(),
        "by_place": dict(sums.kills.most_common()),
        "written_unanswered": sums.written,
        "outlived_the_database": sums.survived,
        "ended_without_database": sums.gone,
        "next_seed": seed,
        "seconds": round(seconds),
        "problem": problem,
    }


def _tell(outcome: dict[str, Any]) -> None:
    for place, count in outcome["by_place"].items():
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

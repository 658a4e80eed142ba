"""Statements of an account in any order, with gaps, over each other: none twice, none lost unsaid.

Longer histories than the tests have, and as many as are asked for. Stops at the first that is not
right, made as small as it goes, and names the seed that found it.
"""

import json
import sys
import time

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded

from tests.kit.histories import FEN, History, brought, histories, said_so

_PHASES = (Phase.generate, Phase.shrink)


def main(many: int, seed: int, *, as_json: bool = False) -> int:
    """So many histories of each kind. 0: all were right; else 1."""
    began, problem = time.monotonic(), None
    for fen in (FEN, (100, -100), (100, 100, 100, -100)):
        try:
            _held(many, seed, fen)
        except AssertionError as wrong:
            problem = f"{wrong}\nTo see it again: zhangben soak --statements {many} --seed {seed}"
            break
    told = {"histories": many, "seed": seed, "problem": problem}
    told["seconds"] = round(time.monotonic() - began)
    if as_json:
        print(json.dumps(told, ensure_ascii=False, indent=2))
    elif problem:
        print(problem, file=sys.stderr)
    else:
        print(f"{many} histories of each kind: no line twice, none lost without a word")
    return 0 if problem is None else 1


def _held(many: int, seed: int, fen: tuple[int, ...]) -> None:
    @seeded(seed)
    @settings(
        max_examples=many,
        deadline=None,
        database=None,
        phases=_PHASES,
        suppress_health_check=list(HealthCheck),
    )
    @given(histories(most=9, parts=6, fen=fen))
    def each(history: History) -> None:
        outcome = brought(history)
        assert said_so(outcome), f"{history}: {outcome}"

    each()

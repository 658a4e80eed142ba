"""The reckonings of scenarios, and of larger ones, by programs of their own, run as such."""

import json
import subprocess
import sys
from functools import cache
from typing import Any

from tests.kit.demonstration import ROOT
from tests.kit.scenarios import ORACLE

_ORACLES = ROOT / "tests" / "oracle"


@cache
def reckoned(times: int, add: int) -> dict[str, Any]:
    """Checkpoints, interest, days of the bank and what sales came to, by scenario, so much larger;
    fen.
    """
    return _told("scaled_scenarios.py", str(times), str(add))


@cache
def due_days() -> dict[str, Any]:
    """Until when what is due, by scenario and row."""
    return _told("days_of_scenarios.py")


def _told(program: str, *of: str) -> dict[str, Any]:
    command = [sys.executable, "-I", _ORACLES / program, ORACLE, *of]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 0, run.stderr
    told: dict[str, Any] = json.loads(run.stdout)
    return told

"""The reckoning of larger scenarios by a program of its own, run as one."""

import json
import subprocess
import sys
from functools import cache
from typing import Any

from tests.kit.demonstration import ROOT
from tests.kit.scenarios import ORACLE

_PROGRAM = ROOT / "tests" / "oracle" / "scaled_scenarios.py"


@cache
def reckoned(times: int, add: int) -> dict[str, Any]:
    """Checkpoints, interest and days of the bank by scenario, so much larger; fen."""
    command = [sys.executable, "-I", _PROGRAM, ORACLE, str(times), str(add)]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 0, run.stderr
    told: dict[str, Any] = json.loads(run.stdout)
    return told

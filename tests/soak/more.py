"""Asks for more than a test may.

At each position all that two logs know which differ in what is sealed, not by turns; and of every
route ten times as many examples.
"""

import os
import subprocess
import sys

_ROOMS = (
    "tests/noninterference/test_sealed_facts.py",
    "tests/noninterference/test_after_an_opening.py",
    "tests/api/http/test_schemathesis.py",
)
_MORE = {"ZHANGBEN_TURNS": "1", "ZHANGBEN_EXAMPLES": "60"}


def main() -> int:
    """Pytest's exit code: 0 where nobody can tell the logs apart, and answers are as described."""
    command = (sys.executable, "-P", "-m", "pytest", "-n", "auto", "--dist", "loadfile", *_ROOMS)
    return subprocess.run(command, env=os.environ | _MORE).returncode

"""Asks two logs that differ in what is sealed for everything at each position, not by turns."""

import os
import subprocess
import sys

ASKED = (
    "tests/noninterference/test_sealed_facts.py",
    "tests/noninterference/test_after_an_opening.py",
)


def main() -> int:
    """Pytest's exit code: 0 where nobody can tell them apart."""
    environment = {**os.environ, "ZHANGBEN_TURNS": "1"}
    command = (sys.executable, "-P", "-m", "pytest", "-n", "auto", "--dist", "loadfile", *ASKED)
    return subprocess.run(command, env=environment).returncode

"""What a test needs of the machine. Without it the test says NOT RUN; in CI as root it fails."""

import os
from typing import NoReturn

import pytest


def not_run(why: str) -> NoReturn:
    """Skips loudly; where `./zhangben test` installs what is needed, its absence is a failure."""
    if os.environ.get("CI") and os.geteuid() == 0 and not os.environ.get("ZHANGBEN_NO_APT"):
        pytest.fail(f"in CI everything runs: {why}")
    pytest.skip(f"NOT RUN: {why}")

"""Waiting in tests: for as long as it takes, but never for ever."""

import time
from collections.abc import Callable
from typing import Any

_STEP_S, _STEPS = 0.01, 3_000


def until(found: Callable[[], Any]) -> Any:
    """What is found at last; fails after half a minute, rather than hang."""
    for _ in range(_STEPS):
        if result := found():
            return result
        time.sleep(_STEP_S)
    raise AssertionError("in vain")

"""What a log said of itself at position 1: whether it is real or simulated, on which clock."""

from typing import Any

from fastapi import Request

from api.reports.standing import Opening, opening_of


def opening(request: Request) -> Opening:
    """Read once from the log, never from a setting: a mode cannot be turned off."""
    state: Any = request.app.state
    found: Opening | None = getattr(state, "opening", None)
    if found is None:
        found = state.opening = opening_of(state.system)
    return found

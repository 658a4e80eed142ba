"""The instants of a statement's lines, where these tell anything."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from api.banks.planning import Planned


def moments(plans: Sequence[Planned]) -> list[datetime]:
    """One for each booked line, where each lies behind that before it; none else: a bank that gives
    one instant to all tells nothing by it."""
    lines = [line for plan in plans for line in plan.statement.lines if line.booked]
    found = [line.booking_time for line in lines if line.booking_time is not None]
    goes_on = len(found) == len(lines) and all(a < b for a, b in pairwise(found))
    return found if goes_on else []

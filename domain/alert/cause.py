"""Why an alert is raised: the event that a policy heard, where it stands, when it was.

Policies see events alone; their indexes tell them the rest in one line of text.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Cause:
    """The position of an event, and its legal instant."""

    position: int
    at: datetime

    def __str__(self) -> str:
        return f"{self.position} {self.at.isoformat()}"


def cause(told: str) -> Cause:
    """What `str` of a cause was. Raises ValueError for any other text."""
    position, _, at = told.partition(" ")
    return Cause(int(position), datetime.fromisoformat(at))

"""The two clocks a log may run on: the machine's, or one that is told where it stands."""

from datetime import UTC, datetime
from threading import Lock


def system_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


class SimulatedClock:
    """The time of a simulated log: it stands still until it is moved, and never goes back."""

    def __init__(self, starts: datetime) -> None:
        self._now = starts
        self._lock = Lock()

    def __call__(self) -> datetime:
        """The simulated now."""
        with self._lock:
            return self._now

    def move_to(self, instant: datetime) -> None:
        """Moves forward; an earlier instant is passed over."""
        with self._lock:
            self._now = max(self._now, instant.astimezone(UTC))

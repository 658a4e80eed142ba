"""When the lines of recorded statements may be booked."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from domain.bankday.state import Stated


class Booked(NamedTuple):
    """From which to which day the lines of statements may be booked."""

    since: date
    until: date

    @classmethod
    def of(cls, own: date, found: Iterable[Stated]) -> "Booked":
        """Of statements of one file for one day. Of what did not write it down: on any."""
        ends = [(one.since or date.min, one.until or date.max) for one in found if one.lines]
        return cls(min((own, *(one for one, _ in ends))), max((own, *(one for _, one in ends))))

    def has(self, day: date) -> bool:
        """Whether a line of that day may be among them."""
        return self.since <= day <= self.until

    def meets(self, other: "Booked") -> bool:
        """Whether both may have lines of one day."""
        return self.since <= other.until and other.since <= self.until

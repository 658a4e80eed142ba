"""Days whose bank lines that name nobody may be let to people by now (api/blind.py)."""

from collections.abc import Callable
from datetime import date
from itertools import groupby
from operator import itemgetter

from api.blind import blind_days
from api.readers import Readers
from projections.bankdays import DAYS


class Strays:
    """Every day in CNY with open lines, however old, once no sealed lot can be meant by them.

    What this process has seen to it does not look at again; a restart costs one more look.
    """

    def __init__(self, readers: Readers) -> None:
        self._readers = readers
        self._at = -1
        self._lines: dict[tuple[str, date], int] = {}

    def behind(self) -> bool:
        """Whether anything was read since the last look: when days open follows from the log."""
        return self._reached() != self._at

    def see_to(self, each: Callable[[str, date, int], object]) -> None:
        """Hands over each account's day that has lines which were not seen to, and how many lines.

        More than those may be money for a lot that is announced and not read here yet. Raises as
        `each`.
        """
        if (at := self._reached()) == self._at:
            return
        rows = self._readers.bankdays.rows(DAYS, {"currency": "CNY"}, as_of=at).rows
        there = {
            (row["account"], row["day"]): row["lines"]
            for row in rows
            if row["matched"] < row["lines"]
        }
        new = [key for key in sorted(there) if self._lines.get(key) != there[key]]
        for account, of in groupby(new, key=itemgetter(0)):
            days = [day for _, day in of]
            blind = blind_days(self._readers, at, account, days)
            for day in days:
                if day not in blind:
                    each(account, day, there[account, day])
                    self._lines[account, day] = there[account, day]
        self._at = at

    def _reached(self) -> int:
        return self._readers.reached((self._readers.bankdays, self._readers.lots))

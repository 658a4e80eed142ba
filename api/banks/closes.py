"""What stands of an account's days while a file is judged, read once for all its statements."""

from collections.abc import Collection
from datetime import date

from api.banks.banked import Banked
from domain.bankday.stated import Stated

type _Days = list[tuple[date, Stated]]


class Closes:
    """Of each account, from one day on; good for as long as nothing is written."""

    def __init__(self, banked: Banked) -> None:
        self._banked = banked
        self._since = date.max
        self._closed = dict[str, list[date]]()
        self._stood = dict[str, date | None]()
        self._stated = dict[str, _Days]()
        self._reopened = dict[str, list[date]]()
        self._every = dict[str, _Days]()

    def from_(self, since: date) -> None:
        """Nobody asks of a day before; else all is read again."""
        if since < self._since:
            self._since = since
            self._closed.clear()
            self._stood.clear()
            self._stated.clear()

    def closed(self, account: str, since: date) -> list[date]:
        """The closed days from one on, in order."""
        self.from_(since)
        if account not in self._closed:
            self._closed[account] = self._banked.closed_days(account, self._since)
        return [one for one in self._closed[account] if one >= since]

    def reopened(self, account: str) -> list[date]:
        """Those that were closed, and are open again, in order."""
        if account not in self._reopened:
            self._reopened[account] = self._banked.reopened_days(account)
        return self._reopened[account]

    def stood_since(self, account: str, since: date) -> bool:
        """Whether a day from one on is or was closed."""
        self.from_(since)
        if account not in self._stood:
            self._stood[account] = self._banked.last_stood(account, self._since)
        last = self._stood[account]
        return last is not None and last >= since

    def stated(self, account: str, since: date) -> _Days:
        """The statements since a day, by day, and in the order they came."""
        self.from_(since)
        if account not in self._stated:
            self._stated[account] = self._banked.stated(account, self._since)
        return [one for one in self._stated[account] if one[0] >= since]

    def stated_by(self, account: str, files: Collection[str], before: date) -> _Days:
        """Those of some files on all days before one, whose lines may lie behind their day."""
        if account not in self._every:
            self._every[account] = self._banked.stated(account, date.min)
        every = self._every[account]
        return [(day, one) for day, one in every if day < before and one.sha256 in files]

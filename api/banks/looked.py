"""The lines that are banked on the days a file concerns, each day looked at once."""

from collections.abc import Iterable, Iterator
from datetime import date

from api.banks.banked import Banked, gone
from domain.bankpage.state import Line
from domain.identifiers import DayId


class Looked:
    """Keeps what it saw: good for as long as nothing is written."""

    def __init__(self, banked: Banked) -> None:
        self._banked = banked
        self._lines = dict[DayId, tuple[Line, ...]]()
        self._known = dict[DayId, frozenset[str]]()
        self._days = dict[str, list[date]]()

    def lines(self, of: DayId) -> tuple[Line, ...]:
        """A day's lines, page after page."""
        if of not in self._lines:
            pages = self._banked.pages(of)
            self._lines[of] = tuple(line for page in pages for line in page.lines)
        return self._lines[of]

    def known(self, of: DayId) -> frozenset[str]:
        """Fingerprints of a day's lines. Raises CannotImport where they cannot be read any more."""
        if of not in self._known:
            lines = self.lines(of)
            if any(line.particulars is None for line in lines):
                raise gone(of)
            self._known[of] = frozenset(prints(lines))
        return self._known[of]

    def later(self, of: DayId) -> Iterator[DayId]:
        """All later days of the account that have lines, in order."""
        if of.account not in self._days:
            self._days[of.account] = self._banked.days(of.account)
        return (DayId(of.account, day) for day in self._days[of.account] if day > of.day)


def prints(lines: Iterable[Line]) -> set[str]:
    """The fingerprints of lines, as far as they can be read."""
    return {line.particulars.fingerprint for line in lines if line.particulars is not None}

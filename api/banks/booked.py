"""When the lines of recorded statements may be booked, and which of a file may share a day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from domain.bankday.stated import Stated
from domain.identifiers import DayId


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

    def over(self, other: "Booked") -> "Booked":
        """From the first of both to the last."""
        return Booked(min(self.since, other.since), max(self.until, other.until))

    def meets(self, other: "Booked") -> bool:
        """Whether both may have lines of one day."""
        return self.since <= other.until and other.since <= self.until


class Together(NamedTuple):
    """Statements of one file that may have lines of one day; `own`: the day of which one of them
    is that is asked about, else the first's."""

    file: str
    own: date
    booked: Booked
    stated: Sequence[Stated]

    def has(self, of: DayId) -> bool:
        """Whether a line of a day may be among theirs."""
        return self.booked.has(of.day)


def together(stated: Iterable[tuple[date, Stated]], asked: date) -> Iterator[Together]:
    """Statements by their days, in the order in which they came; those of a file where that one
    stands which is of the day that is `asked` about."""
    of_day = defaultdict[tuple[str, date], list[Stated]](list)
    for day, one in stated:
        of_day[one.sha256, day].append(one)
    groups = defaultdict[str, list[tuple[Booked, list[date]]]](list)
    booked = {key: Booked.of(key[1], some) for key, some in of_day.items()}
    for (file, own), here in sorted(booked.items(), key=lambda one: one[1]):
        some = groups[file]
        if some and some[-1][0].meets(here):
            before, days = some.pop()
            some.append((before.over(here), [*days, own]))
        else:
            some.append((here, [own]))
    for file, own in of_day:
        for all_, days in groups[file]:
            if own == (asked if asked in days else days[0]):
                yield Together(file, own, all_, [one for day in days for one in of_day[file, day]])

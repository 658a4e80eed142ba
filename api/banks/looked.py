"""The lines that are banked on the days a file concerns, each day looked at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice

from api.banks.banked import Banked, gone
from api.banks.copies import Alike, as_they_were
from api.banks.stretches import Stretch, in_order, stretch
from domain.bankday.state import Stated
from domain.bankpage.state import Line
from domain.identifiers import DayId


@dataclass(frozen=True, slots=True)
class Brought:
    """What is banked on some days; lines by fingerprint, with what each moves.

    `came`: the statements of other files for one of them, with what each brought, as they came;
    `elsewhere`: those for another day. `loose`: what came late, or by files that state no balances.
    `others`: all that other files brought; `mine`: what this one did. `former`: see
    `copies.as_they_were`.
    """

    came: Sequence[Stretch] = ()
    elsewhere: Sequence[Stretch] = ()
    loose: Mapping[str, int] = field(default_factory=dict)
    others: Mapping[str, int] = field(default_factory=dict)
    mine: Mapping[str, int] = field(default_factory=dict)
    former: Mapping[Alike, list[str]] = field(default_factory=dict)

    def and_then(self, came: Sequence[Stretch]) -> "Brought":
        """The same, and what these brought."""
        others = _together([self.others, *(one.lines for one in came)])
        return replace(self, came=(*self.came, *came), others=others)


class Looked:
    """Keeps what it saw: good for as long as nothing is written."""

    def __init__(self, banked: Banked) -> None:
        self._banked = banked
        self._lines = dict[DayId, tuple[Line, ...]]()
        self._known = dict[DayId, frozenset[str]]()
        self._days = dict[str, list[date]]()
        self._stated = dict[DayId, list[tuple[date, Stated]]]()
        self._brought = dict[tuple[DayId, tuple[DayId, ...]], Brought]()

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

    def brought(self, of: DayId, days: tuple[DayId, ...], sha256: str) -> Brought:
        """What is banked on days of one account, in their order, for a statement `of` one of them;
        `sha256`: of the file that comes.

        Lines may have come late, on days behind, where one of those was closed.
        """
        if (of, days) not in self._brought:
            account, first = days[0].account, days[0].day
            stood = self._banked.stood_since(account, first)
            behind = [one for one in self.later(days[0]) if one not in days] if stood else []
            self._brought[of, days] = self._of(of, days, behind, sha256)
        return self._brought[of, days]

    def _of(
        self, of: DayId, days: Sequence[DayId], behind: Sequence[DayId], sha256: str
    ) -> Brought:
        here = _by_file(line for day in days for line in self.lines(day))
        late = _by_file(line for day in behind for line in self.lines(day))
        mine = here.pop(sha256, {}) | late.pop(sha256, {})
        came, stating = self._came(days, here, sha256)
        loose = [lines for file, lines in here.items() if file not in stating]
        every = (line for day in (*days, *behind) for line in self.lines(day))
        return Brought(
            came=[one for day, one in came if day == of.day],
            elsewhere=[one for day, one in came if day != of.day],
            loose=_together([*loose, *late.values()]),
            others=_together([*here.values(), *late.values()]),
            mine=mine,
            former=as_they_were(every),
        )

    def _came(
        self, days: Sequence[DayId], here: Mapping[str, Mapping[str, int]], sha256: str
    ) -> tuple[list[tuple[date, Stretch]], set[str]]:
        """The statements since the first of the days, by theirs; and which files they stand in.

        Those of one file and day that follow each other are one. Of a file that has statements of
        these days, these brought its lines.
        """
        stated = defaultdict[tuple[date, str], list[Stated]](list)
        for day, one in self._statements(days[0]):
            if one.sha256 != sha256:
                stated[day, one.sha256].append(one)
        of_days = {day.day for day in days}
        own = {file for day, file in stated if day in of_days}
        timed = _timed(line for day in days for line in self.lines(day))
        came = list[tuple[date, Stretch]]()
        for (day, file), found in stated.items():
            lines = here.get(file, {}) if day in of_days or file not in own else {}
            own_day = len(days) == 1 and day in of_days
            came += [
                (day, replace(one, ordered=one.ordered and len(days) == 1, sure=file in timed))
                for one in _parts(found, lines, own_day=own_day)
            ]
        return came, {file for _, file in stated}

    def _statements(self, since: DayId) -> list[tuple[date, Stated]]:
        if since not in self._stated:
            self._stated[since] = self._banked.stated(since.account, since.day)
        return self._stated[since]


def _parts(
    found: Sequence[Stated], lines: Mapping[str, int], *, own_day: bool
) -> Iterator[Stretch]:
    """The statements of a file and day with what they brought: each by itself where all was new,
    those that follow each other in their order. Else which of them brought which is not told: on
    its own day it is put together with all that came; else each may have brought all of it."""
    follow = in_order(found)
    if len(lines) == sum(one.lines for one in found):
        left, theirs = iter(lines.items()), dict[int, dict[str, int]]()
        for one in found:
            theirs[id(one)] = dict(islice(left, one.lines))
        yield from (stretch([one], theirs[id(one)]) for one in follow or found)
    elif own_day and len(found) > 1:
        yield stretch(found, lines, several=True)
    elif follow is not None:
        yield stretch(follow, lines, ordered=follow == found)
    else:
        yield from (stretch([one], lines, ordered=False) for one in found)


def prints(lines: Iterable[Line]) -> set[str]:
    """The fingerprints of lines, as far as they can be read."""
    return {line.particulars.fingerprint for line in lines if line.particulars is not None}


def _timed(lines: Iterable[Line]) -> set[str]:
    """The files whose lines have instants that go on from one to the next: their order is sure."""
    last, broken = dict[str, datetime](), set[str]()
    for line in lines:
        at, before = line.booked_at, last.get(line.statement)
        if at is None or (before is not None and at <= before):
            broken.add(line.statement)
        else:
            last[line.statement] = at
    return last.keys() - broken


def _by_file(lines: Iterable[Line]) -> dict[str, dict[str, int]]:
    found = defaultdict[str, dict[str, int]](dict)
    for line in lines:
        if line.particulars is not None:
            moved = line.amount if line.credit else -line.amount
            found[line.statement][line.particulars.fingerprint] = moved
    return found


def _together(some: Iterable[Mapping[str, int]]) -> dict[str, int]:
    return {print_: moved for lines in some for print_, moved in lines.items()}

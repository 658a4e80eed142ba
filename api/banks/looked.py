"""The lines that are banked on the days a file concerns, each day looked at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from itertools import chain, islice

from api.banks.banked import Banked, gone
from api.banks.booked import Booked, Together, together
from api.banks.brought import Brought, united
from api.banks.closes import Closes
from api.banks.copies import as_they_were
from api.banks.statements.wording import serial
from api.banks.stretches import Stretch, in_order, stretch
from domain.bankday.stated import Stated
from domain.bankpage.state import Line
from domain.identifiers import DayId

_MOST_DAYS = 62
"""Of so many days the lines of a statement are looked at: of two months."""


class Looked:
    """Keeps what it saw: good for as long as nothing is written."""

    def __init__(self, banked: Banked) -> None:
        self._banked = banked
        self._lines = dict[DayId, tuple[Line, ...]]()
        self._known = dict[DayId, frozenset[str]]()
        self._of_files = dict[DayId, Mapping[str, Mapping[str, int]]]()
        self._days = dict[str, list[DayId]]()
        self.closes = Closes(banked)
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
        return (one for one in self._days_of(of.account) if one.day > of.day)

    def brought(self, of: DayId, days: tuple[DayId, ...], sha256: str) -> Brought:
        """What is banked on days of one account, in their order, for a statement `of` one of them;
        `sha256`: of the file that comes.

        Lines may have come late, on days behind, where one of those was closed.
        """
        if (of, days) not in self._brought:
            account, first = days[0].account, days[0].day
            stood = self.closes.stood_since(account, first)
            behind = [one for one in self.later(days[0]) if one not in days] if stood else []
            self._brought[of, days] = self._of(of, days, behind, sha256)
        return self._brought[of, days]

    def _of(
        self, of: DayId, days: Sequence[DayId], behind: Sequence[DayId], sha256: str
    ) -> Brought:
        here, late = self.by_file(days), self.by_file(behind)
        mine = united([here.pop(sha256, {}), late.pop(sha256, {})])
        stated = [one for one in self._stated(days[0], here) if one[1].sha256 != sha256]
        some = [one for one in together(stated, of.day) if any(map(one.has, days))]
        came = [*self._came(days, some)]
        told = {one.file for one in some}
        every = [line for day in (*days, *behind) for line in self.lines(day)]
        return Brought(
            came=[one for day, one in came if day == of.day],
            elsewhere=[one for day, one in came if day != of.day],
            loose=united([*(here[file] for file in here.keys() - told), *late.values()]),
            others=united([*here.values(), *late.values()]),
            mine=mine,
            former=as_they_were(every),
            files=[*here],
            numbered=prints(filter(_numbered, every)),
        )

    def _stated(self, first: DayId, files: Collection[str]) -> Sequence[tuple[date, Stated]]:
        """All statements from a day on; and those of days before of `files`, which brought lines:
        a statement may have lines behind its day, and its file others that say nothing of it."""
        since = self.closes.stated(first.account, first.day)
        before = self.closes.stated_by(first.account, files, first.day) if files else []
        return [*before, *since]

    def _came(
        self, days: Sequence[DayId], some: Iterable[Together]
    ) -> Iterator[tuple[date, Stretch]]:
        """The statements of these days, and those that may have lines of them, by their own day;
        those that are of one file are told together (`_parts`). Instants tell their order where
        it brought all of their lines: what was known before may have stood anywhere."""
        here = [line for day in days for line in self.lines(day)]
        timed, numbered = _timed(here), prints(filter(_numbered, here))
        for file, own, booked, found in some:
            outside = (one for one in self._looked_at(booked, days[0].account) if one not in days)
            lines = united(self._files(one).get(file, {}) for one in days)
            brought_all = len(lines) == sum(one.lines for one in found)
            parts = _parts(
                found,
                lines,
                [fen for one in outside for fen in self._files(one).get(file, {}).values()],
                one_day=booked.since == booked.until,
                ordered=len(days) == 1,
            )
            sure, theirs = brought_all and file in timed, numbered & lines.keys()
            known, moments = partial(replace, sure=sure, numbered=theirs), timed.get(file, {})
            yield from ((own, known(one, moments=moments)) for one in parts)

    def _looked_at(self, booked: Booked, account: str) -> Sequence[DayId]:
        """The days on which statements may have lines; none, where these are too many."""
        every = (one for one in self._days_of(account) if booked.has(one.day))
        found = [*islice(every, _MOST_DAYS + 1)]
        return found if len(found) <= _MOST_DAYS else ()

    def by_file(self, days: Iterable[DayId]) -> dict[str, Mapping[str, int]]:
        """What each file brought of some days."""
        files = [self._files(day) for day in days]
        every = dict.fromkeys(chain(*files))
        return {file: united(some.get(file, {}) for some in files) for file in every}

    def _files(self, of: DayId) -> Mapping[str, Mapping[str, int]]:
        """What each file brought of a day."""
        if of not in self._of_files:
            self._of_files[of] = _files(self.lines(of))
        return self._of_files[of]

    def _days_of(self, account: str) -> list[DayId]:
        if account not in self._days:
            self._days[account] = [DayId(account, day) for day in self._banked.days(account)]
        return self._days[account]


def _parts(
    found: Sequence[Stated],
    lines: Mapping[str, int],
    outside: Sequence[int],
    *,
    one_day: bool,
    ordered: bool,
) -> Iterator[Stretch]:
    """Statements of a file with what they brought: each by itself where all was new,
    those that follow each other in their order. Else which of them brought which is not told: of
    one day it is put together with all that came; else each may have brought all of it. `outside`:
    what was brought of other days."""
    ordered = ordered and one_day
    follow = in_order(found)
    if one_day and len(lines) == sum(one.lines for one in found):
        left, theirs = iter(lines.items()), dict[int, dict[str, int]]()
        for one in found:
            theirs[id(one)] = dict(islice(left, one.lines))
        yield from (stretch([one], theirs[id(one)], ordered=ordered) for one in follow or found)
    elif ordered and len(found) > 1:
        yield stretch(found, lines, several=True)
    elif follow is not None:
        yield stretch(follow, lines, ordered=ordered, outside=outside)
    else:
        yield from (stretch([one], lines, ordered=False, shared=True) for one in found)


def prints(lines: Iterable[Line]) -> set[str]:
    """The fingerprints of lines, as far as they can be read."""
    return {line.particulars.fingerprint for line in lines if line.particulars is not None}


def _numbered(line: Line) -> bool:
    """Whether it has the bank's own number, as numbers are read by now."""
    return line.particulars is not None and serial(line.particulars.serial) is not None


def _timed(lines: Iterable[Line]) -> dict[str, dict[str, datetime]]:
    """The files whose lines have instants that go on from one to the next, and these: their order
    is sure. A bank that gives one instant to all tells nothing by it."""
    found, broken = defaultdict[str, dict[str, datetime]](dict), set[str]()
    last = dict[str, datetime]()
    for line in lines:
        at, before = line.booked_at, last.get(line.statement)
        if at is None or (before is not None and at <= before):
            broken.add(line.statement)
            continue
        last[line.statement] = at
        if line.particulars is not None:
            found[line.statement][line.particulars.fingerprint] = at
    return {file: found[file] for file in last.keys() - broken}


def _files(lines: Iterable[Line]) -> dict[str, dict[str, int]]:
    found = defaultdict[str, dict[str, int]](dict)
    for line in lines:
        if line.particulars is not None:
            moved = line.amount if line.credit else -line.amount
            found[line.statement][line.particulars.fingerprint] = moved
    return found

"""The lines of a day from both sides: as the books have them, and as the bank's files say again."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from api.banks.accounts import Accounts, accounts_of, called
from api.banks.banked import Banked, days_banked
from api.banks.brought import Brought
from api.banks.planning import CannotImport, Planned, plans
from api.banks.statements.format import StatementError
from api.banks.statements.register import read
from api.banks.telling import Telling, Told
from api.banks.unfinished import KnownFiles, Unfinished
from api.closing.books import Line
from api.wiring import System
from domain.account.state import BankAccount
from domain.bankday.state import BankDay
from domain.bankpage import state
from domain.identifiers import DayId
from domain.kernel import StreamId
from ledger.blobs import NoBlob
from ledger.replay import Replay
from ledger.sealing import CannotOpen
from ledger.vault import NoKey

NO_STATEMENT, NO_FILE, NO_KEY = "finding.NO_STATEMENT", "finding.NO_FILE", "finding.NO_KEY"
"""Why a side cannot be told, by key of the catalogue."""


class Unread(Exception):
    """One side cannot be told line by line; says why, by its key."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides; None where one cannot be told, and why."""

    bank: tuple[Line, ...] | None
    books: tuple[Line, ...] | None
    unread: str = ""


def sides(system: System, replay: Replay, of: DayId, day: BankDay, at: int) -> Sides:
    """The lines of a day at a position.

    A line that the bank states with this day, but booked on another, is left out where the books
    have it on that other day; and any, where it came late and a later day received it.
    """
    pages = _Pages(replay, of.account, at)
    books: tuple[Line, ...] | None = None
    try:
        books = pages.of(of.day)
        return Sides(_bank(system, replay, of, day, pages, at), books)
    except Unread as problem:
        return Sides(None, books, str(problem))


class _Pages:
    """Banked lines of an account by booking day."""

    def __init__(self, replay: Replay, account: str, at: int) -> None:
        self._replay, self._account, self._at = replay, account, at
        self._days: dict[date, tuple[Line, ...]] = {}

    def of(self, day: date) -> tuple[Line, ...]:
        """The lines of a day, page after page. Raises Unread when its key is gone."""
        if day not in self._days:
            lines: list[Line] = []
            number = 1
            while found := self._page(DayId(self._account, day), number):
                lines += found
                number += 1
            self._days[day] = tuple(lines)
        return self._days[day]

    def elsewhere(self, keys: set[str], day: date, own: date) -> set[str]:
        """Of a day's lines that a statement of its `own` day states: those that are banked on that
        day, if it is another, or came late and were received by one after it. Raises Unread.
        """
        there = keys & self._keys(day) if day != own else set()
        if missing := keys - self._keys(day) - self._keys(own):
            later = (one for one in days_banked(self._replay, self._account) if one > day)
            there = there.union(*(missing & self._keys(one) for one in later))
        return there

    def _keys(self, day: date) -> set[str]:
        return {line.key for line in self.of(day)}

    def _page(self, day: DayId, number: int) -> list[Line]:
        page = self._replay.state(StreamId("bankpage", f"{day}/{number}"), self._at)
        assert isinstance(page, state.Page)
        return [_booked(f"{day}/{number}", line) for line in page.lines]


def _booked(page: str, line: state.Line) -> Line:
    if line.particulars is None:
        raise Unread(NO_KEY)
    key = line.particulars.fingerprint
    return Line(key, f"{page}#{line.number}", line.credit, line.amount, line.booked_at)


def _bank(
    system: System, replay: Replay, of: DayId, day: BankDay, pages: _Pages, at: int
) -> tuple[Line, ...]:
    """The lines of all statements of the day, each once: as they were numbered when they came."""
    if not day.statements:
        raise Unread(NO_STATEMENT)
    account = replay.state(StreamId("account", of.account), at)
    assert isinstance(account, BankAccount)
    by_number = accounts_of([account.opened])
    found: dict[str, Line] = {}
    before, banked = Brought(), Banked(replay, at)
    words = {one.sha256 for one in day.statements if one.whole_day}
    files = list(dict.fromkeys(one.sha256 for one in day.statements))
    for number, sha256 in enumerate(files, 1):
        own = [plan for plan in _planned(system, sha256, by_number) if plan.day == of]
        telling = Telling(_always(before), whole_day=sha256 in words)
        stated = dict[str, Line]()
        for one in _told(telling, own):
            stated |= _stated(one.plan, pages)
        names = dict[str, str]()
        if sha256 in words:
            half = _half(system, banked, of, by_number, files[number:])
            names = _otherwise(stated, pages.of(of.day), half)
        found |= {
            (known := names.get(key, key)): replace(line, key=known) for key, line in stated.items()
        }
        before = before.and_then([one.called(names) for one in telling.kept])
    return tuple(found.values())


def _told(telling: Telling, plans: Sequence[Planned]) -> Sequence[Told]:
    """As they were when they were imported. Raises Unread where they would be refused by now."""
    try:
        return telling.all(plans)
    except CannotImport:
        raise Unread(NO_FILE) from None


def _always(before: Brought) -> Callable[[DayId, tuple[DayId, ...]], Brought]:
    """Of whatever days: what the files of this one told before."""
    return lambda *_: before


def _half(
    system: System, banked: Banked, of: DayId, own: Accounts, behind: Collection[str]
) -> list[Line]:
    """Lines of a day by files of which nothing was recorded when a whole day came: those that are
    banked in part still, and those recorded `behind` it, which may have been finished since."""
    every = [
        (f"{of}/{number}", line)
        for number, page in enumerate(banked.pages(of), 1)
        for line in page.lines
    ]
    is_half = Unfinished(banked, system.blobs, own, KnownFiles()).lacks
    files = {line.statement for _, line in every}
    files = {file for file in files if file in behind or is_half(file, of)}
    return [_booked(page, line) for page, line in every if line.statement in files]


def _otherwise(
    stated: Mapping[str, Line], books: Iterable[Line], half: Iterable[Line]
) -> dict[str, str]:
    """What the books call lines of a whole day that they have not as it states them, but as a file
    that was banked in part told them (`pairing`): each by amount and way."""
    there, free = {line.key for line in books}, defaultdict[int, list[str]](list)
    for line in half:
        if line.key not in stated:
            free[line.signed].append(line.key)
    return {
        key: free[line.signed].pop()
        for key, line in stated.items()
        if key not in there and free[line.signed]
    }


def _planned(system: System, sha256: str, own: Accounts) -> list[Planned]:
    """What a stored file says of this account, read again as it was when it was imported; whatever
    else has its number by now. Raises Unread."""
    try:
        every = read(system.blobs.get(sha256))
        return plans([one for one in every if called(own, one)], own)
    except NoKey:
        raise Unread(NO_KEY) from None
    except (NoBlob, CannotOpen, StatementError, CannotImport):
        raise Unread(NO_FILE) from None


def _stated(plan: Planned, pages: _Pages) -> dict[str, Line]:
    found, own = {}, plan.day.day
    for day, lines in plan.lines.items():
        keys = {line.particulars.fingerprint for line in lines}
        elsewhere = pages.elsewhere(keys, day, own)
        for number, line in enumerate(lines, 1):
            said = line.particulars
            if said.fingerprint not in elsewhere:
                place = said.serial or f"{day} {number}"
                found[said.fingerprint] = Line(
                    said.fingerprint, place, line.credit, line.amount, line.booked_at
                )
    return found

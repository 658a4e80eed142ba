"""A statement file becomes commands: kept encrypted, its lines banked once, its day recorded.

All that can be wrong with a file is found before the first write: what does not add up goes into
quarantine whole (`quarantining`). A day that is closed in the middle of a file receives nothing
more: its lines are late from then on (`receiving`). What a crash leaves half-done, the same file
finishes: lines are known by their fingerprint, statements by the file's hash.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Protocol

from api.banks.banked import Banked, gone
from api.banks.missing import gaps
from api.banks.planning import CannotImport, Planned, cut, plans, recording
from api.banks.quarantining import Quarantine, days
from api.banks.receiving import Received, Receiving
from api.banks.statements.archive import Document
from api.banks.statements.format import StatementError
from api.banks.statements.opening import whole
from api.banks.statements.register import read, recognised
from domain.account.events import AccountOpened
from domain.bankpage.import_lines import BankLine, ImportLines
from domain.identifiers import PAGE_LINES, DayId
from domain.kernel import Command, StreamId
from ledger.blobs import Blobs
from ledger.replay import Replay
from ledger.tickets import Receipt, Refused

_NO_BALANCES = "states no balances: its lines are banked, its day cannot be reconciled"
_REPEATS = "{day} is closed: the statement repeats it and is not recorded"
_CLOSED = "bankday.closed"

type Told = Callable[[int], None]
"""Hears how many more lines of a file are banked."""


class Ask(Protocol):
    """Signs and asks for the importer."""

    def __call__(self, wanted: Command, /) -> Receipt:
        """Raises what the door raises."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What one statement brought: how many booked lines it has, how many were new to us.

    `file`: which file of a zip it stood in, as `may.zip/day.xml`.
    """

    file: str | None
    account: str
    day: date
    booked: int
    new: int
    closing: int | None
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Ready:
    """A file in which nothing is wrong, as far as can be told before the first write."""

    document: Document
    data: bytes
    planned: list[Planned]
    received: list[Received]
    digest: str


class Importer:
    """Imports for the accounts that are open; anything else is refused before it is stored."""

    def __init__(
        self, replay: Replay, blobs: Blobs, ask: Ask, by: str = "bank", *, whole_day: bool = False
    ) -> None:
        """`by`: who brings the files; what is put in quarantine names them. `whole_day`: a person,
        in whose name `ask` signs, says that each statement is all of its day (`spans`)."""
        self._replay = replay
        self._blobs = blobs
        self._ask = ask
        self._whole_day = whole_day
        self._banked = Banked(replay)
        self._quarantine = Quarantine(self._banked, ask, by)

    def accounts(self) -> dict[str, AccountOpened]:
        """Open accounts by the number that the bank calls them."""
        streams = [StreamId("account", code) for code in self._replay.codes("account")]
        opened = (state.opened for state in self._replay.states(streams).values())
        return {one.number: one for one in opened if one}

    def file(self, data: bytes, told: Told = lambda _: None) -> list[Imported]:
        """Imports a file; the same file again, or one that overlaps, banks nothing twice.

        Raises StatementError (unreadable) or CannotImport before anything is written, InQuarantine
        once the file is kept there; Refused and the other errors of the door pass through.
        """
        return self.files([Document("", data)], told)

    def files(self, documents: Iterable[Document], told: Told = lambda _: None) -> list[Imported]:
        """Imports files in their order, all of them or, where something is wrong with one, none.

        One that the others before it do not let in yet, as a page of a statement, has its turn
        again after them. Only what none of them lets in is told when they are banked. Raises as
        `file` does; a sentence about a file of a zip begins with its name.
        """
        left = [self._ready(one) for one in documents]
        found: list[Imported] = []
        while left:
            waiting, refused = list[_Ready](), list[CannotImport]()
            for one in left:
                try:
                    received = self._receiving(one.digest, one.planned) if found else one.received
                except CannotImport as problem:
                    waiting.append(one)
                    refused.append(_of(one.document, problem))
                else:
                    found += self._import(one, received, told)
            if len(waiting) == len(left):
                raise refused[0]
            left = waiting
        return found

    def _ready(self, document: Document) -> _Ready:
        """Raises StatementError, CannotImport; InQuarantine, once the file is kept there."""
        try:
            data = whole(document.file)
            planned = plans(read(data), self.accounts())
            for plan in planned:
                for day in {plan.day.day, *plan.lines}:
                    self._refuse_unreadable(DayId(plan.account.account, day))
            digest = sha256(data).hexdigest()
            aside = self._quarantine.concerns(planned, digest)
            received = [] if aside else self._receiving(digest, planned)
        except (StatementError, CannotImport) as problem:
            raise _of(document, problem) from problem.__cause__
        if aside:
            days(planned)
            self._keep(data, planned)
            raise self._quarantine.receive(planned, digest)
        return _Ready(document, data, planned, received, digest)

    def _receiving(self, digest: str, planned: list[Planned]) -> list[Received]:
        return Receiving(self._banked, digest, whole_day=self._whole_day).all(planned)

    def _import(self, ready: _Ready, received: list[Received], told: Told) -> list[Imported]:
        name = ready.document.name if ready.document.packed else None
        self._keep(ready.data, ready.planned)
        try:
            return [self._bank(name, one, ready.digest, told) for one in received]
        except Refused as refused:
            if refused.rejected.rule != _CLOSED:
                raise
        again = self._receiving(ready.digest, ready.planned)
        return [self._bank(name, one, ready.digest, told) for one in again]

    def _keep(self, data: bytes, planned: list[Planned]) -> None:
        """Encrypted under the first of its days; before anything that names it."""
        self._blobs.put(data, recognised(data).media_type, f"day/{planned[0].day}")

    def _bank(self, name: str | None, received: Received, digest: str, told: Told) -> Imported:
        plan = received.plan
        statement, own = plan.statement, plan.day.day
        recorded = self._banked.day(plan.day).states(digest, statement.identifier)
        before = None if recorded or received.closed else self._banked.before(plan.day)
        told_of = gaps(plan, before[1], same_day=before[0] == plan.day) if before else ()
        new, pages = 0, {own: 0}
        if received.known:
            told(received.known)
        for day, lines in sorted(received.lines.items()):
            more, pages[day] = self._lines(plan.account, day, lines, digest, told)
            new += more
        return Imported(
            file=name,
            account=plan.account.account,
            day=own,
            booked=plan.booked,
            new=new,
            closing=statement.closing_minor,
            warnings=(
                *statement.warnings,
                *plan.warnings,
                *received.warnings,
                *told_of,
                *self._recorded(received, digest, pages[own]),
            ),
        )

    def _recorded(self, received: Received, digest: str, pages: int) -> Iterator[str]:
        """Records the statement on so many pages of its day; says where that cannot be."""
        plan = received.plan
        asked = recording(plan, digest, pages, whole_day=self._whole_day)
        if asked is None:
            yield _NO_BALANCES
        elif not received.closed:
            self._ask(asked)
        elif not self._banked.day(plan.day).states(digest, plan.statement.identifier):
            yield _REPEATS.format(day=plan.day.day)

    def _lines(
        self, account: AccountOpened, day: date, lines: list[BankLine], digest: str, told: Told
    ) -> tuple[int, int]:
        """Banks what no page of the day has, a command a page; how many, and the day's pages."""
        known, page, room = self._known(DayId(account.account, day))
        new = [line for line in lines if line.particulars.fingerprint not in known]
        told(len(lines) - len(new))
        done = 0
        while done < len(new):
            if not room:
                page, room = page + 1, PAGE_LINES
            taken = new[done : done + room]
            self._ask(
                ImportLines(
                    account=account.account,
                    holds=account.holds,
                    currency=account.currency,
                    day=day,
                    page=page,
                    statement=digest,
                    lines=tuple(taken),
                )
            )
            told(len(taken))
            done, room = done + len(taken), room - len(taken)
        return len(new), page

    def _refuse_unreadable(self, day: DayId) -> None:
        """A day whose key was destroyed takes nothing more: what it has cannot be told from it."""
        unreadable = any(line.particulars is None for line in self._banked.page(day, 1).lines)
        if unreadable or self._blobs.is_destroyed(f"day/{day}"):
            raise gone(day)

    def _known(self, day: DayId) -> tuple[set[str], int, int]:
        """The day's fingerprints, its last page (0: none yet), and the room there is on it."""
        known, page, room = set[str](), 0, 0
        while not room and (lines := self._banked.page(day, page + 1).lines):
            known |= {line.particulars.fingerprint for line in lines if line.particulars}
            page, room = page + 1, PAGE_LINES - len(lines)
        return known, page, room


def _of[P: Exception](document: Document, problem: P) -> P:
    """The same problem; of a file of a zip its sentence begins with the file's name."""
    if document.packed:
        problem.args = (cut(f"{document.name}: {problem}"),)
    return problem

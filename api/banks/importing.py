"""A statement file becomes commands: kept encrypted, its lines banked once, its day recorded.

All that can be wrong with a file is found before the first write: what does not add up goes into
quarantine whole (`quarantining`). A day that is closed in the middle of a file receives nothing
more: its lines are late from then on (`receiving`). What a crash leaves half-done, the same file
finishes, though what is behind it may wait: lines are known by their fingerprint, statements by the
file's hash.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from api.banks.accounts import Accounts, open_accounts
from api.banks.banked import Banked, gone
from api.banks.busy import PATIENCE_S, OneAtATime
from api.banks.missing import gaps
from api.banks.paging import Ask, Pages, Told
from api.banks.planning import CannotImport, Planned, plans, recording
from api.banks.quarantining import Quarantine, days
from api.banks.receiving import Received, Receiving
from api.banks.statements.archive import Document
from api.banks.statements.format import StatementError
from api.banks.statements.opening import whole
from api.banks.statements.register import read, recognised
from api.banks.statements.saying import Sentence
from api.banks.turns import File, in_turns, of, turns
from api.banks.unfinished import KnownFiles, Unfinished
from domain.identifiers import DayId
from ledger.blobs import Blobs
from ledger.replay import Replay
from ledger.tickets import Refused

_CLOSED = "bankday.closed"


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
    warnings: tuple[Sentence, ...]


class Importer:
    """Imports for the accounts that are open; anything else is refused before it is stored."""

    def __init__(
        self,
        replay: Replay,
        blobs: Blobs,
        ask: Ask,
        by: str = "bank",
        *,
        whole_day: bool = False,
        known: KnownFiles | None = None,
        patience: float = PATIENCE_S,
        waits_once: bool = False,
        others: Callable[[], bool] = lambda: False,
    ) -> None:
        """`by`: who brings the files; what is put in quarantine names them. `whole_day`: a person,
        in whose name `ask` signs, says that each statement is all of its day (`spans`).
        `known`: what need not be looked into again (`Unfinished`), for all who share
        it. `patience`: for so many seconds a file waits for others of its accounts; `waits_once`:
        and no file of such an account after one that waited in vain. `others`: whether somebody
        else asks at the same door, and should not wait long."""
        self._replay = replay
        self._blobs = blobs
        self._ask = OneAtATime(ask, waits_once=waits_once)
        self._whole_day = whole_day
        self._patience = patience
        self._banked = Banked(replay)
        self._pages = Pages(self._banked, self._ask, others)
        self._quarantine = Quarantine(self._banked, self._ask, by)
        self._known = known or KnownFiles()

    def accounts(self) -> Accounts:
        """Those that are open."""
        return open_accounts(self._replay)

    def file(self, data: bytes, told: Told = lambda _: None) -> list[Imported]:
        """Imports a file; the same file again, or one that overlaps, banks nothing twice.

        Raises StatementError (unreadable) or CannotImport (Busy: another file of its accounts is
        being imported, ask again) before anything is written, but for the statement in which an
        import of it died; Interrupted anywhere; InQuarantine once the file is kept there; Refused
        and the other errors of the door pass through.
        """
        return self.files([Document("", data)], told)

    def files(self, documents: Iterable[Document], told: Told = lambda _: None) -> list[Imported]:
        """Imports files in their order, all of them or, where something is wrong with one, none.

        One that the others before it do not let in yet, as a page of a statement, has its turn
        again after them. Only what none of them lets in is told when they are banked (`partly`).
        Raises as `file` does; a sentence about a file of a zip begins with its name.
        """
        every = [self._read(one) for one in documents]
        accounts = {plan.account.account for one in every for plan in one.planned}
        with self._ask.alone(self._replay, accounts, within=self._patience):
            return self._files(every, told)

    def _files(self, every: Sequence[File], told: Told) -> list[Imported]:
        """While nobody else banks lines of their accounts: as it is judged so it is banked."""
        return in_turns(
            turns(every, self._ready),
            self._receiving,
            lambda file, received: self._import(file, received, told),
        )

    def _read(self, document: Document) -> File:
        """Raises StatementError, CannotImport."""
        try:
            data = whole(document.file)
            planned = plans(read(data), self.accounts())
        except (StatementError, CannotImport) as problem:
            raise of(document, problem) from problem.__cause__
        return File(document, data, sha256(data).hexdigest(), planned)

    def _ready(self, file: File) -> list[Received]:
        """What of it may be banked. Raises CannotImport; InQuarantine, once the file is kept
        there."""
        for plan in file.planned:
            for day in {plan.day.day, *plan.lines}:
                self._refuse_unreadable(DayId(plan.account.account, day))
        if not self._quarantine.concerns(file.planned, file.digest):
            return self._receiving(file)
        days(file.planned)
        self._keep(file)
        raise self._quarantine.receive(file.planned, file.digest)

    def _receiving(self, file: File) -> list[Received]:
        unfinished = Unfinished(self._banked, self._blobs, self.accounts(), self._known)
        receiving = Receiving(self._banked, file.digest, unfinished, whole_day=self._whole_day)
        try:
            return receiving.all(file.planned)
        except CannotImport as problem:
            for one in receiving.begun():  # it may wait for ever, and other files of a day for this
                self._bank(None, one, file.digest, lambda _: None)
                problem.partly = True
            raise

    def _import(self, file: File, received: list[Received], told: Told) -> list[Imported]:
        name = file.document.name if file.document.packed else None
        self._keep(file)
        try:
            return [self._bank(name, one, file.digest, told) for one in received]
        except Refused as refused:
            if refused.rejected.rule != _CLOSED:
                raise
        return [self._bank(name, one, file.digest, told) for one in self._receiving(file)]

    def _keep(self, file: File) -> None:
        """Encrypted under the first of its days; before anything that names it."""
        self._blobs.put(file.data, recognised(file.data).media_type, f"day/{file.planned[0].day}")

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
            more, pages[day] = self._pages.bank(plan.account, day, lines, digest, told)
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

    def _recorded(self, received: Received, digest: str, pages: int) -> Iterator[Sentence]:
        """Records the statement on so many pages of its day; says where that cannot be."""
        plan = received.plan
        asked = recording(plan, digest, pages, whole_day=self._whole_day)
        if asked is None:
            yield Sentence("noted.no_balances")
        elif not received.closed:
            self._ask(asked)
            if self._whole_day and not self._said_whole(plan, digest):
                yield Sentence("noted.no_word", day=plan.day.day)
        elif not self._banked.day(plan.day).states(digest, plan.statement.identifier):
            yield Sentence("noted.repeats", day=plan.day.day)

    def _said_whole(self, plan: Planned, digest: str) -> bool:
        """Whether that is written: of what was recorded before nothing more is."""
        stated = self._banked.day(plan.day).stated(digest, plan.statement.identifier)
        return stated is not None and stated.whole_day

    def _refuse_unreadable(self, day: DayId) -> None:
        """A day whose key was destroyed takes nothing more: what it has cannot be told from it."""
        unreadable = any(line.particulars is None for line in self._banked.page(day, 1).lines)
        if unreadable or self._blobs.is_destroyed(f"day/{day}"):
            raise gone(day)

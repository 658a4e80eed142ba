"""One round over a channel: hear, send, ask, fetch, match; only then is the bank told so.

It may end anywhere, be made twice, or by two at once: what is to be done follows from the log.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from itertools import chain
from typing import Any

from api.banking.asking import asking, matcher_of
from api.banking.debits import Debits
from api.banking.looking import Looking
from api.banking.lumps import Lumps
from api.banking.standing import Refused, Standing
from api.banks.busy import MOMENT_S
from api.banks.channels.channel import Channel, ChannelError, Outcome
from api.banks.hearing import Hearing
from api.banks.importing import Imported, Importer
from api.banks.matching import Proposal
from api.banks.paying import Payer, Sent
from api.banks.planning import CannotImport
from api.banks.reporting import Reporting
from api.banks.statements.format import StatementError
from api.clock import system_clock
from api.reversals import open_reversals
from api.wiring import PLATFORM, System
from domain.account.events import AccountOpened
from domain.payment.state import Stage
from ledger.tickets import Refused as RefusedByBook
from projections.payments import PAYMENTS

_MOST_TOLD = 5
"""So many sentences are told as the problem of a channel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pauses:
    """How long a message may go unanswered before the bank is asked about it, and again; how long
    earlier days are not looked at; how long a file that was refused is not tried.
    """

    answer: timedelta = timedelta(minutes=2)
    look: timedelta = timedelta(minutes=1)
    retry: timedelta = timedelta(minutes=10)


USUAL = Pauses()
NONE = Pauses(answer=timedelta(0), look=timedelta(0), retry=timedelta(0))
"""For whoever wants everything done now."""


@dataclass(slots=True, kw_only=True)
class Done:
    """What a round came to. `unread`: which files of reports and notifications cannot be read;
    `contradicted`: what the bank says against what is known; `problem`: what stood in the way,
    worst first."""

    reports: int = 0
    sent: list[Sent] = field(default_factory=list)
    asked: list[Sent] = field(default_factory=list)
    imported: list[Imported] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    given_back: list[Proposal] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    contradicted: list[str] = field(default_factory=list)
    problem: str | None = None


class Round:
    """Rounds over the channel of one account in CNY."""

    def __init__(
        self,
        system: System,
        account: AccountOpened,
        channel: Channel,
        holder: str,
        *,
        pauses: Pauses = USUAL,
        banked: Callable[[bytes, list[Imported]], None] = lambda *_: None,
    ) -> None:
        """`holder`: the account's name at the bank; `banked` hears of each file once imported."""
        self._system = system
        self._account = account
        self._channel = channel
        self._pauses = pauses
        self._banked = banked
        self._bad: list[bytes] = []
        replay = system.replay
        ask_bank = asking(system, "bank")
        self._importer = Importer(
            replay,
            system.blobs,
            ask_bank,
            known=system.known_files,
            patience=MOMENT_S,
            waits_once=True,
            others=lambda: system.book.asked_lately,
        )
        lumps = Lumps(system, account.account, asking(system, "matcher"))
        self._looking = Looking(system, account.account, matcher_of(system), lumps, pauses.look)
        ask, find = asking(system, PLATFORM), self._payments
        reporting = Reporting(ask, find)
        gone = partial(open_reversals, system.readers, account.account)
        self._payer = Payer(replay, ask, channel, reporting, find, account, holder, gone)
        none = Debits(system.readers, account.account).none
        self._hearing = Hearing(channel, reporting, find, account, self._beside(), none)

    def make(self, before: Standing) -> tuple[Done, Standing]:
        """Makes a round; what it came to, and how the channel stands after it.

        What a bank does or does not is told, never raised; what the door or the database raises,
        passes through, and the bank keeps everything.
        """
        now, done = system_clock(), Done()
        after, heard = replace(before, held={}), False
        self._bad = []
        try:
            after = self._exchange(done, after, now)
            after = self._fetch(done, after, now)
            heard = True
        except ChannelError as problem:
            done.problem = str(problem)
        after = replace(after, unanswered=self._unanswered(done, before))
        fresh = {one.day for one in done.imported if one.account == self._account.account}
        seen, after = self._looking.look(fresh, after, now)
        done.proposals, done.given_back = seen.proposals, seen.given_back
        if heard:
            try:
                self._channel.done(self._bad)
                after = replace(after, heard_at=now)
            except ChannelError as problem:
                done.problem = str(problem)
        wrong = _wrong(done, after)
        done.problem = _told(wrong)
        since = before.since if {*wrong} == {*before.wrong} else now
        return done, replace(after, problem=done.problem, wrong=wrong, since=since)

    def _exchange(self, done: Done, before: Standing, now: datetime) -> Standing:
        """What was said of payments, what is to be paid, what was never answered."""
        clock, pause = self._system.clock, self._pauses.answer
        heard = self._hearing.hear()
        done.reports, done.unread = heard.reports, heard.unread
        done.contradicted = heard.told
        self._bad += heard.kept
        done.sent = self._payer.send(clock(), heard.doubted)
        after = replace(before, held=_held(done.sent))
        if before.asked_at is not None and now - before.asked_at < pause:
            return after
        done.asked = self._payer.inquire(clock() - pause, heard.doubted, heard.debited)
        return replace(after, asked_at=now) if done.asked else after

    def _unanswered(self, done: Done, before: Standing) -> dict[str, str]:
        """Messages that wait in vain: as before, but those that were asked about or answered."""
        silent = _silence((*done.sent, *done.asked))
        if not before.unanswered:
            return silent
        wanted = {"account": self._account.account, "stage": Stage.SENT.value}
        waiting = {row["message"] for row in self._payments(wanted)}
        waiting -= {one.message for one in done.asked}
        kept = {name: why for name, why in before.unanswered.items() if name in waiting}
        return kept | silent

    def _fetch(self, done: Done, before: Standing, now: datetime) -> Standing:
        """Imports the statements that wait; one that cannot be imported holds up no other."""
        refused: dict[str, Refused] = {}
        for file in self._channel.statements():
            digest = sha256(file).hexdigest()
            known = before.refused.get(digest)
            if known is None or not known.rests(now, self._pauses.retry):
                known = self._import(file, done, now, known.by_book if known else 0)
            if known is not None:
                refused[digest] = known
                self._bad.append(file)
        return replace(before, refused=refused)

    def _import(self, file: bytes, done: Done, now: datetime, by_book: int) -> Refused | None:
        try:
            imported = self._importer.file(file)
        except (StatementError, CannotImport) as problem:
            return Refused(why=str(problem), tried_at=now)
        except RefusedByBook as problem:
            return Refused(why=str(problem), tried_at=now, by_book=by_book + 1)
        done.imported += imported
        self._banked(file, imported)
        return None

    def _beside(self) -> set[str]:
        """Our accounts at the bank of this one."""
        every = chain(*self._importer.accounts().values())
        return {one.account for one in every if one.bank == self._account.bank}

    def _payments(self, where: dict[str, Any]) -> list[dict[str, Any]]:
        """Rows of payments as they stand at the head of the log."""
        self._system.readers.runner.catch_up()
        return self._system.readers.payments.rows(PAYMENTS, where).rows


def _silence(sent: Iterable[Sent]) -> dict[str, str]:
    """Messages without an answer that can be understood, and why."""
    return {
        one.message: one.answer.reason or ""
        for one in sent
        if one.message and one.answer and one.answer.outcome is Outcome.UNKNOWN
    }


def _held(sent: list[Sent]) -> dict[str, str]:
    """Payments that no file can carry, and why."""
    return {
        payment: one.answer.reason or ""
        for one in sent
        if one.message is None and one.answer
        for payment in one.payments
    }


def _wrong(done: Done, after: Standing) -> tuple[str, ...]:
    """All that is wrong, a sentence each: the bank, messages without answer, payments, statements,
    and last what is merely not read: it stays at the bank, and would hide the rest."""
    silent = (f"{message}: {why}" for message, why in after.unanswered.items())
    payments = (f"{payment} is not sent: {why}" for payment, why in after.held.items())
    files = (f"a statement is not imported: {refused.why}" for refused in after.refused.values())
    told = (done.problem, *silent, *done.contradicted, *payments, *files, *done.unread)
    return tuple(dict.fromkeys(filter(None, told)))


def _told(wrong: tuple[str, ...]) -> str | None:
    """The first sentences, and how many more there are."""
    more = len(wrong) - _MOST_TOLD
    told = (*wrong[:_MOST_TOLD], f"and {more} more") if more > 0 else wrong
    return "; ".join(told) or None

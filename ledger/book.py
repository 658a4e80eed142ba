"""The single write door: `execute(SignedCommand) -> Receipt`, for threads and for asyncio.

Commands are read and verified by worker threads, then decided and written in groups by the one
appender thread: a group closes when nothing more is on its way, at 256 commands, 1,000 or so
events, or after 30 ms. People's commands and those of many lines take turns (`lanes.py`).
"""

import asyncio
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import datetime
from typing import Any, Self

import psycopg
from eventsourcing.persistence import IntegrityError, InterfaceError, OperationalError

from ledger.admission import Admission
from ledger.appender import Appender
from ledger.asking import Asked, admit
from ledger.envelope import SignedCommand
from ledger.keys import KEYS, KeyRing
from ledger.lanes import GROUP_MAX, Lanes
from ledger.log import Log
from ledger.memory import Memory
from ledger.outcome import Outcome
from ledger.store import Store
from ledger.tickets import Closed, NotWritten, OutcomeUnknown, Receipt, Ticket, answer
from ledger.vault import KeysAway, Vault

_LINGER_S = 0.030
_TRIES = 6
_REFRESH_S = 0.2
"""Commands of unknown keys make the Book look for new keys at most this often."""
_TORN = (OperationalError, InterfaceError, KeysAway, IntegrityError)

type Job = Callable[[Appender], Any]


class Book:
    """The door. Open one per process; several processes on one log stay correct."""

    def __init__(
        self,
        log: Log,
        store: Store,
        vault: Vault,
        clock: Callable[[], datetime],
        *,
        verifiers: int = 2,
    ) -> None:
        self._log = log
        self._store = store
        self._clock = clock
        self._appender = Appender(log, store, vault, clock)
        self._ready = Lanes()
        self._jobs: deque[tuple[Job, Future[Any]]] = deque()
        self._wake = threading.Condition()
        self._idle = True
        self._away = False
        self._closing = False
        self._admitted_all = False
        self._refreshed = -_REFRESH_S
        self._refreshing = threading.Lock()
        self._admission = Admission(self._admit, self._hand_on, verifiers)
        self._thread = threading.Thread(target=self._run, name="append", daemon=True)
        self._thread.start()

    def execute(self, signed: SignedCommand) -> Receipt:
        """Answers a signed command.

        Raises Refused (recorded), NotAccepted (not recorded: malformed, unknown key, bad
        signature), NotWritten, OutcomeUnknown.
        """
        future: Future[Receipt] = Future()
        self._admission.put(lambda: Ticket(signed, self._clock(), future, None))
        return future.result()

    async def ask(self, signed: SignedCommand) -> Receipt:
        """The same for asyncio: the event loop is never blocked."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Receipt] = loop.create_future()
        self._admission.put(lambda: Ticket(signed, self._clock(), future, loop))
        return await future

    def run(self, job: Callable[[Appender], Any]) -> Any:
        """Runs a job on the appender thread, between two groups."""
        future: Future[Any] = Future()
        with self._wake:
            if self._closing:
                raise Closed("the book is closing")
            self._jobs.append((job, future))
            self._wake.notify()
        return future.result()

    def settled(self, within: float) -> bool:
        """Waits until all that was asked here by now is committed, or answered otherwise: whether
        it is, after so many seconds at most. What other processes were asked, this one cannot know.
        """
        return self._admission.settled(within)

    @property
    def asked_lately(self) -> bool:
        """Whether somebody asked for one thing within the last second: each who does so waits for
        a group at most, and whoever brings many things keeps that short by bringing fewer at once.
        """
        return self._ready.lately

    @property
    def memory(self) -> Memory:
        """Committed streams as this process knows them."""
        return self._appender.memory

    def ring(self) -> KeyRing:
        """The keys as this process knows them: who may sign, which sealing keys are gone."""
        held = self.memory.get(KEYS)
        return held.state if held else KeyRing()

    def ring_for(self, signed: SignedCommand) -> KeyRing:
        """The key ring, refreshed when a signing key is not in it (a rival enrolled it)."""
        ring = self.ring()
        if all(s.key in ring.keys for s in signed.signatures):
            return ring
        with self._refreshing:  # whoever comes meanwhile waits, and then knows as much
            if time.monotonic() - self._refreshed >= _REFRESH_S:
                self.refresh()
                self._refreshed = time.monotonic()
        return self.ring()

    def refresh(self) -> None:
        """Takes in what other processes wrote."""
        self.run(lambda appender: appender.append(()))

    def close(self) -> None:
        """Answers what is on its way, then ends the threads."""
        with self._wake:
            if self._closing:
                return
            self._closing = True
        self._admission.close()
        with self._wake:
            self._admitted_all = True
            self._wake.notify()
        self._thread.join()
        try:
            self._appender.close()
        except Exception as problem:  # all askers have their answers
            logging.getLogger(__name__).warning("refusals were not summarised: %s", problem)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _admit(self, ticket: Ticket) -> bool:
        try:
            ring = self.ring_for(ticket.signed)
            ticket.asked = admit(self._log, ring, ticket.signed, ticket.received_at)
        except Exception as problem:
            answer([(ticket, problem)])
            return False
        return True

    def _hand_on(self, admitted: Sequence[Ticket]) -> None:
        with self._wake:
            self._ready.put(admitted)
            if self._idle or not self._admission.coming() or len(self._ready) >= GROUP_MAX:
                self._wake.notify()

    # -- the appender thread

    def _run(self) -> None:
        while True:
            tickets, jobs, done = self._next()
            for job, future in jobs:
                _run_job(job, future, self._appender)
            if tickets:
                self._group(tickets)
            if done:
                return

    def _next(self) -> tuple[list[Ticket], list[tuple[Job, Future[Any]]], bool]:
        """What to do next: waits for work, and a little longer while more is on its way."""
        with self._wake:
            self._idle = True
            while not (self._ready or self._jobs or self._admitted_all):
                self._wake.wait()
            self._idle = False
            deadline = time.monotonic() + _LINGER_S
            while self._admission.coming() and not self._jobs and len(self._ready) < GROUP_MAX:
                left = deadline - time.monotonic()
                if left <= 0 or not self._wake.wait(left):
                    break
            jobs = list(self._jobs)
            self._jobs.clear()
            tickets = self._ready.take()
            return tickets, jobs, self._admitted_all and not self._ready

    def _group(self, tickets: Sequence[Ticket]) -> None:
        asked = [ticket.asked for ticket in tickets if ticket.asked]
        try:
            outcomes: Sequence[Outcome] = self._append(asked)
        except Exception as problem:
            outcomes = [problem] * len(tickets)
        answer(list(zip(tickets, outcomes, strict=True)))
        self._admission.answered(tickets)

    def _append(self, asked: Sequence[Asked]) -> Sequence[Outcome]:
        """Appends; a lost connection is tried again, receipts tell what had been committed.

        So is a row that was there already: a file stored beside us brought the same key, and next
        time it is found. While the database is known to be away, one try a group tells whether it
        is back.
        """
        for attempt in range(1 if self._away else _TRIES):
            try:
                outcomes = self._appender.append(asked)
                self._away = False
                return outcomes
            except (*_TORN, psycopg.OperationalError, psycopg.IntegrityError) as problem:
                if _is_full(problem):
                    raise NotWritten("the database's disk is full; nothing was written") from None
                logging.getLogger(__name__).warning("append interrupted: %s", problem)
                time.sleep(0.05 * 2**attempt)
                last = problem
        self._away = not isinstance(last, IntegrityError | psycopg.IntegrityError)
        if not self._away:
            raise last  # the database is there and will not have it: nothing was written
        raise OutcomeUnknown("the database went away; ask again with the same command id")


def _is_full(problem: Exception) -> bool:
    """Whether the disk was full and the server lives: a server that ends may have committed."""
    cause = problem.__cause__ or problem
    return isinstance(cause, psycopg.errors.DiskFull) and (
        cause.diag.severity_nonlocalized == "ERROR"
    )


def _run_job(job: Job, future: Future[Any], appender: Appender) -> None:
    try:
        future.set_result(job(appender))
    except BaseException as problem:
        future.set_exception(problem)

"""What is done over HTTP while a test runs: commands accepted, events written, paths read.

Rows of the coverage matrix are judged by it, each as its test ends (`tests/api/http/conftest.py`).
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import pytest
from fastapi import FastAPI

from ledger.book import Book
from ledger.codec import read_body
from ledger.envelope import SignedCommand
from ledger.tickets import Receipt
from tests.tidy.coverage import ROWS, Lives
from tests.tidy.source import all_clear

_WITHIN: ContextVar[bool] = ContextVar("within", default=False)
"""Whether a request is being answered: what a story or the clock asks for comes by no door."""


@dataclass(frozen=True)
class Heard:
    """In their order: names of commands that did something, each with the events that it wrote
    (`AwardLot: AwardNoticeIssued`) behind it, and `GET` paths that were answered.
    """

    told: list[str] = field(default_factory=list)

    def sent(self, command: str) -> int | None:
        """When a command was first accepted; None where it never was."""
        return self.told.index(command) if command in self.told else None

    def wrote(self, event: str, commands: Iterable[str]) -> bool:
        """Whether one of these commands wrote such an event."""
        return any(f"{command}: {event}" in self.told for command in commands)

    def read(self, path: str, after: int) -> bool:
        """Whether a path was answered after that."""
        return f"GET {path}" in self.told[after:]


@contextmanager
def hearing() -> Iterator[Heard]:
    """Hears all applications of this process; costs nothing while nobody does."""
    heard = Heard()
    answered, ask, execute = FastAPI.__call__, Book.ask, Book.execute

    async def called(app: FastAPI, scope: Any, receive: Any, send: Any) -> None:
        status = 0

        async def said(message: Any) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        within = _WITHIN.set(True)
        try:
            await answered(app, scope, receive, said)
        finally:
            _WITHIN.reset(within)
            if (scope.get("method"), status) == ("GET", 200) and "route" in scope:
                heard.told.append(f"GET {scope['route'].path}")

    async def asked(book: Book, signed: SignedCommand) -> Any:
        receipt = await ask(book, signed)
        heard.told.extend(_done(book, signed, receipt))
        return receipt

    def executed(book: Book, signed: SignedCommand) -> Any:
        receipt = execute(book, signed)
        heard.told.extend(_done(book, signed, receipt))
        return receipt

    with (
        patch.object(FastAPI, "__call__", called),
        patch.object(Book, "ask", asked),
        patch.object(Book, "execute", executed),
    ):
        yield heard


def _done(book: Book, signed: SignedCommand, receipt: Receipt) -> Iterator[str]:
    """A command that had something to do, now or when it came first, and what it wrote."""
    if _WITHIN.get() and receipt.last:
        yield (command := json.loads(signed.body)["name"])
        written = book._store.at(range(receipt.first, receipt.last + 1))
        yield from (
            f"{command}: {read_body(one.partition(b'\n')[0]).name}" for one in written.values()
        )


@contextmanager
def judged(test: str) -> Iterator[None]:
    """Fails where the rows that name this test say of it what it does not do."""
    if not (rows := rows_of(test)):
        yield
        return
    with hearing() as heard:
        yield
    all_clear(problem for row in rows for problem in unheard(row, heard))


def not_passed_over(test: str, report: pytest.TestReport) -> pytest.TestReport:
    """A test that rows name and that was not run to its end, wherever it was skipped or excused,
    has failed.
    """
    if report.skipped and rows_of(test):
        report.outcome = "failed"
        report.longrepr = f"the coverage matrix names it, and it was passed over: {report.longrepr}"
        vars(report).pop("wasxfail", None)
    return report


def none_left_out(file: str, report: pytest.CollectReport) -> pytest.CollectReport:
    """A module that rows name tests of, and that does not offer each of them, has failed: it is
    skipped as a whole, or says of one that it is none.
    """
    named = {row.test for row in ROWS if isinstance(row, Lives)}
    due = {test for test in named if test.partition("::")[0] == file}
    missing = sorted(due - {one.nodeid.partition("[")[0] for one in report.result or ()})
    if missing and not report.failed:
        report.outcome = "failed"
        report.longrepr = f"the coverage matrix names {', '.join(missing)}: not there to be run"
    return report


def unheard(row: Lives, heard: Heard) -> Iterator[str]:
    """What of a row its test did not do: each of its commands, each event written by one of them,
    and after all commands a look at what is read.
    """
    sent = {command: heard.sent(command) for command in row.commands}
    for command in (one for one, when in sent.items() if when is None):
        yield f"{row.number}: {row.test} ran, and no {command} was accepted over HTTP"
    for event in (one for one in row.events if not heard.wrote(one, row.commands)):
        yield f"{row.number}: {row.test} ran, and none of its commands wrote {event}"
    if not heard.read(row.reads, max((when or 0 for when in sent.values()), default=0)):
        yield f"{row.number}: {row.test} ran, and GET {row.reads} was not answered after that"


def rows_of(test: str) -> tuple[Lives, ...]:
    """The rows that name this test, as pytest names it, whatever its parameters."""
    plain = test.partition("[")[0]
    return tuple(row for row in ROWS if isinstance(row, Lives) and row.test == plain)

"""A statement file becomes commands: kept encrypted, its lines banked once, its day recorded."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Protocol

from api.banks.statements.format import Line, Statement
from api.banks.statements.register import read
from domain.account.events import AccountOpened
from domain.bankday.record import RecordStatement
from domain.bankpage.events import Particulars
from domain.bankpage.import_lines import BankLine, ImportLines
from domain.bankpage.state import Page
from domain.identifiers import PAGE_LINES, DayId
from domain.kernel import Command, StreamId
from ledger.blobs import Blobs
from ledger.replay import Replay
from ledger.tickets import Receipt


class CannotImport(ValueError):
    """The file is read, but must not be banked as it is; nothing of it was. Says why."""


class Ask(Protocol):
    """Signs and asks for the importer."""

    def __call__(self, wanted: Command, /) -> Receipt:
        """Raises what the door raises."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What one statement brought: how many booked lines it has, how many were new to us."""

    account: str
    day: date
    booked: int
    new: int
    closing: int | None
    warnings: tuple[str, ...]


class Importer:
    """Imports for the accounts that are open; anything else is refused before it is stored."""

    def __init__(self, replay: Replay, blobs: Blobs, ask: Ask) -> None:
        self._replay = replay
        self._blobs = blobs
        self._ask = ask

    def accounts(self) -> dict[str, AccountOpened]:
        """Open accounts by the number that the bank calls them."""
        states = (self._replay.state(StreamId("account", c)) for c in self._replay.codes("account"))
        return {state.opened.number: state.opened for state in states if state.opened}

    def file(self, data: bytes) -> list[Imported]:
        """Imports a file; the same file again, or one that overlaps, banks nothing twice.

        Raises StatementError (unreadable) or CannotImport before anything is written; Refused
        and the other errors of the door pass through.
        """
        accounts = self.accounts()
        statements = read(data)
        for statement in statements:
            _check(statement, accounts)
        return [
            self._statement(statement, accounts[statement.account], data)
            for statement in statements
        ]

    def _statement(self, statement: Statement, account: AccountOpened, data: bytes) -> Imported:
        booked = [line for line in statement.lines if line.booked]
        day = statement.to_date or max(line.booking_date for line in booked)
        digest = sha256(data).hexdigest()
        self._blobs.put(data, "application/xml", f"day/{DayId(account.account, day)}")
        by_day: dict[date, list[Line]] = defaultdict(list)
        for line in booked:
            by_day[line.booking_date].append(line)
        new = 0
        pages = 0
        for booking_day, lines in sorted(by_day.items()):
            for asked in self._pages(account, booking_day, lines, digest):
                self._ask(asked)
                new += len(asked.lines)
                pages = max(pages, asked.page) if booking_day == day else pages
        opening, closing = statement.opening_minor, statement.closing_minor
        if opening is not None and closing is not None:
            self._ask(_record(statement, account.account, day, digest, pages, opening, closing))
        return Imported(
            account.account, day, len(booked), new, statement.closing_minor, statement.warnings
        )

    def _pages(
        self, account: AccountOpened, day: date, lines: list[Line], digest: str
    ) -> Iterator[ImportLines]:
        """One command a page, with the lines that no page of the day has yet."""
        known: set[str] = set()
        page, room = 1, PAGE_LINES
        while state := self._page(account.account, day, page):
            known |= {line.particulars.fingerprint for line in state.lines if line.particulars}
            room = PAGE_LINES - len(state.lines)
            if room:
                break
            page, room = page + 1, PAGE_LINES
        waiting = [(line, line.fingerprint(account.number)) for line in lines]
        new = [_bank_line(line, print_) for line, print_ in waiting if print_ not in known]
        while new:
            taken, new = new[:room], new[room:]
            yield ImportLines(
                account=account.account,
                holds=account.holds,
                currency=account.currency,
                day=day,
                page=page,
                statement=digest,
                lines=tuple(taken),
            )
            page, room = page + 1, PAGE_LINES

    def _page(self, account: str, day: date, number: int) -> Page | None:
        state = self._replay.state(StreamId("bankpage", f"{DayId(account, day)}/{number}"))
        assert isinstance(state, Page)
        return state if state.lines else None


def _check(statement: Statement, accounts: dict[str, AccountOpened]) -> None:
    account = accounts.get(statement.account)
    if account is None:
        known = ", ".join(accounts) or "none"
        raise CannotImport(f"account {statement.account} is not open here; open ones: {known}")
    if account.currency != statement.currency:
        raise CannotImport(
            f"account {statement.account} is in {account.currency}, the statement in "
            f"{statement.currency}"
        )
    if statement.balanced is False:
        raise CannotImport(
            f"statement {statement.identifier} of {statement.account} does not add up: it opens at "
            f"{statement.opening_minor}, its credits are {statement.credits_minor}, its debits "
            f"{statement.debits_minor}, and it closes at {statement.closing_minor} (minor units)"
        )
    if zero := [line for line in statement.lines if line.booked and line.amount_minor == 0]:
        raise CannotImport(f"a booked line of {zero[0].booking_date} moves nothing")


def _bank_line(line: Line, fingerprint: str) -> BankLine:
    return BankLine(
        credit=line.credit,
        amount=line.amount_minor,
        value_date=line.value_date,
        booked_at=line.booking_time,
        particulars=Particulars(
            fingerprint=fingerprint,
            payer=line.counterparty,
            payer_account=line.counterparty_account,
            payer_bank=line.counterparty_bank,
            reference=line.reference,
            end_to_end=line.end_to_end_id,
            note=line.note,
            serial=line.serial,
            returned=line.returned,
        ),
    )


def _record(
    statement: Statement,
    account: str,
    day: date,
    digest: str,
    pages: int,
    opening: int,
    closing: int,
) -> RecordStatement:
    return RecordStatement(
        account=account,
        day=day,
        statement=statement.identifier,
        sequence=statement.sequence,
        sha256=digest,
        currency=statement.currency,
        opening=opening,
        closing=closing,
        credits=statement.credits_minor,
        debits=statement.debits_minor,
        lines=statement.booked,
        pages=pages,
    )

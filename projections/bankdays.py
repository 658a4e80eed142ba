"""Bank accounts, their days, and the lines of each day; what the bank says of a line is sealed."""

from collections.abc import Iterator
from contextlib import suppress

from domain.account.events import AccountOpened
from domain.bankday.events import StatementImported
from domain.bankpage.events import (
    BankCreditRecorded,
    BankDebitRecorded,
    BankLineRecorded,
    LineAllocated,
    LineReleased,
)
from domain.identifiers import NotAnIdentifier, day_id, page_id
from ledger.events import KeyDestroyed
from ledger.feed import Recorded
from projections.projection import Change, Column, Erase, Projection, Put, Table, summed

ACCOUNTS = Table(
    "accounts",
    (Column("account", "text"),),
    (
        Column("bank", "text"),
        Column("number", "text"),
        Column("currency", "text"),
        Column("holds", "text"),
        Column("since", "date"),
    ),
)
DAYS = Table(
    "days",
    (Column("account", "text"), Column("day", "date")),
    (
        Column("currency", "text"),
        Column("lines", "bigint", summed),
        Column("credits", "bigint", summed),
        Column("debits", "bigint", summed),
        Column("statements", "bigint", summed),
        Column("opening", "bigint"),
        Column("closing", "bigint"),
    ),
)
"""Minor units. `opening` and `closing` are the newest statement's, NULL before the first."""
LINES = Table(
    "lines",
    (Column("account", "text"), Column("day", "date"), Column("line", "text")),
    (
        Column("currency", "text"),
        Column("credit", "boolean"),
        Column("amount", "bigint"),
        Column("booked_at", "timestamptz"),
        Column("payer", "text"),
        Column("payer_account", "text"),
        Column("reference", "text"),
        Column("note", "text"),
        Column("deposit", "text"),
        Column("allocated", "bigint", summed),
    ),
    sealed=True,
)
"""One row a line, under its code. Never released whole: a match tells of its own line."""


def project(recorded: Recorded) -> Iterator[Change]:
    """Accounts, days and lines as their facts come."""
    match recorded.event:
        case AccountOpened() as opened:
            yield Put(
                ACCOUNTS,
                (opened.account,),
                {
                    "bank": opened.bank,
                    "number": opened.number,
                    "currency": opened.currency,
                    "holds": opened.holds,
                    "since": opened.day,
                },
            )
        case StatementImported() as statement:
            yield Put(
                DAYS,
                (statement.account, statement.day),
                {
                    "currency": statement.currency,
                    "statements": 1,
                    "opening": statement.opening,
                    "closing": statement.closing,
                },
            )
        case BankCreditRecorded() as line:
            yield from _line(recorded.stream.code, line, credit=True)
        case BankDebitRecorded() as line:
            yield from _line(recorded.stream.code, line, credit=False)
        case LineAllocated(number=number, deposit=deposit, amount=amount) if number:
            yield _allocated(recorded.stream.code, number, deposit, amount or 0)
        case LineReleased(number=number, amount=amount) if number:
            yield _allocated(recorded.stream.code, number, None, -(amount or 0))
        case KeyDestroyed(key=key):
            yield from _erased(key)


def _erased(key: str) -> Iterator[Change]:
    """The day's lines, where the key is a day's: any name may be said to be destroyed."""
    kind, _, code = key.partition("/")
    if kind == "day":
        with suppress(NotAnIdentifier):
            of = day_id(code)
            yield Erase(LINES, {"account": of.account, "day": of.day})


def _line(page: str, line: BankLineRecorded, *, credit: bool) -> Iterator[Change]:
    entry, said = line.entries[0], line.particulars
    side = "credits" if credit else "debits"
    day = {"currency": entry.currency, "lines": 1, side: entry.amount}
    yield Put(DAYS, (line.account, line.day), day)
    if said is None:
        return
    yield Put(
        LINES,
        (line.account, line.day, f"{page}#{line.number}"),
        {
            "currency": entry.currency,
            "credit": credit,
            "amount": entry.amount,
            "booked_at": line.booked_at,
            "payer": said.payer,
            "payer_account": said.payer_account,
            "reference": said.reference,
            "note": said.note,
        },
    )


def _allocated(page: str, number: int, deposit: str | None, amount: int) -> Change:
    of = page_id(page).of
    key = (of.account, of.day, f"{page}#{number}")
    return Put(LINES, key, {"deposit": deposit, "allocated": amount})


BANKDAYS = Projection("bankdays", 2, (ACCOUNTS, DAYS, LINES), project)

"""Bank accounts, their days, and the lines of each day; what the bank says of a line is sealed."""

from collections.abc import Iterator
from contextlib import suppress

from domain.account.events import AccountOpened
from domain.bankday.events import (
    Check,
    DayClosed,
    DayClosePrepared,
    DayCloseReturned,
    DayReopened,
    StatementImported,
    StatementQuarantined,
)
from domain.bankpage.events import (
    BankChargeRecorded,
    BankCreditRecorded,
    BankDebitRecorded,
    BankLineRecorded,
    DebitMatched,
    LineAllocated,
    LineDivided,
    LineRejoined,
    LineReleased,
    OpenCreditReversed,
    TransferMatched,
)
from domain.identifiers import NotAnIdentifier, day_id, page_id
from ledger.events import KeyDestroyed
from ledger.feed import Recorded
from projections.projection import Change, Column, Erase, Index, Projection, Put, Table, summed

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
        Column("matched", "bigint", summed),
        Column("statements", "bigint", summed),
        Column("opening", "bigint"),
        Column("closing", "bigint"),
        Column("closed", "integer", summed),
    ),
    indexes=(Index(("closed",), now=True),),
    orders=(("day", "account"),),
)
"""Minor units. `opening` is the newest statement's, `closing` the last one's, NULL before any;
`matched`: how many of its lines are somebody's; `closed`: 0 while it is open.
"""
CLOSES = Table(
    "closes",
    (Column("account", "text"), Column("day", "date")),
    (
        Column("stage", "text"),
        Column("prepared_by", "text"),
        Column("prepared_at", "timestamptz"),
        Column("proposal", "text"),
        Column("seen_at", "bigint"),
        Column("snapshot", "text"),
        Column("statement", "text"),
        Column("closing", "bigint"),
        Column("ledger", "bigint"),
        Column("checks", "text[]"),
        Column("checked_by", "text"),
        Column("checked_at", "timestamptz"),
        Column("reason", "text"),
    ),
)
"""How the close of a day stands: `stage` is PREPARED, RETURNED, CLOSED or REOPENED; `seen_at` the
position it is about; a check is `R01 PASS 0 note`.
"""
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
        Column("end_to_end", "text"),
        Column("serial", "text"),
        Column("kind", "text"),
        Column("returned", "boolean"),
        Column("reversal", "boolean"),
        Column("deposit", "text"),
        Column("deposits", "text[]"),
        Column("allocated", "bigint", summed),
        Column("version", "integer", summed),
    ),
    sealed=True,
)
"""One row a line, under its code; `deposit`: whose it is (a payment, a transfer's other side,
too); `deposits`: whose a divided one is. Never released whole: a match tells of its own line."""


def project(recorded: Recorded) -> Iterator[Change]:
    """Accounts, days and lines as their facts come."""
    page = recorded.stream.code
    match recorded.event:
        case AccountOpened() as opened:
            told = {name: getattr(opened, name) for name in ("bank", "number", "currency", "holds")}
            yield Put(ACCOUNTS, (opened.account,), {**told, "since": opened.day})
        case StatementImported() as statement:
            yield Put(
                DAYS,
                (statement.account, statement.day),
                {
                    "currency": statement.currency,
                    "statements": 1,
                    "opening": statement.opening,
                    "closing": statement.closing if statement.ends is None else statement.ends,
                },
            )
        case StatementQuarantined() as kept:
            yield Put(DAYS, (kept.account, kept.day), {"currency": kept.currency})
        case BankCreditRecorded() as line:
            yield from _line(page, line, credit=True)
        case BankDebitRecorded() as line:
            yield from _line(page, line, credit=False)
        case LineAllocated(number=number, deposit=whose, amount=amount):
            yield from _allocated(page, number, whose, amount or 0, 1)
        case DebitMatched(number=number, payment=whose, amount=amount):
            yield from _allocated(page, number, whose, amount or 0, 1)
        case TransferMatched(number=number, other=whose, amount=amount):
            yield from _allocated(page, number, whose, amount or 0, 1)
        case OpenCreditReversed(number=number, by=whose, entries=entries):
            yield from _allocated(page, number, whose, entries[0].amount, 1)
        case BankChargeRecorded(number=number, entries=entries):
            whose = f"{page}#{number}"
            yield from _allocated(page, number, whose, entries[0].amount, 1)
        case LineReleased(number=number, amount=amount):
            yield from _allocated(page, number, None, -(amount or 0), -1)
        case LineDivided(number=number, deposits=among, amount=amount):
            yield from _allocated(page, number, None, amount or 0, 1, deposits=list(among or ()))
        case LineRejoined(number=number, amount=amount):
            yield from _allocated(page, number, None, -(amount or 0), -1, deposits=None)
        case DayClosePrepared() | DayCloseReturned() | DayClosed() | DayReopened() as close:
            yield _close(close, recorded)
            if isinstance(close, DayClosed | DayReopened):
                step = 1 if isinstance(close, DayClosed) else -1
                yield Put(DAYS, (close.account, close.day), {"closed": step})
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
            "end_to_end": said.end_to_end,
            "serial": said.serial,
            "kind": said.kind,
            "returned": said.returned,
            "reversal": said.reversal,
            "version": 1,
        },
    )


def _allocated(
    page: str, number: int | None, whose: str | None, amount: int, matched: int, **more: object
) -> Iterator[Change]:
    of = page_id(page).of
    yield Put(DAYS, (of.account, of.day), {"matched": matched})
    if number is not None:
        key = (of.account, of.day, f"{page}#{number}")
        yield Put(LINES, key, {"deposit": whose, "allocated": amount, "version": 1, **more})


def _close(
    close: DayClosePrepared | DayCloseReturned | DayClosed | DayReopened, recorded: Recorded
) -> Change:
    told: dict[str, object]
    match close:
        case DayClosePrepared():
            told = {
                "stage": "PREPARED",
                "prepared_by": close.prepared_by,
                "prepared_at": recorded.recorded_at,
                "proposal": close.proposal,
                "seen_at": close.position,
                "snapshot": close.snapshot,
                "statement": close.statement,
                "closing": close.closing,
                "ledger": close.ledger,
                "checks": [_written(check) for check in close.checks],
                "checked_by": None,
                "checked_at": None,
                "reason": None,
            }
        case DayCloseReturned(returned_by=person, reason=reason):
            told = {"stage": "RETURNED", "checked_by": person, "reason": reason}
        case DayClosed(closed_by=person):
            told = {"stage": "CLOSED", "checked_by": person}
        case DayReopened(reopened_by=person, reason=reason):
            told = {"stage": "REOPENED", "checked_by": person, "reason": reason}
    if not isinstance(close, DayClosePrepared):
        told["checked_at"] = recorded.recorded_at
    return Put(CLOSES, (close.account, close.day), told)


def _written(check: Check) -> str:
    figure = "-" if check.figure is None else str(check.figure)
    return f"{check.rule} {check.result} {figure} {check.note}"


BANKDAYS = Projection("bankdays", 7, (ACCOUNTS, DAYS, LINES, CLOSES), project)

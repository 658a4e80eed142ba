"""`statements check`: does each statement of these files add up? One row a statement."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypedDict

from api.banks.statements.archive import Document, documents
from api.banks.statements.format import Statement, StatementError
from api.banks.statements.opening import LARGEST_CHECKED
from api.banks.statements.register import parts_of
from api.banks.statements.saying import Sentence

Row = TypedDict(
    "Row",
    {
        "file": str,
        "format": str | None,
        "profile": str | None,
        "schema": str | None,
        "account": str | None,
        "currency": str | None,
        "from": str | None,
        "to": str | None,
        "opening_fen": int | None,
        "closing_fen": int | None,
        "entries": int,
        "booked": int,
        "credits_fen": int,
        "debits_fen": int,
        "balanced": bool | None,
        "warnings": list[str],
        "error": str | None,
    },
)


def check_files(
    paths: Iterable[str | Path], largest: int = LARGEST_CHECKED, *, language: str = "en"
) -> Iterator[Row]:
    """One row for each statement, in constant memory; `largest` bytes a file, `language` what is
    said of it (`zh`, `en`).

    A zip is read as its files, named `archive.zip/member.xml`. A file that cannot be read, or not
    to its end, closes with one row that has only `error`. `…_fen` are minor units of the row's
    currency; the sums are over booked entries. What contradicts itself does not balance, though it
    state no balances: its import goes into quarantine. `schema`: of ISO 20022 that a camt message
    was held against; None where it was held against none.
    """
    for path in paths:
        try:
            for document in documents(Path(path), str(path)):
                yield from _rows(document, largest, language)
        except StatementError as error:
            yield _failed(str(path), error.said(language))


def exit_code(rows: Iterable[Row]) -> int:
    """1 if a statement does not add up or a file cannot be read; no balances are no failure."""
    return int(any(row["balanced"] is False or row["error"] is not None for row in rows))


def _rows(document: Document, largest: int, language: str) -> Iterator[Row]:
    try:
        with parts_of(document.file, largest) as (form, parts):
            for part in parts:
                if isinstance(part, Statement):
                    yield _row(document.name, form.name, part, language)
    except StatementError as error:
        yield _failed(document.name, error.said(language))


def _row(file: str, form: str, statement: Statement, language: str) -> Row:
    return {
        "file": file,
        "format": statement.only_tells or form,
        "profile": statement.profile,
        "schema": statement.schema,
        "account": statement.account or None,
        "currency": statement.currency or None,
        "from": statement.from_date.isoformat() if statement.from_date else None,
        "to": statement.to_date.isoformat() if statement.to_date else None,
        "opening_fen": statement.opening_minor,
        "closing_fen": statement.closing_minor,
        "entries": statement.entries,
        "booked": statement.booked,
        "credits_fen": statement.credits_minor,
        "debits_fen": statement.debits_minor,
        "balanced": False if statement.contradiction else statement.balanced,
        "warnings": [one.said(language) for one in _warnings(statement)],
        "error": None,
    }


def _warnings(statement: Statement) -> Iterator[Sentence]:
    """Also what within it contradicts it, where no other warning tells so already."""
    yield from statement.warnings
    why = statement.contradiction
    if why is not None and not any(why in told for told in statement.warnings):
        yield Sentence("noted.one", code="contradiction", what=why)


def _failed(file: str, error: str) -> Row:
    return {
        "file": file,
        "format": None,
        "profile": None,
        "schema": None,
        "account": None,
        "currency": None,
        "from": None,
        "to": None,
        "opening_fen": None,
        "closing_fen": None,
        "entries": 0,
        "booked": 0,
        "credits_fen": 0,
        "debits_fen": 0,
        "balanced": None,
        "warnings": [],
        "error": error,
    }

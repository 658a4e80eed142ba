"""The formats we read, and the one way to read a file in any of them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from api.banks.statements import delimited
from api.banks.statements.camt import CAMT
from api.banks.statements.format import (
    Line,
    Statement,
    StatementError,
    StatementFormat,
    numbered,
)
from api.banks.statements.mt940 import MT940
from api.banks.statements.opening import HEAD, LARGEST_FILE, Bounded, File, opened
from api.banks.statements.twins import Counting
from api.banks.statements.zipped import SIGN

FORMATS: tuple[StatementFormat, ...] = (CAMT, MT940, *delimited.formats())


def read(
    file: File,
    largest: int = LARGEST_FILE,
    formats: Sequence[StatementFormat] = FORMATS,
) -> tuple[Statement, ...]:
    """All statements of a file with their lines, twins numbered; `largest` in bytes.

    Total: any bytes and any path give statements or a `StatementError`. A file is read wholly or
    not at all. For a day's file; a stream of any length is read by `parts_of`.
    """
    statements: list[Statement] = []
    lines: list[Line] = []
    twins: dict[str, Counting] = {}
    with parts_of(file, largest, formats) as (_, parts):
        for part in parts:
            if isinstance(part, Line):
                lines.append(part)
            else:
                seen = twins.setdefault(part.account, Counting()).before(part)
                statements.append(replace(part, lines=tuple(numbered(lines, seen))))
                lines.clear()
    return tuple(statements)


@contextmanager
def parts_of(
    file: File,
    largest: int = LARGEST_FILE,
    formats: Sequence[StatementFormat] = FORMATS,
) -> Iterator[tuple[StatementFormat, Iterator[Line | Statement]]]:
    """The file's format and its parts (see `StatementFormat.parts`), in constant memory."""
    with opened(file) as found:
        source = Bounded(found, largest)
        form = recognised(source.head, formats)
        yield form, form.parts(source)


def recognised(head: bytes, formats: Sequence[StatementFormat] = FORMATS) -> StatementFormat:
    """The format of a file that begins so. Raises StatementError."""
    known = [form for form in formats if form.recognises(head[:HEAD])]
    if not known and head.startswith(SIGN):
        raise StatementError("unread.zip")
    if not known:
        names = ", ".join(form.name for form in formats)
        raise StatementError("unread.format", known=names)
    return known[0]

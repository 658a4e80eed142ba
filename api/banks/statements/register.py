"""The formats we read, and the one way to read a file in any of them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

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

FORMATS: tuple[StatementFormat, ...] = (CAMT, MT940, *delimited.formats())
LARGEST_FILE = 256 * 1024 * 1024
_HEAD = 65_536


def read(
    file: bytes | Path,
    largest: int = LARGEST_FILE,
    formats: Sequence[StatementFormat] = FORMATS,
) -> tuple[Statement, ...]:
    """All statements of a file with their lines, twins numbered; `largest` in bytes.

    Total: any bytes and any path give statements or a `StatementError`. A file is read wholly or
    not at all. For a day's file; a stream of any length is read by `parts_of`.
    """
    statements: list[Statement] = []
    lines: list[Line] = []
    with parts_of(file, largest, formats) as (_, parts):
        for part in parts:
            if isinstance(part, Line):
                lines.append(part)
            else:
                statements.append(replace(part, lines=tuple(numbered(lines))))
                lines.clear()
    return tuple(statements)


@contextmanager
def parts_of(
    file: bytes | Path,
    largest: int = LARGEST_FILE,
    formats: Sequence[StatementFormat] = FORMATS,
) -> Iterator[tuple[StatementFormat, Iterator[Line | Statement]]]:
    """The file's format and its parts (see `StatementFormat.parts`), in constant memory."""
    with _opened(file) as opened:
        source = _Bounded(opened, largest)
        form = recognised(source.head, formats)
        yield form, form.parts(source)


def recognised(head: bytes, formats: Sequence[StatementFormat] = FORMATS) -> StatementFormat:
    """The format of a file that begins so. Raises StatementError."""
    known = [form for form in formats if form.recognises(head[:_HEAD])]
    if not known:
        names = ", ".join(form.name for form in formats)
        raise StatementError(f"the file is in no statement format we read ({names})")
    return known[0]


def _opened(file: bytes | Path) -> BinaryIO:
    try:
        return BytesIO(file) if isinstance(file, bytes) else file.open("rb")
    except (OSError, ValueError) as error:  # ValueError: a path with a zero byte
        raise _unreadable(error) from error


def _unreadable(error: OSError | ValueError) -> StatementError:
    reason = error.strerror if isinstance(error, OSError) else None
    return StatementError(f"the file cannot be read: {reason or error}")


class _Bounded:
    """A file read once from its start, never beyond `largest` bytes."""

    def __init__(self, file: BinaryIO, largest: int) -> None:
        self._file, self._left, self._largest = file, largest, largest
        self.head = self._ahead = self._next(_HEAD)

    def read(self, size: int, /) -> bytes:
        """The next bytes, the head first."""
        chunk, self._ahead = self._ahead or self._next(size), b""
        return chunk

    def _next(self, size: int) -> bytes:
        try:
            chunk = self._file.read(size)
        except OSError as error:
            raise _unreadable(error) from error
        self._left -= len(chunk)
        if self._left < 0:
            raise StatementError(f"the file is larger than {self._largest} bytes")
        return chunk

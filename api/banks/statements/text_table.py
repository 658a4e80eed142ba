"""Delimited text (CSV, or with tabs) in, rows of cells out: UTF-8, GB18030, UTF-16, streaming."""

import codecs
import csv
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from io import BufferedReader, RawIOBase, StringIO, TextIOWrapper

from api.banks.statements.format import Source, StatementError

HEAD = 65_536
_FORMULA = '="'
LONGEST_ROW = 65_536
"""Characters of a row, line feeds within quotes included; a bank's has some hundreds."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ENCODINGS = ("utf-8", "gb18030")

type Row = tuple[int, list[str]]
"""The number of a row as its reader counts, and its cells."""


def encoding_of(head: bytes, wished: Iterable[str] = ENCODINGS) -> str | None:
    """In which encoding these first bytes are text: by their mark, else the first that fits."""
    for mark, marked in _MARKS:
        if head.startswith(mark):
            return marked if decoded(head, marked) is not None else None
    return next((one for one in wished if decoded(head, one) is not None), None)


def decoded(head: bytes, encoding: str) -> str | None:
    """The text of these first bytes, a character that is cut at their end left out."""
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(head)
    except (UnicodeError, LookupError):
        return None
    return None if "\0" in text else text


def head_rows(head: bytes, delimiter: str, wished: Iterable[str] = ENCODINGS) -> list[list[str]]:
    """The rows that these first bytes begin with; none where they are no text."""
    encoding = encoding_of(head, wished)
    text = decoded(head, encoding) if encoding else None
    rows: list[list[str]] = []
    with suppress(csv.Error):  # what was whole before it is kept
        rows.extend(map(_told, csv.reader(StringIO(text or "", newline=""), delimiter=delimiter)))
    return rows


def rows(source: Source, head: bytes, delimiter: str, wished: Iterable[str]) -> Iterator[Row]:
    """All rows, numbered by the line they end on. Raises StatementError, naming the line."""
    encoding = encoding_of(head, wished)
    if encoding is None:
        raise StatementError("unread.text", encodings=", ".join(wished))
    text = TextIOWrapper(
        BufferedReader(_Raw(source.read), HEAD), encoding, errors="strict", newline=""
    )
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, _told(cells)
            lines.row = 0
    except UnicodeError:
        where = reader.line_num + 1
        raise StatementError("unread.text.line", n=where, encoding=encoding) from None
    except csv.Error as error:
        raise StatementError("unread.line", n=reader.line_num, why=error) from None


def _told(cells: list[str]) -> list[str]:
    """The cells with `="…"` as what it says: so banks keep a spreadsheet from reading a number."""
    return [one if one[:2] != _FORMULA else _text(one) for one in cells]


def _text(formula: str) -> str:
    inner = formula.rstrip()
    return inner[2:-1].replace('""', '"') if len(inner) > 2 and inner[-1] == '"' else formula


class _Lines:
    """The lines of a text, none of them and no row of several longer than a row may be.

    `row`: characters of the row that is being read. Raises StatementError, naming the line.
    """

    def __init__(self, text: TextIOWrapper) -> None:
        self._text = text
        self._number = self.row = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._text.readline(LONGEST_ROW + 1)
        if not line:
            raise StopIteration
        self._number += 1
        self.row += len(line)
        if self.row > LONGEST_ROW:
            raise StatementError("unread.text.row_long", n=self._number, most=LONGEST_ROW)
        if "\0" in line:
            raise StatementError("unread.text.zero", n=self._number)
        return line


class _Raw(RawIOBase):
    """A `Source` as Python's text layer wants it."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._next, self._left = read, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object, /) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        self._left = self._left or self._next(len(view))
        size = min(len(view), len(self._left))
        view[:size], self._left = self._left[:size], self._left[size:]
        return size

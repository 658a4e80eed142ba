"""A sample of a bank's table: its first rows, how they are written, and which row names columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice, pairwise

from api.banks.statements import workbook
from api.banks.statements.cells import folded, is_amount, name
from api.banks.statements.format import StatementError
from api.banks.statements.header import HEAD_ROWS
from api.banks.statements.synonyms import looks_like_a_header
from api.banks.statements.text_table import ENCODINGS, HEAD, encoding_of, head_rows

SAMPLED = 1_000
"""So many rows are looked at."""
_DELIMITERS = (",", "\t", ";", "|")
_DAY = re.compile(r"[0-9]{8}(?:[^0-9].*)?|[0-9]{1,4}\D[0-9]{1,2}\D[0-9]{1,4}.*", re.DOTALL)

type Table = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Sample:
    """What was seen. `header` counts from 0; `encodings` are those to be tried, the first fits."""

    delimiter: str
    encodings: tuple[str, ...]
    table: Table
    header: int
    text: bool  # no workbook: delimiter and encoding are its own

    @property
    def names(self) -> list[str]:
        """The columns' names, as they are compared."""
        return [name(cell) for cell in self.table[self.header]]

    @property
    def rows(self) -> Table:
        """What stands below the header."""
        return self.table[self.header + 1 :]

    def told(self, at: int) -> list[str]:
        """All that stands in a column below the header."""
        return [text for row in self.rows if at < len(row) and (text := folded(row[at]))]


def sampled(data: bytes, header_row: int | None = None) -> Sample:
    """The table in these bytes; `header_row` (from 1) where a person names it.

    Raises StatementError where no header is found, or none can stand there.
    """
    delimiter, encodings, table = _table(data)
    at = _header(table) if header_row is None else header_row - 1
    if at is None:
        raise StatementError("unread.header", rows=HEAD_ROWS)
    if not 0 <= at < min(len(table), HEAD_ROWS):
        most = min(len(table), HEAD_ROWS)
        raise StatementError("unread.header.row", said=header_row, most=most)
    text = not (workbook.is_xls(data) or workbook.is_xlsx(data))
    return Sample(delimiter, encodings, table, at, text)


def may_be_day(text: str) -> bool:
    """Whether this may be a day, in whatever form."""
    return _DAY.fullmatch(text) is not None


def _table(data: bytes) -> tuple[str, tuple[str, ...], Table]:
    """Delimiter and encodings (of text), and the first rows of the first sheet with a header."""
    if workbook.is_xls(data) or workbook.is_xlsx(data):
        first: Table = ()
        for _, numbered in workbook.sheets(BytesIO(data)):
            found = [cells for _, cells in islice(numbered, SAMPLED)]
            if _header(found) is not None:
                return ",", ENCODINGS, found
            first = first or found
        return ",", ENCODINGS, first
    head = data[:HEAD]
    if (encoding := encoding_of(head)) is None:
        raise StatementError("unread.sample", encodings=", ".join(ENCODINGS))
    tables = {one: head_rows(head, one)[:SAMPLED] for one in _DELIMITERS}
    best = max(tables, key=lambda one: (_by_words(tables[one]) is not None, _likely(tables[one])))
    others = tuple(one for one in ENCODINGS if one != encoding)
    return best, others if encoding.startswith("utf-8-") else (encoding, *others), tables[best]


def _likely(table: Table) -> bool:
    return _header(table) is not None


def _header(table: Table) -> int | None:
    """The row whose words are those of a header; else the one above the first line."""
    by_words = _by_words(table)
    return _by_shape(table) if by_words is None else by_words


def _by_words(table: Table) -> int | None:
    return next((at for at, row in enumerate(table[:HEAD_ROWS]) if looks_like_a_header(row)), None)


def _by_shape(table: Table) -> int | None:
    """The row of three names or more, none of them a figure, above a row with a day and a figure:
    a bank may call its columns as nobody else does."""
    for at, (row, below) in enumerate(pairwise(table[: HEAD_ROWS + 1])):
        named = [cell for cell in map(folded, row) if cell]
        if len(named) >= 3 and not any(map(_figure, named)) and _is_line(below):
            return at
    return None


def _is_line(row: Sequence[str]) -> bool:
    cells = [cell for cell in map(folded, row) if cell]
    days = [cell for cell in cells if may_be_day(cell)]
    return bool(days) and any(is_amount(cell) and cell not in days for cell in cells)


def _figure(cell: str) -> bool:
    return is_amount(cell) or may_be_day(cell)

"""A table as CSV: the first row says which log, which moment, and that a simulated log is one."""

import csv
import io
from collections.abc import Iterable

from domain.money import written

_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""So that spreadsheets read UTF-8."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_of(first: Iterable[str], head: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """The file. Text that a spreadsheet would take for a formula is led by an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for line in (first, head):
        writer.writerow([_plain(cell) for cell in line])
    for row in rows:
        writer.writerow([cell if _is_number(cell) else _plain(cell) for cell in row])
    return f"{_BOM}{out.getvalue()}".encode()


def amounts(currency: str, *minor: int) -> list[str]:
    """Amounts as plain decimal numbers."""
    return [written(one, currency) for one in minor]


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _is_number(cell: str) -> bool:
    return cell.removeprefix("-").replace(".", "", 1).isdecimal()

"""Reads a workbook in a process of its own: XLS or XLSX on stdin, its cells as JSON on stdout.

A workbook of a thousand bytes may claim a sheet that fills any memory, and who then reads it is
aborted. So this process is given little memory and time, and what ends it ends nothing else.
A line of stdout is the name of a sheet (a string), or a row: its number, and its cells, a text or,
in a list of its own, a number.
"""

import json
import resource
import sys
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook

MEMORY = 1024 * 1024 * 1024
SECONDS = 60
_DAY = timedelta(days=1)


def limited() -> None:
    """No more memory, time or core file than a statement needs, from here on."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (wanted, hard))


def plain(cell: Any) -> Any:
    """A cell as JSON. A number is written exactly by its shortest decimal form."""
    match cell:
        case bool():
            return str(cell).upper()
        case int() | float():
            return [f"{Decimal(repr(cell)):f}"]
        case datetime():
            second = cell.replace(microsecond=0) + timedelta(seconds=cell.microsecond >= 500_000)
            return str(second.date() if second.time() == time() else second)
        case date():
            return str(cell)
        case time():
            return f"{cell:%H:%M:%S}"
        case timedelta():
            return str(cell)
        case _:
            return str(cell)


def write() -> None:
    """All sheets, in their order."""
    with CalamineWorkbook.from_filelike(BytesIO(sys.stdin.buffer.read())) as book:
        for at, name in enumerate(book.sheet_names):
            _say(name)
            for row, cells in enumerate(book.get_sheet_by_index(at).iter_rows(), 1):
                _say([row, [plain(cell) for cell in cells]])


def _say(what: Any) -> None:
    sys.stdout.write(json.dumps(what, ensure_ascii=True) + "\n")


if __name__ == "__main__":
    limited()
    write()

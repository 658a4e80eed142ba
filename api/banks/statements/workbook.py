"""XLS and XLSX in, sheets of cells out: sizes are looked at first, cells by another process."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

from api.banks.statements.cells import Rounded
from api.banks.statements.format import Source, StatementError
from api.banks.statements.text_table import Row
from api.banks.statements.wording import CONTROLS
from api.banks.statements.zipped import A_WORKBOOK, SIGN, encrypted, unpacked

XLS = "application/vnd.ms-excel"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST = 32 * 1024 * 1024
LARGEST_WITHIN = 256 * 1024 * 1024
"""Bytes of a workbook as it lies there, and of what its members unpack to."""
_MEMBERS = 1_000
_ROOT = Path(__file__).parents[3]
_EXACT = 15  # digits of a number that a spreadsheet keeps
_LINE = 16 * 1024 * 1024


def is_xls(head: bytes) -> bool:
    """Whether these first bytes are those of an OLE compound file."""
    return head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def is_xlsx(head: bytes) -> bool:
    """Whether these first bytes are a zip with the parts of a workbook, not of other files."""
    return head.startswith(SIGN) and (b"xl/" in head or b"[Content_Types].xml" in head)


def sheets(source: Source) -> Iterator[tuple[str, Iterator[Row]]]:
    """Each sheet's name and rows, numbered as a spreadsheet does; the rows first, then the next.

    Raises StatementError for whatever is no workbook, is protected, or is too large.
    """
    data = _whole(source)
    if not is_xls(data):
        _weigh(data)
    with _Reader(data) as reader:
        yield from reader.sheets()


def _whole(source: Source) -> bytes:
    data = bytearray()
    while chunk := source.read(LARGEST):
        data += chunk
        if len(data) > LARGEST:
            raise StatementError("unread.workbook.large", most=LARGEST // 1024**2)
    return bytes(data)


def _weigh(data: bytes) -> None:
    """Refuses what unpacks to more than a statement can be, by what the zip says of its members."""
    with unpacked(BytesIO(data), A_WORKBOOK, _MEMBERS, LARGEST_WITHIN) as file:
        if any(map(encrypted, file.infolist())):
            raise StatementError("unread.workbook.password")


class _Reader:
    """The process that reads a workbook (`sheets.py`), and what it says."""

    def __init__(self, data: bytes) -> None:
        self._process = subprocess.Popen(
            (sys.executable, "-P", "-m", "api.banks.statements.sheets"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env={"PYTHONPATH": str(_ROOT)},
        )
        with suppress(BrokenPipeError):
            assert self._process.stdin is not None
            self._process.stdin.write(data)
            self._process.stdin.close()
        self._next: Any = None

    def __enter__(self) -> "_Reader":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                assert pipe is not None
                pipe.close()

    def sheets(self) -> Iterator[tuple[str, Iterator[Row]]]:
        """Each sheet with its rows. Raises StatementError where the process came to no good end."""
        self._next = self._said()
        while isinstance(self._next, str):
            name, self._next = _cell(self._next), self._said()
            yield name, self._rows()
            for _ in self._rows():
                pass  # whoever did not read this sheet to its end
        if self._process.wait():
            raise StatementError("unread.workbook.bad")

    def _rows(self) -> Iterator[Row]:
        while isinstance(self._next, list):
            number, cells = self._next
            self._next = self._said()
            yield number, [_cell(cell) for cell in cells]

    def _said(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline(_LINE)
        if len(line) == _LINE:
            raise StatementError("unread.workbook.row", most=_LINE // 1024**2)
        return json.loads(line) if line.endswith(b"\n") else None


def _cell(said: str | list[str]) -> str:
    if isinstance(said, str):
        return said if said.isprintable() else said.translate(CONTROLS)
    (number,) = said
    if "." in number:
        number = number.rstrip("0").rstrip(".")
    exact = len(number.lstrip("-0.").replace(".", "")) <= _EXACT
    return number if exact else Rounded(number)

"""A bank's table of transactions as a file: CSV, XLSX, and a small XLS written byte by byte."""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO
from struct import pack

from openpyxl import Workbook

type Rows = Sequence[Sequence[object]]

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def csv_file(rows: Rows, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    """Delimited text."""
    text = StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def xlsx_file(*sheets: Rows) -> bytes:
    """A workbook; cells as Python's types make them."""
    book = Workbook()
    book.remove(book.active)
    for at, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"S{at}")
        for row in rows:
            sheet.append(list(row))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def xls_file(rows: Rows) -> bytes:
    """A workbook in BIFF8: one sheet of texts and numbers, in an OLE compound file."""
    sheet = _bof(0x10)
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            place = pack("<HHH", at, column, 0)
            if isinstance(cell, str):
                sheet += _record(
                    0x0204, place + pack("<HB", len(cell), 1) + cell.encode("utf-16-le")
                )
            elif cell is not None:
                sheet += _record(0x0203, place + pack("<d", cell))
    sheet += _record(0x000A, b"")
    name = pack("<BB", 2, 0) + b"S1"
    first = _bof(0x05) + _record(0x0042, pack("<H", 1200))
    at = len(first) + len(_record(0x0085, pack("<IBB", 0, 0, 0) + name)) + 4
    listed = _record(0x0085, pack("<IBB", at, 0, 0) + name)
    return _compound(first + listed + _record(0x000A, b"") + sheet)


def _bof(kind: int) -> bytes:
    return _record(0x0809, pack("<HHHHII", 0x0600, kind, 0, 1997, 0, 0x0600))


def _record(kind: int, body: bytes) -> bytes:
    return pack("<HH", kind, len(body)) + body


def _compound(stream: bytes) -> bytes:
    """One stream called Workbook in an OLE compound file; small streams would lie elsewhere."""
    stream = stream.ljust(4096, b"\0")
    stream += b"\0" * (-len(stream) % _SECTOR)
    count = len(stream) // _SECTOR
    assert count < 120, "one sector of the FAT is enough for a test"
    fat = [_FAT, _END, *range(3, count + 2), _END]
    fat += [_FREE] * (_SECTOR // 4 - len(fat))
    root = _entry("Root Entry", 5, child=1, start=_END, size=0)
    book = _entry("Workbook", 2, child=_FREE, start=2, size=len(stream))
    directory = (root + book).ljust(_SECTOR, b"\0")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0, 0)
    head += pack("<I", _FREE) * 108
    return head + pack("<128I", *fat) + directory + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    called = (name + "\0").encode("utf-16-le")
    return (
        called.ljust(64, b"\0")
        + pack("<HBB", len(called), kind, 1)
        + pack("<III", _FREE, _FREE, child)
        + b"\0" * 36
        + pack("<III", start, size, 0)
    )

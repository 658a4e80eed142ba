"""A paper as XLSX: amounts are numbers, the same paper gives the same bytes."""

import io
from datetime import UTC
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from api.reports.paper import Cell, Money, Paper, Row, Table
from api.said import MINUS
from domain.money import decimals

ROWS_MOST = 1_000_000
"""Rows of a table: a sheet has 1,048,576, and what stands around the table takes a few."""
_EXACT = 15
"""Digits that a spreadsheet keeps of a number; a longer amount is written as text."""
_WIDTH = 1.05
"""Characters of a sheet's column for each share of a paper's."""
_SIDE, _HEAD = 0.6, 0.8
"""Margins in inches."""
_PAPER = {"font_name": "Noto Sans CJK SC", "font_size": 10, "valign": "vcenter"}
_A4 = 9
_PICTURES: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 16, "align": "center"},
    "subtitle": {"align": "center"},
    "mark": {"bold": True, "align": "center", "border": 1, "font_color": "#7A4D00"},
    "label": {"font_color": "#56616D"},
    "plain": {},
    "note": {"font_color": "#56616D", "text_wrap": True, "valign": "top"},
    "heading": {"bold": True, "font_size": 12},
    "head": {"bold": True, "top": 2, "bottom": 2, "text_wrap": True},
    "head.right": {"bold": True, "top": 2, "bottom": 2, "align": "right", "text_wrap": True},
    "cell": {"bottom": 4, "text_wrap": True},
    "cell.right": {"bottom": 4, "align": "right"},
    "total": {"bold": True, "top": 1, "bottom": 1, "bg_color": "#F1F3F5", "text_wrap": True},
    "total.right": {
        "bold": True,
        "top": 1,
        "bottom": 1,
        "bg_color": "#F1F3F5",
        "align": "right",
    },
    "warning": {"bottom": 4, "text_wrap": True, "font_color": "#9C1C1C"},
    "warning.right": {"bottom": 4, "align": "right", "font_color": "#9C1C1C"},
}


class CannotDraw(ValueError):
    """The form would not hold the paper whole; nothing of it is drawn then."""


def xlsx(paper: Paper) -> bytes:
    """One sheet to a table, the first with the paper's head, the last with who signed.

    Raises CannotDraw where a cell has no place, or a text is longer than a cell's.
    """
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    made = paper.made.astimezone(UTC).replace(tzinfo=None)
    book.set_properties({"title": paper.title, "author": "zhangben", "created": made})
    sheets = _Sheets(book)
    for number, table in enumerate(paper.tables):
        sheets.table(paper, table, first=number == 0, last=number == len(paper.tables) - 1)
    book.close()
    return out.getvalue()


class _Sheets:
    """Writes tables into a workbook, each format made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, str], Any] = {}

    def table(self, paper: Paper, table: Table, *, first: bool, last: bool) -> None:
        """A sheet of its own. Its name is the table's title, as far as a sheet's may go."""
        sheet = self._book.add_worksheet(_name(table.title))
        self._arrange(sheet, paper, table)
        wide, at = len(table.columns) - 1, 0
        if paper.mark:
            _merged(sheet, at, wide, paper.mark, self._format("mark"))
            at += 1
        if first:
            at = self._front(sheet, paper, wide, at)
        _wrote(sheet.write_string(at, 0, table.title, self._format("heading")))
        _wrote(sheet.write_string(at, wide, table.note, self._format("cell.right")))
        at = self._rows(sheet, table, at + 1)
        if table.foot:
            _wrote(sheet.write_string(at, 0, table.foot, self._format("label")))
            at += 1
        if last:
            at = self._end(sheet, paper, wide, at + 1)
        for line in paper.foot:
            _wrote(sheet.write_string(at, 0, line, self._format("label")))
            at += 1

    def _arrange(self, sheet: Worksheet, paper: Paper, table: Table) -> None:
        sheet.set_paper(_A4)
        if paper.wide:
            sheet.set_landscape()
        sheet.set_margins(_SIDE, _SIDE, _HEAD, _HEAD)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        sheet.set_footer(f"&L&8{paper.foot[-1]}&R&8&P / &N")
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, column.width * _WIDTH)

    def _front(self, sheet: Worksheet, paper: Paper, wide: int, at: int) -> int:
        _merged(sheet, at, wide, paper.title, self._format("title"))
        _merged(sheet, at + 1, wide, paper.subtitle, self._format("subtitle"))
        at += 2
        for label, said in paper.facts:
            _wrote(sheet.write_string(at, 0, label, self._format("label")))
            _wrote(sheet.write_string(at, 1, said, self._format("plain")))
            at += 1
        return at + 1

    def _rows(self, sheet: Worksheet, table: Table, at: int) -> int:
        for place, column in enumerate(table.columns):
            kind = "head.right" if column.right else "head"
            _wrote(sheet.write_string(at, place, column.head, self._format(kind)))
        for row in table.rows:
            at += 1
            for place, cell in enumerate(row.cells):
                self._cell(sheet, at, place, cell, _kind(row, right=table.columns[place].right))
        return at + 1

    def _cell(self, sheet: Worksheet, at: int, place: int, cell: Cell, kind: str) -> None:
        if isinstance(cell, Money) and len(str(abs(cell.minor))) <= _EXACT:
            amount = Decimal(cell.minor).scaleb(-decimals(cell.currency))
            _wrote(sheet.write_number(at, place, amount, self._format(kind, _shape(cell))))
        else:
            _wrote(sheet.write_string(at, place, str(cell), self._format(kind)))

    def _end(self, sheet: Worksheet, paper: Paper, wide: int, at: int) -> int:
        for remark in paper.remarks:
            _merged(sheet, at, wide, remark, self._format("note"))
            at += 1
        for signer in paper.signers:
            _wrote(sheet.write_string(at, 0, signer.role, self._format("label")))
            _wrote(
                sheet.write_string(at, 1, f"{signer.name}  {signer.note}", self._format("plain"))
            )
            at += 1
        _wrote(sheet.write_string(at, 0, paper.stamp, self._format("label")))
        return at + 2

    def _format(self, kind: str, shape: str = "") -> Any:
        if (kind, shape) not in self._made:
            told = {**_PAPER, **_PICTURES[kind], **({"num_format": shape} if shape else {})}
            self._made[kind, shape] = self._book.add_format(told)
        return self._made[kind, shape]


def _merged(sheet: Worksheet, at: int, wide: int, text: str, style: Any) -> None:
    """A text over the whole width; of its length XlsxWriter says nothing there."""
    _wrote(sheet.merge_range(at, 0, at, wide, "", style))
    _wrote(sheet.write_string(at, 0, text, style))


def _wrote(answer: int) -> None:
    """XlsxWriter says so by a number where it left something out."""
    if answer < 0:
        raise CannotDraw("a spreadsheet has no room for all of it; ask for another form")


def _kind(row: Row, *, right: bool) -> str:
    return (row.kind or "cell") + (".right" if right else "")


def _shape(money: Money) -> str:
    """How a spreadsheet shows the amount: with thousands, a minus as everywhere, zero as 0.00."""
    places = decimals(money.currency)
    shown = "#,##0" + (f".{'0' * places}" if places else "")
    return f"{'+' if money.signed else ''}{shown};{MINUS}{shown};{shown}"


def _name(title: str) -> str:
    """At most 31 signs, none of those that a sheet's name may not have."""
    return "".join(one for one in title if one not in "[]:*?/\\")[:31]

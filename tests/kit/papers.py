"""Papers as tests look at them: one with a bit of everything, and what a file of one says."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from html import unescape
from re import sub
from typing import Any

from python_calamine import CalamineWorkbook

from api.reports.forms import drawn
from api.reports.paper import Column, Money, Paper, Row, Signer, Table

MADE = datetime.fromisoformat("2026-03-17T18:00:00+08:00")

PAPER = Paper(
    name="day-A-2026-03-17-38",
    language="zh",
    title="银行存款余额调节表",
    subtitle="2026-03-17 周二",
    facts=(("账户", "CNY-DEPOSITS"),),
    tables=(
        Table(
            title="余额调节",
            columns=(Column("项目", 40), Column("金额", 20, right=True)),
            rows=(
                Row(("账面余额", Money(473_002_333, "CNY"))),
                Row(("差额", Money(-23_500_000, "CNY", signed=True)), "warning"),
                Row(("合计", Money(449_502_333, "CNY")), "total"),
            ),
            note="单位：元",
            foot="两边相等",
        ),
    ),
    remarks=("不相抵销",),
    signers=(Signer("编制", "cash", "2026-03-17 18:00"), Signer("复核", "")),
    stamp="单位盖章",
    foot=("截至位置 38", f"数据摘要 {'ab' * 32}"),
    mark="模拟账本",
    made=MADE,
    page_of="第 | 页 / 共 | 页",
)


def paper(**other: Any) -> Paper:
    """The paper with something else on it."""
    return replace(PAPER, **other)


def table(*rows: tuple[Any, ...]) -> Table:
    """A table of these rows, the last column's figures on the right."""
    columns = [Column(f"列{n}", 20, right=n == len(rows[0]) - 1) for n in range(len(rows[0]))]
    return Table("表", tuple(columns), tuple(Row(one) for one in rows))


def cells(data: bytes) -> list[Any]:
    """Every filled cell of every sheet of a workbook, as another program reads it."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [
        cell
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for cell in row
        if cell != ""
    ]


def said(made: Paper, form: str) -> str:
    """What a file of the paper says; of a PDF, what it is drawn from, as its signs are pictures."""
    if form == "pdf":
        return "\n".join(every_text(made))
    data = drawn(made, form)
    if form == "xlsx":
        return "\n".join(str(cell) for cell in cells(data))
    return unescape(sub("<[^>]+>", " ", data.decode()))


def every_text(made: Paper) -> Iterator[str]:
    """Every text that stands on the paper itself, but for heads that repeat."""
    yield from (made.title, made.subtitle, made.stamp, made.mark)
    for pair in made.facts:
        yield from pair
    for one in made.tables:
        yield from (one.title, one.note, one.foot)
        yield from (column.head for column in one.columns)
        yield from (cell for row in one.rows for cell in row.cells if isinstance(cell, str))
        yield from (
            str(cell) for row in one.rows for cell in row.cells if not isinstance(cell, str)
        )
    yield from made.remarks
    for signer in made.signers:
        yield from (signer.role, signer.name, signer.note)
    yield from made.foot

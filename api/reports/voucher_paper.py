"""Vouchers as rows: one list for the sheet and for the plain file."""

from collections.abc import Iterator

from api.csv_file import csv_of
from api.reports.framing import foot, mark, pages
from api.reports.paper import Cell, Column, Money, Paper, Row, Table
from api.reports.record import digest
from api.reports.vouchers import Line, Voucher, Vouchers
from api.texts import Say, saying
from domain.accounts import BY_CODE
from domain.money import written

_HEADS = (
    ("report.voucher.day", 12, False),
    ("report.voucher.number", 28, False),
    ("report.voucher.summary", 30, False),
    ("report.voucher.account", 8, False),
    ("report.voucher.name", 26, False),
    ("report.debit", 20, True),
    ("report.credit", 20, True),
    ("report.currency", 8, False),
    ("report.voucher.book", 8, False),
    ("report.voucher.position", 10, True),
)
type _Labels = dict[str, str]
"""Chinese labels of events by their names."""


def voucher_paper(told: Vouchers, labels: _Labels, language: str) -> Paper:
    """The list in a language, its control rows last; the foot ends with the record's digest."""
    say = saying(language)
    of = f"-{told.account}" if told.account else ""
    return Paper(
        name=f"vouchers{of}-{told.first}-{told.last}-{told.stand.position}",
        language=language,
        title=say("report.vouchers"),
        subtitle=say("report.between", first=told.first, last=told.last),
        facts=((say("report.code"), told.account or say("report.vouchers.all")),),
        tables=(
            Table(
                title=say("report.vouchers"),
                columns=tuple(Column(say(key), width, right=right) for key, width, right in _HEADS),
                rows=(
                    *(row for one in told.vouchers for row in _rows(one, labels, say, language)),
                    *_control(told, say),
                ),
            ),
        ),
        remarks=(say("report.vouchers.note"),),
        signers=(),
        stamp=say("report.stamp"),
        foot=foot(told.stand, digest(told), say, language),
        mark=mark(told.stand, say),
        made=told.stand.recorded_at,
        page_of=pages(say),
        wide=True,
    )


def voucher_csv(told: Vouchers, paper: Paper) -> bytes:
    """Its rows in UTF-8 with BOM; amounts as plain decimals, the first row says what it is."""
    (table,) = paper.tables
    first = [
        *([paper.mark] if paper.mark else []),
        saying(paper.language)("strip.position", position=told.stand.position),
        paper.subtitle,
        paper.foot[-1],
    ]
    head = [column.head for column in table.columns]
    return csv_of(first, head, ([_plain(cell) for cell in row.cells] for row in table.rows))


def _rows(one: Voucher, labels: _Labels, say: Say, language: str) -> Iterator[Row]:
    summary = say("report.voucher.sealed")
    if one.position is not None:
        label = labels.get(one.name, one.name) if language == "zh" else one.name
        summary = f"{label} {one.p}"
    for line in one.lines:
        account = BY_CODE[line.account]
        yield Row(
            (
                one.day.isoformat(),
                one.number,
                summary,
                line.account,
                account.zh if language == "zh" else account.en,
                *_sides(line, one.currency),
                one.currency,
                one.book,
                "" if one.position is None else str(one.position),
            )
        )


def _sides(line: Line, currency: str) -> tuple[Cell, Cell]:
    return (
        Money(line.debit, currency) if line.debit else "",
        Money(line.credit, currency) if line.credit else "",
    )


def _control(told: Vouchers, say: Say) -> Iterator[Row]:
    """Of each book and currency: debits and credits, which are equal, and how many vouchers."""
    for one in told.totals:
        debit, credit = Money(one.debit, one.currency), Money(one.credit, one.currency)
        said = say("report.voucher.count", n=one.vouchers)
        yield Row(
            (say("report.total"), "", said, "", "", debit, credit, one.currency, one.book, ""),
            "total",
        )


def _plain(cell: Cell) -> str:
    return written(cell.minor, cell.currency) if isinstance(cell, Money) else cell

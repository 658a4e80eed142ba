"""月报, 年报 on paper: day by day or month by month, then by kind of money."""

from collections.abc import Iterator

from api.reports.framing import about, foot, mark, pages, unit
from api.reports.kinds import Kind
from api.reports.paper import Cell, Column, Money, Paper, Row, Signer, Table
from api.reports.period import PeriodReport, Span
from api.reports.record import digest
from api.said import weekday
from api.texts import Say, saying
from domain.accounts import BY_CODE

_TITLES = {"month": "report.month", "year": "report.year"}


def period_paper(told: PeriodReport, language: str) -> Paper:
    """The paper in a language."""
    say, of = saying(language), told.account
    period = f"{told.first:%Y-%m}" if told.kind == "month" else f"{told.first:%Y}"
    between = say("report.between", first=told.first, last=told.through)
    return Paper(
        name=f"{told.kind}-{of.code}-{period}-{told.stand.position}",
        language=language,
        title=say(_TITLES[told.kind]),
        subtitle=say("report.day.of", day=between, unit=unit(of, say)),
        facts=(*about(of, say), *_sums(told, say)),
        tables=(_days(told, say, language), _kinds(told, say, language)),
        remarks=(say("report.kinds.whole"),),
        signers=(Signer(say("report.maker"), ""), Signer(say("report.checker"), "")),
        stamp=say("report.stamp"),
        foot=foot(told.stand, digest(told), say, language),
        mark=mark(told.stand, say),
        made=told.stand.recorded_at,
        page_of=pages(say),
        wide=True,
    )


def _sums(told: PeriodReport, say: Say) -> tuple[tuple[str, str], ...]:
    """How far the period has come: days with a statement, closed, and differing."""
    counted = {
        name: sum(getattr(one, name) for one in told.spans)
        for name in ("days", "statements", "closed", "differing")
    }
    return (
        (say("report.state"), say("report.closed.of", **counted)),
        (say("report.differing"), say("report.differing.days", n=counted["differing"])),
    )


def _days(told: PeriodReport, say: Say, language: str) -> Table:
    columns = (
        Column(say("report.period.day" if told.kind == "month" else "report.period.month"), 20),
        Column(say("report.opening"), 24, right=True),
        Column(say("report.in"), 22, right=True),
        Column(say("report.out"), 22, right=True),
        Column(say("report.closing"), 24, right=True),
        Column(say("report.bank.closing"), 24, right=True, split=True),
        Column(say("report.difference"), 16, right=True),
        Column(say("report.closed"), 22, split=True),
    )
    whole = told.whole
    total = Row(
        (
            say("report.total"),
            _money(told, whole.opening),
            _money(told, whole.credits),
            _money(told, whole.debits),
            _money(told, whole.closing),
            *("", "", ""),
        ),
        "total",
    )
    return Table(
        title=say("report.by_day" if told.kind == "month" else "report.by_month"),
        columns=columns,
        rows=(*(_span(told, one, say, language) for one in told.spans), total),
    )


def _span(told: PeriodReport, one: Span, say: Say, language: str) -> Row:
    books, dash = one.books, say("report.dash")
    name = f"{one.first:%m-%d} {weekday(one.first, language)}"
    if told.kind == "year":
        name = f"{one.first:%Y-%m}"
    bank: Cell = dash if one.bank is None else _money(told, one.bank)
    apart: Cell = dash
    if one.difference is not None:
        apart = Money(one.difference, told.account.currency, signed=True)
    amounts = (books.opening, books.credits, books.debits, books.closing)
    cells = (*(_money(told, minor) for minor in amounts), bank, apart)
    return Row((name, *cells, _closed(told, one, say)), "warning" if one.differing else "")


def _closed(told: PeriodReport, one: Span, say: Say) -> str:
    """Who closed a day; of a month, how many of its days are closed."""
    if told.kind == "year":
        return say("report.closed.count", closed=one.closed, days=one.days)
    if one.maker and one.checker:
        return say("report.closed.by", maker=one.maker, checker=one.checker)
    return say("report.open" if one.days else "report.dash")


def _kinds(told: PeriodReport, say: Say, language: str) -> Table:
    columns = (
        Column(say("report.chart"), 12),
        Column(say("report.chart.name"), 46),
        Column(say("report.opening"), 26, right=True),
        Column(say("report.debit"), 26, right=True),
        Column(say("report.credit"), 26, right=True),
        Column(say("report.closing"), 26, right=True),
        Column(say("report.side"), 10),
    )
    return Table(
        title=say("report.kinds", currency=told.account.currency),
        columns=columns,
        rows=(*_chart(told, say, language), _balanced(told, say)),
    )


def _chart(told: PeriodReport, say: Say, language: str) -> Iterator[Row]:
    """Each account on its own side, so that what is normal is positive."""
    for one in told.kinds:
        account = BY_CODE[one.account]
        sign = 1 if account.normal == "Dr" else -1
        name = account.zh if language == "zh" else account.en
        if one.owner:
            name = say("report.chart.owner", name=name, owner=one.owner)
        yield Row(
            (
                one.account,
                name,
                _money(told, sign * one.opening),
                _money(told, one.debit),
                _money(told, one.credit),
                _money(told, sign * one.closing),
                say("report.side.Dr" if account.normal == "Dr" else "report.side.Cr"),
            )
        )


def _balanced(told: PeriodReport, say: Say) -> Row:
    """Debits less credits of the whole book: must be zero, before and after."""

    def total(name: str) -> Money:
        return _money(told, sum(_amount(one, name) for one in told.kinds))

    sums = (total("opening"), total("debit"), total("credit"), total("closing"))
    return Row(("", say("report.zero"), *sums, ""), "total")


def _amount(one: Kind, name: str) -> int:
    amount: int = getattr(one, name)
    return amount


def _money(told: PeriodReport, minor: int) -> Money:
    return Money(minor, told.account.currency)

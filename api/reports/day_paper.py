"""余额调节表 on paper: the two sides, the checks with their figures, and who signed."""

from collections.abc import Iterator
from itertools import zip_longest

from api.capitals import capitals
from api.closing.notes import joined
from api.closing.progress import Stage
from api.reports.day import Apart, Checked, DayReport, Signed
from api.reports.framing import about, foot, mark, pages, unit
from api.reports.paper import Cell, Column, Money, Paper, Row, Signer, Table
from api.reports.record import digest
from api.said import at_minute, named_day
from api.texts import Say, saying
from domain.bankday.checks import RULES

_STAGES: dict[Stage, str] = {
    "OPEN": "day.open",
    "PREPARED": "day.prepared",
    "STALE": "day.stale",
    "RETURNED": "day.returned",
    "CLOSED": "day.closed",
    "REOPENED": "day.reopened",
}
_WHY = {"RETURNED": "report.returned", "REOPENED": "report.reopened"}
"""Stages that a person gave a reason for."""
_RESULTS = {"PASS": "day.pass", "FAIL": "day.fail", "NOT_APPLICABLE": "day.not_applicable"}
_MONEY_RULES = ("R01",)
"""Their figure is an amount in minor units; of all others it is a count."""


def day_paper(told: DayReport, language: str) -> Paper:
    """The paper in a language."""
    say, of = saying(language), told.account
    return Paper(
        name=f"day-{of.code}-{told.day}-{told.stand.position}",
        language=language,
        title=say("report.day"),
        subtitle=say("report.day.of", day=named_day(told.day, language), unit=unit(of, say)),
        facts=(
            *about(of, say),
            (say("report.state"), say(_STAGES[told.stage])),
        ),
        tables=(_sides(told, say), _checks(told, say, language)),
        remarks=tuple(_remarks(told, say)),
        signers=(
            _signer(say("report.maker"), told.maker, say, language, stands=told.signed),
            _signer(
                say("report.checker"), told.checker, say, language, stands=told.stage == "CLOSED"
            ),
        ),
        stamp=say("report.stamp"),
        foot=foot(told.stand, digest(told), say, language),
        mark=mark(told.stand, say),
        made=told.stand.recorded_at,
        page_of=pages(say),
    )


def _sides(told: DayReport, say: Say) -> Table:
    """Both sides as one table: the balances, what each lacks line by line, what comes out."""
    columns = (
        Column(say("report.books"), 34),
        Column(say("report.amount"), 20, right=True),
        Column(say("report.their"), 34, split=True),
        Column(say("report.amount"), 20, right=True),
    )
    end = Row(
        (
            say("report.adjusted"),
            _money(told, told.adjusted_books),
            say("report.adjusted"),
            _money(told, told.adjusted_bank),
        ),
        "total",
    )
    return Table(
        title=say("report.sides"),
        columns=columns,
        rows=(*_balances(told, say), *_adjustments(told, say), end),
        foot=_apart(told, say),
    )


def _balances(told: DayReport, say: Say) -> Iterator[Row]:
    books, bank = told.books, ("", "")
    opened = say("report.bank.opening"), _money(told, told.bank_opening)
    yield Row((say("report.books.opening"), _money(told, books.opening), *opened))
    yield Row((say("report.credits"), _money(told, books.credits), *bank))
    yield Row((say("report.debits"), _money(told, books.debits), *bank))
    closed = say("report.bank.closing"), _money(told, told.bank_closing)
    holds = say("report.books.closing", holds=told.account.holds)
    yield Row((holds, _money(told, books.closing), *closed), "total")


def _adjustments(told: DayReport, say: Say) -> Iterator[Row]:
    """Side by side: what is added to the books and to the bank, then what is taken."""
    yield from _beside(told, say, "report.bank_in", told.bank_in, "report.books_in", told.books_in)
    yield from _beside(
        told, say, "report.bank_out", told.bank_out, "report.books_out", told.books_out
    )


def _beside(
    told: DayReport, say: Say, left: str, ours: Apart, right: str, theirs: Apart
) -> Iterator[Row]:
    heads = (say(left), _money(told, ours.amount), say(right), _money(told, theirs.amount))
    yield Row(heads)
    pairs = zip_longest(_lines(told, ours, say), _lines(told, theirs, say), fillvalue=("", ""))
    yield from (Row((*one, *other)) for one, other in pairs)


def _lines(told: DayReport, apart: Apart, say: Say) -> list[tuple[Cell, Cell]]:
    """Each line with its amount; together, where single ones may not be told."""
    if apart.count and not apart.lines:
        return [(say("report.together", n=apart.count), _money(told, apart.amount))]
    return [(say("report.line", place=one.place), _money(told, one.amount)) for one in apart.lines]


def _apart(told: DayReport, say: Say) -> str:
    if told.adjusted_bank is None:
        return say("report.statement.none")
    if not told.compared:
        return say("report.not_compared")
    carried = _money(told, told.carried)
    if told.carried:
        return say("report.differ", difference=carried)
    equal = say("report.equal", difference=_money(told, told.adjusted_bank - told.adjusted_books))
    if told.account.currency != "CNY":
        return equal
    return equal + say("report.capitals", capitals=capitals(told.adjusted_bank))


def _checks(told: DayReport, say: Say, language: str) -> Table:
    signed = told.signed and told.seen_at is not None
    where = say("report.checks.signed", position=f"{told.seen_at or 0:,}")
    found = say("report.checks.found", position=f"{told.stand.position:,}")
    return Table(
        title=say("report.checks"),
        note=where if signed else found,
        columns=(
            Column(say("report.check.rule"), 9),
            Column(say("report.check.what"), 44),
            Column(say("report.check.result"), 13),
            Column(say("report.check.figure"), 18, right=True),
            Column(say("report.check.note"), 60),
        ),
        rows=tuple(_check(told, one, say, language) for one in told.checks),
    )


def _check(told: DayReport, one: Checked, say: Say, language: str) -> Row:
    titles = {code: {"zh": zh, "en": en} for code, zh, en in RULES}
    explained = one.result == "FAIL" and one.note
    result = say("report.explained" if explained else _RESULTS[one.result])
    figure: Cell = say("report.dash") if one.figure is None else f"{one.figure:,}"
    if one.rule in _MONEY_RULES and one.figure is not None:
        figure = Money(one.figure, told.account.currency)
    said = one.note or joined(one.said, language)
    cells = (one.rule, titles[one.rule][language], result, figure, said)
    return Row(cells, "warning" if one.result == "FAIL" and not one.note else "")


def _remarks(told: DayReport, say: Say) -> Iterator[str]:
    if told.bank_closing is not None:
        apart = Money(told.bank_closing - told.books.closing, told.account.currency, signed=True)
        yield say("report.equation", difference=apart)
    if told.blind:
        yield say("report.blind")
    if told.statement:
        yield say("report.statement", statement=told.statement)
    if told.signed and told.snapshot and told.seen_at:
        yield say("report.snapshot", position=f"{told.seen_at:,}", snapshot=told.snapshot)
    if told.stage in _WHY and told.reason:
        yield say(_WHY[told.stage], reason=told.reason)


def _signer(role: str, signed: Signed, say: Say, language: str, *, stands: bool) -> Signer:
    """Nobody, where what they signed stands no more."""
    if not stands or signed.person is None or signed.at is None:
        return Signer(role, "")
    when = say("report.signed_at", moment=at_minute(signed.at, language))
    return Signer(role, signed.person, when)


def _money(told: DayReport, minor: int | None) -> Cell:
    return "" if minor is None else Money(minor, told.account.currency)

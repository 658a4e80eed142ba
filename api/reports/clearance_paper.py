"""年度清退 on paper: what is left by kind of money, then one by one, the oldest first."""

from collections import Counter
from collections.abc import Iterable

from api.reports.clearance import ClearanceReport, Remaining
from api.reports.framing import about, foot, mark, pages, unit
from api.reports.paper import Column, Money, Paper, Row, Signer, Table
from api.reports.record import digest
from api.texts import Say, saying
from domain.accounts import BY_CODE


def clearance_paper(told: ClearanceReport, language: str) -> Paper:
    """The paper in a language."""
    say, of = saying(language), told.account
    ends = say("report.at_end", day=told.through)
    return Paper(
        name=f"clearance-{of.code}-{told.first:%Y}-{told.stand.position}",
        language=language,
        title=say("report.clearance"),
        subtitle=say("report.day.of", day=ends, unit=unit(of, say)),
        facts=(*about(of, say), *_sums(told, say)),
        tables=(_kinds(told, say, language), _singly(told, say, language)),
        remarks=(say("clearance.whole"), say("clearance.known", position=told.stand.position)),
        signers=(Signer(say("report.maker"), ""), Signer(say("report.checker"), "")),
        stamp=say("report.stamp"),
        foot=foot(told.stand, digest(told), say, language),
        mark=mark(told.stand, say),
        made=told.stand.recorded_at,
        page_of=pages(say),
        wide=True,
    )


def _sums(told: ClearanceReport, say: Say) -> tuple[tuple[str, str], ...]:
    """All that is left, and what of it is past its last day."""
    late = [one for one in told.left if one.overdue(told.through)]
    return (
        (say("clearance.left"), str(_total(told, told.left))),
        (say("clearance.overdue"), say("clearance.of", n=len(late), amount=_total(told, late))),
    )


def _kinds(told: ClearanceReport, say: Say, language: str) -> Table:
    columns = (
        Column(say("report.chart"), 16),
        Column(say("report.chart.name"), 60),
        Column(say("clearance.singly"), 32, right=True),
        Column(say("clearance.together"), 32, right=True),
        Column(say("report.total"), 34, right=True),
    )
    codes = sorted({one.account for one in told.left})
    rows = (
        (code, _name(code, language), *_parted(told, [o for o in told.left if o.account == code]))
        for code in codes
    )
    whole = Row(("", say("report.total"), *_parted(told, told.left)), "total")
    title = say("clearance.kinds", currency=told.account.currency)
    return Table(title=title, columns=columns, rows=(*map(Row, rows), whole))


def _singly(told: ClearanceReport, say: Say, language: str) -> Table:
    columns = (
        Column(say("clearance.owner"), 44),
        Column(say("clearance.lot"), 44),
        Column(say("report.chart"), 40),
        Column(say("report.amount"), 30, right=True),
        Column(say("clearance.since"), 22),
        Column(say("clearance.age"), 12, right=True),
        Column(say("clearance.due"), 22),
        Column(say("clearance.why"), 40),
    )
    return Table(
        title=say("clearance.list"),
        columns=columns,
        rows=tuple(_row(told, one, say, language) for one in told.left),
    )


def _row(told: ClearanceReport, one: Remaining, say: Say, language: str) -> Row:
    dash, age = say("report.dash"), one.age(told.through)
    cells = (
        one.owner or say("clearance.others"),
        one.lot or dash,
        say("report.chart.owner", name=one.account, owner=_name(one.account, language)),
        _money(told, one.amount),
        str(one.since or dash),
        dash if age is None else str(age),
        _due(one, say),
        say(one.why),
    )
    return Row(cells, "warning" if one.overdue(told.through) else "")


def _due(one: Remaining, say: Say) -> str:
    if one.due is None:
        return say("report.dash")
    return say("clearance.estimated", day=one.due) if one.estimated else str(one.due)


def _parted(told: ClearanceReport, left: Iterable[Remaining]) -> tuple[Money, Money, Money]:
    """What is told one by one, what together, and both."""
    parts: Counter[bool] = Counter()
    for one in left:
        parts[bool(one.owner)] += one.amount
    return _money(told, parts[True]), _money(told, parts[False]), _money(told, parts.total())


def _total(told: ClearanceReport, left: Iterable[Remaining]) -> Money:
    return _money(told, sum(one.amount for one in left))


def _name(code: str, language: str) -> str:
    return BY_CODE[code].zh if language == "zh" else BY_CODE[code].en


def _money(told: ClearanceReport, minor: int) -> Money:
    return Money(minor, told.account.currency)

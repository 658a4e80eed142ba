"""月报, 年报: every day told once, beginning where the last one ended, held against the bank."""

from datetime import date

import pytest

from api.closing.reading import NotFollowed, reach
from api.closing.signing import prepare, sign
from api.reports.forms import FORMS, drawn
from api.reports.period import month_of, period_report, year_of
from api.reports.period_paper import period_paper
from api.reports.record import digest
from tests.kit.city import move_to
from tests.kit.closing import ACCOUNT, DAY, NEXT, OPENING, bare_line
from tests.kit.papers import said
from tests.kit.statement_files import Row

MARCH, YEAR = month_of("2026-03"), year_of("2026")


def month(office, of=MARCH, at=None):
    return period_report(office.system, ACCOUNT, *of, at or reach(office.system))


def spent(office):
    """On the second day three yuan leave the account; the first is closed."""
    office.statement(Row(-300, "8"), day=str(NEXT), opening=OPENING + 1_200)
    office.publish()
    prepare(office.system, "cash", ACCOUNT, DAY, {})
    sign(office.system, "reviewer", ACCOUNT, DAY)
    office.publish()


def test_a_month_is_told_from_the_accounts_first_day_to_its_newest(office):
    spent(office)
    told = month(office)
    books = [(one.first, one.books.opening, one.books.closing) for one in told.spans]
    assert books == [
        (DAY, OPENING, OPENING + 1_200),
        (NEXT, OPENING + 1_200, OPENING + 900),
    ]
    assert (told.whole.opening, told.whole.credits, told.whole.debits, told.whole.closing) == (
        OPENING,
        1_200,
        300,
        OPENING + 900,
    )
    assert told.through == NEXT


def test_days_without_any_line_stand_there_too(office):
    """Given a gap of two days; then each has its row, and holds what the day before held."""
    office.statement(Row(60, "8"), day="2026-03-20", opening=OPENING + 1_200)
    told = month(office)
    assert [one.first.day for one in told.spans] == [17, 18, 19, 20]
    assert [one.days for one in told.spans] == [1, 0, 0, 1]
    assert {one.books.closing for one in told.spans[:3]} == {OPENING + 1_200}
    assert told.spans[1].bank is None


def test_every_day_adds_up_and_begins_where_the_last_one_ended(office):
    spent(office)
    office.statement(Row(60, "9"), Row(-10, "10"), day="2026-03-31", opening=OPENING + 900)
    told = month(office)
    for one in (*(span.books for span in told.spans), told.whole):
        assert one.opening + one.credits - one.debits == one.closing
    closings = [one.books.closing for one in told.spans]
    assert [one.books.opening for one in told.spans[1:]] == closings[:-1]
    assert told.spans[-1].first == date(2026, 3, 31)


def test_who_closed_a_day_and_what_differs_stand_beside_it(office):
    spent(office)
    first, second = month(office).spans
    assert (first.maker, first.checker, first.closed, first.difference) == (
        "cash",
        "reviewer",
        1,
        0,
    )
    assert (second.maker, second.closed, second.difference) == (None, 0, 0)
    closed = [row.cells[-1] for row in period_paper(month(office), "zh").tables[0].rows]
    assert closed == ["cash／reviewer", "未关账", ""]


def test_a_day_that_differs_is_marked_on_the_paper(office):
    bare_line(office)
    (only,) = month(office).spans
    assert (only.bank, only.difference, only.differing) == (OPENING + 1_200, -900, 1)
    row = period_paper(month(office), "zh").tables[0].rows[0]
    assert row.kind == "warning"
    assert [str(cell) for cell in row.cells[5:7]] == ["1,012.00", "−9.00"]


def test_a_year_is_told_by_months_that_come_to_the_same(office):
    """Given days of two months; then each month is the sum of its days."""
    spent(office)
    office.statement(Row(60, "9"), day="2026-04-02", opening=OPENING + 900)
    told = month(office, YEAR)
    assert [(one.first, one.last) for one in told.spans] == [
        (DAY, date(2026, 3, 31)),
        (date(2026, 4, 1), date(2026, 4, 2)),
    ]
    march = month(office)
    assert told.spans[0].books == march.whole
    assert (told.spans[0].days, told.spans[0].closed) == (2, 1)
    assert told.spans[0].bank_day == NEXT
    assert told.whole.closing == OPENING + 960
    assert "1／2 日已关账" in said(period_paper(told, "zh"), "html")


def test_kinds_of_money_sum_to_zero_before_and_after(office):
    spent(office)
    told = month(office)
    found = {(one.account, one.owner): one.closing for one in told.kinds}
    assert found == {
        ("1001", ACCOUNT): OPENING + 900,
        ("1008", ""): 300,
        ("2001", ""): -1_200,
        ("2015", ""): -OPENING,
    }
    for name in ("opening", "closing"):
        assert sum(getattr(one, name) for one in told.kinds) == 0
    assert sum(one.debit for one in told.kinds) == sum(one.credit for one in told.kinds)
    last = [str(cell) for cell in period_paper(told, "zh").tables[1].rows[-1].cells]
    assert (last[2], last[5]) == ("0.00", "0.00")


def test_a_liability_is_shown_on_its_own_side(office):
    rows = period_paper(month(office), "zh").tables[1].rows
    (unidentified,) = [row for row in rows if row.cells[0] == "2001"]
    assert [str(cell) for cell in unidentified.cells[2:]] == [
        "0.00",
        "0.00",
        "12.00",
        "12.00",
        "贷",
    ]


@pytest.mark.parametrize("of", [MARCH, YEAR])
def test_at_its_position_it_stays_the_same_to_the_byte(office, of):
    spent(office)
    at = reach(office.system)

    def files():
        paper = period_paper(month(office, of, at), "zh")
        return {form: drawn(paper, form) for form in FORMS}

    before = files()
    move_to(office.system, "2026-03-25T18:00:00+08:00")
    office.statement(Row(70, "9"), day="2026-03-19", opening=OPENING + 900)
    office.publish()
    assert files() == before
    assert digest(month(office, of)) != digest(month(office, of, at))


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (month_of, "2026"),
        (month_of, "2026-13"),
        (month_of, "2026-3"),
        (month_of, "0001-01"),
        (month_of, "9999-12"),
        (year_of, "2026-03"),
        (year_of, "0001"),
        (year_of, "9999"),
    ],
)
def test_what_is_no_such_period_is_refused_with_what_would_be(read, text):
    with pytest.raises(ValueError, match=f"'{text}': a (month|year) such as 2026"):
        read(text)


def test_the_last_month_of_a_year_ends_with_it():
    assert month_of("2026-12") == (date(2026, 12, 1), date(2026, 12, 31))
    assert month_of("2024-02")[1] == date(2024, 2, 29)
    assert (date(2026, 1, 1), date(2026, 12, 31)) == YEAR


def test_before_an_account_was_opened_there_is_nothing_to_tell(office):
    told = month(office, month_of("2026-02"))
    assert (told.spans, told.whole.opening, told.whole.closing) == ((), 0, 0)


def test_of_an_account_that_is_not_followed_there_is_none(office):
    with pytest.raises(NotFollowed, match="NOBODYS"):
        period_report(office.system, "NOBODYS", *MARCH, reach(office.system))


def test_kinds_of_a_later_month_open_with_what_the_month_before_closed(office):
    """Given money of March; then April's openings are March's closings, and March moved nothing."""
    office.statement(Row(60, "9"), day="2026-04-02", opening=OPENING + 1_200)
    march, april = (month(office, month_of(one)).kinds for one in ("2026-03", "2026-04"))
    assert {one.account: one.opening for one in april} == {
        one.account: one.closing for one in march
    }
    (bank,) = [one for one in april if one.account == "1001"]
    assert (bank.opening, bank.debit, bank.closing) == (OPENING + 1_200, 60, OPENING + 1_260)

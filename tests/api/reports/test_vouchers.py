"""凭证: every entry once, balanced, numbered for ever; what is sealed is told by sums alone."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from api.closing.reading import reach
from api.demo.cast import ANNOUNCEMENT, LOT
from api.reports.forms import drawn
from api.reports.labels import event_names
from api.reports.voucher_paper import voucher_csv, voucher_paper
from api.reports.vouchers import vouchers
from tests.api.reports.test_day import LATER
from tests.kit import bidding, refunding
from tests.kit.city import city
from tests.kit.closing import ACCOUNT, DAY, NEXT, OPENING
from tests.kit.papers import cells
from tests.kit.statement_files import Row

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)


def march(system, account="", at=None):
    return vouchers(system, FIRST, LAST, account, at or reach(system))


def test_each_entry_is_a_voucher_that_balances(office):
    """Given an opening balance, two credits, a debit; then four vouchers, numbered by position."""
    office.statement(Row(-300, "8"), day=str(NEXT), opening=OPENING + 1_200)
    told = march(office.system)
    assert [one.p for one in told.vouchers] == ["P00", "P02", "P02", "P13"]
    for one in told.vouchers:
        assert sum(line.debit for line in one.lines) == sum(line.credit for line in one.lines) > 0
        assert one.number == f"CUST-202603-{one.position}"
    days = [one.day for one in told.vouchers]
    assert days == sorted(days)
    (total,) = told.totals
    assert (total.book, total.currency, total.vouchers) == ("CUST", "CNY", 4)
    assert total.debit == total.credit == OPENING + 1_200 + 300


def test_a_number_is_never_given_anew(office):
    """Given vouchers that were exported; when lines of earlier days come; then numbers stay."""
    before = march(office.system)
    office.statement(Row(60, "8"), day=str(NEXT), opening=OPENING + 1_200)
    after = march(office.system)
    assert set(before.vouchers) < set(after.vouchers)
    assert march(office.system, at=before.stand.position) == before


def test_only_legal_days_of_the_period_are_taken(office):
    office.statement(Row(60, "8"), day=str(NEXT), opening=OPENING + 1_200)
    at = reach(office.system)
    (only,) = vouchers(office.system, NEXT, NEXT, "", at).vouchers
    assert only.day == NEXT
    assert {one.day for one in vouchers(office.system, DAY, DAY, "", at).vouchers} == {DAY}


def test_of_one_bank_account_alone(office):
    assert march(office.system, ACCOUNT).vouchers == march(office.system).vouchers
    assert march(office.system, "CNY").vouchers == (), "no account's code begins another's"


def test_the_day_of_a_sealed_lot_is_one_collective_voucher(office):
    """Given a lot that is sealed; then its day is told by one sum, without a count."""
    office.system.ask("agency", replace(LOT, deposit_deadline=LATER, opening_at=LATER))
    office.system.ask("agency", ANNOUNCEMENT)
    told = march(office.system)
    (sealed,) = [one for one in told.vouchers if one.position is None]
    assert sealed.number == f"CUST-202603-S{DAY:%d}"
    assert [(line.account, line.debit, line.credit) for line in sealed.lines] == [
        ("1001", 1_200, 0),
        ("2001", 0, 1_200),
    ]
    assert [one.p for one in told.vouchers if one.position] == ["P00"]
    assert told.totals[0].debit == OPENING + 1_200, "the sums are those of all"


def test_deposits_are_told_one_by_one_once_their_lot_is_open(database, tmp_path):
    """Given two lots and the first opened; then of the second nothing stands alone, ever the same
    before: at a position before the opening nothing of either does."""
    with city(database, tmp_path) as system:
        bidding.tell(system, bidding.USUAL)
        before = reach(system)
        bidding.open_bids(system, 0, bidding.USUAL)
        sealed = march(system, at=before)
        assert {one.name for one in sealed.vouchers} == {"AccountOpened", ""}
        now = march(system)
        assert "ReceiptMatched" not in {one.name for one in now.vouchers}, "the day is blind yet"
        assert march(system, at=before) == sealed


def test_what_is_paid_back_of_an_open_lot_is_told(database, tmp_path):
    with city(database, tmp_path) as system:
        refunding.failed(system)
        refunding.interest(system, *[refunding.INTEREST] * 3)
        refunding.approved(system, bidding.DEPOSITS[0])
        told = march(system)
        names = {one.name for one in told.vouchers if one.position}
        assert "RefundApproved" in names
        for one in told.vouchers:
            assert sum(line.debit - line.credit for line in one.lines) == 0, one
        of_all = sum(one.debit for one in told.totals)
        assert of_all == sum(line.debit for one in told.vouchers for line in one.lines)


def test_the_plain_file_is_what_a_finance_system_reads(office):
    told = march(office.system)
    data = voucher_csv(told, event_names(office.system.log), "zh")
    assert data.startswith("\ufeff".encode())
    first, head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    assert "模拟账本" in first[0]
    assert head == [
        "日期",
        "凭证号",
        "摘要",
        "科目代码",
        "科目名称",
        "借方发生",
        "贷方发生",
        "币种",
        "账套",
        "位置",
    ]
    opened = told.vouchers[0]
    assert rows[0] == [
        "2026-03-17",
        opened.number,
        "专户启用 P00",
        "1001",
        "保证金专户",
        "1000.00",
        "",
        "CNY",
        "CUST",
        str(opened.position),
    ]
    *lines, control = rows
    debit, credit = (sum(round(float(row[n] or 0) * 100) for row in lines) for n in (5, 6))
    assert debit == credit == OPENING + 1_200
    assert control == ["合计", "", "凭证 3 张", "", "", "1012.00", "1012.00", "CNY", "CUST", ""]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_sheet_and_plain_file_say_the_same(office, language):
    told, names = march(office.system), event_names(office.system.log)
    sheet = cells(drawn(voucher_paper(told, names, language), "xlsx"))
    plain = voucher_csv(told, names, language).decode()
    for one in told.vouchers:
        assert one.number in plain
        assert one.number in sheet
    assert sheet.count(1_012.0) == 2


def test_drawn_again_later_it_is_the_same_to_the_byte(office):
    names, at = event_names(office.system.log), reach(office.system)

    def files():
        told = march(office.system, at=at)
        return voucher_csv(told, names, "zh"), drawn(voucher_paper(told, names, "zh"), "xlsx")

    before = files()
    office.statement(Row(60, "8"), day=str(NEXT), opening=OPENING + 1_200)
    office.publish()
    assert files() == before

"""凭证: every entry once, balanced, numbered for ever; what is sealed is told by sums alone."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from api.appointing import appoint
from api.closing.reading import reach
from api.demo.cast import ANNOUNCEMENT, LOT
from api.journal import moves
from api.reports.forms import drawn
from api.reports.labels import event_names
from api.reports.moved import Moved, moved_within
from api.reports.record import digest
from api.reports.telling import Telling
from api.reports.voucher_paper import voucher_csv, voucher_paper
from api.reports.vouchers import vouchers
from domain.account.open import OpenAccount
from domain.accounts import CLAIMS, CLAIMS_COUNTER
from domain.bankpage.events import Particulars
from domain.bankpage.import_lines import BankLine, ImportLines
from domain.calendar import beijing_day
from domain.desk.forfeit import ForfeitDeposit
from domain.desk.lodge import LodgeGuarantee
from domain.desk.propose_payout import ProposePayout
from domain.payout.events import Part
from domain.postings import moved
from ledger.tree import Tree
from projections.audit_trail import TRAIL
from projections.deposits import DEPOSITS
from tests.api.reports.test_day import LATER
from tests.kit import bidding, passing, refunding
from tests.kit.closing import ACCOUNT, DAY, NEXT, OPENING, bare_line
from tests.kit.papers import cells
from tests.kit.statement_files import Row

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)


def march(system, account="", at=None):
    return vouchers(system, FIRST, LAST, account, at or reach(system))


def seal(office):
    office.system.ask("agency", replace(LOT, deposit_deadline=LATER, opening_at=LATER))
    office.system.ask("agency", ANNOUNCEMENT)


def test_each_entry_is_a_voucher_that_balances(office):
    """Given an opening balance, two credits, a debit; then four vouchers, numbered by position."""
    office.statement(Row(-300, "8"), day=str(NEXT), opening=OPENING + 1_200)
    told = march(office.system)
    assert [one.p for one in told.vouchers] == ["P00", "P02", "P02", "P13"]
    for one in told.vouchers:
        assert sum(line.debit for line in one.lines) == sum(line.credit for line in one.lines) > 0
        assert one.number == f"CUST-CNY-202603-{one.position}"
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
    seal(office)
    told = march(office.system)
    (sealed,) = [one for one in told.vouchers if one.position is None]
    assert sealed.number == f"CUST-CNY-202603-S{DAY:%d}-{told.stand.position}"
    assert [(line.account, line.debit, line.credit) for line in sealed.lines] == [
        ("1001", 1_200, 0),
        ("2001", 0, 1_200),
    ]
    assert [one.p for one in told.vouchers if one.position] == ["P00"]
    assert told.totals[0].debit == OPENING + 1_200, "the sums are those of all"


def test_no_two_vouchers_have_one_number(office):
    """Given a sealed day of two currencies; then each sum has a number of its own; so has the same
    day's at a later position, where it is another sum, and of one bank account alone."""
    seal(office)
    opened = OpenAccount(
        account="USD-D",
        bank="mock-bank",
        number="99",
        currency="USD",
        holds="1002",
        opening=0,
        day=DAY,
        statement=None,
    )
    office.system.ask("cash", opened)
    bare_line(office)
    line = BankLine(
        credit=True,
        amount=900,
        value_date=DAY,
        booked_at=None,
        particulars=Particulars(fingerprint="d" * 64),
    )
    banked = ImportLines(
        account="USD-D",
        holds="1002",
        currency="USD",
        day=DAY,
        page=1,
        statement="f" * 64,
        lines=(line,),
    )
    office.system.ask("bank", banked)
    before = march(office.system)
    bare_line(office, key="c")
    after = march(office.system)
    alone = march(office.system, ACCOUNT)
    sums = [one for told in (before, after, alone) for one in told.vouchers if not one.position]
    assert len(sums) == 5
    assert len({one.number for one in sums}) == 5
    numbers = [one.number for one in after.vouchers]
    assert len(numbers) == len(set(numbers))


def test_deposits_are_told_one_by_one_once_their_lot_is_open(staffed, tmp_path):
    """Given two lots and the first opened; then of the second nothing stands alone, ever the same
    before: at a position before the opening nothing of either does."""
    with staffed.copied(tmp_path) as system:
        bidding.tell(system, bidding.USUAL)
        before = reach(system)
        bidding.open_bids(system, 0, bidding.USUAL)
        sealed = march(system, at=before)
        assert {one.name for one in sealed.vouchers} == {"AccountOpened", ""}
        now = march(system)
        assert "ReceiptMatched" not in {one.name for one in now.vouchers}, "the day is blind yet"
        assert march(system, at=before) == sealed


def test_what_is_paid_back_of_an_open_lot_is_told(staffed, tmp_path):
    with staffed.copied(tmp_path) as system:
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


def parted(system, *found):
    told, secret = Telling(system, found, reach(system)).parted(found)
    return [one.name for one in told], [one.name for one in secret]


def test_a_payout_is_told_once_its_lot_is_open(staffed, tmp_path):
    """Given a deposit that its lot's owner keeps; then the payout of it is told, and not before it
    has parts that are known."""
    with staffed.copied(tmp_path) as system:
        refunding.failed(system)
        appoint(system, "tenderer", "OWNER", "owner")
        kept = ForfeitDeposit(
            deposit=bidding.DEPOSITS[0],
            lot=bidding.LOTS[0],
            ground="BID_REVOKED",
            amount_fen=5,
            fees_fen=0,
            document="住建〔2026〕17号",
            evidence="ee" * 32,
        )
        system.ask("tenderer", kept)
        (entry,) = passing.instructed().entries
        paid = Moved(1, DAY, "PayoutInstructed", entry, 1, passing.Q)
        assert parted(system, paid) == ([], ["PayoutInstructed"]), "of what is nobody's"
        asked = {
            "payout": passing.Q,
            "lot": bidding.LOTS[0],
            "account": ACCOUNT,
            "to": "2008",
            "owner": "owner",
            "payee": passing.PAYEE,
            "document": "dd" * 32,
            "parts": (Part(deposit=bidding.DEPOSITS[0], amount_fen=5),),
        }
        system.ask("clerk", ProposePayout(**asked))
        assert parted(system, paid) == (["PayoutInstructed"], [])


def test_a_guarantee_is_told_by_its_deposit(staffed, tmp_path):
    """Given a guarantee for a deposit of the first lot; then nothing of it is told before the
    opening, and after it its acceptance and a claim are."""
    with staffed.copied(tmp_path) as system:
        guarantee, deposit = "G00000000000000E1", bidding.DEPOSITS[2]
        bidding.define(system)
        bidding.enrol(system, "w")
        bidding.require(system, bidding.USUAL)
        lodged = LodgeGuarantee(
            guarantee=guarantee,
            deposit=deposit,
            number="BH-1",
            guarantor="甲担保",
            amount_fen=bidding.FEN,
            valid_until=LAST,
        )
        system.ask("platform", lodged)
        entry = moved("P30", (CLAIMS, guarantee), (CLAIMS_COUNTER, guarantee), 5)
        claim = Moved(1, DAY, "GuaranteeClaimed", entry, 1, guarantee)
        assert parted(system, claim) == ([], ["GuaranteeClaimed"])
        names = {one.name for one in march(system).vouchers}
        bidding.open_bids(system, 0, bidding.USUAL)
        assert parted(system, claim) == (["GuaranteeClaimed"], [])
        now = {one.name for one in march(system).vouchers}
        assert now - names == {"GuaranteeAccepted"}


def plain(told, names, language="zh"):
    return voucher_csv(told, voucher_paper(told, names, language))


def test_only_what_lies_between_the_periods_positions_is_read(office, monkeypatch):
    """Given days before and after, and an account that opens on a later day than it was recorded;
    then of the log no more is read than the period's positions span, and nothing of it is missed.
    """
    bare_line(office)
    opened = OpenAccount(
        account="CNY-LATER",
        bank="mock-bank",
        number="98",
        currency="CNY",
        holds="1001",
        opening=7_00,
        day=date(2026, 4, 2),
        statement=None,
    )
    office.system.ask("cash", opened)
    office.statement(Row(60, "8"), day=str(NEXT), opening=OPENING + 1_200)
    system, at = office.system, reach(office.system)
    every, began, stored = [*moves(system.tree.stored())], [], Tree.stored
    trail = system.readers.trail.rows(TRAIL).rows

    def read(tree, after=0):
        began.append(after)
        return stored(tree, after)

    monkeypatch.setattr(Tree, "stored", read)
    april = date(2026, 4, 1), date(2026, 4, 30)
    for first, last in ((DAY, DAY), (NEXT, NEXT), (FIRST, LAST), april):
        since = {row["at"]: day for row in trail if (day := _day(row)) >= first}
        inside = [position for position, day in since.items() if day <= last]
        wanted = [body.position for body, entries in every for _ in entries]
        wanted = [position for position in wanted if position in inside]
        assert wanted
        assert [one.position for one in moved_within(system, first, last, at)] == wanted
        assert began.pop() == min(since) - 1
    assert [*moved_within(system, date(2027, 1, 1), date(2027, 1, 31), at)] == []


def _day(row):
    return beijing_day(row["occurred_at"])


def test_a_record_is_digested_once(office, monkeypatch):
    """A year of vouchers is long: its digest takes as long as all else."""
    told, names, made = march(office.system), event_names(office.system.log), []
    monkeypatch.setattr(
        "api.reports.voucher_paper.digest", lambda record: made.append(1) or digest(record)
    )
    assert digest(told).encode() in plain(told, names)
    assert made == [1]


def test_more_rows_than_are_read_at_once_are_read_in_pages(staffed, tmp_path, monkeypatch):
    with staffed.copied(tmp_path) as system:
        bidding.tell(system, bidding.USUAL)
        bidding.open_bids(system, 0, bidding.USUAL)
        before = march(system)
        monkeypatch.setattr("projections.reader._AT_ONCE", 2)
        asked = DEPOSITS, {"deposit": sorted(bidding.DEPOSITS)}, reach(system)
        assert len([*system.readers.sealed_deposits.every(*asked)]) == len(bidding.DEPOSITS)
        assert march(system) == before


def test_the_plain_file_is_what_a_finance_system_reads(office):
    told = march(office.system)
    data = plain(told, event_names(office.system.log))
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
    plainly = plain(told, names, language).decode()
    for one in told.vouchers:
        assert one.number in plainly
        assert one.number in sheet
    assert sheet.count(1_012.0) == 2


def test_drawn_again_later_it_is_the_same_to_the_byte(office):
    names, at = event_names(office.system.log), reach(office.system)

    def files():
        told = march(office.system, at=at)
        return plain(told, names), drawn(voucher_paper(told, names, "zh"), "xlsx")

    before = files()
    office.statement(Row(60, "8"), day=str(NEXT), opening=OPENING + 1_200)
    office.publish()
    assert files() == before

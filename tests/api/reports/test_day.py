"""余额调节表 of a day: both sides line by line, the checks with figures, and for ever the same."""

from dataclasses import replace
from datetime import datetime
from typing import get_args

import pytest

from api.closing.progress import Stage
from api.closing.reading import NotFollowed, reach
from api.closing.signing import give_back, prepare, sign
from api.demo.cast import ANNOUNCEMENT, LOT
from api.quarantine import asked_reopening
from api.reports.account import Turnover
from api.reports.day import Apart, Entry, day_report
from api.reports.day_paper import day_paper
from api.reports.forms import FORMS, drawn
from api.reports.paper import Money
from api.reports.record import digest
from api.reports.standing import NotSigned
from api.texts import saying
from domain.bankday.record import RecordStatement
from tests.kit.city import move_to
from tests.kit.closing import ACCOUNT, DAY, NEXT, NUMBER, OPENING, bare_line
from tests.kit.jointly import jointly
from tests.kit.papers import every_text, said
from tests.kit.statement_files import Row, file, statement

LATER = datetime.fromisoformat("2026-04-01T09:30:00+08:00")
TWICE = {"R01": "重复入账，次日冲正", "R02": "重复入账，次日冲正"}


def report(office, day=DAY, at=None):
    return day_report(office.system, ACCOUNT, day, at or reach(office.system))


def rows(paper, table=0):
    return [tuple(str(cell) for cell in row.cells) for row in paper.tables[table].rows]


def closed(office, notes=()):
    prepare(office.system, "cash", ACCOUNT, DAY, dict(notes))
    sign(office.system, "reviewer", ACCOUNT, DAY)
    office.publish()


def stated_only(office):
    """As if an import had been cut short: the next day's file is there, its lines are not."""
    opening, lines = OPENING + 1_200, (Row(900, "000912"), Row(-100, "000913"))
    data = file(statement(*lines, number=NUMBER, day=str(NEXT), opening=opening))
    recorded = RecordStatement(
        account=ACCOUNT,
        day=NEXT,
        statement="S1",
        sequence=None,
        sha256=office.system.blobs.put(data, "application/xml", f"day/{ACCOUNT}/{NEXT}"),
        currency="CNY",
        opening=opening,
        closing=opening + 800,
        credits=900,
        debits=100,
        lines=2,
        pages=1,
    )
    office.system.ask("bank", recorded)


def test_both_sides_come_to_the_same(office):
    """Given a line that the books alone have; then each side says what it lacks, line by line."""
    bare_line(office)
    paper = day_paper(report(office), "zh")
    assert rows(paper) == [
        ("账面期初余额", "1,000.00", "对账单期初余额", "1,000.00"),
        ("加：本日收入", "21.00", "", ""),
        ("减：本日支出", "0.00", "", ""),
        ("账面期末余额（1001）", "1,021.00", "对账单期末余额", "1,012.00"),
        ("加：银行已收、账面未收", "0.00", "加：账面已收、银行未收", "9.00"),
        ("", "", f"　流水 {ACCOUNT}/{DAY}/1#3", "9.00"),
        ("减：银行已付、账面未付", "0.00", "减：账面已付、银行未付", "0.00"),
        ("调节后余额", "1,021.00", "调节后余额", "1,021.00"),
    ]
    capitals = "两边相等，差额 0.00。调节后余额（大写）人民币壹仟零贰拾壹元整"
    assert paper.tables[0].foot == capitals
    assert any("对账单 − 账面 = −9.00" in one for one in paper.remarks)


def test_what_the_bank_alone_has_is_told_by_its_serials(office):
    stated_only(office)
    found = rows(day_paper(report(office, NEXT), "zh"))
    assert ("加：银行已收、账面未收", "9.00", "加：账面已收、银行未收", "0.00") in found
    assert ("　流水 000912", "9.00", "", "") in found
    assert ("减：银行已付、账面未付", "1.00", "减：账面已付、银行未付", "0.00") in found
    assert ("　流水 000913", "1.00", "", "") in found
    assert found[-1] == ("调节后余额", "1,020.00", "调节后余额", "1,020.00")


def test_two_faults_are_two_rows_and_never_one_net_number(office):
    """E16: the bank has 5,000.00 that the books lack, the books 240,000.00 that the bank lacks."""
    told = replace(
        report(office),
        bank_closing=4_495_023_33,
        books=Turnover(3_440_023_33, 1_290_000_00, 0, 4_730_023_33),
        bank_in=Apart(1, 5_000_00, (Entry("000912", 5_000_00),)),
        books_in=Apart(1, 240_000_00, (Entry("#31409", 240_000_00),)),
        carried=0,
        adjusted_bank=4_735_023_33,
        adjusted_books=4_735_023_33,
    )
    paper = day_paper(told, "zh")
    found = rows(paper)
    assert ("　流水 000912", "5,000.00", "　流水 #31409", "240,000.00") in found
    assert found[-1] == ("调节后余额", "4,735,023.33", "调节后余额", "4,735,023.33")
    assert any("对账单 − 账面 = −235,000.00" in one for one in paper.remarks)


def test_a_difference_from_before_is_never_made_equal(office):
    """Given a statement that does not begin where the books are; then the sides are not alike."""
    told = replace(report(office), bank_closing=OPENING + 1_300, carried=100, adjusted_bank=101_300)
    paper = day_paper(told, "zh")
    assert rows(paper)[-1] == ("调节后余额", "1,012.00", "调节后余额", "1,013.00")
    assert paper.tables[0].foot.startswith("两边不等，差额 1.00")


def test_before_a_statement_there_is_no_second_side(office):
    paper = day_paper(report(office, NEXT), "zh")
    assert rows(paper)[-1] == ("调节后余额", "1,012.00", "调节后余额", "")
    assert paper.tables[0].foot == "尚无对账单"


def test_every_check_stands_there_once_with_its_figure(office):
    bare_line(office)
    paper = day_paper(report(office), "zh")
    found = rows(paper, 1)
    assert [row[0] for row in found] == [f"R{n:02}" for n in range(1, 21)]
    assert found[0][2:4] == ("未通过", "−9.00"), "R01 is an amount"
    assert found[1][2:] == ("未通过", "1", "账面有、银行无")
    assert found[2][2:4] == ("不适用", "—")
    assert found[17][2:] == ("通过", "0", "2笔流水银行未给出时刻")
    assert "尚未签名" in paper.tables[1].note


def test_who_signed_stands_there_and_what_was_signed(office):
    """Given a day closed with two sentences; then they stand there, at the position signed about,
    whatever the checks would come to by now."""
    bare_line(office)
    office.publish()
    seen = reach(office.system)
    closed(office, TWICE.items())
    move_to(office.system, "2026-03-30T18:00:00+08:00")
    told = report(office)
    paper = day_paper(told, "zh")
    assert [(one.role, one.name) for one in paper.signers] == [
        ("编制", "cash"),
        ("复核", "reviewer"),
    ]
    assert all("系统内签名" in one.note for one in paper.signers)
    assert rows(paper, 1)[0] == (
        "R01",
        "对账单余额与总账一致",
        "有说明",
        "−9.00",
        "重复入账，次日冲正",
    )
    assert paper.tables[1].note == f"以位置 {seen} 编制并签名时为准"
    assert any(told.snapshot in one for one in paper.remarks)


def test_nobody_has_signed_what_was_given_back(office):
    prepare(office.system, "cash", ACCOUNT, DAY, {})
    give_back(office.system, "reviewer2", ACCOUNT, DAY, "再看一遍")
    nobody_signed(paper := day_paper(report(office), "zh"))
    assert "已退回编制：再看一遍" in paper.remarks


def nobody_signed(paper):
    assert [(one.role, one.name, one.note) for one in paper.signers] == [
        ("编制", "", ""),
        ("复核", "", ""),
    ]
    assert not [one for one in paper.remarks if "全部余额摘要" in one]
    assert "尚未签名" in paper.tables[1].note


def test_nobody_has_signed_what_is_stale(office):
    """Given a close that was prepared; when another statement comes; then what was prepared stands
    no more, and bears nobody's name."""
    prepare(office.system, "cash", ACCOUNT, DAY, {})
    signers = day_paper(report(office), "zh").signers
    assert [one.name for one in signers] == ["cash", ""]
    office.statement(Row(900, "77"), opening=OPENING + 1_200)
    assert report(office).stage == "STALE"
    nobody_signed(day_paper(report(office), "zh"))


def test_nobody_has_signed_what_was_reopened(office):
    reopened(office)
    nobody_signed(day_paper(report(office), "zh"))


def reopened(office, why="漏记一笔"):
    closed(office)
    jointly(office.system, asked_reopening(office.system, ACCOUNT, DAY, why), "cash", "reviewer")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_day_that_was_reopened_says_so_and_why(office, language):
    reopened(office)
    paper = day_paper(report(office), language)
    assert paper.facts[-1][1] == saying(language)("day.reopened")
    assert any("漏记一笔" in one for one in paper.remarks)
    assert all(drawn(paper, form) for form in FORMS)


@pytest.mark.parametrize("stage", get_args(Stage.__value__))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_there_is_a_paper_at_every_stage_of_a_close(office, stage, language):
    paper = day_paper(replace(report(office), stage=stage), language)
    assert paper.facts[-1][1] == saying(language)(f"day.{stage.lower()}")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_at_its_position_it_stays_the_same_to_the_byte(office, language):
    """Given a report; when lines come, the day is closed, and checkpoints are signed; then every
    form of it at that position is what it was."""
    bare_line(office)
    office.publish()
    at = reach(office.system)

    def files():
        paper = day_paper(report(office, at=at), language)
        return {form: drawn(paper, form) for form in FORMS}

    before = files()
    office.statement(Row(500, "9"), day=str(NEXT), opening=OPENING + 1_200)
    office.publish()
    move_to(office.system, "2026-03-19T18:00:00+08:00")
    closed(office, TWICE.items())
    assert files() == before
    assert digest(report(office)) != digest(report(office, at=at)), "by now it is another"


def test_a_checkpoint_signed_since_is_none_of_the_position(office):
    """Given a position that no checkpoint covers; then R15 says what it did."""
    bare_line(office)
    at = reach(office.system)
    before = report(office, at=at)
    assert before.stand.checkpoint < at
    office.publish()
    assert report(office, at=at) == before


def sealed_only(office):
    """The heads are sealed; whoever signs is not there yet."""
    bare_line(office)
    office.system.publisher._book.run(lambda appender: appender.seal_heads())
    return reach(office.system)


def test_while_a_checkpoint_is_being_signed_nothing_is_drawn(office):
    """Given heads that are sealed, and a checkpoint that is late; then there is no report yet,
    rather than one that names an older checkpoint and is another in a moment."""
    at = sealed_only(office)
    with pytest.raises(NotSigned, match=f"the checkpoint over {at} events is not signed yet"):
        report(office, at=at)
    office.publish()
    assert report(office, at=at).stand.checkpoint == at


def test_a_checkpoint_that_never_comes_is_not_waited_for(office):
    """Given heads that were sealed when whoever signs was killed; when more is signed later; then
    the report of that position names the checkpoint before, as it does for ever."""
    before = report(office).stand.checkpoint
    at = sealed_only(office)
    bare_line(office, key="d")
    office.publish()
    assert report(office, at=at).stand.checkpoint == before


def test_of_what_a_process_read_again_nothing_is_said(office):
    (chain,) = [one for one in report(office).checks if one.rule == "R15"]
    assert {said.key for said in chain.said} == {"finding.checkpoint", "finding.no_witness"}


@pytest.mark.parametrize("form", FORMS)
def test_one_record_one_digest_in_every_form_and_language(office, form):
    told = report(office)
    for language in ("zh", "en"):
        shown = said(day_paper(told, language), form)
        assert digest(told) in shown
        assert told.stand.root in shown
        assert f"{told.stand.position:,}" in shown


@pytest.mark.parametrize("form", FORMS)
def test_a_simulated_log_says_so(office, form):
    told = report(office)
    assert "模拟账本" in said(day_paper(told, "zh"), form)
    real = replace(told, stand=replace(told.stand, mode="production"))
    assert "模拟账本" not in said(day_paper(real, "zh"), form)


@pytest.mark.parametrize("form", FORMS)
def test_before_an_opening_no_form_tells_a_single_line(office, form):
    office.system.ask("agency", replace(LOT, deposit_deadline=LATER, opening_at=LATER))
    office.system.ask("agency", ANNOUNCEMENT)
    bare_line(office)
    bare_line(office, 50, key="d")
    told = report(office)
    assert told.blind
    assert (told.books_in.count, told.books_in.amount, told.books_in.lines) == (2, 950, ())
    shown = said(day_paper(told, "zh"), form)
    assert "2 笔合计" in shown
    assert "盲核" in shown
    assert f"{DAY}/1#" not in shown


def test_english_has_no_chinese_but_what_a_person_wrote(office):
    paper = replace(day_paper(report(office), "en"))
    left = [one for one in every_text(paper) if any("\u4e00" <= sign <= "\u9fff" for sign in one)]
    assert left == [paper.tables[0].foot], "capitals are Chinese"


def test_of_an_account_that_is_not_followed_there_is_none(office):
    with pytest.raises(NotFollowed, match="NOBODYS"):
        day_report(office.system, "NOBODYS", DAY, reach(office.system))


def test_an_amount_that_is_no_amount_is_left_empty(office):
    """No zero is invented where there is no figure."""
    paper = day_paper(report(office, NEXT), "zh")
    assert rows(paper)[0][2:] == ("对账单期初余额", "")
    assert isinstance(paper.tables[0].rows[0].cells[1], Money)

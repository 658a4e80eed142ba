"""Each of R01 to R20 passes, fails for its own reason, or says why there is nothing to check."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from api.closing.books import Earned, Elsewhere, Held, Left, Line, LotTerms, Owed, Transit, Whole
from api.closing.checks import CHECKS, checked
from api.closing.notes import joined, understood
from domain.bankday.checks import CODES, complete
from domain.bounds import amount
from domain.categories.construction import CONSTRUCTION
from domain.deposit.refund import Standing
from tests.api.closing.conftest import ACCOUNT, DAY, SOUND, D, balance, credit, debit
from tests.kit.fixture_calendar import FIXTURE

R = f"{D}/1"
CHINESE = re.compile("[\u3000-\u9fff\uff00-\uffef]")


def passes(found, note=""):
    assert (found.check.result, found.check.figure, found.check.note) == ("PASS", 0, note)
    assert found.note("zh") == note, "what is signed is our own note in Chinese"
    assert not CHINESE.search(found.note("en"))
    assert joined(understood(note), "en") == found.note("en"), "as it is read back once signed"
    assert found.rows == ()


def fails(found, figure, *rows):
    """`rows`: (what, amount, said)."""
    assert (found.check.result, found.check.figure, found.check.note) == ("FAIL", figure, "")
    assert tuple((row.what, row.amount, words(row)) for row in found.rows) == rows
    assert all(not CHINESE.search(words(row, "en")) for row in found.rows)


def words(row, language="zh"):
    return row.said.words(language) if row.said else ""


def test_every_rule_is_answered_once_in_order():
    assert tuple(code for code, _ in CHECKS) == CODES
    assert tuple(found.check.rule for found in checked(SOUND)) == CODES


def test_a_sound_day_needs_no_explanation():
    assert [found.check.rule for found in checked(SOUND) if found.failed] == []
    assert complete(tuple(found.check for found in checked(SOUND))) is None


# R01, R02: the day's two sides; more in test_reconciling.


def test_r01_closing_is_ledger(says):
    passes(says("R01"))
    fails(says("R01", closing=449_002_334), 1, (ACCOUNT, 1, "此前带入，当日流水不能说明"))


def test_r01_without_a_statement_there_is_nothing_to_agree_with(says):
    fails(says("R01", closing=None), None)


def test_r02_line_is_event(says):
    passes(says("R02", bank_lines=(credit("a", 5),), book_lines=(credit("a", 5),)))
    alone = says("R02", bank_lines=(credit("a", 5), debit("b", 7)), book_lines=())
    fails(alone, 2, ("a", 5, "银行有、账面无"), ("b", -7, "银行有、账面无"))


def test_r02_a_file_that_cannot_be_read_is_no_pass(says):
    fails(
        says("R02", bank_lines=None, unread="finding.NO_FILE"),
        None,
        (ACCOUNT, None, "对账单文件无法读取"),
    )
    fails(
        says("R02", book_lines=None, unread="finding.NO_KEY"),
        None,
        (ACCOUNT, None, "密钥已销毁，流水无法读取"),
    )


def unmatched(day="2026-03-18", fen=50_000_000, account=ACCOUNT):
    return balance("1008", f"{account}/{day}", fen)


@pytest.mark.parametrize("day", ["2026-03-18", "2026-03-02"])
def test_r02_money_that_the_bank_took_without_an_order_is_found_until_somebody_tells(says, day):
    """The line is the bank's and the books': what it lacks is an event of ours."""
    both = {"bank_lines": (debit("a", 50_000_000),), "book_lines": (debit("a", 50_000_000),)}
    row = (f"{ACCOUNT}/{day}", 50_000_000, "银行扣款没有对应指令")
    fails(says("R02", balances=(unmatched(day),), **both), 1, row)
    unread = says("R02", balances=(unmatched(day),), bank_lines=None, unread="finding.NO_FILE")
    fails(unread, None, (ACCOUNT, None, "对账单文件无法读取"), row)


def test_r02_debits_of_others_of_later_days_and_matched_ones_are_not_this_days(says):
    passes(says("R02", balances=(unmatched(account="OTHER"),)))
    passes(says("R02", balances=(unmatched("2026-03-19"),)))
    passes(says("R02", balances=(unmatched(fen=0),)))


@pytest.mark.parametrize(
    ("rule", "signed", "en"),
    [
        ("R03", "银行对账单不提供子账户余额，无从合计", "none to sum"),
        ("R04", "银行对账单不提供子账户余额，无从逐户核对", "none to compare"),
        ("R16", "尚未取得担保机构的保函名单，无从核对", "no guarantor's list"),
        ("R17", "尚未向上级平台报送数据，无从核对", "nothing was reported"),
    ],
)
def test_what_nobody_reports_is_not_applicable_and_says_so(says, rule, signed, en):
    found = says(rule)
    check = found.check
    assert (check.result, check.figure, check.note) == ("NOT_APPLICABLE", None, signed)
    assert en in found.note("en")


def test_r05_each_book_and_currency_sums_to_zero(says):
    even = (balance("1001", ACCOUNT, 5), balance("2001", f"{ACCOUNT}/{DAY}", -5))
    passes(says("R05", balances=even))
    memo = balance("9001", "G1", 7, "MEMO")
    own = balance("1101", "a", -7, "OWN")
    fails(says("R05", balances=(*even, memo, own)), 2, ("MEMO", 7, ""), ("OWN", -7, ""))
    euro = balance("1001", "EUR", 5, currency="EUR"), balance("2001", "EUR/2026-03-18", -4)
    assert says("R05", balances=euro).check.figure == 2


def unidentified(day, fen=-500, account=ACCOUNT):
    return balance("2001", f"{account}/{day}", fen)


def test_r06_nothing_is_unidentified_for_over_three_working_days(says):
    """Friday the 13th: the third working day after it is Wednesday the 18th."""
    passes(says("R06", balances=(unidentified("2026-03-13"),)))
    old = unidentified("2026-03-12")
    fails(says("R06", balances=(old,)), 1, (f"{ACCOUNT}/2026-03-12", 500, ""))
    passes(says("R06", balances=(unidentified("2026-03-12", account="OTHER"),)))
    passes(says("R06", balances=(unidentified("2026-03-12", fen=0),)))


def test_r07_nothing_is_with_the_bank_for_over_a_working_day(says):
    booked = {"balances": (balance("1009", R, -900),)}
    passes(says("R07", transit=sent("2026-03-17"), **booked))
    fails(says("R07", transit=sent("2026-03-16"), **booked), 1, (f"{R}/1", 900, "已发银行"))
    passes(says("R07", transit=sent("2026-03-16", account="OTHER"), **booked))
    over_the_weekend = {"day": date(2026, 3, 16), "transit": sent("2026-03-13")}
    passes(says("R07", **over_the_weekend, **booked))


def sent(day, account=ACCOUNT):
    return (Transit(f"{R}/1", 900, "已发送", date.fromisoformat(day), account),)


@pytest.mark.parametrize(
    ("transit", "booked", "other"),
    [((), -900, 900), (sent("2026-03-17"), 0, -900), (sent("2026-03-17", "OTHER"), -901, 1)],
)
def test_r07_what_is_booked_as_in_transit_is_what_the_payments_are(says, transit, booked, other):
    """1009 has no account of ours: all of them together."""
    found = says("R07", transit=transit, balances=(balance("1009", R, booked),))
    fails(found, 1, ("1009", other, "在途科目与办理中的付款不符"))


def owed(due="2026-03-17", standing=Standing.OWED, since="2026-03-10", frozen=False):
    last, told = date.fromisoformat(due), date.fromisoformat(since)
    return (Owed(R, 900, standing, last, told, last, frozen),)


def test_r08_nothing_is_overdue(says):
    passes(says("R08", owed=owed(due="2026-03-18")))
    fails(says("R08", owed=owed()), 1, (R, 900, "待提交"))
    fails(says("R08", owed=owed(standing=Standing.INSTRUCTED)), 1, (R, 900, "银行办理中"))


def test_r08_what_a_hold_keeps_back_is_not_overdue_but_told(says):
    passes(says("R08", owed=owed(frozen=True)), "1笔超期，因冻结暂停退还")


def test_r08_nor_is_what_one_kept_back_up_to_this_day(says):
    """As compensation counts its days: paid on the day on which it is let go, it is in time."""
    (one,) = owed(due="2026-03-12")
    kept_to = [
        says("R08", owed=(replace(one, kept=((date(2026, 3, 10), date(2026, 3, day)),)),))
        for day in (18, 17)
    ]
    passes(kept_to[0])
    fails(kept_to[1], 1, (R, 900, "待提交"))


def new_year(rule):
    """What each of the three judges, begun in a year of the calendar and over in the next."""
    since, day = date(2026, 12, 31), date(2027, 3, 1)
    last = since + timedelta(days=30)
    late = {
        "R06": {"balances": (unidentified(since),)},
        "R07": {"transit": sent(str(since)), "balances": (balance("1009", R, -900),)},
        "R08": {"owed": (Owed(R, 900, Standing.OWED, last, last, since),)},
    }
    return {"day": day, **late[rule]}


@pytest.mark.parametrize("rule", ["R06", "R07", "R08"])
def test_by_an_estimate_nothing_is_late_it_is_told_and_judged_once_the_calendar_is_there(
    says, rule
):
    told = new_year(rule)
    passes(says(rule, **told), "1笔按预估已过期限，当年日历公布后再判")
    published = FIXTURE.with_year(2027, [date(2027, 1, 1)], [])
    assert says(rule, **told, calendar=published).failed


def elsewhere(proposed_by="clerk", made_by="clerk", checked_by="reviewer", evidence=True):
    return (Elsewhere(R, 900, proposed_by, made_by, checked_by, evidence),)


def test_r09_what_goes_elsewhere_was_agreed_by_two_with_evidence(says):
    passes(says("R09"))
    passes(says("R09", elsewhere=elsewhere()), "1笔改退其他账户，均有证据与双签")


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"checked_by": "clerk"}, "提出与复核为同一人"),
        ({"proposed_by": "reviewer"}, "提出与复核为同一人"),
        ({"made_by": "reviewer"}, "提出与复核为同一人"),
        ({"checked_by": None}, "只有一人签名"),
        ({"proposed_by": None}, "只有一人签名"),
        ({"evidence": False}, "没有证明材料"),
    ],
)
def test_r09_what_was_not_is_found(says, told, why):
    fails(says("R09", elsewhere=elsewhere(**told)), 1, (R, 900, why))


def lot(deposit, estimate=4_000_000_000, rules=CONSTRUCTION, scopes=()):
    return (LotTerms("LOT-1", rules, scopes, estimate, deposit, date(2026, 3, 2)),)


def test_r10_deposits_are_within_their_rule(says):
    passes(says("R10", lots=lot(80_000_000)))
    found = says("R10", lots=lot(80_000_001))
    assert (found.check.result, found.check.figure) == ("FAIL", 1)
    assert found.rows[0].what == "LOT-1"
    assert words(found.rows[0]) == "保证金 800,000.01，按 CT-08 最高 800,000.00"
    assert words(found.rows[0], "en") == "a deposit of 800,000.01, at most 800,000.00 by CT-08"


def test_r10_a_lot_without_an_estimate_is_told_as_not_compared(says):
    passes(says("R10", lots=lot(90_000_000, estimate=None)), "1个标段没有估算价，未比")


def test_r10_a_lot_is_judged_by_its_own_rules_and_by_what_else_it_is(says):
    """CT-08: of a design 100,000.00 at most; of a kind of trade that came by data, its own row."""
    design = says("R10", lots=lot(30_000_000, scopes=("DESIGN",)))
    fails(design, 1, ("LOT-1", 30_000_000, "保证金 300,000.00，按 CT-08 最高 100,000.00"))
    rows = tuple(
        replace(row, at_most=amount("200,000")) if row.subject == "deposit.amount" else row
        for row in CONSTRUCTION.rules
    )
    cranes = replace(CONSTRUCTION, code="CRANE_HIRE", rules=rows)
    passes(says("R10", lots=lot(20_000_000, rules=cranes)))
    assert says("R10", lots=lot(20_000_001, rules=cranes)).failed


def test_r10_a_lot_whose_rules_nobody_knows_is_told_as_not_compared(says):
    passes(says("R10", lots=lot(90_000_000, rules=None)), "1个标段所依规则不明，未比")


def test_r11_no_liability_is_negative(says):
    passes(says("R11", balances=(balance("2002", D, -5), balance("1001", ACCOUNT, 5))))
    fails(says("R11", balances=(balance("2002", D, 5),)), 1, (D, 5, "科目 2002 为借方余额"))
    passes(says("R11", balances=(balance("1009", R, 5), balance("5102", "a", 5, "OWN"))))


def test_r12_what_is_frozen_covers_the_holds(says):
    passes(says("R12", held=(Held(D, 500, 500), Held(D, 600, 500))))
    fails(says("R12", held=(Held(D, 400, 500),)), 1, (D, -100, ""))


def earned(credited, owed=2_333, most=2_333, **told):
    return (Earned(D, credited, owed, most, **told),)


@pytest.mark.parametrize("credited", [2_332, 2_333, 2_334])
def test_r13_the_banks_interest_is_ours_to_the_fen(says, credited):
    passes(says("R13", earned=earned(credited)))


def test_r13_a_larger_difference_is_another_convention(says):
    fails(says("R13", earned=earned(2_331)), 1, (D, -2, "银行少付利息"))
    fails(says("R13", earned=earned(2_335, reason="R")), 1, (D, 2, "银行多付利息"))


def test_r13_more_is_right_on_what_lay_above_and_needs_its_reason(says):
    passes(says("R13", earned=earned(3_000, most=3_000, reason="BALANCE_ABOVE_REQUIRED")))
    passes(says("R13", earned=earned(3_000, most=3_000, waits=True)))
    bare = earned(3_000, most=3_000)
    fails(says("R13", earned=bare), 1, (D, 667, "多付利息没有原因"))


def test_r13_of_sums_for_all_of_an_account_each_may_round_and_any_may_be_more(says):
    """What is in no deposit's name bears interest there too; less is wrong as ever."""
    passes(says("R13", earned=earned(2_331, sums=2)))
    passes(says("R13", earned=earned(3_000, reason="BANK_PAID_MORE", sums=1)))
    fails(says("R13", earned=earned(2_330, sums=2)), 1, (D, -3, "银行少付利息"))
    fails(says("R13", earned=earned(3_000, sums=1)), 1, (D, 667, "多付利息没有原因"))


def test_r13_what_cannot_be_reckoned_is_no_pass(says):
    unknown = earned(5, None, None, problem="interest.no_rate")
    fails(says("R13", earned=unknown), 1, (D, 5, "利息无法计算（interest.no_rate）"))


def left(balance=700, left=700, reason="BALANCE_ABOVE_REQUIRED", waits=False):
    return (Left(D, balance, left, reason, waits),)


def test_r14_interest_that_is_left_has_its_reason(says):
    passes(says("R14"))
    passes(says("R14", left=left()), "余额原因：BALANCE_ABOVE_REQUIRED")
    both = (*left(), *left(reason="BANK_PAID_MORE"))
    passes(says("R14", left=both), "余额原因：BALANCE_ABOVE_REQUIRED、BANK_PAID_MORE")
    passes(says("R14", left=left(left=None, reason=None, waits=True)))


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"left": None, "reason": None}, ""),
        ({"balance": 701}, "余额与所留金额不符（BALANCE_ABOVE_REQUIRED）"),
    ],
)
def test_r14_interest_that_nothing_explains_is_found(says, told, said):
    one = left(**told)
    fails(says("R14", left=one), 1, (D, one[0].balance, said))


SEEN = {"began": datetime(2026, 3, 18, 1, 2, 3, tzinfo=UTC)}
SEEN["ended"] = datetime(2026, 3, 18, 10, 4, 5, tzinfo=UTC)


def test_r15_says_what_was_read_again_when_and_what_nothing_is_there_to_compare_with(says):
    found = says("R15", log=Whole(256, 400, checkpoint=390, agrees=True, **SEEN))
    passes(
        found,
        "检查点覆盖至390；事件257至400已逐个重算（2026-03-18 09:02:03起，"
        "2026-03-18 18:04:05核到位置400）；391至400尚无检查点与哈希块可比；检查点尚无系统外见证",
    )
    assert found.note("en") == (
        "checkpoint up to 390; events 257 to 400 reread (from 2026-03-18 09:02:03, up to 400 at "
        "2026-03-18 18:04:05); 391 to 400 compared with no checkpoint or tile yet; "
        "no witness outside has the checkpoint yet"
    )


@pytest.mark.parametrize("checkpoint", [400, 500])
def test_r15_under_a_checkpoint_nothing_is_left_to_compare(says, checkpoint):
    note = says("R15", log=Whole(0, 400, checkpoint=checkpoint, agrees=True)).check.note
    assert "尚无检查点与哈希块可比" not in note


@pytest.mark.parametrize(
    ("log", "what", "why"),
    [
        ({"missing": (7,)}, "#7", "事件缺失"),
        ({"changed": (8,)}, "#8", "哈希块与所存事件不符"),
        ({"agrees": False}, "#390", "检查点的根或签名不符"),
        ({"checkpoint": None}, "", "没有检查点"),
        ({"checkpoint": 255}, "#255", "检查点过旧"),
    ],
)
def test_r15_a_log_that_is_not_whole_is_found(says, log, what, why):
    whole = Whole(0, 400, **{"checkpoint": 390, "agrees": True} | log)
    fails(says("R15", log=whole), 1, (what, None, why))


def timed(instant):
    moment = datetime.fromisoformat(instant) if instant else None
    return (credit("a", 5, booked_at=moment),)


def test_r15_a_checkpoint_covers_the_last_full_tile_at_least(says):
    assert not says("R15", log=Whole(0, 400, checkpoint=256, agrees=True)).failed
    assert says("R15", log=Whole(0, 512, checkpoint=511, agrees=True)).failed


def test_r18_the_banks_instant_lies_in_its_day(says):
    passes(says("R18", book_lines=timed("2026-03-17T16:00:00+00:00")))
    passes(says("R18", book_lines=timed(None)), "1笔流水银行未给出时刻")
    fails(says("R18", book_lines=timed("2026-03-18T16:00:00+00:00")), 1, ("a", 5, ""))


def test_r18_lines_that_cannot_be_read_are_no_pass(says):
    fails(
        says("R18", book_lines=None, unread="finding.NO_KEY"),
        None,
        (ACCOUNT, None, "密钥已销毁，流水无法读取"),
    )
    passes(says("R18", bank_lines=None, unread="finding.NO_FILE"))


def test_r19_no_charge_lies_in_custody_and_no_leg_is_without_its_row(says):
    passes(says("R19", balances=(balance("1003", "x", 0),)))
    fails(says("R19", balances=(balance("1003", "x", 30),)), 1, ("x", 30, "科目 1003 有余额"))
    charge = f"{ACCOUNT}/2026-03-17/1#4"
    owed = says("R19", balances=(balance("1003", charge, 30),))
    fails(owed, 1, (charge, 30, "银行误扣费用尚未退还"))
    passes(says("R19", balances=(balance("1003", charge, 0),)))
    taken = Line(charge, charge, False, 30)
    fails(says("R19", charges=(taken,)), 1, (charge, 30, "银行扣收费用尚未匹配"))
    own = (balance("5102", "ZZ-OWN", 30, "OWN"), balance("1101", "ZZ-OWN", -30, "OWN"))
    passes(says("R19", balances=own))
    log = Whole(0, 400, unnamed=(9,), checkpoint=390, agrees=True)
    fails(says("R19", log=log), 1, ("#9", None, "分录未引用过账规则"))


def test_r20_what_nobody_claims_for_a_year_is_published(says):
    passes(says("R20", owed=owed(due="2030-01-01", since="2025-03-18")))
    old = owed(due="2030-01-01", since="2025-03-17")
    fails(says("R20", owed=old), 1, (R, 900, "待提交"))
    on_its_way = owed(since="2025-03-17", standing=Standing.INSTRUCTED)
    passes(says("R20", owed=on_its_way))
    passes(says("R20", owed=old, published={R: 900}), "已公示1笔")
    passes(says("R20", owed=(replace(old[0], frozen=True),)))


def test_r20_so_is_what_came_and_is_nobody_s_to_the_fen(says):
    day = f"{ACCOUNT}/2025-03-17"
    nobodys = (balance("2001", day, -500), balance("2001", f"{ACCOUNT}/2025-03-18", -7))
    fails(says("R20", balances=nobodys), 1, (day, 500, ""))
    fails(says("R20", balances=nobodys, published={day: 499}), 1, (day, 500, ""))
    passes(says("R20", balances=nobodys, published={day: 500}), "已公示1笔")
    passes(says("R20", balances=nobodys, claimed={day: date(2026, 3, 1)}))
    fails(says("R20", balances=nobodys, claimed={day: date(2025, 3, 17)}), 1, (day, 500, ""))
    passes(says("R20", balances=(balance("2001", "ZZ-OTHER/2025-03-17", -500),)))


@pytest.mark.parametrize("note", ["银行节后处理", "检查点覆盖至390；另见附件", "待提交", "x笔"])
def test_a_note_that_is_not_ours_is_not_read_as_ours(note):
    assert understood(note) == ()


def test_what_failed_is_signed_with_a_persons_words(says):
    found = says("R08", owed=owed())
    assert found.answered("银行节后处理").note == "银行节后处理"
    assert found.answered("") == found.check


def test_what_failed_is_not_signed_without_words(says):
    checks = [one.check for one in checked(SOUND)]
    checks[7] = says("R08", owed=owed()).check
    assert complete(tuple(checks)).rule == "bankday.unexplained"

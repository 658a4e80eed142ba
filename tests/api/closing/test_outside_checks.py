"""R03, R04, R16, R17 and R15's anchor: what others say of the day beside what the books say."""

from dataclasses import replace
from datetime import date, timedelta
from inspect import signature

import pytest

from api.closing.blinding import told
from api.closing.notes import understood
from api.closing.said import Anchor, Beside, Guarantee, Outside, Reported, SubAccount
from domain.bankday.checks import CODES
from tests.api.closing import test_checks
from tests.api.closing.conftest import ACCOUNT, DAY, SOUND, D
from tests.api.closing.test_checks import fails, passes

N1, N2 = "62284804025660180101", "62284804025660180102"
OTHER = "P00000000000000AA"
LOT, SEALED = "E3506001001001001001001", "E3506001001001001001002"
UNTIL = date(2026, 7, 31)
LISTED = "已与外部清单核对"
SOON = "保函即将到期，须展期、索赔或解除"


def sub_accounts(theirs, ours):
    return Outside(sub_accounts=Beside(tuple(theirs), tuple(ours)))


def guarantees(theirs, ours):
    return Outside(guarantees=(Beside(tuple(theirs), tuple(ours)),))


def reported(theirs, ours):
    return Outside(reported=Beside(tuple(theirs), tuple(ours)))


def test_r03_sub_accounts_sum_to_the_main_account(says):
    whole = [SubAccount(N1, SOUND.closing - 500), SubAccount(N2, 500)]
    passes(says("R03", outside=sub_accounts(whole, [])), LISTED)
    more = [*whole, SubAccount("62284804025660180103", 7)]
    fails(
        says("R03", outside=sub_accounts(more, [])), 7, (ACCOUNT, 7, "子账户合计与主账户余额之差")
    )


def test_r03_without_a_statement_there_is_no_main_account_to_compare(says):
    found = says("R03", closing=None, outside=sub_accounts([SubAccount(N1, 5)], []))
    fails(found, 1, (ACCOUNT, None, "没有当日对账单"))


def open_(number, fen, deposit=D):
    return SubAccount(number, fen, deposit, opened=True)


def test_r04_each_sub_account_holds_what_is_owed(says):
    same = [SubAccount(N1, 500), SubAccount(N2, 0)]
    passes(says("R04", outside=sub_accounts(same, [open_(N1, 500)])), LISTED)
    passes(says("R04", outside=sub_accounts(same, [SubAccount(N1, 500, D)])), LISTED)


def test_r04_two_differences_that_cancel_are_two(says):
    theirs = [SubAccount(N1, 500), SubAccount(N2, 300)]
    ours = [open_(N1, 400), open_(N2, 400, OTHER)]
    said = "银行余额与账面应付之差"
    fails(says("R04", outside=sub_accounts(theirs, ours)), 2, (D, 100, said), (OTHER, -100, said))


def test_r04_a_number_that_the_bank_lacks_or_the_books(says):
    found = says("R04", outside=sub_accounts([SubAccount(N1, 5)], [open_(N2, 9)]))
    together = "其余子账户合计之差（未启封、账面没有的）"
    fails(found, 2, (D, -9, "银行余额与账面应付之差"), ("", 5, together))


def test_r04_before_an_opening_nothing_but_the_sum_is_told(says):
    """Whoever brings numbers of his own choice learns no more than what all of it comes to."""
    ours = [SubAccount(N1, 400, D), SubAccount(N2, 400, OTHER)]
    together = "其余子账户合计之差（未启封、账面没有的）"
    for theirs in (
        [SubAccount(N1, 500), SubAccount(N2, 600)],
        [SubAccount(N1, 400), SubAccount(N2, 700)],
        [SubAccount("62284804025660189999", 1_100)],
    ):
        found = says("R04", outside=sub_accounts(theirs, ours))
        fails(found, 1, ("", 300, together))
        assert told(found, frozenset(), lines=False) == found
    cancel = [SubAccount(N1, 300), SubAccount(N2, 500)]
    assert says("R04", outside=sub_accounts(cancel, ours)).check.result == "PASS"


def promise(number="BH-1", fen=500, until=UNTIL, *, opened=True):
    return Guarantee(number, fen, until, D, opened)


def test_r16_the_register_agrees_with_the_guarantors_list(says):
    theirs = [Guarantee("BH-1", 500, UNTIL)]
    passes(says("R16", outside=guarantees(theirs, [promise()])), LISTED)
    passes(says("R16", outside=guarantees(theirs, [promise(opened=False)])), LISTED)


@pytest.mark.parametrize(
    ("theirs", "row"),
    [
        ([], (D, 500, "担保机构名单没有此保函")),
        ([Guarantee("BH-1", 499, UNTIL)], (D, 500, "保函金额不符")),
        ([Guarantee("BH-1", 500, date(2026, 7, 30))], (D, 500, "保函有效期不符")),
    ],
)
def test_r16_ours_is_not_theirs(says, theirs, row):
    fails(says("R16", outside=guarantees(theirs, [promise()])), 1, row)


def register(*ours):
    return Outside(register=ours)


@pytest.mark.parametrize(
    ("days", "said"),
    [(-1, "保函已过有效期，尚未解除或索赔"), (0, SOON), (14, SOON), (15, None)],
)
def test_r16_a_guarantee_that_ends_is_told_in_time_whoever_lists_it(says, days, said):
    """Unclaimed, of an open lot; without the guarantors' list as with it."""
    until = DAY + timedelta(days=days)
    alone = says("R16", outside=register(promise(until=until)))
    listed = guarantees([Guarantee("BH-1", 500, until)], [promise(until=until)])
    beside = says("R16", outside=replace(listed, register=(promise(until=until),)))
    if said is None:
        assert alone.check.result == "NOT_APPLICABLE"
        passes(beside, LISTED)
        return
    fails(alone, 1, (D, 500, said))
    fails(beside, 1, (D, 500, said))


@pytest.mark.parametrize(("days", "told"), [(20, None), (21, "保函有效期短于签约期限，须展期")])
def test_r16_a_guarantee_stands_until_the_contract_is_due(says, days, told):
    until = DAY + timedelta(days=20)
    one = replace(promise(until=until), needed_until=DAY + timedelta(days=days))
    found = says("R16", outside=register(one))
    if told is None:
        assert found.check.result == "NOT_APPLICABLE"
    else:
        fails(found, 1, (D, 500, told))


def test_r16_one_that_was_claimed_or_may_not_be_told_is_not_among_them(says):
    done = replace(promise(until=DAY), claimed=True)
    for outside in (register(done), register(promise(until=DAY, opened=False))):
        assert says("R16", outside=outside).check.result == "NOT_APPLICABLE"


@pytest.mark.parametrize("ours", [[], [promise("BH-2", 3, opened=False)]])
def test_r16_what_may_not_be_told_is_one_sum_with_what_is_unknown(says, ours):
    found = says("R16", outside=guarantees([Guarantee("BH-9", 7, UNTIL)], ours))
    fails(
        found, 1, ("", 7 - sum(one.fen for one in ours), "其余保函合计之差（未启封、登记簿没有的）")
    )


def test_r16_two_guarantors_are_two_comparisons(says):
    """What one promises too much does not make up for what another lacks; of whom, is not told."""
    first = guarantees([Guarantee("BH-1", 7, UNTIL)], []).guarantees
    second = guarantees([], [promise("BH-2", 7, opened=False)]).guarantees
    together = "其余保函合计之差（未启封、登记簿没有的）"
    found = says("R16", outside=Outside(guarantees=(*first, *second)))
    fails(found, 2, ("", 7, together), ("", -7, together))


def test_r16_one_list_that_cannot_be_read_is_no_pass_beside_one_that_can(says):
    read = guarantees([Guarantee("BH-1", 500, UNTIL)], [promise()]).guarantees
    found = says("R16", outside=Outside(guarantees=read, unread=frozenset({"GUARANTEES"})))
    fails(found, 1, ("", None, "外部清单文件无法读取"))


def test_r17_what_was_reported_is_what_there_is(says):
    same = [Reported(LOT, 3, 900)]
    passes(says("R17", outside=reported(same, same)), LISTED)
    passes(says("R17", outside=reported(same, [*same, Reported(SEALED, 0, 0)])), LISTED)


def test_r17_other_counts_and_amounts_are_found_lot_by_lot(says):
    found = says("R17", outside=reported([Reported(LOT, 3, 900)], [Reported(LOT, 2, 600)]))
    fails(found, 1, (LOT, 300, "报送3笔，账面2笔"))
    found = says("R17", outside=reported([], [Reported(LOT, 2, 600)]))
    fails(found, 1, (LOT, -600, "报送0笔，账面2笔"))


def test_r17_a_lot_that_is_not_open_is_not_to_be_reported(says):
    """Nor is how much was reported of it told: whoever reads the close would learn it."""
    found = says("R17", outside=reported([Reported(SEALED, 1, 300)], []))
    fails(found, 1, (SEALED, None, "报送了未启封的标段"))


def test_r15_a_checkpoint_kept_outside_is_held_against_the_log(says):
    found = says("R15", outside=Outside(anchor=Anchor(380, True)))
    assert found.check.result == "PASS"
    assert "系统外检查点（规模380）相符" in found.check.note
    assert "尚无系统外见证" not in found.check.note
    fails(
        says("R15", outside=Outside(anchor=Anchor(401, False))),
        1,
        ("#401", None, "与系统外保存的检查点不符，或不是本系统检查点密钥所签"),
    )


def test_r15_a_checkpoint_from_before_the_last_close_says_so(says):
    found = says("R15", outside=Outside(anchor=Anchor(12, True, old=True)))
    assert found.check.result == "PASS"
    assert "系统外检查点（规模12）相符，但早于上次关账" in found.check.note
    assert [one.key for one in understood(found.check.note)] == [one.key for one in found.notes]


@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        ("R03", "SUB_ACCOUNTS"),
        ("R04", "SUB_ACCOUNTS"),
        ("R15", "ANCHOR"),
        ("R16", "GUARANTEES"),
        ("R17", "REPORTED"),
    ],
)
def test_a_list_that_cannot_be_read_is_no_pass(says, rule, kind):
    found = says(rule, outside=Outside(unread=frozenset({kind})))
    fails(found, 1, ("", None, "外部清单文件无法读取"))


@pytest.mark.parametrize("rule", CODES)
def test_each_rule_is_seen_to_pass_and_to_fail(says, rule):
    """R01 to R20: by its number, here or in `test_checks.py`, whose tests of it are run once more
    and listened to."""
    results = set()

    def listened(asked, **changed):
        found = says(asked, **changed)
        if asked == rule:
            results.add(found.check.result)
        return found

    for name, test in {**vars(test_checks), **globals()}.items():
        if name.startswith(f"test_{rule.lower()}_"):
            for case in cases_of(test):
                test(listened, **case)
    assert {"PASS", "FAIL"} <= results


def cases_of(test):
    """What a test is given besides `says`, case by case; a test of a running office has none."""
    marks = [one for one in getattr(test, "pytestmark", ()) if one.name == "parametrize"]
    cases = [
        dict(zip(one.args[0], value, strict=True))
        if isinstance(one.args[0], tuple)
        else {one.args[0]: value}
        for one in marks
        for value in one.args[1]
    ] or [{}]
    return [one for one in cases if set(signature(test).parameters) == {"says", *one}]

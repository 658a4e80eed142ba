"""A day is closed by two persons over the same figures; what changed since, and who, is refused."""

from dataclasses import replace
from datetime import date

import psycopg
import pytest

from api.appointing import appoint
from api.banks.planning import CannotImport
from api.closing.figures import figures
from api.closing.reading import NotFollowed
from api.closing.rechecking import ChangedSince, PreparedOtherwise
from api.closing.signing import NOTE_MOST, asked_close, give_back, prepare, sign
from domain.bankpage.events import Particulars
from domain.bankpage.import_lines import BankLine, ImportLines
from domain.governance.appoint import RemoveRole
from domain.kernel import Post
from domain.outside.record import RecordOutsideList
from ledger.tickets import Refused
from tests.kit.closing import ACCOUNT, DAY, NEXT, OPENING
from tests.kit.statement_files import Row

FIRST = (Row(500, "1", time="09:00:00+08:00"), Row(700, "2"))


def refused(rule):
    return pytest.raises(Refused, match=f"^{rule}: ")


def asked(office, ask, person, *more):
    return ask(office.system, person, ACCOUNT, DAY, *more)


def prepared(office, **notes):
    return asked(office, prepare, "cash", notes)


def progress(office):
    return figures(office.system, ACCOUNT, DAY).progress


def bare_line(office, fen=900, day=DAY, key="e", credit=True):
    """A line is banked and no statement comes for it."""
    said = Particulars(fingerprint=key * 64)
    line = BankLine(credit=credit, amount=fen, value_date=day, booked_at=None, particulars=said)
    wanted = ImportLines(
        account=ACCOUNT,
        holds="1001",
        currency="CNY",
        day=day,
        page=1,
        statement="f" * 64,
        lines=(line,),
    )
    return office.system.ask("bank", wanted)


def test_one_prepares_another_signs(office):
    shown = figures(office.system, ACCOUNT, DAY)
    assert shown.progress.stage == "OPEN"
    prepared(office)
    seen = progress(office)
    assert (seen.stage, seen.prepared_by, seen.position) == ("PREPARED", "cash", shown.position)
    assert seen.snapshot == shown.snapshot
    assert seen.checks == tuple(one.check for one in shown.checks)
    asked(office, sign, "reviewer")
    seen = progress(office)
    assert (seen.stage, seen.prepared_by, seen.checked_by) == ("CLOSED", "cash", "reviewer")
    assert seen.checked_at is not None


def test_the_same_person_does_not_sign_what_it_prepared(office):
    """Nor can it: no person holds both posts."""
    prepared(office)
    with refused("permission.missing"):
        asked(office, sign, "cash")
    with refused("permission.missing"):
        asked(office, prepare, "reviewer", {})
    assert progress(office).stage == "PREPARED"


def test_nobody_signs_what_nobody_prepared(office):
    with refused("bankday.not_prepared"):
        asked(office, sign, "reviewer")
    with refused("bankday.not_prepared"):
        asked(office, give_back, "reviewer", "差额未说明")


def test_what_is_given_back_is_prepared_again(office):
    prepared(office)
    asked(office, give_back, "reviewer", "差额未说明")
    seen = progress(office)
    assert (seen.stage, seen.checked_by, seen.reason) == ("RETURNED", "reviewer", "差额未说明")
    with refused("bankday.not_prepared"):
        asked(office, sign, "reviewer")
    prepared(office)
    assert progress(office).stage == "PREPARED"
    asked(office, sign, "reviewer2")


def test_a_late_statement_makes_what_was_prepared_stale(office):
    prepared(office)
    office.statement(*FIRST, Row(900, "3"), identifier="S2")
    assert progress(office).stage == "STALE"
    with refused("bankday.not_prepared"):
        asked(office, sign, "reviewer")
    prepared(office)
    asked(office, sign, "reviewer")


def test_lines_without_a_statement_are_not_signed_unseen(office):
    prepared(office)
    bare_line(office)
    with pytest.raises(ChangedSince, match=f"banked on {ACCOUNT}/{DAY} after position"):
        asked(office, sign, "reviewer")
    assert progress(office).stage == "PREPARED"


def test_lines_that_cancel_or_lie_before_are_not_signed_unseen_either(office):
    prepared(office)
    bare_line(office, day=date(2026, 3, 16))
    with pytest.raises(ChangedSince):
        asked(office, sign, "reviewer")
    prepared(office, R01="见前一日")
    bare_line(office, key="c")
    bare_line(office, key="d", credit=False)
    with pytest.raises(ChangedSince):
        asked(office, sign, "reviewer")


def hears(office, day=DAY, sha="ab"):
    """Somebody outside says how the day stands with them."""
    told = {"account": ACCOUNT, "day": day, "kind": "REPORTED", "sha256": sha * 32}
    return office.system.ask("cash", RecordOutsideList(**told))


def test_a_list_that_came_meanwhile_is_not_signed_unseen(office):
    """Given a close that was prepared; when a list comes; then it is prepared again first, and
    what the list says is looked at."""
    hears(office)
    prepared(office, R17="清单不可读")
    hears(office, sha="cd")
    with pytest.raises(ChangedSince, match=f"list from outside came for {ACCOUNT}/{DAY} after"):
        asked(office, sign, "reviewer")
    assert progress(office).stage == "PREPARED"
    prepared(office, R17="清单不可读")
    asked(office, sign, "reviewer")


def test_a_list_of_another_day_does_not_hinder(office):
    prepared(office)
    hears(office, day=NEXT)
    asked(office, sign, "reviewer")


def test_lines_of_another_day_do_not_hinder(office):
    prepared(office)
    bare_line(office, day=NEXT)
    asked(office, sign, "reviewer")


def test_a_difference_is_signed_only_with_its_explanation(office):
    bare_line(office)
    with refused("bankday.unexplained"):
        prepared(office)
    with refused("bankday.unexplained"):
        prepared(office, R01="网银流水先到")
    prepared(office, R01="网银流水先到，次日对账单入账", R02=" 同上 ")
    asked(office, sign, "reviewer")
    checks = {check.rule: check for check in progress(office).checks}
    assert (checks["R01"].result, checks["R01"].figure) == ("FAIL", -900)
    assert checks["R01"].note == "网银流水先到，次日对账单入账"
    assert (checks["R02"].figure, checks["R02"].note) == (1, "同上")


def stating(office, **told):
    """A preparer of their own program sends what the books do not say: of rules, or of the day."""
    notes = dict.fromkeys(figures(office.system, ACCOUNT, DAY).to_explain, "说明")
    honest = asked_close(office.system, ACCOUNT, DAY, notes)
    of_rules = {rule: told.pop(rule) for rule in [*told] if rule[0] == "R"}
    checks = [replace(check, **of_rules.get(check.rule, {})) for check in honest.checks]
    return office.system.ask("cash", replace(honest, checks=tuple(checks), **told))


@pytest.mark.parametrize(
    ("told", "zh", "en"),
    [
        (
            {"R02": {"result": "PASS", "figure": None, "note": ""}},
            "R02 编制时为：通过；重新核对为：未通过（1）。须重新编制",
            r"R02 was prepared as: passed; checked again it is: FAILED \(1\). Prepare it again",
        ),
        (
            {"R05": {"result": "FAIL", "figure": 3, "note": "说明"}},
            "R05 编制时为：未通过（3）；重新核对为：通过（0）。须重新编制",
            r"R05 was prepared as: FAILED \(3\); checked again it is: passed \(0\). ",
        ),
        (
            {"R01": {"figure": -1}},
            "R01 编制时为：未通过（-0.01）；重新核对为：未通过（-9.00）。须重新编制",
            r"R01 was prepared as: FAILED \(-0.01\); checked again it is: FAILED \(-9.00\). ",
        ),
        (
            {"R03": {"result": "PASS", "figure": 0}},
            "R03 编制时为：通过（0）；重新核对为：不适用。须重新编制",
            "R03 was prepared as: passed .0.; checked again it is: n/a. ",
        ),
    ],
)
def test_a_result_that_the_record_does_not_bear_out_is_not_signed(office, told, zh, en):
    bare_line(office)
    stating(office, **told)
    with pytest.raises(PreparedOtherwise, match=f"^{en}") as refused:
        asked(office, sign, "reviewer")
    assert refused.value.words("zh") == zh
    assert progress(office).stage == "PREPARED"


def test_other_words_for_what_is_so_are_signed(office):
    bare_line(office)
    stating(office, R02={"note": "次日到账"})
    asked(office, sign, "reviewer")
    assert progress(office).stage == "CLOSED"


@pytest.mark.parametrize("position", [0, 10**9])
def test_what_was_prepared_beyond_the_log_is_not_signed(office, position):
    stating(office, position=position)
    with pytest.raises(ChangedSince, match=f"prepared at position {position}, the log ends at "):
        asked(office, sign, "reviewer")


def test_an_explanation_of_nothing_but_spaces_is_none(office):
    bare_line(office)
    with refused("bankday.unexplained"):
        prepared(office, R01=" ", R02="同上")


def test_a_note_is_of_a_rule_and_has_an_end(office):
    with pytest.raises(ValueError, match="'R21': expected R01 to R20"):
        prepared(office, R21="?")
    with pytest.raises(ValueError, match=f"at most {NOTE_MOST} fit"):
        prepared(office, R01="长" * (NOTE_MOST + 1))


def test_a_closed_day_takes_nothing_more(office):
    prepared(office)
    asked(office, sign, "reviewer")
    with refused("bankday.closed"):
        bare_line(office)
    with pytest.raises(CannotImport, match=f"{ACCOUNT}/{DAY} is closed and never changes: "):
        office.statement(*FIRST, Row(900, "3"), identifier="S2")
    for ask, person, more in (
        (prepare, "cash", {}),
        (sign, "reviewer2", None),
        (give_back, "reviewer2", "太迟"),
    ):
        with refused("bankday.closed"):
            asked(office, ask, person, *([] if more is None else [more]))


def test_the_same_statement_again_changes_nothing_on_a_closed_day(office):
    prepared(office)
    asked(office, sign, "reviewer")
    office.statement(*FIRST)
    assert progress(office).stage == "CLOSED"


def test_a_day_without_a_statement_is_not_prepared(office):
    with pytest.raises(NotFollowed, match=f"no statement of {ACCOUNT}/{NEXT} has come"):
        prepare(office.system, "cash", ACCOUNT, NEXT, {})


OWNED = "work.balances__1__owned"


def change_balances(office, by):
    with psycopg.connect(office.system.databases.owner, autocommit=True) as owner:
        changed = owner.execute(f"UPDATE {OWNED} SET credit = credit + {by} WHERE credit > 0")
        assert changed.rowcount


def test_balances_that_were_changed_in_the_read_model_are_not_signed(office):
    """The signer's digest is made again: it is another one, and the domain refuses it."""
    prepared(office)
    one = f"(SELECT max(id) FROM {OWNED} WHERE credit > 0)"
    change_balances(office, by=f"CASE id WHEN {one} THEN 1 ELSE -1 END")
    with refused("bankday.other_content"):
        asked(office, sign, "reviewer")


def test_balances_that_do_not_sum_to_zero_any_more_are_found_by_their_check(office):
    prepared(office)
    change_balances(office, by="1")
    with pytest.raises(PreparedOtherwise, match=r"^R05 was prepared as: passed \(0\); "):
        asked(office, sign, "reviewer")


def test_the_next_day_is_closed_after_it(office):
    prepared(office)
    asked(office, sign, "reviewer")
    office.statement(Row(200, "9"), day=str(NEXT), opening=OPENING + 1_200)
    office.publish()
    close = figures(office.system, ACCOUNT, NEXT)
    assert close.to_explain == ()
    assert (close.closing, close.ledger) == (101_400, 101_400)
    prepare(office.system, "cash", ACCOUNT, NEXT, {})
    sign(office.system, "reviewer", ACCOUNT, NEXT)


def test_an_unknown_account_is_told_as_such(office):
    with pytest.raises(NotFollowed, match="'NOBODYS' is not opened in the books"):
        figures(office.system, "NOBODYS", DAY)
    with pytest.raises(NotFollowed, match="position 99999 is not within the log"):
        figures(office.system, ACCOUNT, DAY, 99_999)
    assert figures(office.system, ACCOUNT, date(2026, 3, 1)).statement is None


def test_who_changed_posts_meanwhile_does_not_sign_either(office):
    """Whoever prepared it is another person than signs, whatever posts they hold by then."""
    prepared(office)
    now = office.system.clock()
    office.system.ask("office", RemoveRole(person="cash", post=Post("C-CASH", "centre"), since=now))
    appoint(office.system, "cash", "C-SET2", "centre")
    with refused("bankday.own_close"):
        asked(office, sign, "cash")
    with refused("bankday.own_close"):
        asked(office, give_back, "cash", "自查")

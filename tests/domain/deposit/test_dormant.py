"""What nobody claims for a year is on a public list, and stays where it is (P32, R20)."""

from dataclasses import replace
from datetime import date

import pytest

from domain.account.stream import ACCOUNT as ACCOUNTS
from domain.accounts import BONDS_HELD, RETURNED, UNIDENTIFIED
from domain.bankday.events import DormantReceiptsClaimed, DormantReceiptsDeclared
from domain.bankday.stream import BANKDAY
from domain.deposit.dormant import ClaimDormant, DeclareDormant
from domain.deposit.owed import (
    DormantBalanceClaimed,
    DormantBalanceDeclared,
    RefundObligationCancelled,
)
from domain.deposit.stream import DEPOSIT
from domain.desk.dormant import ClaimDormantReceipts, DeclareDormantReceipts
from domain.kernel import StreamId
from domain.postings import moved
from tests.domain.deposit.test_kept_days import frozen, let_go
from tests.kit.owing import DUE, approved, confirmed, failed, instructed, matched, owed, returned
from tests.kit.rows import ACCOUNT, DAY, OPENED, PRICE, REQUIRED, D
from tests.kit.story import fold, given, streams_of
from tests.kit.till import at

SINCE, NOTICE = DUE, date(2027, 5, 19)
TODAY = at(NOTICE)
LONG_AGO = date(1899, 5, 19)
NOTICED = {"notice": NOTICE, "document": "公示〔2027〕1号", "evidence": "ee" * 32}


def declaring(number=1, since=SINCE, **other):
    return DeclareDormant(deposit=D, number=number, since=since, **(NOTICED | other))


def declared():
    facts = {"deposit": D, "number": 1, "since": SINCE, "amount_fen": PRICE}
    return DormantBalanceDeclared(**facts, **NOTICED)


def answer(*facts, asked=None, when=TODAY):
    story = given(DEPOSIT, REQUIRED, matched(), owed(), *facts)
    return story.when(asked or declaring(), by="C-SET1", at=when)


def test_a_refund_that_nobody_claims_is_declared_with_its_notice():
    answer().then(declared())


def test_what_the_bank_refused_or_gave_back_is_unclaimed_too():
    answer(approved(), instructed(), failed()).then(declared())


def test_it_moves_nothing_and_may_be_paid_as_before():
    before = fold(DEPOSIT, REQUIRED, matched(), owed())
    after = DEPOSIT.evolve(before, declared())
    assert after.balances == before.balances
    assert (after.refund(1).dormant, after.refund(1).version) == (NOTICE, 1)


def test_once():
    answer(declared()).nothing_happens()


def test_a_year_has_passed_and_not_a_day_less():
    last = date(2027, 5, 18)
    answer(when=at(last), asked=declaring(notice=last)).refused_by("dormant.too_early")


def test_the_notice_is_out():
    answer(asked=declaring(notice=date(2027, 5, 20))).refused_by("dormant.not_published")


@pytest.mark.parametrize("since", [date(2026, 5, 17), date(2026, 5, 19), date(2015, 1, 1)])
def test_since_when_it_is_unclaimed_the_books_say(since: date):
    """From the last day on which it was to be paid, and from no other."""
    answer(asked=declaring(since=since), when=at(date(2028, 1, 1))).refused_by(
        "dormant.other_since"
    )


def came_back(on: str):
    entry = moved("P15", (UNIDENTIFIED, f"{ACCOUNT}/{on}"), (RETURNED, f"{D}/1"), PRICE)
    return replace(returned(), entries=(entry,))


def test_what_came_back_later_is_unclaimed_since_then():
    facts = (approved(), instructed(), confirmed(), came_back("2026-06-02"))
    answer(*facts, when=at(date(2027, 6, 3))).refused_by("dormant.other_since")
    back = declaring(since=date(2026, 6, 2))
    answer(*facts, asked=back, when=at(date(2027, 6, 2))).refused_by("dormant.too_early")
    answer(*facts, asked=back, when=at(date(2027, 6, 3))).then(
        replace(declared(), since=date(2026, 6, 2))
    )


def test_what_came_back_before_it_was_due_is_unclaimed_since_that():
    facts = (approved(), instructed(), confirmed(), came_back("2026-05-12"))
    answer(*facts).then(declared())


def on_day(day, order):
    return replace(order, day=day)


def test_what_an_order_keeps_back_nobody_can_claim():
    """Nobody may have it: that is no year in which nobody claimed it."""
    answer(frozen(1, day=3)).refused_by("refund.held")
    answer(frozen(1, BONDS_HELD, day=3)).then(declared())


def test_let_go_again_it_is_unclaimed_since_then():
    """Of what was let go before it was due, since that was over."""
    facts = (frozen(1, day=3), on_day(date(2026, 6, 2), let_go(1)))
    answer(*facts, when=at(date(2027, 6, 3))).refused_by("dormant.other_since")
    since = declaring(since=date(2026, 6, 2))
    answer(*facts, asked=since, when=at(date(2027, 6, 2))).refused_by("dormant.too_early")
    answer(*facts, asked=since, when=at(date(2027, 6, 3))).then(
        replace(declared(), since=date(2026, 6, 2))
    )
    answer(frozen(1, day=3), let_go(1, day=8)).then(declared())


def test_who_claimed_it_while_an_order_kept_it_did_so_then():
    """The order came when it stood on the list, and was lifted since."""
    listed = (declared(), on_day(date(2027, 5, 25), frozen(1)), on_day(date(2027, 6, 2), let_go(1)))
    facts = {"deposit": D, "number": 1, **SHOWN}
    later = at(date(2027, 6, 3))
    answer(*listed, asked=claiming(), when=later).then(DormantBalanceClaimed(**facts))


# It is claimed, or paid after all.

CLAIMED = date(2027, 6, 1)
CLAIM_DAY = at(CLAIMED)
SHOWN = {"claimed": CLAIMED, "document": "认领函1号", "evidence": "ab" * 32}


def claiming(number=1, **other):
    return ClaimDormant(deposit=D, number=number, **(SHOWN | other))


def claimed():
    return DormantBalanceClaimed(deposit=D, number=1, **SHOWN)


def asked_to_end(*facts, when=CLAIM_DAY, **other):
    return answer(*facts, asked=claiming(**other), when=when)


def test_what_is_claimed_goes_off_the_list_and_stays_payable():
    asked_to_end(declared()).then(claimed())
    before = fold(DEPOSIT, REQUIRED, matched(), owed(), declared())
    after = DEPOSIT.evolve(before, claimed())
    assert after.balances == before.balances
    assert (after.refund(1).dormant, after.refund(1).version) == (None, 1)
    assert after.refund(1).standing is before.refund(1).standing


def test_what_was_paid_after_all_or_is_owed_no_more_goes_off_it_by_itself():
    paid = (approved(), instructed(), confirmed())
    asked_to_end(declared(), *paid[:2]).then(claimed())
    asked_to_end(declared(), *paid).refused_by("dormant.not_listed")
    over = RefundObligationCancelled(deposit=D, number=1)
    asked_to_end(declared(), over).refused_by("dormant.not_listed")


def test_what_came_back_is_declared_anew_a_year_later():
    facts = (declared(), approved(), instructed(), confirmed(), came_back("2027-06-02"))
    again = declaring(since=date(2027, 6, 2))
    answer(*facts, asked=again, when=at(date(2028, 6, 2))).refused_by("dormant.too_early")
    answer(*facts, asked=again, when=at(date(2028, 6, 3))).then(
        replace(declared(), since=date(2027, 6, 2))
    )


def test_what_stands_on_no_list_does_not_go_off_it():
    asked_to_end().refused_by("dormant.not_listed")
    asked_to_end(declared(), claimed()).refused_by("dormant.not_listed")
    asked_to_end(declared(), number=2).refused_by("refund.unknown")


def test_it_is_claimed_after_it_was_due_and_not_in_the_future():
    asked_to_end(declared(), claimed=date(2026, 5, 17)).refused_by("dormant.other_claim")
    asked_to_end(declared(), claimed=date(2027, 6, 2)).refused_by("dormant.other_claim")
    asked_to_end(declared(), claimed=SINCE).then(replace(claimed(), claimed=SINCE))


def test_who_claims_and_does_not_take_it_is_on_the_list_again_a_year_later():
    facts = (declared(), claimed())
    again = declaring(since=CLAIMED)
    answer(*facts, asked=again, when=at(date(2028, 6, 1))).refused_by("dormant.too_early")
    answer(*facts, asked=again, when=at(date(2028, 6, 2))).then(replace(declared(), since=CLAIMED))


def test_what_is_on_its_way_is_claimed():
    answer(approved()).refused_by("refund.not_payable")


def test_what_is_not_owed_is_not_unclaimed():
    answer(asked=declaring(number=2)).refused_by("refund.unknown")


# What came and is nobody's.


def of_the_day(**other):
    facts = {"account": ACCOUNT, "day": DAY, "amount_fen": 500_000} | NOTICED
    return DeclareDormantReceipts(**(facts | other))


def told(fen=500_000):
    return DormantReceiptsDeclared(account=ACCOUNT, day=DAY, amount_fen=fen, **NOTICED)


def asked_of_the_day(*facts, when=TODAY, opened=(OPENED,), **other):
    story = given(BANKDAY, *facts).given(ACCOUNTS, *opened)
    return story.when(of_the_day(**other), by="C-CASH", at=when)


def test_what_is_nobody_s_is_declared_as_the_day_s_sum():
    asked_of_the_day().then(told())
    asked_of_the_day(told()).nothing_happens()
    asked_of_the_day(told(7)).then(told())


def test_of_a_day_too_a_year_has_passed_and_its_notice_is_out():
    early = at(DAY.replace(year=DAY.year + 1))
    asked_of_the_day(when=early, notice=DAY).refused_by("dormant.too_early")
    asked_of_the_day(notice=date(2027, 5, 20)).refused_by("dormant.not_published")


def test_an_account_that_nobody_opened_has_no_days():
    asked_of_the_day(opened=()).refused_by("account.not_open")


def claiming_the_day(**other):
    return ClaimDormantReceipts(**({"account": ACCOUNT, "day": DAY} | SHOWN | other))


def end_of_the_day(*facts, when=CLAIM_DAY, **other):
    return given(BANKDAY, *facts).when(claiming_the_day(**other), by="C-CASH", at=when)


def test_a_day_s_sum_that_is_somebody_s_by_now_goes_off_the_list():
    off = DormantReceiptsClaimed(account=ACCOUNT, day=DAY, **SHOWN)
    end_of_the_day(told()).then(off)
    end_of_the_day().refused_by("dormant.not_listed")
    end_of_the_day(told(), off).refused_by("dormant.not_listed")
    end_of_the_day(told(), claimed=date(2027, 6, 2)).refused_by("dormant.other_claim")
    asked = ClaimDormantReceipts(account=ACCOUNT, day=DAY, **SHOWN)
    assert StreamId("account", ACCOUNT) in streams_of(asked), "posts for elsewhere do not count"


def test_what_is_nobody_s_still_is_declared_again_a_year_after_the_claim():
    off = DormantReceiptsClaimed(account=ACCOUNT, day=DAY, **SHOWN)
    asked_of_the_day(told(), off, when=at(date(2028, 6, 1))).refused_by("dormant.too_early")
    asked_of_the_day(told(), off, when=at(date(2028, 6, 2))).then(told())
    end_of_the_day(told(), off, told(), claimed=date(2027, 5, 31)).refused_by("dormant.other_claim")


@pytest.mark.parametrize(
    ("wrong", "asking", "said"),
    [
        ({"number": 0}, declaring, "number 0: expected one or more"),
        ({"since": LONG_AGO}, declaring, "since 1899-05-19: expected a year"),
        ({"notice": LONG_AGO}, declaring, "notice 1899-05-19: expected a year"),
        ({"document": " "}, declaring, "document: expected the notice's reference"),
        ({"day": LONG_AGO}, of_the_day, "day 1899-05-19: expected a year"),
        ({"notice": LONG_AGO}, of_the_day, "notice 1899-05-19: expected a year"),
        ({"amount_fen": 0}, of_the_day, "amount_fen 0: expected one or more"),
        ({"document": " "}, of_the_day, "document: expected the notice's reference"),
        ({"number": 0}, claiming, "number 0: expected one or more"),
        ({"claimed": LONG_AGO}, claiming, "claimed 1899-05-19: expected a year"),
        ({"document": " "}, claiming, "document: expected what shows the claim"),
        ({"day": LONG_AGO}, claiming_the_day, "day 1899-05-19: expected a year"),
        ({"claimed": LONG_AGO}, claiming_the_day, "claimed 1899-05-19: expected a year"),
        ({"document": " "}, claiming_the_day, "document: expected what shows the claim"),
    ],
)
def test_what_cannot_be_meant_is_not_asked(wrong, asking, said):
    with pytest.raises(ValueError, match=f"^{said}"):
        asking(**wrong)

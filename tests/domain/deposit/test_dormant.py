"""What nobody claims for a year is on a public list, and stays where it is (P32, R20)."""

from datetime import date

import pytest

from domain.bankday.dormant import DeclareDormantReceipts
from domain.bankday.events import DormantReceiptsDeclared
from domain.bankday.stream import BANKDAY
from domain.deposit.dormant import DeclareDormant
from domain.deposit.owed import DormantBalanceDeclared
from domain.deposit.stream import DEPOSIT
from tests.kit.owing import DUE, approved, failed, instructed, matched, owed
from tests.kit.rows import ACCOUNT, DAY, PRICE, REQUIRED, D
from tests.kit.story import fold, given
from tests.kit.till import at

SINCE, NOTICE = date(2026, 5, 11), date(2027, 5, 12)
TODAY = at(NOTICE)
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
    answer(when=at(date(2027, 5, 11)), asked=declaring(notice=SINCE)).refused_by(
        "dormant.too_early"
    )


def test_the_notice_is_out():
    answer(asked=declaring(notice=date(2027, 5, 13))).refused_by("dormant.not_published")


def test_it_was_owed_before_it_was_due():
    later = date(2026, 5, 19)
    assert later > DUE
    answer(asked=declaring(since=later), when=at(date(2028, 1, 1))).refused_by(
        "dormant.other_since"
    )


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


def asked_of_the_day(*facts, when=TODAY, **other):
    return given(BANKDAY, *facts).when(of_the_day(**other), by="C-CASH", at=when)


def test_what_is_nobody_s_is_declared_as_the_day_s_sum():
    asked_of_the_day().then(told())
    asked_of_the_day(told()).nothing_happens()
    asked_of_the_day(told(7)).then(told())


def test_of_a_day_too_a_year_has_passed_and_its_notice_is_out():
    early = at(DAY.replace(year=DAY.year + 1))
    asked_of_the_day(when=early, notice=DAY).refused_by("dormant.too_early")
    asked_of_the_day(notice=date(2027, 5, 13)).refused_by("dormant.not_published")


@pytest.mark.parametrize(
    ("wrong", "asking", "said"),
    [
        ({"number": 0}, declaring, "number 0: expected one or more"),
        ({"document": " "}, declaring, "document: expected the notice's reference"),
        ({"amount_fen": 0}, of_the_day, "amount_fen 0: expected one or more"),
        ({"document": " "}, of_the_day, "document: expected the notice's reference"),
    ],
)
def test_what_cannot_be_meant_is_not_asked(wrong, asking, said):
    with pytest.raises(ValueError, match=said):
        asking(**wrong)

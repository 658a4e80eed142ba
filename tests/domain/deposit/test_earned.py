"""The bank's interest lies on the account of ours that it was paid on, and is its money's (R13)."""

from dataclasses import replace
from typing import Any

from domain.accounts import INTEREST_TO_ALLOCATE, SELLER_PAYABLE
from domain.deposit.owed import InterestAllocated, RefundSetOff
from domain.deposit.state import Deposit
from domain.deposit.stream import DEPOSIT
from domain.postings import Entry, Leg, moved
from tests.kit.owing import allocated, approved, credited, late, matched, owed
from tests.kit.passing import COURT, forfeited, reversed_by
from tests.kit.rows import ACCOUNT, PRICE, D
from tests.kit.story import fold
from tests.kit.two_accounts import BOTH, ELSEWHERE, OTHER, PAYEES, credited_there


def after(*facts: Any) -> Deposit:
    folded = fold(DEPOSIT, *facts)
    assert isinstance(folded, Deposit)
    assert sum(folded.interest.values()) == folded.balance("2007")
    return folded


def test_it_lies_where_it_was_paid():
    deposit = after(*BOTH, credited(50), credited_there(7))
    assert deposit.interest == {ACCOUNT: 50, OTHER: 7}
    unread = after(*BOTH, replace(credited(50), line=None))
    assert unread.interest == {ACCOUNT: 50}


def test_interest_that_comes_back_to_money_which_nobody_can_place_lies_nowhere():
    """It went to the tenderer with what was kept, and both are held again (P25)."""
    kept = (replace(matched(), line=None), credited(1), forfeited(), given(1))
    legs = (Leg("2008", "住建局", PRICE + 1, "P25"), Leg("2002", D, -PRICE, "P25"))
    entry = Entry("CUST", "CNY", (*legs, Leg("2007", D, -1, "P25")))
    again = replace(reversed_by(COURT), entries=(entry,))
    assert after(*kept, again).interest == {"": 1}


def test_what_goes_with_a_refund_goes_from_where_its_money_is():
    paid = (*BOTH, credited(50), credited_there(50))
    assert after(*paid, allocated(40, 2)).interest == {ACCOUNT: 50, OTHER: 10}
    assert after(*paid, allocated(50, 1)).interest == {OTHER: 50}
    assert after(*BOTH, credited_there(50), allocated(40, 1)).interest == {OTHER: 10}


def test_what_goes_along_with_no_refund_after_all_is_where_that_one_s_money_is():
    """P09: it came back to us after the bank had taken the line back that it was of."""
    legs = (Leg("2012", f"{D}/2", PRICE + 7, "P09"), Leg("1003", D, -PRICE, "P09"))
    entry = Entry("CUST", "CNY", (*legs, Leg("2007", D, -7, "P09")))
    off = RefundSetOff(deposit=D, number=2, entries=(entry,))
    assert fold(DEPOSIT, *BOTH, off).interest == {OTHER: 7}


def given(fen: int) -> InterestAllocated:
    return InterestAllocated(
        deposit=D,
        number=None,
        to=SELLER_PAYABLE.code,
        entitled_fen=0,
        left_fen=0,
        reason=None,
        entries=(moved("P18", (INTEREST_TO_ALLOCATE, D), (SELLER_PAYABLE, "住建局"), fen),),
    )


def test_what_is_others_goes_from_wherever_it_lies():
    swapped = (*BOTH[:2], owed(1, payee=PAYEES[1]), owed(2))
    for facts in (BOTH, swapped):
        some = after(*facts, credited(50), credited_there(7), given(10))
        assert some.interest == {ACCOUNT: 40, OTHER: 7}, "whosever refund is the first"
    last = after(*BOTH, credited(50), credited_there(7), given(57))
    assert last.interest == {}
    assert last.given.lies == {(SELLER_PAYABLE.code, "住建局"): {ACCOUNT, OTHER}}


def test_a_refund_waits_for_the_interest_of_its_own_account():
    first, second = after(*BOTH, credited(50)).refunds
    assert first.interest_until is not None
    assert second.interest_until is None
    assert after(*BOTH, credited_there(7)).refund(1).interest_until is None


def test_of_money_that_nobody_can_place_any_interest_may_be():
    unread = replace(ELSEWHERE, line=None)
    refunds = after(matched(), unread, owed(1), owed(2, payee=PAYEES[1]), credited(50)).refunds
    assert all(one.interest_until for one in refunds)


def test_what_a_refund_had_of_it_is_told_and_what_follows_it_too():
    following = replace(allocated(3, 2), number=3, follows_refund=2, to="2005")
    deposit = after(*BOTH, credited_there(10), allocated(7, 2), approved(2), following)
    assert [one.interest_fen for one in deposit.refunds] == [0, 10]


def test_late_money_waits_for_none():
    (refund,) = after(*late(), credited(5)).refunds
    assert (refund.interest_until, refund.interest_fen) == (None, 0)

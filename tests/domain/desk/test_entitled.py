"""The interest owed with a refund where the bank pays sums: each period by itself; fen (MODE_B)."""

from dataclasses import replace
from datetime import date
from typing import Any

from domain.deposit.stream import DEPOSIT
from domain.desk.entitled import entitled_fen, paid_until
from domain.interest import Mode
from domain.kernel import Rejected
from tests.kit.agreeing import agreed, distributed, paying
from tests.kit.batching import LAW
from tests.kit.owing import (
    approved,
    confirmed,
    credited,
    failed,
    instructed,
    matched,
    owed,
)
from tests.kit.rows import PRICE, REQUIRED
from tests.kit.story import fold
from tests.kit.two_accounts import credited_there

AGREED, SETTLED, NEXT = date(2026, 3, 21), date(2026, 6, 21), date(2026, 9, 21)
LUMPS = agreed(lump=True, since=AGREED)
SUMS = distributed(AGREED, SETTLED), distributed(SETTLED, NEXT)
BEFORE, QUARTER = 3_111, 71_556
"""On 800,000.00: 4 days from 03-17 on, and 92 days, at 0.35 %."""
OWED = (matched(), owed())


def entitled(*facts: Any, told: Any = (LUMPS, *SUMS), number: int = 1, law: Any = LAW) -> Any:
    deposit = fold(DEPOSIT, REQUIRED, *facts)
    return entitled_fen(deposit, deposit.refund(number), law, paying(*told, day=NEXT))


def test_of_all_sums_and_of_the_days_before_each_by_itself():
    assert entitled(*OWED) == BEFORE + QUARTER + QUARTER
    assert entitled(*OWED, told=(LUMPS, SUMS[0])) == BEFORE + QUARTER


def test_where_none_is_owed_with_a_refund_it_is_none():
    assert entitled(matched(), owed(interest=False)) == 0


def test_what_came_and_went_on_one_day_bore_none():
    gone = replace(confirmed(), entries=(on(date(2026, 3, 17)),))
    assert entitled(*OWED, approved(), instructed(), gone) == 0


def test_what_came_after_the_last_sum_bears_none_yet_what_came_before_does():
    """In whatever order the lines were matched: a day after it was settled, and on 03-17."""
    late = replace(matched(1, 300), value_date=date(2026, 9, 22))
    both = (late, replace(matched(2), value_date=date(2026, 3, 17)), owed(1, PRICE + 300))
    assert entitled(*both) == BEFORE + QUARTER + QUARTER


def test_of_money_that_nobody_can_place_any_interest_may_be_its_own():
    unread = replace(matched(), line=None)
    deposit = fold(DEPOSIT, REQUIRED, unread, owed(), credited_there(5, AGREED))
    assert paid_until(deposit, deposit.refund(1), paying(LUMPS, day=NEXT)) == AGREED


def test_what_is_agreed_between_two_sums_is_of_the_second_alone():
    later = replace(LAW.rates[0], since=date(2026, 6, 1), rate_ppm=500)
    cut = replace(LAW, rates=(*LAW.rates, later))
    anew = agreed(lump=True, since=SETTLED, mode=Mode.RATE_AT_CLOSE, quarterly=True)
    told = (LUMPS, anew, *SUMS)
    assert entitled(*OWED, told=told, law=cut) == BEFORE + 58_222 + 10_230


def test_by_the_quarter_it_bears_interest_once_it_was_distributed():
    by_quarter = replace(LUMPS, quarterly=True)
    assert entitled(*OWED, told=(by_quarter, *SUMS)) == BEFORE + 71_558 + 71_622


def test_until_it_went_whatever_was_paid_since():
    """Four days and three, of which the sum was for 92."""
    gone = replace(confirmed(), entries=(on(date(2026, 3, 24)),))
    assert entitled(*OWED, approved(), instructed(), gone) == BEFORE + 2_333


def on(day: date) -> Any:
    (entry,) = confirmed().entries
    source, to = entry.legs
    return replace(entry, legs=(source, replace(to, owner=f"ZZ-DEPOSITS/{day}")))


def test_what_it_had_is_not_taken_off_nor_counted_twice_when_it_is_approved_again():
    """An approval says nothing of interest: what the bank paid between two of them still counts."""
    again = (*OWED, approved(), instructed(), failed(), credited(1, SETTLED), approved(attempt=2))
    deposit = fold(DEPOSIT, REQUIRED, *again)
    assert deposit.refund(1).interest_until is None
    assert entitled(*again) == BEFORE + QUARTER + QUARTER


def test_on_a_sub_account_it_is_as_it_was_paid_while_the_refund_waited():
    deposit = fold(DEPOSIT, REQUIRED, *OWED, credited(5), credited(1, date(2026, 3, 20)))
    ends = [paid_until(deposit, deposit.refund(1), paying(*told)) for told in ((), (agreed(),))]
    assert ends == [date(2026, 5, 14)] * 2, "the later day, whichever came last"


def test_a_sub_account_s_own_counts_where_the_bank_pays_sums_since():
    """Before any sum was paid: up to the day to which the bank paid on the number."""
    assert entitled(*OWED, approved(), credited(5, AGREED), told=(LUMPS,)) == BEFORE
    assert entitled(*OWED, approved(), told=(LUMPS,)) == 0
    assert entitled(*OWED, approved(), credited_there(5, AGREED), told=(LUMPS,)) == 0


def test_back_on_sub_accounts_what_waits_for_its_interest_waits():
    back = (LUMPS, *SUMS, agreed(since=NEXT))
    assert entitled(*OWED, told=back) == Rejected(
        "refund.interest_missing", "the bank has not paid its interest yet"
    )
    came = (*OWED, credited(1, date(2026, 9, 24)))
    assert entitled(*came, told=back) == BEFORE + QUARTER + QUARTER + 2_333


def test_where_no_rate_is_set_nothing_can_be_reckoned():
    decided = entitled(*OWED, law=replace(LAW, rates=()))
    assert decided == Rejected("interest.no_rate", "no rate of CCB is set")

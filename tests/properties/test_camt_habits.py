"""A bank's file into the books, whatever its habits: each payment once, or nothing and a reason."""

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from api.banks.planning import plans
from api.banks.statements.format import Statement
from api.banks.statements.register import read
from tests.kit.bank_habits import booked, days, file, habits
from tests.kit.banked_in_memory import ACCOUNT, Banked

OPENING = 5_000


def statements(data: bytes) -> tuple[Statement, ...]:
    """As they are read, of the account that is open here."""
    return tuple(replace(one, account=ACCOUNT.number) for one in read(data))


def payments(entries):
    """What is money, in fen: a batch that adds up is the payments it is made of."""
    return [fen for one in entries if one.status == "BOOK" for fen in one.payments]


@settings(deadline=None, max_examples=60)
@given(habits, habits, days())
def test_each_booked_payment_is_banked_once_in_whatever_form_the_day_comes_again(
    habit, other, entries
):
    there = Banked()
    told = (entries, OPENING, OPENING + booked(entries))
    first, again = file(habit, told), file(other, told)
    assert there.file(first, statements(first)) == len(payments(entries))
    assert there.fen == Counter(payments(entries))
    for data in (again, first):
        assert there.file(data, statements(data)) == 0
    assert there.fen == Counter(payments(entries))


@settings(deadline=None, max_examples=60)
@given(habits, days(), st.integers(-3, 3))
def test_a_file_that_is_a_fen_off_is_kept_aside_whole_and_one_that_is_not_is_banked(
    habit, entries, off
):
    data = file(habit, (entries, OPENING, OPENING + booked(entries) + off))
    (plan,) = plans(statements(data), {ACCOUNT.number: [ACCOUNT]})
    assert (plan.wrong is None) is (off == 0)

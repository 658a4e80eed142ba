"""A Chinese bank's table into the books, whatever its habits: each line once, or a reason."""

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from api.banks.planning import plans
from api.banks.statements.delimited import formats
from api.banks.statements.format import Statement
from api.banks.statements.profile import parsed
from api.banks.statements.register import read
from api.banks.statements.shelf import profiles
from tests.kit.banked_in_memory import ACCOUNT, Banked
from tests.kit.table_habits import BANKS, MARKED, days, file, habits

KNOWN = (*profiles(), parsed(MARKED, "marked", own=True))
FORMATS = formats(lambda: KNOWN)


def statements(data: bytes) -> tuple[Statement, ...]:
    """As they are read, of the account that is open here."""
    return tuple(replace(one, account=ACCOUNT.number) for one in read(data, formats=FORMATS))


banks = st.sampled_from(BANKS)
some = settings(deadline=None, max_examples=40)


@some
@given(banks, habits, days())
def test_lines_in_are_lines_out(bank, habit, entries):
    (found,) = statements(file(bank, habit, entries))
    told = entries[::-1] if habit.newest_first else entries
    assert found.profile == bank.profile
    ours = [
        (line.amount_minor if line.credit else -line.amount_minor, line.booking_date)
        for line in found.lines
    ]
    assert ours == [(one.fen, one.day) for one in told]
    assert [line.counterparty for line in found.lines] == [one.name for one in told]
    assert (found.balanced, found.contradiction) == (True, None)
    total = sum(one.fen for one in entries)
    assert found.closing_minor - found.opening_minor == total


@some
@given(banks, habits, habits, days())
def test_each_line_is_banked_once_in_whatever_form_the_days_come_again(bank, one, other, entries):
    there = Banked()
    first, again = file(bank, one, entries), file(bank, other, entries)
    assert there.file(first, statements(first)) == len(entries)
    for data in (again, first):
        assert there.file(data, statements(data)) == 0
    assert there.fen == Counter(told.fen for told in entries)


@some
@given(banks, habits, days(), st.integers(-3, 3), st.data())
def test_a_fen_off_is_kept_aside_whole(bank, habit, entries, off, data):
    """In one balance among others; and in the sums that are told of all."""
    if len(entries) > 2:
        nth = data.draw(st.integers(1, len(entries) - 2))
        wrong = list(entries)
        wrong[nth] = replace(wrong[nth], balance=wrong[nth].balance + off)
        assert kept_aside(file(bank, habit, wrong)) is (off != 0)
    if habit.sums and bank.profile == "icbc":
        assert kept_aside(file(bank, habit, entries, sums_off=off)) is (off != 0)


def kept_aside(data: bytes) -> bool:
    (plan,) = plans(statements(data), {ACCOUNT.number: [ACCOUNT]})
    return plan.wrong is not None

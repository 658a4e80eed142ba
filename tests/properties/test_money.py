"""Whatever the amounts: shown is read, split is whole, and entries balance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.accounts import ACCOUNTS
from domain.money import MOST, show, split, yuan
from domain.postings import Entry, Leg, moved, reversed_entry

fen = st.integers(-MOST, MOST)
weights = st.lists(st.integers(0, 10**12), min_size=1, max_size=30).filter(any)
legs = st.lists(
    st.builds(
        Leg,
        st.sampled_from([account.code for account in ACCOUNTS]),
        st.just("x"),
        st.integers(-5, 5),
        st.just("P02"),
    ),
    max_size=5,
)


@given(fen)
def test_what_is_shown_is_read_again(amount):
    assert yuan(show(amount)) == amount


@given(st.text(max_size=12))
def test_whatever_is_read_is_an_amount_in_digits(text):
    try:
        amount = yuan(text)
    except ValueError:
        return
    assert show(amount).replace(",", "").strip("-") == f"{abs(float(text.replace(',', ''))):.2f}"


@given(st.integers(0, MOST), weights)
def test_parts_sum_to_the_whole_and_none_is_a_fen_off(total, weights):
    parts = split(total, weights)
    assert sum(parts) == total
    assert len(parts) == len(weights)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * sum(weights) - total * weight) < sum(weights)


@given(st.integers(0, MOST), weights)
def test_no_part_with_a_smaller_remainder_is_served_first(total, weights):
    whole = sum(weights)
    served = [
        (total * weight % whole, -i)
        for i, weight in enumerate(weights)
        if split(total, weights)[i] > total * weight // whole
    ]
    passed_over = [
        (total * weight % whole, -i)
        for i, weight in enumerate(weights)
        if split(total, weights)[i] == total * weight // whole
    ]
    assert not served or not passed_over or min(served) > max(passed_over)


@given(st.sampled_from(["CUST", "OWN", "MEMO"]), legs)
def test_an_entry_exists_only_if_it_balances_in_one_book(book, legs):
    of = {account.code: account.book for account in ACCOUNTS}
    right = (
        len(legs) >= 2
        and sum(leg.amount for leg in legs) == 0
        and all(leg.amount and of[leg.account] == book for leg in legs)
    )
    if right:
        entry = Entry(book, "CNY", tuple(legs))
        assert entry.amount == reversed_entry(entry).amount > 0
    else:
        with pytest.raises(ValueError, match=r"not in book|at least two|moves nothing|not to zero"):
            Entry(book, "CNY", tuple(legs))


@given(st.sampled_from(ACCOUNTS), st.sampled_from(ACCOUNTS), st.integers(1, MOST))
def test_money_moves_within_a_book_and_never_between(debit, credit, amount):
    if debit.book == credit.book:
        entry = moved("P02", (debit, "a"), (credit, "b"), amount)
        assert [leg.amount for leg in entry.legs] == [amount, -amount]
        assert entry.book == debit.book
    else:
        with pytest.raises(ValueError, match="is not in book"):
            moved("P02", (debit, "a"), (credit, "b"), amount)

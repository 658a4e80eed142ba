"""Which bidders one account paid for, and when that is told (REFERENCE 5.2, RF-01)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.alert.cause import Cause, cause
from domain.alert.payments import Payment, groups, payment
from tests.kit.alerting import FOUND_AT

A1, A2 = "A3506000001000001001001", "A3506000001000001001002"
B1, B2, B3 = (f"N00000000000000B{n}" for n in "123")
X, Y = "35050161000000001234", "35050161000000005678"


def paid(position, party, account=X, lot=A1, deposit=None):
    return Payment(position, lot, deposit or f"P{lot[-4:]}{party[-2:]}", party, account)


def told(payments, lot=A1):
    """What is told when this lot's bids are opened."""
    return [group.positions for group in groups(payments, lambda one: one.lot == lot)]


def arrived(payments, position):
    """What is told when this payment comes for an open lot."""
    return [group.positions for group in groups(payments, lambda one: one.position == position)]


ROW_11, ROW_12, ROW_13, ROW_18 = paid(1, B1), paid(2, B1, lot=A2), paid(3, B2), paid(4, B2, Y)
"""Scenario A: B1 for itself, twice; B1's account for B2, which is rejected; B2 for itself."""


def test_row_36_one_account_for_two_bidders_is_told_at_the_opening():
    (group,) = groups([ROW_11, ROW_13, ROW_18], lambda one: one.lot == A1)
    assert group.payments == (ROW_11, ROW_13)
    assert (group.lots, group.positions) == ((A1,), (1, 3))


def test_and_not_again_when_the_next_lot_opens_and_shows_nothing_new():
    assert told([ROW_11, ROW_12, ROW_13, ROW_18], A2) == []


def test_a_bidder_pays_for_itself_as_often_as_it_likes():
    assert told([ROW_11, ROW_12, paid(5, B1)]) == []


def test_bidders_of_two_lots_of_a_procedure_show_once_both_are_open():
    assert told([paid(1, B1), paid(2, B2, lot=A2)], A2) == [(1, 2)]


def test_another_bidder_is_told_and_a_further_lot_that_shows_it_by_itself():
    before = [paid(1, B1), paid(2, B2)]
    assert told([*before, paid(3, B3, lot=A2)], A2) == [(1, 2, 3)]
    assert told([*before, paid(3, B1, lot=A2), paid(4, B2, lot=A2)], A2) == [(1, 2, 3, 4)]


def test_what_comes_after_the_opening_is_told_when_it_comes():
    assert arrived([paid(1, B1), paid(9, B2)], 9) == [(1, 9)]
    assert arrived([paid(1, B1), paid(2, B2), paid(9, B2)], 9) == []
    assert arrived([paid(1, B1), paid(2, B2), paid(9, B3)], 9) == [(1, 2, 9)]


def test_each_account_is_a_group_of_its_own_the_first_to_pay_first():
    payments = [paid(1, B1, Y), paid(2, B1), paid(3, B2), paid(4, B3, Y)]
    assert told(payments) == [(1, 4), (2, 3)]


@pytest.mark.parametrize("covered", ["6222****1234", "62220000…", "  "])
def test_a_number_that_is_not_known_whole_is_equal_to_nothing(covered):
    assert told([paid(1, B1, covered), paid(2, B2, covered)]) == []


def test_spaces_in_a_number_do_not_count():
    assert told([paid(1, B1, "3505 0161"), paid(2, B2, "35050161")]) == [(1, 2)]


def test_what_an_index_tells_is_read_back():
    spaced = paid(3, B2, "3505 0161 0000")
    assert payment(str(spaced)) == spaced
    assert cause(str(Cause(17, FOUND_AT))) == Cause(17, FOUND_AT)


PAYMENTS = st.lists(
    st.builds(
        paid,
        st.integers(1, 99),
        st.sampled_from((B1, B2, B3)),
        st.sampled_from((X, Y)),
        st.sampled_from((A1, A2)),
    ),
    max_size=8,
    unique_by=lambda one: one.position,
)


@given(PAYMENTS)
def test_in_whatever_order_lots_open_each_shared_account_is_told(payments):
    """And nothing is told of an account that paid for one bidder alone."""
    for first, second in ((A1, A2), (A2, A1)):
        early = [one for one in payments if one.lot == first]
        found = {
            group.payments[0].account
            for group in (
                *groups(early, lambda one, of=first: one.lot == of),
                *groups(payments, lambda one, of=second: one.lot == of),
            )
        }
        shared = {
            account
            for account in (X, Y)
            if len({one.party for one in payments if one.account == account}) > 1
        }
        assert found == shared

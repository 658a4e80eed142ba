"""Of sealed offers, one of each, the highest has it."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain.one_shot import Offer, best
from tests.kit.till import at

NINE, TEN = (at(date(2026, 3, 17), hour) for hour in (9, 10))
HIGH, LOW = Offer("a", 9, TEN), Offer("b", 8, NINE)


def test_the_highest_has_it_whenever_it_came():
    assert best((LOW, HIGH), 1) == HIGH


def test_of_equal_offers_the_first_has_it():
    first = Offer("b", 9, NINE)
    assert best((HIGH, first), 1) == best((first, HIGH), 1) == first


def test_what_does_not_reach_the_least_is_not_taken():
    assert best((LOW, HIGH), 9) == HIGH
    assert best((LOW, HIGH), 10) is None
    assert best((), 1) is None


offers = st.builds(Offer, st.sampled_from("abcd"), st.integers(1, 5), st.sampled_from((NINE, TEN)))


@given(st.permutations(range(4)), st.lists(offers, min_size=4, max_size=4))
def test_the_order_in_which_they_are_named_changes_nothing(order, made):
    assert best([made[n] for n in order], 1) == best(made, 1)

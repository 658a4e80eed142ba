"""With which of its statements a day begins, in whatever order they came."""

from dataclasses import replace

import pytest

from domain.bankday.state import BankDay
from domain.bankday.stated import Stated


def part(opening, closing, sequence=None):
    return Stated(f"{opening}/{closing}", None, sequence, opening, closing, 1)


@pytest.mark.parametrize(
    ("parts", "opening"),
    [
        ((part(5, 9),), 5),
        ((part(5, 9), part(9, 2)), 5),
        ((part(9, 2), part(5, 9)), 5),
        ((part(5, 9), part(5, 5), part(9, 2)), 5),
        ((part(9, 2), part(5, 5), part(5, 9)), 5),
        ((part(5, 9), part(9, 5)), 5),
        ((part(9, 5), part(5, 9)), 9),
        ((part(5, 9), part(12, 15)), 5),
        ((part(9, 2, 2), part(5, 9, 1)), 5),
        ((part(5, 9, 2), part(9, 5, 1)), 9),
        ((part(9, 2, 1), part(5, 9, 1)), 5),
        ((part(9, 2, 1), part(5, 9)), 5),
    ],
    ids=[
        "one",
        "in order",
        "the other way round",
        "with one in which nothing moved",
        "and that is no other's beginning",
        "it comes back to where it began",
        "nobody can tell: the oldest",
        "a gap: the oldest",
        "by the bank's numbers",
        "which tell what nothing else does",
        "numbers that are the same tell nothing",
        "nor do some",
    ],
)
def test_a_day_begins_with_what_goes_on_from_no_other(parts, opening):
    assert BankDay(statements=parts).first.opening == opening


def test_what_was_said_to_be_all_of_the_day_begins_it():
    """Given an extract of the evening that came first, and nothing of what lay before."""
    whole = replace(part(5, 9), whole_day=True)
    assert BankDay(statements=(part(7, 9), whole)).first.opening == 5


def test_before_any_statement_it_has_none():
    assert BankDay().first is None

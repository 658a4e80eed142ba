"""How the statements of one file stand to each other."""

import pytest

from api.banks.parts import may_follow
from domain.bankday.stated import Stated


@pytest.mark.parametrize(
    ("ends", "found"),
    [
        ([(0, 5), (5, 7)], True),
        ([(5, 7), (0, 5)], True),
        ([(0, 5), (5, 5), (5, 0), (0, 2)], True),
        ([(0, 5), (6, 7)], False),  # a gap
        ([(0, 5), (0, 7)], False),  # both from there
        ([(0, 0), (1, 1)], False),
        ([], True),
    ],
)
def test_statements_may_follow_each_other_in_some_order(ends, found):
    assert may_follow([Stated("", None, None, *each, 1) for each in ends]) is found

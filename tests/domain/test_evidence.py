"""Five marks in one order: what fails first is what must be met, then what differs."""

import pytest

from domain.evidence import Evidence, Mark, same

M, D, R, N = Mark.MEETS, Mark.DIFFERS, Mark.REQUIRED, Mark.NOTHING


def of(*marks: Mark) -> Evidence:
    number, name, account, amount, time = marks
    return Evidence(number=number, name=name, account=account, amount=amount, time=time)


@pytest.mark.parametrize(
    ("marks", "failed", "fits"),
    [
        ((M, M, M, M, M), None, True),
        ((M, M, N, M, M), None, True),
        ((M, N, N, N, N), None, True),
        ((N, M, M, M, M), None, False),
        ((M, M, D, M, M), "account", False),
        ((M, M, D, M, R), "time", False),
        ((R, R, N, N, N), "number", False),
        ((N, R, D, D, R), "name", False),
    ],
)
def test_the_first_required_test_that_is_not_met_is_named(marks, failed, fits):
    found = of(*marks)
    assert (found.failed, found.fits) == (failed, fits)


def test_what_meets_more_scores_more():
    assert [of(*marks).score for marks in ((M,) * 5, (M, M, N, M, M), (R,) * 5, (N,) * 5)] == [
        10,
        9,
        0,
        5,
    ]


def test_only_what_is_known_on_both_sides_is_compared():
    assert [same(1, 1), same(1, 2), same(None, 1), same(1, None)] == [M, D, N, N]

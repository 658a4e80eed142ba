"""With which statement a day ends, in whatever order its statements come."""

import pytest

from domain.bankday.stream import BANKDAY
from tests.domain.bankday.test_quarantine import RIGHT, imported, kept, recording
from tests.kit.story import fold


def part(sha256, opening, closing, sequence=None):
    """A statement from one balance to another."""
    told = {"sha256": sha256 * 32, "statement": sha256, "sequence": sequence}
    moved = {"credits": max(closing - opening, 0), "debits": max(opening - closing, 0)}
    return told | moved | {"opening": opening, "closing": closing}


MORNING, NOON, EVENING = part("aa", 0, 100), part("bb", 100, 300), part("cc", 300, 350)


def recorded(*parts):
    """The day after these statements, each decided as it comes."""
    past = []
    for one in parts:
        past += kept(*past).when(recording(**one)).decision
    return fold(BANKDAY, *past)


@pytest.mark.parametrize(
    ("parts", "closing"),
    [
        ((), None),
        ((MORNING, NOON, EVENING), 350),
        ((NOON, MORNING, EVENING), 350),
        ((EVENING, NOON, MORNING), 350),
        ((EVENING, MORNING, NOON), 350),
        ((NOON, part("dd", 0, 300)), 300),
        ((part("dd", 0, 300), part("ee", 0, 260)), 260),
        ((part("aa", 0, 0), part("bb", 0, 0)), 0),
        ((part("aa", 5, 9, sequence=2), part("bb", 0, 7, sequence=1)), 9),
        ((part("aa", 5, 9, sequence=2), part("bb", 2, 5, sequence=3)), 5),
        ((part("aa", 5, 9, sequence=2), part("bb", 2, 5, sequence=2)), 9),
        ((part("aa", 0, 100), part("bb", 100, 0)), 0),
    ],
)
def test_a_day_ends_with_what_nothing_follows(parts, closing):
    """By the bank's own numbers, else by its balances; where they tell nothing, the newest."""
    assert recorded(*parts).closing == closing


def test_one_that_comes_before_is_recorded_and_is_not_the_last():
    kept(imported(**NOON)).when(recording(**MORNING)).then(
        imported(follows=False, ends=300, **MORNING)
    )


def test_the_same_again_is_nothing_new():
    kept(imported(**RIGHT)).when(recording(**RIGHT)).nothing_happens()

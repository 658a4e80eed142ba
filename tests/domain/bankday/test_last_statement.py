"""With which statement a day ends, in whatever order its statements come."""

import pytest

from domain.bankday.stream import BANKDAY
from tests.domain.bankday.test_quarantine import RIGHT, imported, kept, recording
from tests.kit.story import fold


def part(sha256, opening, closing, sequence=None, **said):
    """A statement from one balance to another."""
    told = {"sha256": sha256 * 32, "statement": sha256, "sequence": sequence, **said}
    moved = {"credits": max(closing - opening, 0), "debits": max(opening - closing, 0)}
    return told | moved | {"opening": opening, "closing": closing}


MORNING, NOON, EVENING = part("aa", 0, 100), part("bb", 100, 300), part("cc", 300, 350)
WHOLE = part("ff", 0, 350, whole_day=True)
WHOLE_AGAIN = part("ee", 0, 360, whole_day=True)
WHOLE_TILL_NOON = part("ff", 0, 300, whole_day=True)
NOTHING_LEFT = part("ff", 0, 0, whole_day=True)


def recorded(*parts):
    """The day after these statements, each decided as it comes."""
    past = []
    for one in parts:
        past += kept(*past).when(recording(**one), by="C-CASH").decision
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


@pytest.mark.parametrize(
    ("parts", "closing"),
    [
        ((WHOLE, MORNING), 350),
        ((WHOLE, NOON), 350),
        ((EVENING, WHOLE, NOON), 350),
        ((WHOLE | {"sequence": 1}, MORNING | {"sequence": 7}), 350),
        ((WHOLE, part("bb", 350, 400)), 400),
        ((WHOLE, part("cc", 400, 390), part("bb", 350, 400)), 390),
        ((WHOLE, part("bb", 350, 0), part("cc", 0, 20)), 20),
        ((part("bb", 350, 400), WHOLE), 350),
        ((WHOLE, WHOLE_AGAIN, MORNING), 360),
        ((WHOLE_AGAIN, WHOLE), 350),
        ((WHOLE, part("ee", 5, 0, whole_day=True)), 0),
        ((NOTHING_LEFT, MORNING), 0),
        ((WHOLE_TILL_NOON, EVENING | {"sha256": "ff" * 32, "whole_day": True}), 350),
    ],
    ids=[
        "its beginning comes late",
        "a part from within it comes late",
        "or was there before",
        "whatever the bank's numbers say",
        "another goes on from it",
        "two go on from it, in any order",
        "back to where it began, and on",
        "what was recorded before it is a part of it",
        "all of the day again",
        "the newest word",
        "whatever it says of the balances",
        "it ends as it began: a part",
        "two statements of one file",
    ],
)
def test_what_was_said_to_be_all_of_the_day_ends_it(parts, closing):
    assert recorded(*parts).closing == closing


def test_what_is_written_down_of_the_end_is_by_the_same_rule():
    kept(imported(**MORNING)).when(recording(**NOTHING_LEFT), by="C-CASH").then(
        imported(follows=False, ends=0, **NOTHING_LEFT)
    )
    kept(imported(**WHOLE)).when(recording(**MORNING)).then(
        imported(follows=False, ends=350, **MORNING)
    )


def test_one_that_comes_before_is_recorded_and_is_not_the_last():
    kept(imported(**NOON)).when(recording(**MORNING)).then(
        imported(follows=False, ends=300, **MORNING)
    )


def test_the_same_again_is_nothing_new():
    kept(imported(**RIGHT)).when(recording(**RIGHT)).nothing_happens()

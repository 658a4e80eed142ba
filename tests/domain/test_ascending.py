"""A price only rises, by a step at least; a countdown that begins anew never ends earlier."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ascending import Rung, least_fen, put_off, unfit
from tests.kit.sessions import CLOSES

FIXED = (Rung(from_fen=0, step_fen=200),)
LADDER = (
    Rung(from_fen=0, step_fen=100),
    Rung(from_fen=1_000, step_fen=250),
    Rung(from_fen=5_000, step_fen=1_000),
)


def test_the_first_offer_is_what_it_starts_at_or_more():
    assert least_fen(2_500, FIXED, None) == 2_500


@pytest.mark.parametrize(
    ("steps", "highest", "least"),
    [
        (FIXED, 2_500, 2_700),
        (LADDER, 999, 1_099),
        (LADDER, 1_000, 1_250),
        (LADDER, 4_999, 5_249),
        (LADDER, 5_000, 6_000),
        (LADDER, 90_000, 91_000),
    ],
)
def test_the_next_is_a_step_higher_and_the_step_is_that_of_the_price(steps, highest, least):
    assert least_fen(500, steps, highest) == least


@pytest.mark.parametrize("steps", [FIXED, LADDER])
def test_a_ladder_rises_from_nothing(steps):
    assert unfit(steps) is None


@pytest.mark.parametrize(
    "steps",
    [
        (),
        LADDER[1:],
        (LADDER[0], LADDER[0]),
        (LADDER[0], LADDER[2], LADDER[1]),
        (Rung(from_fen=0, step_fen=0),),
        (*FIXED, Rung(from_fen=10, step_fen=-1)),
    ],
)
def test_what_does_not_is_no_ladder(steps):
    assert unfit(steps) == "rungs from 0 fen upwards, each with a step of one fen or more"


@given(st.integers(-10, 300), st.integers(1, 300))
def test_an_offer_gives_its_countdown_and_takes_no_second_from_the_end(before, countdown):
    offered = CLOSES - timedelta(seconds=before)
    end = put_off(CLOSES, offered, countdown)
    assert end >= CLOSES
    assert end == CLOSES or end - offered == timedelta(seconds=countdown)

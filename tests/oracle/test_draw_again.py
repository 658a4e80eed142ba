"""A program that knows nothing of ours draws lots as we do, and finds what we find."""

from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.draws import Draw, differing
from domain.drawing import KNOWN, bound, commitment, drawn, ranking
from tests.oracle.draw_again import wrong

codes = st.integers(0, 2**64 - 1).map(lambda n: f"B{n:016X}")
pools = st.lists(codes, min_size=1, max_size=8, unique=True)
seeds = st.binary(min_size=32, max_size=32).map(bytes.hex)


@st.composite
def draws(pick):
    """A draw as it should be: some of those drawn first are passed over."""
    pool, seed = pick(pools), pick(seeds)
    algorithm, drawn_from = pick(st.sampled_from(KNOWN)), bound("M3506001-10", pool)
    ranks = ranking(algorithm, seed, drawn_from)
    *passed, application = drawn(ranks, pool, pick(st.integers(1, len(pool))))
    return Draw(
        lot="M3506001-10",
        algorithm=algorithm,
        commitment=commitment(seed),
        seed=seed,
        pool=tuple(pool),
        drawn_from=drawn_from,
        passed_over=tuple(passed),
        application=application,
    )


@given(draws())
def test_both_come_to_the_same(draw):
    assert [*wrong(asdict(draw))] == differing(draw) == []


@given(draws(), codes, seeds)
@pytest.mark.parametrize(
    "changed", ["seed", "pool", "application", "passed_over", "drawn_from", "algorithm"]
)
def test_both_find_what_was_told_otherwise(changed, draw, code, seed):
    other = {"seed": seed, "application": code, "drawn_from": None, "algorithm": "DICE-1"}
    others = {"pool": (*draw.pool, code), "passed_over": (*draw.passed_over, code)}
    told = replace(draw, **{changed: (other | others)[changed]})
    found = [*wrong(asdict(told))]
    assert found == differing(told)
    assert found or told == draw or code in draw.pool

"""Of all who apply at one price the first has it, or whom a draw says."""

from datetime import date
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from domain.fixed_price import Applied, draw, first
from tests.kit.till import at

NINE, TEN = (at(date(2026, 3, 17), hour) for hour in (9, 10))
EARLY, LATE = Applied("b", "B2", NINE), Applied("a", "B1", TEN)
SEED = "5e" * 32


def test_the_first_has_it():
    assert first((LATE, EARLY)) == EARLY


def test_of_one_instant_the_code_says_which_nobody_chose():
    assert first((EARLY, Applied("c", "B1", NINE))).party == "c"


def test_whom_the_seed_gives_the_least_rank_is_drawn_whenever_it_came():
    ranks = {one: sha256(f"{SEED}\n{one.code}".encode()).hexdigest() for one in (EARLY, LATE)}
    assert draw((EARLY, LATE), SEED) == min(ranks, key=ranks.__getitem__)


def test_of_nobody_nobody_has_it():
    assert first(()) is None
    assert draw((), SEED) is None


applied = st.lists(
    st.builds(Applied, st.just("p"), st.sampled_from("abcdef"), st.sampled_from((NINE, TEN))),
    min_size=1,
    unique_by=lambda one: one.code,
)


@given(applied, st.randoms(use_true_random=False), st.binary(min_size=32, max_size=32))
def test_the_order_in_which_they_are_named_changes_nothing(came, chance, seed):
    mixed = chance.sample(came, len(came))
    assert first(mixed) == first(came)
    assert draw(mixed, seed.hex()) == draw(came, seed.hex())


def test_every_one_can_be_drawn():
    seeds = (f"{n:064x}" for n in range(64))
    assert {draw((EARLY, LATE), seed) for seed in seeds} == {EARLY, LATE}

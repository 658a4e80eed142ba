"""Of all who apply at one price the first has it, or whom a draw says."""

from datetime import date
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from domain.drawing import bound
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
    least = min(ranks, key=ranks.__getitem__)
    assert draw(("B1", "B2"), (EARLY, LATE), SEED) == (least, ())


def test_who_is_drawn_and_does_not_count_is_passed_over_and_told():
    """Whoever draws again finds it before the winner, and need not know of those behind."""
    drawn, _ = draw(("B1", "B2"), (EARLY, LATE), SEED)
    (other,) = {EARLY, LATE} - {drawn}
    assert draw(("B1", "B2"), (other,), SEED) == (other, (drawn.code,))
    assert draw(("B1", "B2"), (drawn,), SEED) == (drawn, ())


def test_of_nobody_nobody_has_it():
    assert first(()) is None
    assert draw((), (), SEED) == (None, ())
    assert draw(("B1",), (), SEED) == (None, ("B1",))


applied = st.lists(
    st.builds(Applied, st.just("p"), st.sampled_from("abcdef"), st.sampled_from((NINE, TEN))),
    min_size=1,
    unique_by=lambda one: one.code,
)


@given(applied, st.randoms(use_true_random=False), st.binary(min_size=32, max_size=32))
def test_the_order_in_which_they_are_named_changes_nothing(came, chance, seed):
    mixed = chance.sample(came, len(came))
    assert first(mixed) == first(came)
    pool = [one.code for one in came]
    assert draw(pool[::-1], mixed, seed.hex()) == draw(pool, came, seed.hex())


def test_every_one_can_be_drawn():
    seeds = (f"{n:064x}" for n in range(64))
    drawn = {draw(("B1", "B2"), (EARLY, LATE), seed)[0] for seed in seeds}
    assert drawn == {EARLY, LATE}


def test_what_is_drawn_from_is_bound_in_whatever_order_it_is_named_and_for_its_lot_alone():
    told = b'zhangben/draw-pool/v1\n{"lot":"L-1","pool":["B1","B2"]}'
    assert bound("L-1", ("B2", "B1")) == sha256(told).hexdigest()
    assert len({bound("L-1", ("B1", "B2")), bound("L-2", ("B1", "B2")), bound("L-1", ("B1",))}) == 3

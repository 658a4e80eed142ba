"""Whatever the numbers: on the bound is within, a least term counts its full days, a most rolls."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from domain.bounds import Bound, Quantity, days, working_days
from domain.categories.construction import CONSTRUCTION
from domain.rules import Evidence, Rule, Source
from domain.terms import deposit_bound
from tests.kit.fixture_calendar import FIXTURE

SOURCE = Source("a law", Evidence.K, None)
anchors = st.dates(date(2026, 1, 1), date(2026, 12, 31))
fen = st.integers(0, 10**12)


def rule(**bound):
    return Rule("XX-01", "lamp.lit", "灯", SOURCE, anchor="LampBought", **bound)


@given(fen, fen, st.integers(0, 1_000_000))
def test_a_share_is_compared_exactly(found, whole, ppm):
    exact, bound = Fraction(whole * ppm, 1_000_000), Bound(ppm, Quantity.PPM)
    assert rule(at_most=bound).allows(found, whole) == (found <= exact)
    assert rule(at_least=bound).allows(found, whole) == (found >= exact)


@given(anchors, st.integers(1, 60))
def test_a_least_term_is_full_on_its_last_day_and_not_before(anchor, n):
    for bound, counts in ((days(n), lambda _: True), (working_days(n), FIXTURE.is_working)):
        first = rule(at_least=bound).term(anchor, FIXTURE)
        between = [anchor + timedelta(days=d) for d in range(1, (first - anchor).days + 1)]
        assert sum(map(counts, between)) == n
        assert counts(first)


@given(anchors, st.integers(1, 60))
def test_a_most_term_never_ends_on_a_day_off_nor_before_the_least(anchor, n):
    last = rule(at_most=days(n)).term(anchor, FIXTURE)
    assert FIXTURE.is_working(last)
    assert last >= rule(at_least=days(n)).term(anchor, FIXTURE)


@given(fen, fen, fen)
def test_a_smaller_deposit_or_a_larger_estimate_never_makes_it_worse(estimate, deposit, less):
    day = date(2026, 3, 2)
    if deposit_bound(CONSTRUCTION, estimate, deposit, day) is None:
        assert deposit_bound(CONSTRUCTION, estimate, max(deposit - less, 0), day) is None
        assert deposit_bound(CONSTRUCTION, estimate + less, deposit, day) is None

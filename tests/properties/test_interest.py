"""Whatever lay there: interest is the sum of its days, grows with the balance, is never below 0."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from domain.interest import DEMAND, Basis, Convention, Mode, Span, history, interest_fen, weighed

FIRST = date(2024, 1, 1)
amounts = st.integers(0, 10**14)
conventions = st.builds(
    Convention, mode=st.sampled_from(Mode), basis=st.sampled_from(Basis), quarterly=st.booleans()
)
later_rates = st.dictionaries(
    st.dates(FIRST + timedelta(days=1), date(2027, 1, 1)), st.integers(0, 100_000), max_size=4
)
rate_tables = st.builds(
    lambda first, later: ((FIRST, first), *later.items()), st.integers(0, 100_000), later_rates
)


@st.composite
def balances(draw):
    """Spans that follow each other, over two years at most."""
    cuts = sorted(draw(st.lists(st.dates(FIRST, date(2026, 1, 1)), min_size=2, max_size=6)))
    return tuple(Span(draw(amounts), since, until) for since, until in pairwise(cuts))


def split_at(spans, day):
    """The same balances, cut into more spans."""
    return tuple(
        part
        for span in spans
        for part in (
            (Span(span.balance_fen, span.since, day), Span(span.balance_fen, day, span.until))
            if span.since < day < span.until
            else (span,)
        )
    )


@given(balances(), rate_tables)
def test_interest_is_what_its_days_sum_up_to(spans, rates):
    by_day = sum(
        span.balance_fen * max((since, ppm) for since, ppm in rates if since <= day)[1]
        for span in spans
        for day in (span.since + timedelta(days=n) for n in range(span.days))
    )
    beyond = Fraction(by_day, 360_000_000) - interest_fen(spans, rates)
    assert Fraction(-1, 2) <= beyond < Fraction(1, 2)
    assert weighed(spans, rates, DEMAND, spans[-1].until) == by_day


@given(balances(), rate_tables, conventions, st.dates(FIRST, date(2026, 1, 1)))
def test_a_period_cut_in_two_has_the_same_unrounded_sum(spans, rates, convention, day):
    cut, close = split_at(spans, day), spans[-1].until
    assert weighed(cut, rates, convention, close) == weighed(spans, rates, convention, close)
    assert interest_fen(cut, rates, convention) == interest_fen(spans, rates, convention)


@given(balances(), rate_tables, conventions, st.integers(0, 5), st.integers(0, 10**12))
def test_a_larger_balance_never_earns_less(spans, rates, convention, n, more):
    grown = tuple(
        replace(span, balance_fen=span.balance_fen + (more if i == n else 0))
        for i, span in enumerate(spans)
    )
    assert interest_fen(grown, rates, convention) >= interest_fen(spans, rates, convention) >= 0


@given(
    amounts,
    amounts,
    rate_tables,
    st.dates(FIRST, date(2024, 3, 20)),
    st.dates(date(2024, 3, 22), date(2026, 1, 1)),
)
def test_what_comes_when_nothing_lies_there_earns_as_if_it_were_the_first(
    went, comes, rates, gone_on, came_on
):
    """Over an addition on which nothing lay, so that the two share no rounding."""
    quarterly, close = Convention(quarterly=True), date(2027, 1, 1)
    before, after = Span(went, FIRST, gone_on), Span(comes, came_on, close)
    both = interest_fen((before, Span(0, gone_on, came_on), after), rates, quarterly)
    alone = (interest_fen((one,), rates, quarterly) for one in (before, after))
    assert both == sum(alone)


@given(amounts, rate_tables, conventions, st.dates(FIRST, date(2026, 1, 1)))
def test_no_day_no_interest(amount, rates, convention, day):
    assert interest_fen((Span(amount, day, day),), rates, convention) == 0


@given(balances(), rate_tables)
def test_whole_yuan_earn_at_most_what_fen_earn(spans, rates):
    in_yuan = Convention(basis=Basis.YUAN_TRUNCATED)
    whole = tuple(replace(span, balance_fen=span.balance_fen // 100 * 100) for span in spans)
    assert interest_fen(spans, rates, in_yuan) == interest_fen(whole, rates)
    assert interest_fen(spans, rates, in_yuan) <= interest_fen(spans, rates)


@given(
    st.lists(st.tuples(st.dates(FIRST, date(2025, 1, 1)), amounts), max_size=8),
    st.dates(date(2025, 1, 1), date(2026, 1, 1)),
)
def test_a_history_holds_every_credit_from_its_day_on(credits, close):
    spans = history(credits, close)
    for day in {day for day, _ in credits}:
        held = sum(fen for since, fen in credits if since <= day)
        lying = [span.balance_fen for span in spans if span.since <= day < span.until]
        assert lying == [held] or day == close

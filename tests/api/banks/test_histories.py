"""Whatever statements tell of an account, no line is banked twice, and none lost without a word."""

from hypothesis import HealthCheck, given, settings

from tests.kit.histories import brought, has_gap, histories

MANY = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))


@MANY
@given(histories())
def test_no_line_is_banked_twice_and_none_is_lost_without_a_word(history):
    """Where a line is lost a file waited, or it was said that lines are taken for others."""
    outcome = brought(history)
    assert not outcome.twice
    assert not outcome.lost or outcome.waited or any("taken for" in one for one in outcome.said)


@MANY
@given(histories().filter(lambda one: not has_gap(one.parts)))
def test_where_nothing_is_unseen_and_nothing_comes_late_none_is_lost_at_all(history):
    outcome = brought(history)
    assert not outcome.twice
    assert not outcome.lost or outcome.waited

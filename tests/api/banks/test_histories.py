"""Whatever statements tell of an account, no line is banked twice, and none lost without a word."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.kit.banked_in_memory import Banked
from tests.kit.histories import IN_ORDER, NAMES, brought, has_gap, histories, said_so

MANY = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))


@MANY
@given(st.one_of(histories(), histories(fen=(100, -100), parts=5)))
def test_no_line_is_banked_twice_and_none_is_lost_without_a_word(history):
    """With any gap, in any order, however the bank prints them, names and numbers its files."""
    assert said_so(brought(history))


@MANY
@given(
    histories(printed=IN_ORDER, names=NAMES[:1], numbers=("none",)).filter(
        lambda one: not has_gap(one.parts)
    )
)
def test_where_nothing_is_unseen_and_nothing_comes_late_none_is_lost_at_all(history):
    """But for what waits: that is unseen as well."""
    outcome = brought(history)
    assert not outcome.twice
    assert not outcome.lost or outcome.waited


@MANY
@given(histories())
def test_of_a_statement_that_is_sent_again_with_a_text_changed_no_line_is_banked_twice(history):
    """Whatever came of its days besides: it waits, or the bank's numbers tell."""
    books = Banked()
    for data in history.files():
        books.brought(data)
    before = books.told
    books.brought(history.sent_again())
    assert books.told == before


@MANY
@given(histories(printed=IN_ORDER).filter(lambda one: one.timed), st.integers(0, 5))
def test_of_a_part_that_is_sent_again_so_no_line_is_banked_twice_where_instants_tell(history, n):
    """Under a name of its own, wherever the account is back at its balance: it waits, too."""
    books = Banked()
    for data in history.files():
        books.brought(data)
    before = books.told
    books.brought(history.line_again(n))
    assert books.told == before

"""MT940, whatever a bank's habits: lines in are lines out, each exactly once, or it is told."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from api.banks.statements.register import read
from tests.kit.mt940_habits import OPENING, cut, days, habits, total, written

cuts = st.lists(st.integers(0, 8), max_size=3)


def prints(data):
    """The fingerprints of a file's lines, in its order."""
    return [line.fingerprint(one.account) for one in read(data) for line in one.lines]


@settings(deadline=None)
@given(habits, days(), cuts)
def test_each_entry_is_one_line_and_the_money_is_theirs(habit, told, at):
    day, entries = told
    (seen,) = read(written(habit, day, cut(entries, at)))
    ways = [line.amount_minor if line.credit else -line.amount_minor for line in seen.lines]
    assert ways == [one.fen for one in entries]
    assert [line.reversal for line in seen.lines] == [one.reversal for one in entries]
    assert {line.booking_date for line in seen.lines} <= {date.fromisoformat(f"20{day}")}
    assert (seen.opening_minor, seen.closing_minor) == (OPENING, OPENING + total(entries))
    assert (seen.balanced, seen.page_of) == (True, None)
    assert len({line.fingerprint("a") for line in seen.lines}) == len(entries)


@settings(deadline=None)
@given(habits, habits, days(), cuts, cuts)
def test_the_same_day_in_other_pages_and_another_envelope_has_the_same_lines(
    one, other, told, at, elsewhere
):
    day, entries = told
    assert prints(written(one, day, cut(entries, at))) == prints(
        written(other, day, cut(entries, elsewhere))
    )


@settings(deadline=None)
@given(habits, days(), cuts, st.integers(-3, 3))
def test_a_wrong_closing_is_told(habit, told, at, off):
    day, entries = told
    (seen,) = read(written(habit, day, cut(entries, at, off)))
    assert seen.balanced is (off == 0)


@settings(deadline=None)
@given(st.data(), habits, days(), st.lists(st.integers(1, 8), min_size=1, max_size=4))
def test_pages_in_any_order_of_one_file_have_every_line_once(data, habit, told, at):
    day, entries = told
    pages = cut(entries, at)
    seen = read(written(habit, day, data.draw(st.permutations(pages))))
    assert [one.balanced for one in seen] == [True] * len(seen)
    lines = [line.fingerprint("6228") for one in seen for line in one.lines]
    assert len(set(lines)) == len(entries)
    assert sorted(lines) == sorted(prints(written(habit, day, pages)))


@settings(deadline=None)
@given(st.data(), habits, days(), st.lists(st.integers(0, 8), min_size=2, max_size=3))
def test_a_page_that_is_missing_between_others_is_told(data, habit, told, at):
    day, entries = told
    pages = cut(entries, at)
    gone = data.draw(st.sampled_from(pages[1:-1]))
    left = [one for one in pages if one is not gone]
    seen = read(written(habit, day, data.draw(st.permutations(left))))
    assert False in [one.balanced for one in seen]
    why = [str(one.contradiction) for one in seen if one.contradiction]
    assert [told.partition(" of ")[0] for told in why] == [f"page {gone.index}"]

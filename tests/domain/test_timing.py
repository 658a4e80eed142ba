"""Three clocks: what the row says, what does not count, and when the time is up."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.bounds import count, days, months, working_days
from domain.calendar import Calendar, Unit
from domain.categories.construction import CONSTRUCTION
from domain.rules import Evidence, Rule, Source
from domain.timing import Stop, Term, again, certain, effective, is_estimate, judging, term
from tests.kit.fixture_calendar import FIXTURE, day

SOURCE = Source("约定", Evidence.A, None)
DAY = timedelta(days=1)


def bounding(bound):
    return Rule("X-1", "x", "某期限", SOURCE, at_most=bound, anchor="某事")


def running(bound, since) -> Term:
    found = term(bounding(bound), since, FIXTURE)
    assert found is not None
    return found


def of(subject, since):
    row = CONSTRUCTION.about(subject, since)[0]
    return term(row, since, FIXTURE)


@pytest.mark.parametrize(
    ("subject", "since", "due"),
    [
        ("result.objection_answer", "03-29", "04-01"),
        ("complaint.acceptance", "04-03", "04-09"),
        ("complaint.decision", "04-08", "05-22"),
        ("contract.signing", "04-29", "05-29"),
    ],
)
def test_the_terms_of_scenario_a_are_up_on_the_days_that_it_derives(subject, since, due):
    assert of(subject, day(since)).due == day(due)


OTHER = Calendar().with_year(2026, (*FIXTURE.years[0].holidays, day("04-07"), day("04-08")), ())
"""The year as it was first, 04-07 and 04-08 off; by the fixture they are worked again."""


@pytest.mark.parametrize(
    ("told", "then"),
    [("04-08", "04-08"), ("04-10", "04-10"), ("04-07", "04-10"), ("04-09", "04-10")],
    ids=["in force", "before it was corrected", "an estimate", "nobody's"],
)
def test_what_was_certain_stays_and_what_was_not_is_by_the_calendar_that_came_first(told, then):
    """Three working days from 04-02: 04-07 by weekends, 04-10 by what was published, 04-08 by what
    corrected it. A policy that ran between the two would have said 04-10: late it says the same.
    """
    law = (FIXTURE, OTHER, Calendar())
    assert three_days(day(told), day("04-02"), law) == day(then)


def three_days(told, since, law):
    asked = running(working_days(3), since)
    return certain(told, since, law, lambda days: again(asked, days).due)


def test_a_calendar_that_was_over_before_a_day_was_told_makes_no_estimate_certain():
    """From 12-29 on three working days: by what was said of 2026 first, beside the weekends of
    2027, until 01-01; by its correction until 01-04, and with the days off of 2027 until 01-05.
    None of the two that were told before had all years.
    """
    first = Calendar().with_year(2026, (), ())
    second = Calendar().with_year(2026, (date(2026, 12, 31),), ())
    now = second.with_year(2027, (date(2027, 1, 1),), ())
    since, law = date(2026, 12, 29), (now, second, first, Calendar())
    days = [three_days(date(2027, 1, one), since, law).day for one in (1, 4, 5)]
    assert days == [5, 5, 5]
    corrected = now.with_year(2027, (date(2027, 1, 1), date(2027, 1, 4)), ())
    assert three_days(date(2027, 1, 5), since, (corrected, *law)) == date(2027, 1, 5)
    assert three_days(date(2027, 1, 4), since, (corrected, *law)) == date(2027, 1, 5)


def test_while_no_calendar_has_all_its_years_a_day_is_as_the_one_in_force_has_it():
    first = Calendar().with_year(2026, (date(2026, 12, 31),), ())
    since = date(2026, 12, 29)
    assert three_days(date(2027, 1, 1), since, (first, Calendar())) == date(2027, 1, 4)


def test_what_was_short_and_certain_once_is_not_what_an_estimate_told_since_comes_to():
    """Given a last day in 2026 until a correction moved it beyond, where it is an estimate; then
    2027 comes, and is waited for.
    """
    short = Calendar().with_year(2026, (), ())
    longer = short.with_year(2026, (date(2026, 12, 31),), ())
    now = longer.with_year(2027, (date(2027, 1, 1),), ())
    since, law = date(2026, 12, 28), (longer, short, Calendar())
    told = date(2027, 1, 1)
    assert three_days(told, since, law) == told
    assert three_days(told, since, (now, *law)) == date(2027, 1, 4)
    assert three_days(date(2026, 12, 31), since, (now, *law)) == date(2026, 12, 31)


def test_an_estimate_is_judged_by_the_first_calendar_that_had_all_years():
    law = (FIXTURE, OTHER, Calendar())
    assert judging(day("04-02"), day("04-07"), law) == OTHER
    assert judging(day("04-02"), date(2027, 1, 5), law) == FIXTURE


def test_a_term_is_the_same_again_but_for_its_last_day():
    asked = running(working_days(3), day("04-02"))
    assert again(again(asked, Calendar()), FIXTURE) == asked
    assert again(asked, Calendar()) == replace(asked, due=day("04-07"))


def test_what_bounds_no_days_is_no_term():
    assert term(None, day("03-29"), FIXTURE) is None
    assert term(bounding(count(3)), day("03-29"), FIXTURE) is None
    assert of("result.objection_pause", day("03-29")) is None


def test_without_a_stop_it_is_up_when_the_row_says():
    assert effective(running(days(3), day("03-29")), (), FIXTURE) == day("04-01")


@pytest.mark.parametrize(
    ("bound", "since", "stop", "up"),
    [
        (days(10), "03-27", ("03-29", "04-01"), "04-09"),
        (working_days(30), "04-08", ("04-10", "04-20"), "06-01"),
        (working_days(3), "04-03", ("04-03", "04-03"), "04-09"),
        (days(3), "04-07", ("04-08", "04-09"), "04-13"),
        (months(1), "03-10", ("03-12", "03-14"), "04-13"),
    ],
    ids=["days", "working days", "the same day", "rolls", "months"],
)
def test_the_days_of_a_stop_do_not_count(bound, since, stop, up):
    """Objected on 03-29, answered on 04-01: three days; from 04-10 to 04-20: six working days."""
    stops = (Stop(*map(day, stop)),)
    assert effective(running(bound, day(since)), stops, FIXTURE) == day(up)


def test_while_it_stands_still_nobody_knows_when_it_is_up():
    since = running(days(3), day("03-29"))
    assert effective(since, (Stop(day("03-30")),), FIXTURE) is None
    assert effective(since, (Stop(day("04-01")),), FIXTURE) == day("04-01"), "it was up before"


def test_the_last_day_rolls_over_a_stop_too():
    """04-03 and three days is a Monday off; and on the day after it stands still."""
    since = running(days(3), day("04-03"))
    assert since.due == day("04-07")
    assert effective(since, (Stop(day("04-06"), day("04-08")),), FIXTURE) == day("04-09")
    assert effective(since, (Stop(day("04-06")),), FIXTURE) is None


_DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 1))
_BOUNDS = st.one_of(
    st.integers(1, 60).map(days),
    st.integers(1, 40).map(working_days),
    st.integers(1, 4).map(months),
)
_STOPS = st.lists(st.tuples(st.integers(0, 90), st.integers(0, 40)), max_size=4)


@given(bound=_BOUNDS, since=_DAYS, stops=_STOPS)
def test_no_stop_makes_a_term_end_sooner(bound, since, stops):
    runs = running(bound, since)
    told: list[Stop] = []
    before = runs.due
    for after, length in stops:
        begun = since + after * DAY
        told.append(Stop(begun, begun + length * DAY))
        up = effective(runs, told, FIXTURE)
        assert up is not None
        assert up >= before
        assert FIXTURE.is_working(up) or runs.unit is Unit.WORKING_DAYS
        before = up


@given(since=_DAYS, n=st.integers(1, 120), stops=_STOPS.filter(bool))
def test_calendar_days_that_count_are_as_many_as_the_row_says(since, n, stops):
    """Counted one by one: those that lie in no stop."""
    told = [Stop(since + a * DAY, since + (a + length) * DAY) for a, length in stops]
    up = effective(replace(running(days(n), since), rolls=False), told, FIXTURE)
    assert up is not None
    counted = (since + k * DAY for k in range(1, (up - since).days + 1))
    assert sum(not any(stop.takes(one) for stop in told) for one in counted) == n
    assert not any(stop.takes(up) for stop in told)


def test_nobody_counts_the_days_of_centuries(monkeypatch):
    """What a contract lets pay in 2999 is reckoned on every page of its lot."""
    asked: list[date] = []
    takes = Stop.takes
    monkeypatch.setattr(Stop, "takes", lambda self, one: asked.append(one) or takes(self, one))
    far = replace(running(days(355_000), day("03-29")), rolls=False)
    up = effective(far, (Stop(day("03-30"), day("04-02")),), FIXTURE)
    assert up == day("03-29") + 355_003 * DAY
    assert len(asked) < 50


@given(since=_DAYS, n=st.integers(1, 30))
def test_a_stop_of_no_length_changes_nothing(since, n):
    runs = running(working_days(n), since)
    assert effective(runs, (Stop(since, since),), FIXTURE) == runs.due
    unrolled = replace(running(days(n), since), rolls=False)
    assert effective(unrolled, (Stop(since, since),), FIXTURE) == since + n * DAY


@pytest.mark.parametrize(
    ("since", "last", "estimate"),
    [
        ("2026-03-01", "2026-12-31", False),
        ("2026-12-30", "2027-01-04", True),
        ("2025-12-31", "2026-01-06", True),
        ("2027-01-04", "2026-12-30", False),
    ],
)
def test_what_runs_through_a_year_that_nobody_published_is_an_estimate(since, last, estimate):
    days = date.fromisoformat(since), date.fromisoformat(last)
    assert is_estimate(*days, FIXTURE) is estimate

"""Whatever is published: a term ends on a working day, later when longer, never too early."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import Calendar, Unit

days = st.dates(date(2025, 12, 1), date(2027, 2, 1))
ordinary = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@st.composite
def calendars(draw):
    holidays = draw(st.frozensets(ordinary, max_size=30))
    workdays = draw(st.frozensets(ordinary.filter(lambda d: d.weekday() > 4), max_size=10))
    return Calendar().with_year(2026, holidays - workdays, workdays)


@given(calendars(), days, st.integers(1, 60), st.sampled_from(Unit))
def test_a_term_ends_on_a_working_day_after_its_anchor(calendar, anchor, n, unit):
    last = calendar.add(anchor, n, unit)
    assert calendar.is_working(last)
    assert last > anchor


@given(calendars(), days, st.integers(1, 60), st.sampled_from(Unit))
def test_a_longer_term_never_ends_earlier(calendar, anchor, n, unit):
    assert calendar.add(anchor, n, unit) <= calendar.add(anchor, n + 1, unit)


@given(calendars(), days, st.integers(1, 40))
def test_exactly_n_working_days_lie_in_a_term_of_working_days(calendar, anchor, n):
    last = calendar.add(anchor, n, Unit.WORKING_DAYS)
    between = [anchor + timedelta(days=d) for d in range(1, (last - anchor).days + 1)]
    assert sum(map(calendar.is_working, between)) == n


@given(calendars(), days, st.integers(1, 40), st.integers(1, 40))
def test_working_days_are_counted_in_one_go_or_in_two(calendar, anchor, n, more):
    half_way = calendar.add(anchor, n, Unit.WORKING_DAYS)
    assert calendar.add(half_way, more, Unit.WORKING_DAYS) == calendar.add(
        anchor, n + more, Unit.WORKING_DAYS
    )


@given(calendars(), days, st.integers(1, 60))
def test_calendar_days_roll_over_days_off_only(calendar, anchor, n):
    plain, last = anchor + timedelta(days=n), calendar.add(anchor, n, Unit.DAYS)
    rolled = [plain + timedelta(days=d) for d in range((last - plain).days)]
    assert last >= plain
    assert not any(map(calendar.is_working, rolled))


@given(days, st.integers(1, 60))
def test_twelve_months_are_a_year(anchor, years):
    try:
        birthday = anchor.replace(year=anchor.year + years)
    except ValueError:
        birthday = date(anchor.year + years, 2, 28)
    every_day = Calendar().with_year(birthday.year, (), [birthday])
    assert every_day.add(anchor, 12 * years, Unit.MONTHS) == birthday

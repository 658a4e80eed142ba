"""Terms: the anchor's day is not counted, days off are skipped or rolled over, unknown is said."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from domain.calendar import (
    BEIJING,
    Calendar,
    Unit,
    Year,
    add_hours,
    beijing_day,
    is_weekend,
    midnight,
    plausible,
    zoned,
)
from tests.kit.fixture_calendar import FIXTURE, days


def due(anchor, n, unit, calendar=FIXTURE):
    return calendar.add(date.fromisoformat(anchor), n, unit).isoformat()


def test_five_working_days_after_the_award_notice_pass_over_qingming():
    assert due("2026-03-31", 5, Unit.WORKING_DAYS) == "2026-04-08"  # E07


@pytest.mark.parametrize(
    ("anchor", "n", "last"),
    [
        ("2026-04-02", 1, "2026-04-03"),
        ("2026-04-03", 1, "2026-04-07"),  # Friday before three days off
        ("2026-04-04", 1, "2026-04-07"),  # from a day off
        ("2026-05-08", 1, "2026-05-09"),  # a make-up Saturday counts
        ("2026-05-08", 2, "2026-05-11"),
        ("2026-03-13", 1, "2026-03-16"),
    ],
)
def test_only_working_days_are_counted(anchor, n, last):
    assert due(anchor, n, Unit.WORKING_DAYS) == last


@pytest.mark.parametrize(
    ("anchor", "n", "last"),
    [
        ("2026-03-31", 3, "2026-04-03"),
        ("2026-03-31", 4, "2026-04-07"),  # 04-04 is a day off: the next working day
        ("2026-03-31", 7, "2026-04-07"),
        ("2026-03-31", 8, "2026-04-08"),
        ("2026-05-02", 7, "2026-05-09"),  # a make-up Saturday is no day off
        ("2026-05-02", 8, "2026-05-11"),
        ("2026-03-10", 1, "2026-03-11"),
    ],
)
def test_calendar_days_roll_from_a_day_off_to_the_next_working_day(anchor, n, last):
    assert due(anchor, n, Unit.DAYS) == last


@pytest.mark.parametrize(
    ("anchor", "n", "unit", "last"),
    [
        ("2026-03-31", 4, Unit.DAYS, "2026-04-04"),
        ("2026-03-05", 1, Unit.MONTHS, "2026-04-05"),
        ("2026-04-03", 1, Unit.WORKING_DAYS, "2026-04-07"),  # ends on a working day either way
    ],
)
def test_a_term_that_does_not_roll_ends_on_its_last_day_off_or_not(anchor, n, unit, last):
    assert FIXTURE.add(date.fromisoformat(anchor), n, unit, roll=False).isoformat() == last


@pytest.mark.parametrize(
    ("anchor", "n", "last"),
    [
        ("2026-01-31", 1, "2026-03-02"),  # 28 February is a Saturday
        ("2027-12-31", 2, "2028-02-29"),  # 第202条: the month has no such day
        ("2026-03-16", 1, "2026-04-16"),
        ("2026-03-05", 1, "2026-04-07"),  # 5 April is a day off
        ("2026-11-17", 1, "2026-12-17"),
        ("2026-11-18", 2, "2027-01-18"),
        ("2026-03-16", 12, "2027-03-16"),
        ("2026-03-31", 1, "2026-04-30"),
        ("2026-12-15", 26, "2029-02-15"),
    ],
)
def test_months_end_on_the_same_day_of_the_month(anchor, n, last):
    assert due(anchor, n, Unit.MONTHS) == last


def test_hours_are_counted_by_the_clock_over_days_off():
    friday = datetime(2026, 4, 3, 17, 30, tzinfo=BEIJING)
    assert add_hours(friday, 24) == datetime(2026, 4, 4, 17, 30, tzinfo=BEIJING)
    assert add_hours(friday, 1) - friday == timedelta(hours=1)


def test_hours_count_from_an_instant_not_from_a_wall_clock():
    with pytest.raises(ValueError, match=r"^anchor 2026-04-03T17:30:00: expected a zone such as"):
        add_hours(datetime(2026, 4, 3, 17, 30), 24)  # noqa: DTZ001


@pytest.mark.parametrize("n", [0, -1])
def test_a_term_has_at_least_one_unit(n):
    for unit in Unit:
        with pytest.raises(ValueError, match=f"^a term of {n}: expected at least 1$"):
            due("2026-03-31", n, unit)
    with pytest.raises(ValueError, match=f"^a term of {n}: expected at least 1$"):
        add_hours(midnight(date(2026, 3, 31)), n)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2026-04-03", True),
        ("2026-04-04", False),
        ("2026-04-06", False),  # a Monday off
        ("2026-04-07", True),
        ("2026-05-09", True),  # a Saturday worked
        ("2026-05-10", False),
        ("2026-03-14", False),
        ("2026-03-15", False),
    ],
)
def test_a_working_day_is_what_was_published(day, working):
    assert FIXTURE.is_working(date.fromisoformat(day)) is working


def test_an_unpublished_year_knows_only_weekends_and_says_so():
    assert FIXTURE.published(2026)
    assert not FIXTURE.published(2027)
    assert not Calendar().published(2026)
    assert FIXTURE.is_working(date(2027, 5, 3))
    assert not FIXTURE.is_working(date(2027, 5, 1))
    assert due("2026-03-31", 5, Unit.WORKING_DAYS, Calendar()) == "2026-04-07"


def test_a_corrected_year_replaces_the_first_and_leaves_the_others():
    twice = FIXTURE.with_year(2027, (), ()).with_year(2026, days("04-07"), ())
    assert twice.is_working(date(2026, 4, 6))
    assert not twice.is_working(date(2026, 4, 7))
    assert twice.published(2027)
    assert [year.year for year in twice.years] == [2027, 2026]
    assert twice.years[1] == Year(2026, frozenset({date(2026, 4, 7)}), frozenset())


def test_a_weekend_is_saturday_and_sunday():
    assert [is_weekend(date(2026, 3, 16 + n)) for n in range(7)] == [False] * 5 + [True] * 2


def test_the_day_is_the_beijing_day():
    assert beijing_day(datetime(2026, 3, 17, 15, 59, 59, tzinfo=UTC)) == date(2026, 3, 17)
    assert beijing_day(datetime(2026, 3, 17, 16, 0, tzinfo=UTC)) == date(2026, 3, 18)
    assert midnight(date(2026, 3, 18)) == datetime(2026, 3, 17, 16, 0, tzinfo=UTC)
    assert midnight(date(2026, 3, 18)).isoformat() == "2026-03-18T00:00:00+08:00"


def test_an_instant_without_a_zone_is_refused_by_its_field():
    with pytest.raises(
        ValueError, match=r"^since 2026-03-17T09:00:00: expected a zone such as \+08"
    ):
        zoned("since", datetime(2026, 3, 17, 9, 0))  # noqa: DTZ001
    with pytest.raises(ValueError, match=r"^moment 2026-03-17T09:00:00: expected a zone"):
        beijing_day(datetime(2026, 3, 17, 9, 0))  # noqa: DTZ001
    vilnius = datetime(2026, 3, 17, 9, 0, tzinfo=timezone(timedelta(hours=2)))
    assert zoned("since", vilnius) is vilnius


@pytest.mark.parametrize("year", [1900, 2999])
def test_years_from_1900_to_2999_are_plausible(year: int) -> None:
    assert plausible("day", date(year, 1, 1)) == date(year, 1, 1)


@pytest.mark.parametrize("year", [1, 1899, 3000, 9999])
def test_other_years_are_slips(year: int) -> None:
    with pytest.raises(ValueError, match=rf"day {year:04}-12-31: expected a year from 1900 to"):
        plausible("day", date(year, 12, 31))
    with pytest.raises(ValueError, match="expected a year"):
        zoned("at", datetime(year, 1, 2, tzinfo=UTC))


def test_an_implausible_instant_is_named_by_its_field() -> None:
    with pytest.raises(ValueError, match=r"^opening_at 1\d\d\d-"):
        zoned("opening_at", datetime(1000, 1, 2, tzinfo=UTC))

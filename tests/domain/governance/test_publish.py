"""Calendar and rates are published as facts; a contradiction is refused."""

from datetime import date

import pytest

from domain.governance.events import CalendarCorrected, CalendarPublished, RateTableSet
from domain.governance.publish import PublishCalendar, SetRateTable
from domain.governance.state import Rate
from domain.governance.stream import GOVERNANCE
from tests.kit.story import fold, given

OFF = (date(2026, 4, 4), date(2026, 4, 6))
WORKED = (date(2026, 5, 9), date(2026, 5, 10))
PUBLISHED = CalendarPublished(year=2026, holidays=OFF, workdays=WORKED)
SET = RateTableSet(bank="CCB", since=date(2026, 1, 1), rate_ppm=3_500)


def year(holidays=OFF, workdays=WORKED, number=2026):
    return PublishCalendar(year=number, holidays=holidays, workdays=workdays)


def rate(ppm=3_500, bank="CCB", since=date(2026, 1, 1)):
    return SetRateTable(bank=bank, since=since, rate_ppm=ppm)


def test_a_year_is_published_in_order_and_without_repetition():
    untidy = year((*reversed(OFF), OFF[0]), tuple(reversed(WORKED)))
    given(GOVERNANCE).when(untidy).then(PUBLISHED)


def test_asked_twice_it_is_published_once():
    given(GOVERNANCE, PUBLISHED).when(year(tuple(reversed(OFF)))).nothing_happens()


def test_a_corrected_year_is_told_whole_with_the_days_that_changed():
    """A Saturday that is no holiday any more is off as before: of it nothing changed."""
    corrected = CalendarCorrected(
        year=2026, holidays=OFF[:1], workdays=(), now_off=WORKED, now_worked=OFF[1:]
    )
    given(GOVERNANCE, PUBLISHED).when(year(OFF[:1], ())).then(corrected)
    given(GOVERNANCE, PUBLISHED, corrected).when(year(OFF[:1], ())).nothing_happens()
    renamed = CalendarCorrected(
        year=2026, holidays=OFF[1:], workdays=WORKED, now_off=(), now_worked=()
    )
    given(GOVERNANCE, PUBLISHED).when(year(OFF[1:])).then(renamed)
    law = fold(GOVERNANCE, PUBLISHED, corrected)
    assert law.calendar.is_working(OFF[1])
    assert not law.calendar.is_working(WORKED[0])
    assert law.calendar.published(2026)


def test_the_law_knows_the_calendar_as_it_is_and_as_it_was_before_each_word():
    """What was certain by any word is told from what never was: nothing is there that was never in
    force, as a year that was corrected beside one that came later.
    """
    once = CalendarCorrected(
        year=2026, holidays=OFF[:1], workdays=WORKED, now_off=(), now_worked=OFF[1:]
    )
    other = CalendarPublished(year=2027, holidays=(date(2027, 1, 1),), workdays=())
    past = (PUBLISHED, once, other)
    told = [fold(GOVERNANCE, *past[:many]).calendar for many in (3, 2, 1, 0)]
    assert fold(GOVERNANCE, *past).calendars == tuple(told)
    assert [one.is_working(OFF[1]) for one in told[:3]] == [True, True, False]
    assert [one.published(2027) for one in told] == [True, False, False, False]


def test_a_law_that_was_told_no_year_has_the_calendar_that_it_has():
    (only,) = fold(GOVERNANCE).calendars
    assert not only.years


@pytest.mark.parametrize(
    ("request_", "rule"),
    [
        (year(number=2027), "calendar.other_year"),
        (year((date(2027, 1, 1),)), "calendar.other_year"),
        (year((), (date(2027, 1, 2),)), "calendar.other_year"),
        (year((WORKED[0],)), "calendar.contradiction"),
        (year((), (date(2026, 5, 8),)), "calendar.no_weekend"),
        (rate(-1), "rate.out_of_range"),
        (rate(1_000_001), "rate.out_of_range"),
    ],
)
def test_what_cannot_be_so_is_refused(request_, rule):
    given(GOVERNANCE).when(request_).refused_by(rule)


@pytest.mark.parametrize("ppm", [0, 3_500, 1_000_000])
def test_a_rate_is_set_from_a_day_on(ppm):
    given(GOVERNANCE).when(rate(ppm)).then(
        RateTableSet(bank="CCB", since=date(2026, 1, 1), rate_ppm=ppm)
    )


def test_a_rate_that_stands_is_not_set_again():
    given(GOVERNANCE, SET).when(rate()).nothing_happens()


def test_a_corrected_rate_replaces_that_banks_rate_of_that_day_only():
    others = (
        RateTableSet(bank="CCB", since=date(2026, 5, 20), rate_ppm=500),
        RateTableSet(bank="ICBC", since=date(2026, 1, 1), rate_ppm=600),
    )
    corrected = RateTableSet(bank="CCB", since=date(2026, 1, 1), rate_ppm=3_000)
    given(GOVERNANCE, SET, *others).when(rate(3_000)).then(corrected)
    assert fold(GOVERNANCE, SET, *others, corrected).rates == (
        Rate("CCB", date(2026, 5, 20), 500),
        Rate("ICBC", date(2026, 1, 1), 600),
        Rate("CCB", date(2026, 1, 1), 3_000),
    )

"""What the package of public holidays proposes, and what a proposal changes of what stands."""

from datetime import date

import pytest

from api.calendars.days import Days, year_of
from api.calendars.differing import Change, differences
from api.calendars.files import MOST_BYTES, NoCalendar, read
from api.calendars.proposing import YearUnknown, name_of, proposal
from domain.calendar import Calendar
from domain.governance.events import CalendarPublished
from domain.governance.publish import PublishCalendar
from domain.governance.stream import GOVERNANCE
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.story import given

KNOWN = range(2004, 2027)


@pytest.mark.parametrize("year", KNOWN)
def test_every_year_that_the_package_knows_could_be_published(year):
    """No make-up day in a week, no day twice, none of another year: the domain refuses nothing."""
    days = proposal(year)
    told = {"year": year, "holidays": days.holidays, "workdays": days.workdays}
    given(GOVERNANCE).when(days.command).then(CalendarPublished(**told))


def test_a_year_beyond_is_refused_with_what_helps():
    with pytest.raises(YearUnknown, match=r"year 2003: chinesecalendar .* knows 2004 to 20.*file"):
        proposal(2003)


def test_a_day_is_named_in_both_languages_if_the_package_has_a_name_for_it():
    assert name_of(date(2026, 2, 14)) == ("春节", "Spring Festival")
    assert name_of(date(2026, 3, 14)) == ("", "")


def test_of_a_year_that_nobody_published_every_named_day_is_new():
    days = Days(2026, (date(2026, 5, 1), date(2026, 5, 2)), (date(2026, 5, 9),))
    assert list(differences(None, days)) == [
        Change(date(2026, 5, 1), "weekday", "holiday"),
        Change(date(2026, 5, 2), "weekend", "holiday"),
        Change(date(2026, 5, 9), "weekend", "makeup"),
    ]


def test_against_what_stands_only_what_is_named_otherwise_is_told():
    stands = year_of(FIXTURE, 2026)
    assert stands is not None
    assert year_of(Calendar(), 2026) is None
    assert list(differences(stands, stands)) == []
    without = Days(2026, stands.holidays[1:], ())
    assert list(differences(stands, without)) == [
        Change(date(2026, 4, 4), "holiday", "weekend"),
        Change(date(2026, 5, 9), "makeup", "weekend"),
    ]


def test_a_file_may_say_on_purpose_that_no_weekday_is_off(tmp_path):
    file = tmp_path / "year.json"
    file.write_text('{"year": 2026, "holidays": [], "workdays": [], "no_days_off": true}', "utf-8")
    assert read(file, 2026).command == PublishCalendar(year=2026, holidays=(), workdays=())


def test_a_file_that_is_no_year_says_why(tmp_path):
    file = tmp_path / "year.json"
    for said, why in (
        ('{"year": 2027, "holidays": [], "workdays": []}', "year 2027: 2026 is to be published"),
        ('{"year": 2026, "holidays": "1/1", "workdays": []}', "holidays"),
        ("[]", "year.json"),
        ('{"year": 2026, "holidays": [], "workdays": []}', "no_days_off false: no weekday of 2026"),
        (
            '{"year": 2026, "holidays": ["2026-05-01"], "workdays": [], "no_days_off": true}',
            "no_days_off true: 2026-05-01 is off",
        ),
        (" " * (MOST_BYTES + 1), "larger than 100,000 bytes"),
    ):
        file.write_text(said, "utf-8")
        with pytest.raises(NoCalendar, match=why):
            read(file, 2026)

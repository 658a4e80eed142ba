"""Calendar and rates are published as facts; a contradiction is refused."""

from dataclasses import replace
from datetime import date

import pytest

from domain.governance.events import (
    CalendarCorrected,
    CalendarProposalDropped,
    CalendarProposed,
    CalendarPublished,
    RateTableSet,
    RoleAssigned,
    RoleRemoved,
)
from domain.governance.publish import PublishCalendar, SetRateTable
from domain.governance.state import Rate
from domain.governance.stream import GOVERNANCE
from domain.kernel import Post
from tests.kit.story import CHECKER, MAKER, NOON, fold, given

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


def officers(*persons):
    posts = [Post("OFFICE", organisation) for organisation in ("centre", "公管办")]
    since = {"since": NOON, "until": None}
    return tuple(
        RoleAssigned(person=person, post=post, **since) for person in persons for post in posts
    )


TWO = officers(MAKER, CHECKER)
BY_ONE = {"year": 2026, "holidays": OFF, "workdays": WORKED, "on_behalf_of": None}
PROPOSED = CalendarProposed(**BY_ONE, proposed_by=MAKER)


def test_of_several_in_the_office_one_proposes_and_another_publishes():
    given(GOVERNANCE, *TWO).when(year()).then(PROPOSED)
    proposed = given(GOVERNANCE, *TWO, PROPOSED)
    proposed.when(year()).nothing_happens()
    proposed.when(year(), person=CHECKER).then(PUBLISHED)


def test_a_correction_takes_two_as_well_and_what_was_proposed_is_done_with():
    told = (*TWO, PROPOSED, PUBLISHED)
    assert fold(GOVERNANCE, *told).proposed == ()
    other = replace(PROPOSED, holidays=OFF[:1])
    given(GOVERNANCE, *told).when(year(OFF[:1])).then(other)
    (corrected,) = given(GOVERNANCE, *told, other).when(year(OFF[:1]), person=CHECKER).decision
    assert isinstance(corrected, CalendarCorrected)


def test_who_asks_for_other_days_proposes_those_in_their_place():
    """And of another year beside them."""
    other, later = replace(PROPOSED, holidays=OFF[:1], proposed_by=CHECKER), date(2027, 1, 1)
    story = given(GOVERNANCE, *TWO, PROPOSED)
    story.when(year(OFF[:1]), person=CHECKER).then(other)
    next_year = replace(PROPOSED, year=2027, holidays=(later,), workdays=())
    assert fold(GOVERNANCE, *TWO, PROPOSED, next_year, other).proposed == (next_year, other)
    given(GOVERNANCE, *TWO, PROPOSED, other).when(year()).then(PROPOSED)
    given(GOVERNANCE, *TWO, PROPOSED, other).when(year(OFF[:1])).then(
        CalendarPublished(year=2026, holidays=OFF[:1], workdays=WORKED)
    )


@pytest.mark.parametrize("person", [MAKER, CHECKER])
def test_who_asks_for_what_stands_drops_what_was_proposed_instead(person):
    """By mistake, say: else the other could publish it for ever. Of other years it stays."""
    wrong = replace(PROPOSED, holidays=OFF[:1])
    beside = replace(PROPOSED, year=2027, holidays=(date(2027, 1, 1),), workdays=())
    told = (*TWO, PUBLISHED, wrong, beside)
    dropped = CalendarProposalDropped(year=2026)
    given(GOVERNANCE, *told).when(year(), person=person).then(dropped)
    assert fold(GOVERNANCE, *told, dropped).proposed == (beside,)
    after = given(GOVERNANCE, *told, dropped)
    after.when(year(), person=person).nothing_happens()
    proposed = replace(wrong, proposed_by=person)
    after.when(year(OFF[:1]), person=person).then(proposed)


def test_a_countys_officer_of_before_is_no_second_and_publishes_nothing():
    """The office is one, for every region: nobody is given its post for one of them any more."""
    county = Post("OFFICE", "县公管办", "350626")
    of_county = RoleAssigned(person=CHECKER, post=county, since=NOON, until=None)
    story = given(GOVERNANCE, *officers(MAKER), of_county)
    story.when(year()).then(PUBLISHED)
    story.when(year(), by=county, person=CHECKER).refused_by("calendar.one_region")
    both = officers(MAKER, CHECKER)
    given(GOVERNANCE, *both, of_county).when(year(), by=Post("OFFICE", "centre")).then(PROPOSED)


@pytest.mark.parametrize(
    "others",
    [
        (),
        officers(MAKER),
        (*TWO, *(RoleRemoved(person=CHECKER, post=one.post, since=NOON) for one in TWO[2:])),
        (RoleAssigned(person=CHECKER, post=Post("AUD", "centre"), since=NOON, until=None),),
    ],
    ids=["before anybody is appointed", "itself alone", "left by the other", "another post"],
)
def test_an_office_of_one_person_publishes_by_itself(others):
    given(GOVERNANCE, *others).when(year()).then(PUBLISHED)


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


@pytest.mark.parametrize("number", [-5, 0, 1899, 3000, 10**12])
def test_a_year_beyond_reason_is_not_asked(number):
    with pytest.raises(ValueError, match=rf"^year {number}: expected one from 1900 to 2999$"):
        year((), (), number)


@pytest.mark.parametrize("number", [1900, 2999])
def test_the_first_and_the_last_year_within_it_are_published(number):
    told = CalendarPublished(year=number, holidays=(), workdays=())
    given(GOVERNANCE).when(year((), (), number)).then(told)


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

"""State property is disclosed again while nobody qualifies, five working days at least (SP-02)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.calendar import Calendar
from domain.governance.events import CalendarCorrected, CalendarPublished
from domain.governance.state import Law
from domain.governance.stream import GOVERNANCE
from domain.lot.bidding import DisclosureClosed, DisclosureExtended
from domain.lot.disclose import CloseDisclosure, ExtendDisclosure
from domain.lot.events import DeadlinePostponed
from domain.lot.stream import LOT
from domain.phases import Phase
from domain.policies.register import POLICIES
from tests.kit.fixture_calendar import FIXTURE, OVER_NEW_YEAR
from tests.kit.sessions import (
    ANNOUNCED,
    ASCENDING,
    BUILDING,
    DEFINED,
    OWNER,
    SALE,
    TICK,
    at,
)
from tests.kit.story import fold, given

ENDS, UNTIL, OPENS = at(3, 23, 17), at(3, 30, 17), at(3, 25, 9)
DISCLOSED = (
    replace(SALE, deposit_deadline=ENDS, opening_at=OPENS),
    ASCENDING,
    replace(ANNOUNCED, lot=BUILDING),
)
EXTENDED = (
    DisclosureExtended(lot=BUILDING, ended_at=ENDS, until=UNTIL),
    DeadlinePostponed(lot=BUILDING, deposit_deadline=UNTIL, opening_at=at(4, 1, 9)),
)
CLOSED = DisclosureClosed(lot=BUILDING, closed_at=ENDS)
PUBLISHED, NOBODY = Law(FIXTURE), Law(Calendar())
OFF = (date(2026, 3, 30),)
"""The last day of the extension, if somebody says that it is none that is worked."""


def extending(until=UNTIL, ends_at=ENDS, lot=BUILDING):
    return ExtendDisclosure(lot=lot, ends_at=ends_at, until=until)


def closing(ends_at=ENDS, lot=BUILDING):
    return CloseDisclosure(lot=lot, ends_at=ends_at)


def heard(asked, past=DISCLOSED, when=ENDS, by="PLATFORM", law=PUBLISHED):
    return given(LOT, *past).when(asked, by=by, received_at=when, law=law)


def test_it_goes_on_for_five_working_days_and_all_that_hangs_on_it_moves_along():
    heard(extending()).then(*EXTENDED)
    lot = fold(LOT, *DISCLOSED, *EXTENDED)
    assert (lot.phase, lot.deposit_deadline) == (Phase.ANNOUNCED, UNTIL)
    assert lot.opening_at == at(4, 1, 9)
    assert EXTENDED[0].happened_at() == ENDS


def test_it_may_be_longer_and_is_no_day_shorter():
    longer = UNTIL + timedelta(days=30)
    assert heard(extending(longer)).decision[0].until == longer
    heard(extending(UNTIL - timedelta(days=1))).refused_by("disclosure.too_short")


def test_working_days_are_those_of_the_calendar():
    """Qingming falls into it: from 2026-04-01, the fifth is 2026-04-09."""
    ends = at(4, 1, 17)
    past = (replace(DISCLOSED[0], deposit_deadline=ends, opening_at=at(4, 3, 9)), *DISCLOSED[1:])
    heard(extending(at(4, 8, 17), ends), past, ends).refused_by("disclosure.too_short")
    assert heard(extending(at(4, 9, 17), ends), past, ends).decision[0].until == at(4, 9, 17)


def test_it_is_extended_as_often_as_nobody_qualifies():
    again = extending(at(4, 7, 17), UNTIL)
    heard(again, (*DISCLOSED, *EXTENDED), UNTIL).then(
        DisclosureExtended(lot=BUILDING, ended_at=UNTIL, until=at(4, 7, 17)),
        DeadlinePostponed(lot=BUILDING, deposit_deadline=at(4, 7, 17), opening_at=at(4, 9, 9)),
    )


PAST = (*DISCLOSED, *EXTENDED)


@pytest.mark.parametrize("by", ["PLATFORM", "C-OPS"])
def test_nobody_closes_it_by_what_was_an_estimate_and_too_short(by):
    """SP-02: bidders are owed their days. By weekends alone five were over."""
    ends = {"past": PAST, "when": UNTIL, "by": by}
    heard(closing(UNTIL), **ends, law=NOBODY).then(replace(CLOSED, closed_at=UNTIL))
    short = Law(Calendar().with_year(2026, OFF, ()))
    heard(closing(UNTIL), **ends, law=short).refused_by("disclosure.too_short")
    heard(closing(UNTIL), **ends).then(replace(CLOSED, closed_at=UNTIL))


@pytest.mark.parametrize("by", ["PLATFORM", "C-OPS"])
def test_what_is_too_short_already_is_closed_by_nobody_while_another_year_is_not_published(by):
    """Five working days from 2026-12-28 end on 2027-01-04; with three of them off, on the 7th by
    the calendar in force."""
    ends, until = (moment.replace(2026, 12, 28) for moment in (ENDS, UNTIL))
    until = until + timedelta(days=7)
    past = (
        replace(DISCLOSED[0], deposit_deadline=ends, opening_at=ends + timedelta(days=2)),
        *DISCLOSED[1:],
        DisclosureExtended(lot=BUILDING, ended_at=ends, until=until),
        DeadlinePostponed(
            lot=BUILDING, deposit_deadline=until, opening_at=until + timedelta(days=2)
        ),
    )
    rests = Law(Calendar().with_year(2026, [date(2026, 12, n) for n in (29, 30, 31)], ()))
    asked = closing(until)
    heard(asked, past, until, by, rests).refused_by("disclosure.too_short")
    works = Law(Calendar().with_year(2026, OFF, ()))
    heard(asked, past, until, by, works).then(replace(CLOSED, closed_at=until))


def test_what_goes_on_for_the_calendar_says_so_and_not_that_nobody_had_qualified():
    short = Law(Calendar().with_year(2026, OFF, ()))
    told = heard(extending(at(4, 7, 17), UNTIL), PAST, UNTIL, law=short).decision[0]
    assert told == replace(EXTENDED[0], ended_at=UNTIL, until=at(4, 7, 17), too_short=True)
    assert not heard(extending(at(4, 7, 17), UNTIL), PAST, UNTIL).decision[0].too_short


def test_what_was_long_enough_by_the_calendar_stays_so_when_that_is_corrected():
    days = {"year": 2026, "workdays": ()}
    law = fold(
        GOVERNANCE,
        CalendarPublished(**days, holidays=()),
        CalendarCorrected(**days, holidays=OFF, now_off=OFF, now_worked=()),
    )
    heard(closing(UNTIL), PAST, UNTIL, law=law).then(replace(CLOSED, closed_at=UNTIL))
    assert not heard(extending(at(4, 7, 17), UNTIL), PAST, UNTIL, law=law).decision[0].too_short


def test_an_extension_that_was_told_is_not_told_again():
    heard(extending(), (*DISCLOSED, *EXTENDED)).refused_by("lot.other_deadline")


@pytest.mark.parametrize("by", ["PLATFORM", "C-OPS"])
def test_it_closes_at_its_end_or_later_and_keeps_its_legal_time(by):
    heard(closing(), by=by).then(CLOSED)
    heard(closing(), by=by, when=ENDS + timedelta(hours=2)).then(CLOSED)
    assert CLOSED.happened_at() == ENDS
    assert fold(LOT, *DISCLOSED, CLOSED).phase is Phase.CLOSED
    heard(closing(), (*DISCLOSED, CLOSED), by=by).nothing_happens()


@pytest.mark.parametrize("asked", [extending(), closing()])
def test_neither_is_said_early(asked):
    heard(asked, when=ENDS - TICK).refused_by("lot.too_early")


@pytest.mark.parametrize("asked", [extending(), closing()])
def test_what_is_not_announced_is_not_disclosed(asked):
    heard(asked, DISCLOSED[:2]).refused_by("lot.wrong_phase")


@pytest.mark.parametrize("make", [extending, closing])
def test_a_parcel_is_listed_not_disclosed(make):
    asked = make(ends_at=DEFINED.deposit_deadline, lot=DEFINED.lot)
    answer = heard(asked, (DEFINED, ANNOUNCED), DEFINED.deposit_deadline)
    answer.refused_by("lot.wrong_procedure")


def test_what_closed_is_not_extended():
    heard(extending(), (*DISCLOSED, CLOSED)).refused_by("lot.wrong_phase")


def test_deposits_that_wait_for_their_money_hear_of_their_new_deadline():
    (terms,) = (one for one in POLICIES if one.name == "deposit_terms")
    assert DeadlinePostponed in terms.hears
    assert OWNER.organisation == SALE.owner


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        (lambda: extending(lot="L"), "lot 'L': expected"),
        (lambda: extending(UNTIL.replace(tzinfo=None)), "until 2026"),
        (lambda: extending(ends_at=ENDS.replace(tzinfo=None)), "ends_at 2026"),
        (lambda: closing(lot="L"), "lot 'L': expected"),
        (lambda: closing(ENDS.replace(tzinfo=None)), "ends_at 2026"),
    ],
)
def test_what_is_no_request_is_not_read(asked, right):
    with pytest.raises(ValueError, match=right):
        asked()


def test_what_was_corrected_long_before_it_was_extended_does_not_make_it_long_enough():
    """Given five working days from 12-28 on by the weekends of 2027, and one less by its days."""
    ends = ENDS.replace(month=12, day=28)
    until = ends.replace(year=2027, month=1, day=5)
    past = (
        replace(DISCLOSED[0], deposit_deadline=ends, opening_at=ends + timedelta(days=2)),
        *DISCLOSED[1:],
        DisclosureExtended(lot=BUILDING, ended_at=ends, until=until),
        DeadlinePostponed(
            lot=BUILDING, deposit_deadline=until, opening_at=until + timedelta(days=2)
        ),
    )
    law = fold(GOVERNANCE, *OVER_NEW_YEAR)
    heard(closing(until), past, until, law=law).refused_by("disclosure.too_short")

"""What an estimate said is reckoned by the calendar that came: orders, and what came too late."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from domain.calendar import BEIJING, Calendar
from domain.deposit.stream import DEPOSIT
from domain.dispute.events import CaseWarningReckoned
from domain.dispute.filed import AskedFirst, Within
from domain.dispute.stream import DISPUTE
from domain.dispute.words import Matter
from domain.governance.events import CalendarPublished
from domain.governance.state import Law
from domain.governance.stream import GOVERNANCE
from domain.kernel import Placed, Post
from domain.lot.stopped import SuspensionReckoned
from domain.lot.stream import LOT
from domain.party.stream import PARTY as PARTIES
from domain.timing import Stop
from domain.trade.case_clock import ReckonCaseDue
from domain.trade.object import FileQuery
from domain.trade.suspension import OrderSuspension, ResumeProcedure
from domain.trade.suspension_clock import ReckonSuspension
from tests.kit.disputing import (
    ACCEPTED,
    ANSWERED,
    B4,
    CASE,
    COMPLAINED,
    COMPLAINT,
    DECIDED,
    ITS,
    LAW,
    OBJECTED,
    OPEN,
    ORDER,
    PAPER,
    PARTY,
    REQUIRED,
    at,
    complaining,
    day,
    objecting,
)
from tests.kit.fixture_calendar import FIXTURE, corrected, published
from tests.kit.lots import CODE, DEFINED, TENDER
from tests.kit.rows import D
from tests.kit.story import fold, given

NOBODY = Law(Calendar())
FINANCE = Post("FIN", "财政局", "350602")
PURCHASE = (replace(DEFINED, category="GOV_PROCUREMENT"), *OPEN[1:])
CORRECTED = fold(GOVERNANCE, published(), corrected(day("04-06"), day("05-01")))
"""The Monday and the Friday on which what is told here would end by weekends alone."""


# A supervisor orders that all stands still.

ORDERED_AT = at("04-01 10:00")
WITH_FIN = (replace(COMPLAINED, category="GOV_PROCUREMENT", to="FIN"), ACCEPTED)


def ordered(law, until=None):
    """On 04-01; thirty days on is Friday the first of May, which is off."""
    asked = OrderSuspension(case=COMPLAINT, lot=CODE, document=ORDER, until=until)
    story = given(LOT, *PURCHASE).given(DISPUTE, *WITH_FIN)
    (placed,) = story.when(asked, by=FINANCE, received_at=ORDERED_AT, law=law).decision
    assert isinstance(placed, Placed)
    return placed.event


def reckoning(*lot, law=LAW):
    asked = ReckonSuspension(lot=CODE, case=COMPLAINT)
    return given(LOT, *PURCHASE, *lot).when(asked, by="PLATFORM", law=law)


LATER = SuspensionReckoned(lot=CODE, case=COMPLAINT, until=day("05-06"))


def test_an_order_that_names_no_day_says_by_which_term_it_was_reckoned():
    told = ordered(NOBODY)
    assert (told.until, told.term.due, told.term.since) == (
        day("05-01"),
        day("05-01"),
        day("04-01"),
    )
    assert ordered(LAW).until == day("05-06")
    named = ordered(NOBODY, day("04-20"))
    assert (named.until, named.term) == (day("04-20"), None)


def test_its_last_day_moves_over_the_holiday_that_nobody_had_published():
    told = ordered(NOBODY)
    reckoning(told).then(LATER)
    lot = fold(LOT, *PURCHASE, told, LATER)
    assert lot.suspensions[0].until == day("05-06")
    reckoning(told, LATER).nothing_happens()


def test_what_was_certain_was_named_or_is_over_does_not_move():
    reckoning(ordered(LAW)).nothing_happens()
    reckoning(ordered(NOBODY, day("04-20"))).nothing_happens()
    reckoning(ordered(NOBODY), law=NOBODY).nothing_happens()
    reckoning().nothing_happens()
    unknown = ReckonSuspension(lot=CODE, case=COMPLAINT)
    given(LOT).when(unknown, by="PLATFORM", law=LAW).refused_by("lot.unknown")


def test_a_correction_does_not_move_what_was_certain():
    reckoning(ordered(LAW), law=CORRECTED).nothing_happens()


def test_an_order_that_was_told_between_two_corrections_ends_when_it_was_told():
    """No deadlock: the clock and whoever reckons again go by the same day."""
    told = ordered(CORRECTED)
    law = fold(GOVERNANCE, published(), corrected(day("05-01")), corrected(off=(day("05-06"),)))
    assert (told.until, ordered(law).until) == (day("05-01"), day("05-07"))
    reckoning(told, law=law).nothing_happens()
    asked = ResumeProcedure(lot=CODE, case=COMPLAINT, document=None)
    story = given(LOT, *PURCHASE, told).given(DISPUTE, *WITH_FIN)
    assert story.when(asked, by="PLATFORM", received_at=at("05-02 00:00"), law=law).decision


def test_the_clock_that_is_faster_than_what_reckons_it_is_judged_by_the_calendar():
    """By the estimate all would go on again from 05-02 on."""
    asked = ResumeProcedure(lot=CODE, case=COMPLAINT, document=None)
    story = given(LOT, *PURCHASE, ordered(NOBODY)).given(DISPUTE, *WITH_FIN)
    early = {"by": "PLATFORM", "received_at": at("05-02 00:00")}
    story.when(asked, **early, law=LAW).refused_by("lot.no_document")
    assert story.when(asked, **early, law=NOBODY).decision
    assert story.when(asked, by="PLATFORM", received_at=at("05-07 00:00"), law=LAW).decision


# Whether it came in time.


def filing(asked, law, when, lot=OPEN, before=(OBJECTED, ANSWERED)):
    story = given(LOT, *lot).given(PARTIES, PARTY).given(DEPOSIT, REQUIRED)
    story = story.given(DISPUTE, *before, code=CASE).given(DISPUTE, code=asked.case)
    received_at = at(when) if isinstance(when, str) else when
    return story.when(asked, by=ITS, received_at=received_at, law=law).decision[0]


def reckoned(*case, law=LAW):
    asked = ReckonCaseDue(case=COMPLAINT)
    return given(DISPUTE, *case).when(asked, by="PLATFORM", law=law)


FIRST, LATE = "CT-27 complaint.objection_first", "CT-27 complaint.filing"
IN_TIME = CaseWarningReckoned(case=COMPLAINT, warned=(FIRST,))


def test_what_is_judged_by_an_estimate_says_by_what():
    """Ten days since 03-27, but for those that lay with the owner."""
    assert filing(complaining(), LAW, "04-03 10:00").within is None
    told = filing(complaining(), NOBODY, "04-03 10:00").within
    assert isinstance(told, Within)
    assert (told.term.rule, told.term.since) == (LATE, day("03-27"))
    assert (told.stop, told.before) == (Stop(day("03-29"), day("04-01")), None)


def late_by_weekends():
    """The tenth day is a Saturday: it moves to Monday by weekends, to Tuesday by the calendar,
    on which it is filed.
    """
    asked = complaining(since=day("03-25"), follows=None)
    return filing(asked, NOBODY, "04-07 09:00", before=())


def test_who_came_too_late_by_weekends_alone_came_in_time_by_the_calendar():
    told = late_by_weekends()
    assert told.warned == (FIRST, LATE)
    reckoned(told).then(IN_TIME)
    assert fold(DISPUTE, told, IN_TIME).warned == (FIRST,)
    reckoned(told, IN_TIME).nothing_happens()


def test_what_has_ended_is_said_to_have_come_in_time_all_the_same():
    reckoned(late_by_weekends(), ACCEPTED, DECIDED).then(IN_TIME)


def test_who_came_in_time_by_weekends_alone_may_have_come_too_late():
    """Seven working days end on Friday 05-15; as Saturday 05-09 is worked, on Thursday."""
    asked = FileQuery(
        case=COMPLAINT,
        lot=CODE,
        party=B4,
        deposit=D,
        matter=Matter.RESULT,
        since=day("05-06"),
        document=PAPER,
    )
    told = filing(asked, NOBODY, "05-15 09:00", lot=PURCHASE, before=())
    assert told.warned == ()
    reckoned(told).then(CaseWarningReckoned(case=COMPLAINT, warned=("GP-19 query",)))


WAITS = replace(
    OBJECTED,
    filed_at=at("04-03 09:00"),
    answer=replace(OBJECTED.answer, since=day("04-03"), due=day("04-06")),
)
"""The owner has three days from 04-03: until Monday by weekends, until Tuesday by the calendar."""


def complained(law, when, before=(WAITS,), **other):
    return filing(complaining(**other), law, when, before=before)


def test_whether_the_owner_still_had_time_is_judged_again_too():
    """By weekends its time was over on Tuesday; by the calendar it lasted all that day."""
    told = complained(NOBODY, "04-07 10:00")
    assert told.warned == ()
    assert told.first == AskedFirst(rule=FIRST, answer=WAITS.answer)
    early = CaseWarningReckoned(case=COMPLAINT, warned=(FIRST,))
    reckoned(told).then(early)
    reckoned(told, early).nothing_happens()
    reckoned(complained(NOBODY, "04-08 10:00")).nothing_happens()
    assert complained(LAW, "04-07 10:00").warned == (FIRST,), "as if it had been there"


def test_who_came_too_early_by_weekends_alone_had_waited_long_enough():
    """Three days from 05-06 end on a Saturday: by weekends on Monday, but that Saturday is worked,
    and so they were over by then.
    """
    answer = replace(OBJECTED.answer, since=day("05-06"), due=day("05-11"))
    waits = replace(OBJECTED, filed_at=at("05-06 09:00"), answer=answer)
    told = complained(NOBODY, "05-11 10:00", before=(waits,), since=day("05-06"))
    assert told.warned == (FIRST,)
    reckoned(told).then(CaseWarningReckoned(case=COMPLAINT, warned=()))


@pytest.mark.parametrize(
    ("law", "before"),
    [(LAW, (WAITS,)), (NOBODY, (WAITS, ANSWERED)), (NOBODY, ())],
    ids=["a certain day", "it had answered", "it was never asked"],
)
def test_what_hung_on_no_estimate_of_the_owner_s_time_says_so(law, before):
    told = complained(law, "04-07 10:00", before, follows=CASE if before else None)
    assert told.first is None


def test_a_correction_and_a_year_that_is_not_there_change_nothing_of_it():
    told = late_by_weekends()
    reckoned(told, law=NOBODY).nothing_happens()
    reckoned(told, IN_TIME, law=CORRECTED).nothing_happens()


def test_it_is_judged_by_the_first_calendar_that_had_its_year_however_late():
    """Given a correction before anybody reckoned again: by it, as by weekends, it came too late."""
    reckoned(late_by_weekends(), law=CORRECTED).then(IN_TIME)


NEXT = CalendarPublished(year=2027, holidays=(date(2027, 1, 1),), workdays=())
MEANWHILE = fold(GOVERNANCE, published(), corrected(off=(day("12-30"), day("12-31"))))
WITH_NEXT = fold(GOVERNANCE, published(), corrected(off=(day("12-30"), day("12-31"))), NEXT)
IN_2027 = datetime(2027, 1, 4, 9, tzinfo=BEIJING)
"""Two days that were worked are off by a correction; then the next year is published. Filed between
the two, or before both, on a day that nobody published.
"""


def test_who_waited_until_the_owner_s_last_day_was_over_for_certain_came_not_too_early():
    """Its days ended on 12-31, as they were told; by the correction they would on 2027-01-04."""
    answer = replace(OBJECTED.answer, since=day("12-28"), due=day("12-31"))
    waits = replace(OBJECTED, filed_at=at("12-28 09:00"), answer=answer)
    asked = complaining(since=day("12-28"))
    told = filing(asked, MEANWHILE, IN_2027, before=(waits,))
    assert (told.warned, told.first) == ((), None)
    reckoned(told, law=WITH_NEXT).nothing_happens()


def test_who_came_after_a_last_day_that_was_certain_stays_too_late():
    """Seven working days from 12-21 end on 12-30, whatever is corrected afterwards."""
    asked = FileQuery(
        case=COMPLAINT,
        lot=CODE,
        party=B4,
        deposit=D,
        matter=Matter.RESULT,
        since=day("12-21"),
        document=PAPER,
    )
    told = filing(asked, LAW, IN_2027, lot=PURCHASE, before=())
    assert (told.warned, told.within) == (("GP-19 query",), None)
    reckoned(told, law=WITH_NEXT).nothing_happens()
    assert filing(asked, NOBODY, IN_2027, lot=PURCHASE, before=()).within is not None


def test_an_objection_leaves_its_days_before_the_bids_are_due():
    """Ten days, which no day off moves."""
    asked = objecting(matter=Matter.DOCUMENTS, case=COMPLAINT, deposit=None)
    story = given(LOT, *TENDER[:2]).given(PARTIES, PARTY).given(DISPUTE)
    how = {"by": "PLATFORM", "received_at": at("03-12 09:00")}
    told = story.when(asked, **how, law=NOBODY).decision[0]
    assert told.within.before is not None
    assert story.when(asked, **how, law=LAW).decision[0].within is None
    reckoned(told).nothing_happens()


@pytest.mark.parametrize(
    ("make", "right"),
    [
        (lambda: ReckonSuspension(lot="?", case=COMPLAINT), "lot '\\?': expected"),
        (lambda: ReckonSuspension(lot=CODE, case="D1"), "case 'D1': expected"),
    ],
)
def test_what_cannot_be_is_told_by_its_field(make, right):
    with pytest.raises(ValueError, match=right):
        make()


def test_the_fixtures_calendar_is_the_published_one():
    assert fold(GOVERNANCE, published()).calendar == FIXTURE

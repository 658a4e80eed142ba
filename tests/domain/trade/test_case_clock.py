"""An appraisal takes its own time: the days of it are not the supervisor's (条例 61)."""

from dataclasses import replace

import pytest

from domain.calendar import Calendar
from domain.dispute.events import CaseClockResumed, CaseClockStopped, CaseDueReckoned
from domain.dispute.stream import DISPUTE
from domain.dispute.words import Ground
from domain.governance.state import Law
from domain.kernel import Post
from domain.lot.stream import LOT
from domain.trade.case_clock import ReckonCaseDue, ResumeCaseClock, StopCaseClock
from tests.kit.disputing import (
    ACCEPTED,
    COMPLAINED,
    COMPLAINT,
    DECIDED,
    HOUSING,
    LAW,
    OBJECTED,
    OPEN,
    ORDER,
    at,
    day,
)
from tests.kit.lots import CODE, DEFINED
from tests.kit.story import fold, given

STOPS = {"by": HOUSING, "received_at": at("04-10 09:00"), "law": LAW}
GOES_ON = {"by": HOUSING, "received_at": at("04-20 09:00"), "law": LAW}
STOPPED = CaseClockStopped(
    case=COMPLAINT,
    rule="CT-27 complaint.appraisal",
    ground=Ground.APPRAISAL,
    since=day("04-10"),
    document=ORDER,
)
RESUMED = CaseClockResumed(case=COMPLAINT, until=day("04-20"), due=day("06-01"))


def having(*case, lot=OPEN):
    return given(DISPUTE, *case).given(LOT, *lot)


def stopping(case=COMPLAINT, document=ORDER):
    return StopCaseClock(case=case, lot=CODE, ground=Ground.APPRAISAL, document=document)


def test_what_takes_its_own_time_moves_the_last_day_by_it():
    """To decide until 05-22; six working days lay with the experts: until 06-01."""
    having(COMPLAINED, ACCEPTED).when(stopping(), **STOPS).then(STOPPED)
    asked = ResumeCaseClock(case=COMPLAINT)
    having(COMPLAINED, ACCEPTED, STOPPED).when(asked, **GOES_ON).then(RESUMED)


def test_a_second_stop_adds_to_the_first():
    again = replace(STOPPED, since=day("05-06"))
    story = having(COMPLAINED, ACCEPTED, STOPPED, RESUMED, again)
    asked = ResumeCaseClock(case=COMPLAINT)
    later = story.when(asked, **(GOES_ON | {"received_at": at("05-07 09:00")})).decision[0]
    assert later.due == day("06-02")


def test_it_stops_once_at_a_time_and_goes_on_once():
    stands = having(COMPLAINED, ACCEPTED, STOPPED)
    stands.when(stopping(), **STOPS).refused_by("dispute.stands_still")
    asked = ResumeCaseClock(case=COMPLAINT)
    having(COMPLAINED, ACCEPTED).when(asked, **GOES_ON).nothing_happens()
    having(COMPLAINED, ACCEPTED, STOPPED, RESUMED).when(asked, **GOES_ON).nothing_happens()


def test_only_the_time_to_decide_stops_and_only_by_a_row():
    having(COMPLAINED).when(stopping(), **STOPS).refused_by("dispute.not_accepted")
    other = (replace(DEFINED, category="GOV_PROCUREMENT"), *OPEN[1:])
    story = having(COMPLAINED, ACCEPTED, lot=other)
    story.when(stopping(), **STOPS).refused_by("dispute.never_stops")
    having(COMPLAINED, ACCEPTED, lot=()).when(stopping(), **STOPS).refused_by("lot.unknown")


@pytest.mark.parametrize("asked", [stopping(), ResumeCaseClock(case=COMPLAINT)])
def test_it_is_with_whom_the_complaint_is(asked):
    stranger = STOPS | {"by": Post("V-WATER", "水利局", "350602")}
    having(COMPLAINED, ACCEPTED).when(asked, **stranger).refused_by("dispute.not_in_charge")
    having(COMPLAINED, ACCEPTED, DECIDED).when(asked, **STOPS).refused_by("dispute.ended")
    having(OBJECTED).when(asked, **STOPS).refused_by("dispute.unknown")


@pytest.mark.parametrize(
    ("make", "right"),
    [
        (lambda: stopping("D1"), "case 'D1': expected"),
        (lambda: stopping(document="x"), "sha256 'x': expected"),
        (lambda: ResumeCaseClock(case="D1"), "case 'D1': expected"),
        (lambda: ReckonCaseDue(case="D1"), "case 'D1': expected"),
    ],
)
def test_what_cannot_be_is_told_by_its_field(make, right):
    with pytest.raises(ValueError, match=right):
        make()


# The calendar of the year comes when the case is under way.

BY_WEEKENDS = replace(ACCEPTED, decision=replace(ACCEPTED.decision, due=day("05-20")))
"""Accepted while nobody had published the year."""
RECKONED = CaseDueReckoned(case=COMPLAINT, statutory=day("05-22"), due=day("05-22"))
RECKON = ReckonCaseDue(case=COMPLAINT)
PUBLISHED = {"by": "PLATFORM", "law": LAW}


def test_a_last_day_that_was_an_estimate_is_reckoned_by_the_calendar():
    past = (COMPLAINED, BY_WEEKENDS)
    having(*past).when(RECKON, **PUBLISHED).then(RECKONED)
    case = fold(DISPUTE, *past, RECKONED)
    assert (case.due, case.term) == (day("05-22"), ACCEPTED.decision)
    having(*past, RECKONED).when(RECKON, **PUBLISHED).nothing_happens()


def test_what_stood_still_does_so_and_goes_on_to_the_certain_day():
    still = (COMPLAINED, BY_WEEKENDS, STOPPED)
    moved = replace(RECKONED, due=None)
    having(*still).when(RECKON, **PUBLISHED).then(moved)
    asked = ResumeCaseClock(case=COMPLAINT)
    having(*still, moved).when(asked, **GOES_ON).then(RESUMED)
    early = replace(RESUMED, due=day("05-28"))
    having(*still, early).when(RECKON, **PUBLISHED).then(replace(RECKONED, due=day("06-01")))


def test_what_was_certain_or_has_ended_does_not_move():
    having(COMPLAINED, ACCEPTED).when(RECKON, **PUBLISHED).nothing_happens()
    having(COMPLAINED, BY_WEEKENDS, DECIDED).when(RECKON, **PUBLISHED).nothing_happens()
    without = {"by": "PLATFORM", "law": Law(Calendar())}
    having(COMPLAINED, BY_WEEKENDS).when(RECKON, **without).nothing_happens()


def test_of_what_nobody_filed_nothing_is_reckoned():
    given(DISPUTE).when(RECKON, **PUBLISHED).refused_by("dispute.unknown")

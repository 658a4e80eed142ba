"""An appraisal takes its own time: the days of it are not the supervisor's (条例 61)."""

from dataclasses import replace

import pytest

from domain.dispute.events import CaseClockResumed, CaseClockStopped
from domain.dispute.stream import DISPUTE
from domain.dispute.words import Ground
from domain.kernel import Post
from domain.lot.stream import LOT
from domain.trade.case_clock import ResumeCaseClock, StopCaseClock
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
from tests.kit.story import given

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
    ],
)
def test_what_cannot_be_is_told_by_its_field(make, right):
    with pytest.raises(ValueError, match=right):
        make()

"""While a lot stands still its times do not pass; when it goes on, what was left is left."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given as of
from hypothesis import strategies as st

from domain.categories.construction import CONSTRUCTION
from domain.desk.sessions import listing_ends
from domain.kernel import Rejected
from domain.lot.announce import PostponeDeadline
from domain.lot.close import PassDepositDeadline
from domain.lot.events import DeadlinePostponed
from domain.lot.overlay import put_back
from domain.lot.periods import breaches
from domain.lot.prequalified import PrequalificationIssued
from domain.lot.standstill import STOPPED, goes_on, is_stopped
from domain.lot.stopped import ProcedureResumed, TimesExtended
from domain.lot.stream import LOT
from domain.lot.suspend import SuspendProcedure
from domain.lot.tendered import DocumentIssued
from domain.phases import ARROWS
from domain.trade.suspension import ResumeProcedure
from tests.kit import sessions
from tests.kit.disputing import LAW, ORDERED, PAUSED, at, day
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.lots import (
    ANNOUNCED,
    BEFORE,
    CODE,
    DEADLINE,
    DEFINED,
    OPENING,
    OWNER,
    PASSED,
    TENDER,
    TERMINATED,
    TEXT,
)
from tests.kit.story import fold, given
from tests.kit.tendering import STEPS, Tender

SINCE, UNTIL = at("03-20 10:00"), at("03-27 16:30")
STOOD = UNTIL - SINCE
SECOND = timedelta(seconds=1)
STOPS = replace(PAUSED, suspended_at=SINCE)
RESUMES = ProcedureResumed(lot=CODE, case=PAUSED.case, resumed_at=UNTIL, document=None)
LATER = DeadlinePostponed(lot=CODE, deposit_deadline=DEADLINE + STOOD, opening_at=OPENING + STOOD)
OUT = (DEFINED, ANNOUNCED)


def going_on(*past, told=RESUMES):
    return goes_on(fold(LOT, *past), told, LAW)


# What does not pass.


def passing(*past, deadline=DEADLINE, when=DEADLINE):
    asked = PassDepositDeadline(lot=CODE, deadline=deadline)
    return given(LOT, *past).when(asked, by="PLATFORM", received_at=when, law=LAW)


def test_no_deadline_passes_while_its_lot_stands_still():
    passing(*OUT, STOPS).refused_by("lot.suspended")
    passing(*OUT, STOPS, when=UNTIL).refused_by("lot.suspended")
    passing(*OUT).then(PASSED)


def test_what_was_over_before_it_stopped_passes_however_late_the_clock_is():
    for since in (DEADLINE, DEADLINE + SECOND):
        passing(*OUT, replace(STOPS, suspended_at=since), when=UNTIL).then(PASSED)
    passing(*OUT, replace(STOPS, suspended_at=DEADLINE - SECOND)).refused_by("lot.suspended")


def test_when_it_goes_on_it_passes_at_its_later_time_and_at_no_other():
    past = (*OUT, STOPS, RESUMES, LATER)
    passing(*past, when=LATER.deposit_deadline).refused_by("lot.other_deadline")
    later = {"deadline": LATER.deposit_deadline}
    passing(*past, **later, when=LATER.deposit_deadline - SECOND).refused_by("lot.too_early")
    passed = replace(PASSED, deadline=LATER.deposit_deadline)
    passing(*past, **later, when=LATER.deposit_deadline).then(passed)


@pytest.mark.parametrize("step", [2, 3, 4], ids=lambda step: type(STEPS[step][0]).__name__)
def test_no_deadline_of_a_tender_passes_either(step):
    asked, by, when = STEPS[step]
    tender = Tender(step)
    tender.do(SuspendProcedure(lot=CODE, until=None, document=TEXT), OWNER, when - SECOND)
    refused = tender.ask(asked, by, when)
    assert isinstance(refused, Rejected)
    assert refused.rule == "lot.suspended"
    went_on, *_, last = tender.do(
        ResumeProcedure(lot=CODE, case=None, document=TEXT), OWNER, when + SECOND
    )
    later = when + 2 * SECOND
    assert isinstance(went_on, ProcedureResumed)
    assert later in (getattr(last, name) for name in last.__slots__)
    assert tender.do(replace(asked, deadline=later), by, later)


# What is left of it.


def test_what_was_left_when_it_stopped_is_left_when_it_goes_on():
    assert going_on(*OUT, STOPS) == (RESUMES, LATER)
    lot = fold(LOT, *OUT, STOPS, RESUMES, LATER)
    assert lot.deposit_deadline - UNTIL == DEADLINE - SINCE
    assert lot.opening_at - UNTIL == OPENING - SINCE
    assert lot.halt is None


def test_nothing_is_later_that_was_over_before():
    since = OPENING - timedelta(hours=1)
    until = OPENING + timedelta(hours=1)
    stops = replace(STOPS, suspended_at=since)
    told = replace(RESUMES, resumed_at=until)
    (_, later) = going_on(*OUT, PASSED, stops, told=told)
    assert (later.deposit_deadline, later.opening_at) == (DEADLINE, OPENING + (until - since))
    over = replace(STOPS, suspended_at=OPENING)
    assert going_on(*OUT, PASSED, over, told=told) == (told,)


def test_while_another_case_still_stops_it_nothing_is_said_of_its_times():
    order = replace(ORDERED, suspended_at=at("03-22 09:00"))
    assert going_on(*OUT, STOPS, order) == (RESUMES,)
    last = ProcedureResumed(lot=CODE, case=order.case, resumed_at=at("03-30 09:00"), document=None)
    (_, later) = going_on(*OUT, STOPS, order, RESUMES, told=last)
    assert later.deposit_deadline == DEADLINE + (last.resumed_at - SINCE)


def test_of_a_lot_that_is_over_nothing_runs_any_more_and_nothing_is_waited_for():
    assert going_on(*OUT, STOPS, TERMINATED) == (RESUMES,)
    assert is_stopped(fold(LOT, *OUT, STOPS), DEADLINE)
    assert not is_stopped(fold(LOT, *OUT, STOPS, TERMINATED), DEADLINE)


def test_its_owner_may_give_more_time_meanwhile_and_the_later_of_the_two_counts():
    """Also after the day that was announced: nothing has passed by it."""
    long = DeadlinePostponed(
        lot=CODE, deposit_deadline=at("04-20 17:00"), opening_at=at("04-21 09:30")
    )
    asked = PostponeDeadline(**{name: getattr(long, name) for name in long.__slots__})
    how = {"by": OWNER, "received_at": DEADLINE + timedelta(days=1), "law": LAW}
    given(LOT, *OUT, STOPS).when(asked, **how).then(long)
    given(LOT, *OUT).when(asked, **how).refused_by("lot.too_late")
    assert going_on(*OUT, STOPS, long) == (RESUMES,)
    short = replace(long, deposit_deadline=at("03-25 17:00"), opening_at=at("03-26 09:30"))
    assert going_on(*OUT, STOPS, short) == (RESUMES, LATER)


ISSUED = DocumentIssued(lot=CODE, issued_at=at("03-16 09:00"), until=at("03-23 17:00"), text=TEXT)


def test_documents_can_be_had_for_as_long_as_was_left():
    extended = TimesExtended(
        lot=CODE,
        documents_until=ISSUED.until + STOOD,
        public_until=None,
        contract_due=None,
        prequalification_until=None,
        applications_until=None,
    )
    assert going_on(*OUT, ISSUED, STOPS) == (RESUMES, LATER, extended)
    assert fold(LOT, *OUT, ISSUED, STOPS, RESUMES, extended).documents_until == ISSUED.until + STOOD
    at_once = replace(RESUMES, resumed_at=SINCE)
    assert going_on(*OUT, ISSUED, STOPS, told=at_once) == (at_once,)


APPLIES = PrequalificationIssued(
    lot=CODE, issued_at=BEFORE, until=at("03-21 17:00"), closes_at=at("03-22 17:00"), text=TEXT
)


def test_who_wants_to_bid_has_as_long_to_apply_as_was_left():
    extended = TimesExtended(
        lot=CODE,
        documents_until=None,
        public_until=None,
        contract_due=None,
        prequalification_until=APPLIES.until + STOOD,
        applications_until=APPLIES.closes_at + STOOD,
    )
    assert going_on(*OUT, APPLIES, STOPS) == (RESUMES, LATER, extended)
    lot = fold(LOT, *OUT, APPLIES, STOPS, RESUMES, extended)
    assert lot.prequalification.until == APPLIES.until + STOOD
    assert lot.prequalification.closes_at == APPLIES.closes_at + STOOD
    neither = replace(extended, prequalification_until=None, applications_until=None)
    assert fold(LOT, neither, start=lot).prequalification == lot.prequalification
    over = replace(APPLIES, until=SINCE)
    later = replace(extended, prequalification_until=None)
    assert going_on(*OUT, over, STOPS) == (RESUMES, LATER, later), "the documents' time was over"
    over = replace(APPLIES, until=SINCE, closes_at=SINCE)
    assert going_on(*OUT, over, STOPS) == (RESUMES, LATER)


def test_candidates_stand_in_public_on_as_many_days_as_were_left():
    """The day on which it stops counts, the day on which it goes on does not (201)."""
    tender = Tender(8)
    lot = tender.lot
    stops = replace(PAUSED, suspended_at=at("03-29 11:00"))
    told = replace(RESUMES, resumed_at=at("04-01 15:00"))
    (_, extended) = goes_on(LOT.evolve(lot, stops), told, LAW)
    assert (lot.public_until, extended.public_until) == (day("03-30"), day("04-02"))
    same = replace(told, resumed_at=at("03-29 23:00"))
    assert goes_on(LOT.evolve(lot, stops), same, LAW) == (same,)
    after = replace(stops, suspended_at=at("03-31 00:00"))
    assert goes_on(LOT.evolve(lot, after), told, LAW) == (told,)


def test_the_contract_is_due_on_the_day_by_which_its_signing_is_not_late():
    """What is due, and what raises an alert, are one day (CT-18)."""
    stops = replace(STOPS, suspended_at=at("04-10 09:00"))
    told = replace(RESUMES, resumed_at=at("04-20 09:00"))
    past = (*TENDER[:6], stops)
    (_, extended) = going_on(*past, told=told)
    assert extended.contract_due == day("05-11"), "the tenth is a Sunday"
    same_day = replace(told, resumed_at=at("04-10 17:00"))
    assert going_on(*past, told=same_day) == (same_day,)
    lot = fold(LOT, *past, told, extended)
    for signed, late in ((lot.contract_due, False), (lot.contract_due + timedelta(days=1), True)):
        happened = (*lot.happened, ("ContractSigned", signed))
        found = list(breaches(CONSTRUCTION, replace(lot, happened=happened), FIXTURE))
        assert bool([one for one in found if one.row.id == "CT-18"]) is late


@pytest.mark.parametrize(
    ("since", "until", "opens"),
    [
        (sessions.at(3, 20, 9), sessions.at(3, 22, 9), timedelta(days=2)),
        (sessions.at(3, 26, 9), sessions.at(3, 28, 9), timedelta(days=2)),
        (sessions.at(3, 30, 9), sessions.at(4, 1, 9), timedelta(days=2)),
    ],
    ids=["before the listing", "over its beginning", "within it"],
)
def test_a_listing_ends_later_by_as_long_as_all_stood_still_and_no_longer(since, until, opens):
    """The later of what is said here and what the session's own clock gives back (`put_back`)."""
    waits = (sessions.DEFINED, sessions.ARRANGED, sessions.ANNOUNCED)
    stop, told = sessions.stopped(since, until)
    listed = since > sessions.LISTED
    past = (*waits, sessions.BEGUN, stop) if listed else (*waits, stop)
    (_, later) = going_on(*past, told=told)
    assert later.deposit_deadline == sessions.DUE + (until - since)
    assert later.opening_at == sessions.CLOSES + opens
    begun = () if listed else (sessions.BEGUN,)
    lot = fold(LOT, *past, told, later, *begun)
    assert listing_ends(lot) == sessions.CLOSES + (until - since)


HOURS = st.integers(0, 400)


@of(st.lists(st.tuples(HOURS, st.integers(0, 200)), max_size=5))
def test_whatever_stops_it_how_often_the_rest_is_the_rest(times):
    """What is said at each resumption comes to what the whole past gives back (`put_back`)."""
    begins, hour = at("03-10 10:00"), timedelta(hours=1)
    facts: list[Any] = []
    for number, (since, lasts) in enumerate(times):
        case = f"D{number:016X}"
        starts, ends = begins + since * hour, begins + (since + lasts) * hour
        facts.append((starts, 1, replace(STOPS, case=case, suspended_at=starts)))
        facts.append((ends, 2 if lasts == 0 else 0, replace(RESUMES, case=case, resumed_at=ends)))
    lot = fold(LOT, *OUT)
    for _, _, fact in sorted(facts, key=lambda one: one[:2]):
        said = goes_on(lot, fact, LAW) if isinstance(fact, ProcedureResumed) else (fact,)
        lot = fold(LOT, *said, start=lot)
    assert lot.deposit_deadline == put_back(DEADLINE, begins, lot.suspensions)
    assert lot.halt is None


def test_each_time_that_is_stopped_runs_in_phases_of_the_skeleton():
    assert {phase for phases in STOPPED.values() for phase in phases} <= set(ARROWS)

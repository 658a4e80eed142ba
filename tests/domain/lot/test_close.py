"""A deadline passes when the clock says so; a lot ends by its owner, before a contract."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.lot.close import FailLot, PassDepositDeadline, TerminateProcedure
from domain.lot.events import DeadlinePostponed
from domain.lot.stopped import ProcedureSuspended, Suspending
from domain.lot.stream import LOT
from tests.kit.lots import (
    AGENCY,
    ANNOUNCED,
    CODE,
    DEADLINE,
    DEFINED,
    FAILED,
    OPENING,
    OWNER,
    PASSED,
    SECOND,
    STRANGERS,
    TENDER,
    TERMINATED,
)
from tests.kit.story import fold, given

LATER = DeadlinePostponed(
    lot=CODE, deposit_deadline=DEADLINE + timedelta(hours=1), opening_at=OPENING
)
SUSPENDED = ProcedureSuspended(
    lot=CODE,
    cause=Suspending.OWNER,
    case=None,
    rule="",
    suspended_at=OPENING,
    until=None,
    document=None,
)


def passing(deadline=DEADLINE, lot=CODE):
    return PassDepositDeadline(lot=lot, deadline=deadline)


def failing(reason=FAILED.reason, lot=CODE):
    return FailLot(lot=lot, reason=reason)


def ending(reason=TERMINATED.reason, lot=CODE):
    return TerminateProcedure(lot=lot, reason=reason)


def test_at_its_instant_or_later_the_deadline_has_passed():
    story = given(LOT, DEFINED, ANNOUNCED)
    story.when(passing(), by="PLATFORM", received_at=DEADLINE).then(PASSED)
    story.when(passing(), by="PLATFORM", received_at=OPENING).then(PASSED)
    assert PASSED.happened_at() == DEADLINE


def test_it_cannot_be_said_too_early():
    story = given(LOT, DEFINED, ANNOUNCED)
    early = story.when(passing(), by="PLATFORM", at=OPENING, received_at=DEADLINE - SECOND)
    early.refused_by("lot.too_early")


def test_it_passes_once():
    closed = given(LOT, DEFINED, ANNOUNCED, PASSED)
    closed.when(passing(), by="PLATFORM", at=OPENING).nothing_happens()


def test_a_deadline_that_was_postponed_since_has_not_passed():
    story = given(LOT, DEFINED, ANNOUNCED, LATER)
    story.when(passing(), by="PLATFORM", at=OPENING).refused_by("lot.other_deadline")
    again = passing(LATER.deposit_deadline)
    story.when(again, by="PLATFORM", at=OPENING).then(
        replace(PASSED, deadline=LATER.deposit_deadline)
    )


def test_what_was_not_announced_has_no_deadline():
    given(LOT).when(passing(), by="PLATFORM", at=OPENING).refused_by("lot.unknown")
    given(LOT, DEFINED).when(passing(), by="PLATFORM", at=OPENING).refused_by("lot.wrong_phase")


BOTH = [(failing(), FAILED, "failed_on"), (ending(), TERMINATED, "terminated_on")]


@pytest.mark.parametrize(("asked", "done", "on"), BOTH)
@pytest.mark.parametrize("by", [OWNER, AGENCY])
@pytest.mark.parametrize("so_far", [2, 3, 4, 6])
def test_before_a_contract_the_owner_ends_it(asked, done, on, by, so_far):
    ended = given(LOT, *TENDER[:so_far]).when(asked, by=by, received_at=OPENING)
    ended.then(replace(done, **{on: date(2026, 3, 25)}))
    assert fold(LOT, *TENDER[:so_far], done).ended_on == date(2026, 3, 25)


@pytest.mark.parametrize(("asked", "done", "_"), BOTH)
@pytest.mark.parametrize("by", STRANGERS)
def test_nobody_else_ends_it(asked, done, _, by):
    given(LOT, *TENDER[:3]).when(asked, by=by).refused_by("lot.not_yours")


@pytest.mark.parametrize(("asked", "done", "_"), BOTH)
def test_what_has_a_contract_or_has_ended_is_not_ended_again(asked, done, _):
    given(LOT).when(asked, by=OWNER).refused_by("lot.unknown")
    for past in (TENDER, (*TENDER[:3], FAILED), (*TENDER[:3], TERMINATED)):
        given(LOT, *past).when(asked, by=OWNER).refused_by("lot.wrong_phase")


def test_what_was_not_announced_is_ended_but_cannot_fail():
    given(LOT, DEFINED).when(failing(), by=OWNER).refused_by("lot.wrong_phase")
    given(LOT, DEFINED).when(ending(), by=OWNER, at=OPENING).then(TERMINATED)


def test_the_day_is_the_beijing_day():
    evening = datetime(2026, 3, 24, 16, 0, tzinfo=UTC)
    given(LOT, *TENDER[:3]).when(failing(), by=OWNER, at=evening).then(FAILED)


@pytest.mark.parametrize(
    ("make", "right"),
    [
        (lambda: passing(lot="L"), "lot 'L': expected"),
        (lambda: passing(DEADLINE.replace(tzinfo=None)), "deadline 2026"),
        (lambda: failing(lot="L"), "lot 'L': expected"),
        (lambda: failing(" \u3000"), "reason: expected why"),
        (lambda: ending(lot="L"), "lot 'L': expected"),
        (lambda: ending(""), "reason: expected why"),
    ],
)
def test_a_malformed_request_cannot_be_made(make, right):
    with pytest.raises(ValueError, match=f"^{right}"):
        make()

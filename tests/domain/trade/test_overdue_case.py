"""That a dispute is overdue (DL-05, DL-09) is said of its own case, once its time is over."""

from dataclasses import replace

import pytest

from domain.alert.kinds import COMPLAINT_OVERDUE, OBJECTION_UNANSWERED
from domain.alert.stream import ALERT as ALERTS
from domain.dispute.events import CaseClockStopped
from domain.dispute.stream import DISPUTE
from domain.dispute.words import Ground
from domain.kernel import StreamId
from domain.lot.stream import LOT
from domain.trade.raise_alert import touches
from tests.kit.alerting import raising
from tests.kit.disputing import (
    ACCEPTED,
    ANSWERED,
    CASE,
    COMPLAINED,
    COMPLAINT,
    DECIDED,
    OBJECTED,
    OPEN,
    PAPER,
    at,
    day,
)
from tests.kit.story import given

LATE, WHOLE_DAY = at("04-02 00:00"), at("04-01 23:59")


def unanswered(**other):
    """The objection of scenario A was to be answered by 1 April."""
    said = {"deposits": (), "case": CASE, "arose_at": LATE}
    return raising(OBJECTION_UNANSWERED.code, **said | other)


def undecided(**other):
    """The complaint was to be accepted by 9 April; then decided by 22 May."""
    said = {"deposits": (), "case": COMPLAINT, "arose_at": at("04-10 00:00")}
    return raising(COMPLAINT_OVERDUE.code, **said | other)


def of(*past, code=CASE, lot=OPEN):
    return given(LOT, *lot).given(ALERTS).given(DISPUTE, *past, code=code)


def test_nothing_came_of_an_objection_until_its_last_day_was_over():
    (raised,) = of(OBJECTED).when(unanswered(), received_at=LATE).decision
    assert (raised.finding.kind, raised.arose_at) == ("DL-05", LATE)
    assert StreamId("dispute", CASE) in touches(unanswered())


def test_nothing_is_overdue_that_was_answered_in_time_whoever_believes_it():
    """What asks may have read a page of before the answer: the case itself is asked."""
    of(OBJECTED, ANSWERED).when(unanswered(), received_at=LATE).refused_by("alert.no_breach")
    decided = (COMPLAINED, ACCEPTED, DECIDED)
    over = {"received_at": at("05-23 00:00")}
    asked = undecided(arose_at=over["received_at"])
    of(*decided, code=COMPLAINT).when(asked, **over).refused_by("alert.no_breach")


def test_nor_while_its_last_day_is_not_over():
    of(OBJECTED).when(unanswered(), received_at=WHOLE_DAY).refused_by("alert.no_breach")


def test_of_a_complaint_it_is_the_term_that_runs():
    """Accepted on the 8th, so not late on the 9th; its decision is, of the 22nd of May."""
    now = {"received_at": at("05-23 00:00")}
    (raised,) = of(COMPLAINED, code=COMPLAINT).when(undecided(), **now).decision
    assert raised.arose_at == at("04-10 00:00")
    accepted = of(COMPLAINED, ACCEPTED, code=COMPLAINT)
    accepted.when(undecided(), **now).refused_by("alert.no_breach")
    (raised,) = accepted.when(undecided(arose_at=now["received_at"]), **now).decision
    assert raised.finding.kind == "DL-09"


def test_while_its_clock_stands_still_nothing_is_overdue():
    told = {"rule": "CT-27", "ground": Ground.APPRAISAL, "document": PAPER}
    stopped = CaseClockStopped(case=COMPLAINT, since=day("04-07"), **told)
    asked = of(COMPLAINED, stopped, code=COMPLAINT).when(undecided(), received_at=at("05-23 00:00"))
    asked.refused_by("alert.no_breach")


@pytest.mark.parametrize(
    ("past", "over"),
    [
        ((), LATE),
        ((replace(OBJECTED, lot="E99"),), LATE),
        ((replace(COMPLAINED, case=CASE),), at("04-10 00:00")),
    ],
    ids=["no case", "of another lot", "of another kind"],
)
def test_it_is_of_a_case_of_its_lot_and_kind(past, over):
    of(*past).when(unanswered(arose_at=over), received_at=over).refused_by("alert.no_breach")


@pytest.mark.parametrize(
    ("make", "right"),
    [
        (lambda: unanswered(case=None), "case None: expected the case of a DL-05"),
        (lambda: undecided(case=None), "case None: expected the case of a DL-09"),
        (lambda: raising(case=CASE), f"case '{CASE}': expected none of a RF-02"),
        (lambda: unanswered(case="D1"), "'D1'"),
    ],
)
def test_a_case_is_named_where_there_is_one(make, right):
    with pytest.raises(ValueError, match=right):
        make()

"""An alert is taken up, explained, read and closed by who supervises its lot; it stays."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.alert.events import AlertClosed, AlertEscalated
from domain.alert.kinds import KINDS, Level
from domain.alert.state import Stage
from domain.alert.stream import ALERT as ALERTS
from domain.calendar import midnight
from domain.kernel import Post
from domain.lot.stream import LOT
from domain.trade.alert_life import AcknowledgeAlert, CloseAlert, EscalateAlert, ExplainAlert
from tests.kit.alerting import (
    ALERT,
    EXPLAINED_AT,
    FINDING,
    RAISED,
    READ,
    SAID,
    SEALED,
    SUPERVISOR,
    TAKEN,
    WHY,
)
from tests.kit.lots import CODE, TENDER
from tests.kit.story import fold, given

OPENED = TENDER[:4]
ITS = {"alert": ALERT, "lot": CODE, "reason": WHY, "document": None}
TAKES, CLOSES = AcknowledgeAlert(**ITS, explained=0), CloseAlert(**ITS)
READS = replace(TAKES, explained=1)
ESCALATES = EscalateAlert(**ITS, due=None)
CLOSED = AlertClosed(alert=ALERT, closed_at=EXPLAINED_AT, reason=WHY, document=None)
DUE = date(2026, 3, 25)
OVER = midnight(DUE + timedelta(days=1))
LATE = replace(ESCALATES, due=DUE)
HIGHER = AlertEscalated(alert=ALERT, escalated_at=EXPLAINED_AT, due=None, reason=WHY, document=None)
BY_CLOCK = replace(HIGHER, escalated_at=OVER, due=DUE)


def asking(asked, *past, by=SUPERVISOR, when=EXPLAINED_AT, lot=OPENED):
    return given(LOT, *lot).given(ALERTS, *past).when(asked, by=by, received_at=when)


# Its stages, by the numbers of the Fujian platform (5.1).


@pytest.mark.parametrize(
    ("past", "stage"),
    [
        ((RAISED,), 1),
        ((RAISED, TAKEN), 2),
        ((RAISED, SAID), 3),
        ((RAISED, TAKEN, SAID), 3),
        ((RAISED, SAID, READ), 4),
        ((RAISED, SAID, READ, SAID), 3),
        ((RAISED, SAID, READ, HIGHER), 4),
        ((RAISED, SAID, READ, CLOSED), 5),
    ],
)
def test_how_far_it_is_dealt_with(past, stage):
    alert = fold(ALERTS, *past)
    assert (alert.stage, alert.raised, alert.finding) == (Stage(stage), True, FINDING)


def test_it_is_taken_up_once_and_what_was_said_of_it_is_read_once():
    asking(TAKES, RAISED).then(TAKEN)
    asking(TAKES, RAISED, TAKEN).nothing_happens()
    asking(READS, RAISED, TAKEN, SAID).then(READ)
    asking(READS, RAISED, SAID).then(READ)
    asking(READS, RAISED, SAID, READ).nothing_happens()
    again = replace(READS, explained=2)
    asking(again, RAISED, SAID, READ, SAID).then(replace(READ, explained=2))


@pytest.mark.parametrize(
    ("asked", "past"),
    [(TAKES, (SAID,)), (READS, (SAID, SAID)), (READS, (SAID, READ, SAID)), (READS, ())],
    ids=["while it was taken up", "while it was read", "since it was read", "never said"],
)
def test_nobody_has_read_what_was_said_since_they_looked(asked, past):
    """Whoever has seen so many explanations has read no more of them."""
    asking(asked, RAISED, *past).refused_by("alert.said_since")


def test_it_is_closed_when_its_explanation_was_read():
    asking(CLOSES, RAISED, SAID, READ).then(CLOSED)
    for past in ((), (TAKEN,), (SAID,), (SAID, READ, SAID)):
        asking(CLOSES, RAISED, *past).refused_by("alert.not_read")


@pytest.mark.parametrize("asked", [ExplainAlert(**ITS), TAKES, ESCALATES, CLOSES])
def test_of_a_closed_one_nothing_more_is_said(asked):
    asking(asked, RAISED, SAID, READ, CLOSED).refused_by("alert.closed")


# It goes higher.


def test_whoever_has_it_escalates_it_as_often_as_there_is_reason():
    asking(ESCALATES, RAISED).then(HIGHER)
    asking(ESCALATES, RAISED, TAKEN, HIGHER).then(HIGHER)


def test_the_clock_escalates_a_red_one_that_nobody_took_up_once_at_its_legal_time():
    asking(LATE, RAISED, by="PLATFORM").then(BY_CLOCK)
    asking(LATE, RAISED, BY_CLOCK, by="PLATFORM").nothing_happens()
    asking(LATE, RAISED, HIGHER, by="PLATFORM").then(BY_CLOCK)
    assert BY_CLOCK.happened_at() == OVER


def test_but_not_in_time_nor_what_was_taken_up_or_is_not_red():
    early = {"by": "PLATFORM", "when": OVER - timedelta(seconds=1)}
    asking(LATE, RAISED, **early).refused_by("alert.in_time")
    for past in ((TAKEN,), (SAID,), (SAID, READ, CLOSED)):
        asking(LATE, RAISED, *past, by="PLATFORM").refused_by("alert.in_time")
    yellow = replace(RAISED, finding=replace(FINDING, level=Level.YELLOW))
    asking(LATE, yellow, by="PLATFORM").refused_by("alert.in_time")


def test_nobody_but_the_clock_says_that_the_time_is_over():
    asking(LATE, RAISED).refused_by("alert.not_the_clock")
    asking(ESCALATES, RAISED, by="PLATFORM").refused_by("alert.not_yours")


def test_every_red_kind_says_until_when_it_is_taken_up():
    for kind in KINDS:
        assert (kind.take_up is not None) is (kind.level is Level.RED)


# Who may.


@pytest.mark.parametrize("asked", [TAKES, ESCALATES, LATE, CLOSES], ids=lambda one: one.NAME)
def test_of_a_sealed_alert_one_hears_the_same_as_of_none(asked):
    by = "PLATFORM" if asked is LATE else SUPERVISOR
    for past in ((), (SEALED,), (replace(SEALED, finding=None),)):
        asking(asked, *past, by=by, lot=TENDER[:3]).refused_by("alert.not_told")


@pytest.mark.parametrize("asked", [TAKES, ESCALATES, CLOSES], ids=lambda one: one.NAME)
@pytest.mark.parametrize(
    "by", [Post("V-HOUSING", "住建局", "350681"), Post("OWNER", "住建局"), Post("AUD", "审计局")]
)
def test_nobody_does_but_who_supervises_its_lot(asked, by):
    asking(asked, RAISED, SAID, READ, by=by).refused_by("alert.not_yours")


@pytest.mark.parametrize(
    ("make", "right"),
    [
        (lambda: replace(TAKES, alert="W1"), "alert 'W1': expected W and 16"),
        (lambda: replace(TAKES, explained=-1), "explained -1: expected 0 or more"),
        (lambda: CloseAlert(**ITS | {"reason": " "}), "reason: expected some words"),
        (lambda: EscalateAlert(**ITS, due=DUE.replace(year=1)), "due 0001"),
    ],
)
def test_what_cannot_be_is_told_by_its_field(make, right):
    with pytest.raises(ValueError, match=right):
        make()

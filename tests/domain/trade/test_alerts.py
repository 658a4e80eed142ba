"""Alerts are raised once, under seal while nobody may know, and explained by who supervises."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from domain.alert.codes import alert_code, code_for
from domain.alert.events import AlertRaised, Finding, Missed, SealedAlertRaised
from domain.alert.kinds import BY_CODE, KINDS, WEIGHS, Level
from domain.alert.stream import ALERT as ALERTS
from domain.deposit.stream import DEPOSIT
from domain.kernel import KeyName, Post
from domain.lot.stream import LOT
from domain.lot.tendered import CandidatesPublicised, EvaluationReportReceived
from domain.rules import Severity
from tests.golden.samples import EVENTS
from tests.kit.alerting import (
    ALERT,
    EXPLAINED_AT,
    FINDING,
    FOUND_AT,
    ITS,
    OTHERS,
    RAISED,
    SAID,
    SEALED,
    SUPERVISOR,
    explaining,
    raising,
)
from tests.kit.disputing import LAW, at
from tests.kit.lots import CODE, DEFINED, TENDER
from tests.kit.rows import OTHER_D, D
from tests.kit.story import fold, given
from tests.kit.tendering import LAW as LAWS

REPORT = next(event for event in EVENTS if isinstance(event, EvaluationReportReceived))
PUBLIC = next(event for event in EVENTS if isinstance(event, CandidatesPublicised))
ANNOUNCED, OPENED = TENDER[:3], TENDER[:4]


def of(*lot, alert=(), deposit=(ITS,)):
    story = given(LOT, *lot).given(ALERTS, *alert)
    return story.given(DEPOSIT, *deposit, code=D).given(DEPOSIT, OTHERS, code=OTHER_D)


def test_row_14_before_the_opening_an_alert_lies_under_its_lots_key():
    of(*ANNOUNCED).when(raising(), by="PLATFORM").then(SEALED)
    assert ALERTS.keys(SEALED) == (KeyName("lot", CODE),)
    assert ALERTS.keys(replace(SEALED, finding=None)) == ()
    assert SEALED.happened_at() == FOUND_AT


def test_after_the_opening_it_is_told_openly():
    of(*OPENED).when(raising(), by="PLATFORM").then(RAISED)
    assert ALERTS.keys(RAISED) == ()
    assert RAISED.happened_at() == FOUND_AT


def test_it_is_raised_once_however_often_it_is_asked_for():
    for before in (SEALED, RAISED, replace(SEALED, finding=None)):
        of(*OPENED, alert=(before,)).when(raising(), by="PLATFORM").nothing_happens()


def test_row_36_one_of_several_deposits_waits_for_the_opening():
    both = {"deposits": (D, OTHER_D), "causes": (17, 23)}
    of(*ANNOUNCED).when(raising("RF-01", **both)).refused_by("alert.still_sealed")
    finding = replace(FINDING, kind="RF-01", **both)
    of(*OPENED).when(raising("RF-01", **both)).then(replace(RAISED, finding=finding))


def test_what_is_no_secret_is_told_before_the_opening_too():
    found = replace(FINDING, kind="RF-18", deposits=())
    of(*ANNOUNCED).when(raising("RF-18", deposits=())).then(replace(RAISED, finding=found))


def test_it_is_of_lots_that_there_are_and_deposits_of_theirs():
    of().when(raising()).refused_by("lot.unknown")
    other = replace(ITS, terms=replace(ITS.terms, lot="E99"))
    of(*OPENED, deposit=(other,)).when(raising()).refused_by("alert.other_lot")
    unreadable = replace(ITS, terms=None)
    of(*OPENED, deposit=(unreadable,)).when(raising()).refused_by("alert.other_lot")
    of(*OPENED).when(raising("RF-99")).refused_by("alert.unknown_kind")


LATE = Missed(
    rule="CT-16 publicity.start",
    began=date(2026, 3, 26),
    limit=date(2026, 3, 30),
    ended=date(2026, 3, 31),
)
"""Three days from the report: the third, a Sunday, moves on to Monday."""


def missing(kind="CT-16", **other):
    return raising(kind, deposits=(), missed=replace(LATE, **other))


def test_a_row_of_law_that_was_not_kept_is_an_alert_of_its_own_kind():
    finding = Finding(
        kind="CT-16",
        version=0,
        level=Level.YELLOW,
        lots=(CODE,),
        deposits=(),
        causes=(17,),
        missed=LATE,
    )
    raised = AlertRaised(alert=ALERT, arose_at=FOUND_AT, finding=finding)
    of(*OPENED).when(missing(), law=LAW).then(raised)


REPORTED = replace(REPORT, lot=CODE, received_on=date(2026, 3, 26))


def test_so_is_one_that_nothing_has_ended_once_its_last_day_is_over():
    """What ends it after all raises no second one: its number is the term's."""
    lot = (replace(DEFINED, pack=1), *OPENED[1:], REPORTED)
    over = {"law": LAWS, "received_at": at("03-31 00:00")}
    (raised,) = of(*lot).when(missing(ended=None), **over).decision
    assert raised.finding.missed == replace(LATE, ended=None)
    in_time = over | {"received_at": at("03-30 23:59")}
    of(*lot).when(missing(ended=None), **in_time).refused_by("alert.no_breach")
    public = replace(PUBLIC, lot=CODE, since=date(2026, 3, 30))
    of(*lot, public).when(missing(ended=None), **over).refused_by("alert.no_breach")
    of(*lot, alert=(raised,)).when(missing(), **over).nothing_happens()


@pytest.mark.parametrize(
    "asked",
    [
        missing(ended=date(2026, 3, 30)),
        missing(ended=None),
        missing(limit=date(2026, 3, 29)),
        missing(rule="CT-16 publicity.end"),
        missing("CT-18"),
        missing(rule="CT-12 opening.at_deadline"),
        missing(began=date(2011, 3, 26)),
    ],
    ids=[
        "in time",
        "not ended yet",
        "another day",
        "no such row",
        "another row's",
        "no term",
        "not yet in force",
    ],
)
def test_but_not_where_it_was_kept(asked):
    of(*OPENED).when(asked, law=LAW).refused_by("alert.no_breach")


def test_a_row_of_no_known_kind_of_trade_says_nothing():
    odd = (replace(DEFINED, category="ROADS"), *OPENED[1:])
    of(*odd).when(missing(), law=LAW).refused_by("category.unknown")


EXPLAINS = {"by": SUPERVISOR, "received_at": EXPLAINED_AT}


def test_whoever_supervises_the_lot_says_what_there_is_to_it():
    of(*OPENED, alert=(RAISED,)).when(explaining(), **EXPLAINS).then(SAID)
    of(*OPENED, alert=(SEALED,)).when(explaining(), **EXPLAINS).then(SAID)
    everywhere = EXPLAINS | {"by": Post("FIN", "财政局")}
    of(*OPENED, alert=(RAISED, SAID)).when(explaining(), **everywhere).then(SAID)


def test_it_stays_what_it_was():
    explained = fold(ALERTS, SEALED, SAID, SAID)
    assert (explained.raised, explained.finding) == (True, FINDING)
    assert explained.explained == (SAID, SAID)


def test_of_a_sealed_alert_one_hears_the_same_as_of_none():
    answers = [
        of(*ANNOUNCED, alert=alert).when(explaining(), **EXPLAINS)
        for alert in ((), (SEALED,), (replace(SEALED, finding=None),))
    ]
    for answer in answers:
        answer.refused_by("alert.not_told")
    assert len({answer.decision for answer in answers}) == 1
    elsewhere = explaining(lot="E99")
    of(*OPENED, alert=(RAISED,)).when(elsewhere, **EXPLAINS).refused_by("alert.not_told")


def test_before_the_opening_what_is_no_secret_is_explained():
    of(*ANNOUNCED, alert=(RAISED,)).when(explaining(), **EXPLAINS).then(SAID)


@pytest.mark.parametrize(
    "by", [Post("V-HOUSING", "住建局", "350681"), Post("OWNER", "住建局"), Post("AUD", "审计局")]
)
def test_nobody_else_explains_it(by):
    asked = EXPLAINS | {"by": by}
    of(*OPENED, alert=(RAISED,)).when(explaining(), **asked).refused_by("alert.not_yours")


def test_its_number_follows_from_its_cause_alone():
    codes = {code_for("a", 1), code_for("a", 2), code_for("b", 1), code_for("a", 1, 0)}
    assert len(codes) == 4
    assert all(alert_code(code) for code in codes)
    assert code_for("a", 1) == code_for("a", 1)


def test_each_kind_is_listed_once_and_every_weight_has_a_level():
    assert list(BY_CODE.values()) == list(KINDS)
    assert set(WEIGHS) == set(Severity)


@pytest.mark.parametrize(
    ("make", "right"),
    [
        (lambda: raising(alert="W1"), "alert 'W1': expected W and 16"),
        (lambda: raising(lots=()), "lots: expected 1 to 200"),
        (lambda: raising(causes=(3, 3)), "causes: expected 1 to 200, none of them twice"),
        (lambda: raising(deposits=("P1",)), "deposit 'P1'"),
        (lambda: raising(lots=("?",)), "lot '\\?'"),
        (lambda: raising(arose_at=datetime(2026, 3, 13)), "arose_at 2026-03-13"),  # noqa: DTZ001
        (lambda: explaining(alert="W1"), "alert 'W1': expected W and 16"),
        (lambda: explaining(lot="?"), "lot '\\?'"),
        (lambda: explaining(reason=" "), "reason: expected some words"),
        (lambda: explaining(document="x"), "sha256 'x': expected"),
    ],
)
def test_what_cannot_be_is_told_by_its_field(make, right):
    with pytest.raises(ValueError, match=right):
        make()


def test_a_sealed_alert_tells_its_number_and_when_alone():
    public = {"alert", "arose_at"}
    assert {name for name in SealedAlertRaised.__slots__ if name != "finding"} == public

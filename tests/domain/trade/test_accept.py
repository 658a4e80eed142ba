"""A supervisor receives a complaint, accepts it or does not, and may order that all waits."""

from dataclasses import replace

import pytest

from domain.calendar import Unit
from domain.dispute.events import ComplaintForwarded, ComplaintRejected
from domain.dispute.stream import DISPUTE
from domain.kernel import Placed, Post, StreamId
from domain.lot.stream import LOT
from domain.trade.accept import ForwardComplaint, ReceiveComplaint, RejectComplaint
from tests.kit.disputing import (
    ACCEPTED,
    ACCEPTED_AT,
    CASE,
    COMPLAINED,
    COMPLAINT,
    DECIDED,
    HOUSING,
    LAW,
    OBJECTED,
    OPEN,
    ORDER,
    ORDERED,
    RECEIVED,
    accepting,
    day,
    served,
    term,
)
from tests.kit.lots import AGENCY, CODE, DEFINED, OWNER, SIGNED
from tests.kit.story import CHECKER, MAKER, given

JUDGES = {"by": HOUSING, "received_at": ACCEPTED_AT, "law": LAW}
LOT_STREAM = StreamId("lot", CODE)


def having(*case, lot=OPEN):
    return given(DISPUTE, *case).given(LOT, *lot)


def test_row_52_accepted_it_is_decided_within_thirty_working_days_and_all_waits():
    story = having(COMPLAINED, RECEIVED)
    story.when(accepting(), **JUDGES).then(ACCEPTED, Placed(LOT_STREAM, ORDERED))


def test_only_where_the_order_says_so_does_anything_wait():
    having(COMPLAINED).when(accepting(suspend=False), **JUDGES).then(ACCEPTED)


def test_an_order_may_name_its_last_day():
    asked = accepting(until=day("04-20"))
    suspended = replace(ORDERED, until=day("04-20"))
    having(COMPLAINED).when(asked, **JUDGES).then(ACCEPTED, Placed(LOT_STREAM, suspended))
    past = accepting(until=day("04-07"))
    having(COMPLAINED).when(past, **JUDGES).refused_by("lot.until_past")


def test_of_what_is_signed_nothing_can_wait():
    story = having(COMPLAINED, lot=(*OPEN, SIGNED))
    story.when(accepting(), **JUDGES).refused_by("lot.wrong_phase")
    story.when(accepting(suspend=False), **JUDGES).then(ACCEPTED)


@pytest.mark.parametrize("region", ["350602", ""])
def test_it_is_with_the_role_it_went_to_in_the_lots_region_or_in_all(region):
    by = Post("V-HOUSING", "住建局", region)
    having(COMPLAINED).when(accepting(suspend=False), **(JUDGES | {"by": by})).then(ACCEPTED)


@pytest.mark.parametrize(
    "by", [Post("V-HOUSING", "住建局", "350603"), Post("V-WATER", "水利局", "350602"), "FIN"]
)
@pytest.mark.parametrize(
    "asked",
    [
        accepting(),
        ReceiveComplaint(case=COMPLAINT),
        RejectComplaint(case=COMPLAINT, lot=CODE, document=ORDER),
    ],
)
def test_it_is_with_nobody_else(by, asked):
    having(COMPLAINED).when(asked, **(JUDGES | {"by": by})).refused_by("dispute.not_in_charge")


def test_what_is_no_complaint_about_the_lot_is_not_accepted():
    for case in ((), (OBJECTED,), (replace(COMPLAINED, lot="A9"),)):
        having(*case).when(accepting(), **JUDGES).refused_by("dispute.unknown")


def test_it_is_received_once():
    asked = ReceiveComplaint(case=COMPLAINT)
    having(COMPLAINED).when(asked, **JUDGES).then(RECEIVED)
    having(COMPLAINED, RECEIVED).when(asked, **JUDGES).nothing_happens()
    having().when(asked, **JUDGES).refused_by("dispute.unknown")


def test_it_is_accepted_or_not_once():
    asked = RejectComplaint(case=COMPLAINT, lot=CODE, document=ORDER)
    no = ComplaintRejected(case=COMPLAINT, rejected_at=ACCEPTED_AT, document=ORDER)
    having(COMPLAINED).when(asked, **JUDGES).then(no)
    having(COMPLAINED, ACCEPTED).when(asked, **JUDGES).refused_by("dispute.accepted")
    having(COMPLAINED, ACCEPTED).when(accepting(), **JUDGES).refused_by("dispute.accepted")
    for over in ((no,), (ACCEPTED, DECIDED)):
        for again in (asked, accepting(), ReceiveComplaint(case=COMPLAINT)):
            having(COMPLAINED, *over).when(again, **JUDGES).refused_by("dispute.ended")


FORWARDS = JUDGES | {"by": "OFFICE"}


def forwarding(to="V-WATER", case=COMPLAINT):
    return ForwardComplaint(case=case, lot=CODE, to=to)


def test_the_office_sends_it_on_to_whose_it_is():
    told = ComplaintForwarded(case=COMPLAINT, to="V-WATER")
    having(COMPLAINED, RECEIVED).when(forwarding(), **FORWARDS).then(told)
    having(COMPLAINED, told).when(forwarding(), **FORWARDS).nothing_happens()
    water = JUDGES | {"by": Post("V-WATER", "水利局", "350602")}
    having(COMPLAINED, told).when(accepting(suspend=False), **water).then(ACCEPTED)
    having(COMPLAINED, told).when(accepting(), **JUDGES).refused_by("dispute.not_in_charge")


def test_but_to_nobody_else_and_not_any_more_once_it_is_accepted():
    having(COMPLAINED).when(forwarding("FIN"), **FORWARDS).refused_by("dispute.other_supervisor")
    having(COMPLAINED, ACCEPTED).when(forwarding(), **FORWARDS).refused_by("dispute.accepted")
    having(OBJECTED).when(forwarding(case=CASE), **FORWARDS).refused_by("dispute.unknown")
    having(COMPLAINED, lot=()).when(forwarding(), **FORWARDS).refused_by("lot.unknown")


PURCHASE = (replace(DEFINED, category="GOV_PROCUREMENT"), *OPEN[1:])
BOUGHT = replace(COMPLAINED, category="GOV_PROCUREMENT", to="FIN", acceptance=None)
FINANCE = JUDGES | {"by": Post("FIN", "财政局")}


def test_in_procurement_the_time_to_decide_runs_from_the_complaint_and_all_waits_thirty_days():
    """GP-19: complained on 04-03, so until 05-20; suspended on 04-08, so until 05-08."""
    accepted, placed = having(BOUGHT, lot=PURCHASE).when(accepting(), **FINANCE).decision
    rule, last = "GP-19 complaint.decision", "05-20"
    assert accepted.decision == term(rule, "04-03", 30, Unit.WORKING_DAYS, last)
    assert placed.event.until == day("05-08")
    shorter = accepting(until=day("04-10"))
    placed = having(BOUGHT, lot=PURCHASE).when(shorter, **FINANCE).decision[1]
    assert placed.event.until == day("04-10")
    longer = having(BOUGHT, lot=PURCHASE).when(accepting(until=day("05-09")), **FINANCE)
    longer.refused_by("dispute.suspended_too_long")


def test_where_no_row_lets_a_complaint_suspend_it_does_not():
    lot = (replace(DEFINED, category="LAND"), *OPEN[1:])
    having(COMPLAINED, lot=lot).when(accepting(), **JUDGES).refused_by("dispute.no_suspension")
    having(COMPLAINED, lot=()).when(accepting(), **JUDGES).refused_by("lot.unknown")
    accepted = having(COMPLAINED, lot=lot).when(accepting(suspend=False), **JUDGES).decision[0]
    assert accepted.decision is None


@pytest.mark.parametrize(
    ("make", "right"),
    [
        (lambda: accepting(case="D1"), "case 'D1': expected"),
        (lambda: accepting(document="x"), "sha256 'x': expected"),
        (lambda: accepting(suspend=False, until=day("04-10")), "until 2026-04-10: expected none"),
        (lambda: accepting(until=day("04-10").replace(year=1)), "until 0001"),
        (lambda: forwarding(case="D1"), "case 'D1': expected"),
        (lambda: ReceiveComplaint(case="D1"), "case 'D1': expected"),
        (lambda: RejectComplaint(case=COMPLAINT, lot=CODE, document="x"), "sha256 'x': expected"),
    ],
)
def test_what_cannot_be_is_told_by_its_field(make, right):
    with pytest.raises(ValueError, match=right):
        make()


@pytest.mark.parametrize("side", [OWNER, AGENCY])
def test_whoever_once_acted_for_the_lots_own_side_judges_no_case_of_it(side):
    """4.2: long ago and in another post, too; another person of the same house may."""
    law, others = (replace(LAW, assignments=served(side, one)) for one in (MAKER, CHECKER))
    story = having(COMPLAINED)
    story.when(accepting(suspend=False), **(JUDGES | {"law": law})).refused_by("dispute.own_case")
    alike = having(COMPLAINED).when(accepting(suspend=False), **(JUDGES | {"law": others}))
    alike.then(ACCEPTED)

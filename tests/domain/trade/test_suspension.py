"""A procedure stands still by a supervisor's order or its owner's will, and goes on by the same."""

from dataclasses import replace

import pytest

from domain.dispute.stream import DISPUTE
from domain.kernel import Placed, Post, Rejected, StreamId
from domain.lot.award import AwardLot
from domain.lot.compete import OpenBids
from domain.lot.evaluation import RecordEvaluation
from domain.lot.stopped import ProcedureResumed, ProcedureSuspended, Suspending
from domain.lot.stream import LOT
from domain.lot.suspend import SuspendProcedure
from domain.party.stream import PARTY as PARTIES
from domain.trade.suspension import OrderSuspension, ResumeProcedure
from tests.kit.disputing import (
    ACCEPTED,
    ACCEPTED_AT,
    B4,
    CASE,
    COMPLAINED,
    COMPLAINT,
    DECIDED,
    DECISION,
    HOUSING,
    ITS,
    LAW,
    OBJECTED,
    OPEN,
    ORDER,
    ORDERED,
    PARTY,
    PAUSED,
    RESUMED_AT,
    answering,
    at,
    day,
    objecting,
)
from tests.kit.lots import AGENCY, CODE, DEFINED, OWNER, SIGNED, STRANGERS
from tests.kit.story import fold, given
from tests.kit.tendering import LOT as TENDERED
from tests.kit.tendering import OWNER as TENDERS
from tests.kit.tendering import STEPS, Tender

ON_LOT = StreamId("lot", CODE)
JUDGES = {"by": HOUSING, "received_at": ACCEPTED_AT, "law": LAW}
OWNS = {"by": OWNER, "received_at": RESUMED_AT, "law": LAW}


def having(*lot, case=(COMPLAINED, ACCEPTED)):
    return given(LOT, *OPEN, *lot).given(DISPUTE, *case)


def ordering(until=None, **other):
    facts = {"case": COMPLAINT, "lot": CODE, "document": ORDER, "until": until}
    return OrderSuspension(**(facts | other))


def resuming(case=COMPLAINT, document=DECISION):
    return ResumeProcedure(lot=CODE, case=case, document=document)


WENT_ON = ProcedureResumed(lot=CODE, case=COMPLAINT, resumed_at=RESUMED_AT, document=DECISION)


def test_whoever_deals_with_a_complaint_orders_that_all_waits():
    having().when(ordering(), **JUDGES).then(Placed(ON_LOT, ORDERED))


def test_it_waits_once_for_each_case():
    having(ORDERED).when(ordering(), **JUDGES).refused_by("lot.suspended_before")
    having(PAUSED).when(ordering(), **JUDGES).then(Placed(ON_LOT, ORDERED))


def test_nobody_orders_it_but_whom_an_accepted_complaint_is_with():
    stranger = JUDGES | {"by": Post("V-WATER", "水利局", "350602")}
    having().when(ordering(), **stranger).refused_by("dispute.not_in_charge")
    waits = having(case=(COMPLAINED,))
    waits.when(ordering(), **JUDGES).refused_by("dispute.not_accepted")
    having(case=(OBJECTED,)).when(ordering(), **JUDGES).refused_by("dispute.unknown")
    odd = given(LOT, replace(DEFINED, category="ROADS"), *OPEN[1:]).given(
        DISPUTE, COMPLAINED, ACCEPTED
    )
    odd.when(ordering(), **JUDGES).refused_by("category.unknown")


@pytest.mark.parametrize("by", [OWNER, AGENCY])
def test_row_61_once_the_complaint_is_decided_the_owner_goes_on_and_awards(by):
    story = having(ORDERED, case=(COMPLAINED, ACCEPTED, DECIDED))
    story.when(resuming(), **(OWNS | {"by": by})).then(WENT_ON)
    award = AwardLot(lot=CODE, winner=B4, price_fen=2_350_000_000)
    given(LOT, *OPEN, ORDERED).when(award, **OWNS).refused_by("lot.suspended")
    notice = given(LOT, *OPEN, ORDERED, WENT_ON).when(award, **OWNS).decision[1]
    assert notice.contract_due == day("05-29")


def test_before_that_only_the_supervisor_lets_it_go_on():
    having(ORDERED).when(resuming(), **OWNS).refused_by("dispute.still_open")
    having(ORDERED).when(resuming(), **(OWNS | {"by": HOUSING})).then(WENT_ON)


def test_what_waits_for_an_answer_goes_on_by_the_answer_alone():
    story = having(PAUSED, case=(OBJECTED,))
    story.when(resuming(CASE), **OWNS).refused_by("dispute.still_open")
    story.when(resuming(CASE), **(OWNS | {"by": HOUSING})).refused_by("lot.not_yours")


LAPSING = replace(ORDERED, until=day("04-28"))


@pytest.mark.parametrize("by", ["PLATFORM", OWNER, HOUSING])
def test_when_its_last_day_is_over_the_clock_says_so_or_anybody_it_is_about(by):
    having(LAPSING).when(resuming(), **(OWNS | {"by": by})).then(WENT_ON)
    on_the_day = OWNS | {"by": by, "received_at": at("04-28 23:59")}
    told = having(LAPSING).when(resuming(), **on_the_day)
    if by == HOUSING:
        assert told.decision
    else:
        told.refused_by("lot.not_yours" if by == "PLATFORM" else "dispute.still_open")


def test_the_clock_alone_needs_no_document():
    asked, went_on = resuming(document=None), replace(WENT_ON, document=None)
    having(LAPSING).when(asked, **(OWNS | {"by": "PLATFORM"})).then(went_on)
    for by in (OWNER, HOUSING):
        having(LAPSING).when(asked, **(OWNS | {"by": by})).refused_by("lot.no_document")


@pytest.mark.parametrize("by", STRANGERS)
def test_strangers_let_nothing_go_on(by):
    story = having(ORDERED, case=(COMPLAINED, ACCEPTED, DECIDED))
    story.when(resuming(), **(OWNS | {"by": by})).refused_by("lot.not_yours")


def test_what_went_on_goes_on_once_and_what_never_waited_does_not():
    having(ORDERED, WENT_ON).when(resuming(), **OWNS).nothing_happens()
    having().when(resuming(), **OWNS).refused_by("lot.not_suspended")


def suspending(until=None, document=ORDER):
    return SuspendProcedure(lot=CODE, until=until, document=document)


BY_ITSELF = ProcedureSuspended(
    lot=CODE,
    cause=Suspending.OWNER,
    case=None,
    rule="",
    suspended_at=RESUMED_AT,
    until=None,
    document=ORDER,
)


@pytest.mark.parametrize("by", [OWNER, AGENCY])
def test_an_owner_lets_its_own_procedure_wait_and_go_on(by):
    given(LOT, *OPEN).when(suspending(), **(OWNS | {"by": by})).then(BY_ITSELF)
    waits = given(LOT, *OPEN, BY_ITSELF)
    waits.when(suspending(), **OWNS).refused_by("lot.suspended_before")
    went_on = replace(WENT_ON, case=None)
    waits.when(resuming(None), **(OWNS | {"by": by})).then(went_on)
    assert not fold(LOT, *OPEN, BY_ITSELF, went_on).suspended


def test_nobody_else_does_and_not_what_is_over_or_was_never_announced():
    given(LOT, *OPEN).when(suspending(), **(OWNS | {"by": HOUSING})).refused_by("lot.not_yours")
    given(LOT).when(suspending(), **OWNS).refused_by("lot.unknown")
    for lot in ((DEFINED,), (*OPEN, SIGNED)):
        given(LOT, *lot).when(suspending(), **OWNS).refused_by("lot.wrong_phase")
    given(LOT, *OPEN).when(suspending(day("04-28")), **OWNS).refused_by("lot.until_past")
    given(LOT, *OPEN, BY_ITSELF).when(resuming(None), **(OWNS | {"by": HOUSING})).refused_by(
        "lot.not_yours"
    )


@pytest.mark.parametrize(
    ("make", "right"),
    [
        (lambda: ordering(case="D1"), "case 'D1': expected"),
        (lambda: ordering(document="x"), "sha256 'x': expected"),
        (lambda: resuming("D1"), "case 'D1': expected"),
        (lambda: resuming(document="x"), "sha256 'x': expected"),
        (lambda: suspending(document="x"), "sha256 'x': expected"),
        (lambda: suspending(day("04-28").replace(year=1)), "until 0001"),
    ],
)
def test_what_cannot_be_is_told_by_its_field(make, right):
    with pytest.raises(ValueError, match=right):
        make()


ON_TENDER = StreamId("lot", TENDERED)
PASSES = {
    step
    for step, (asked, by, _) in enumerate(STEPS)
    if by == Post("PLATFORM") and not isinstance(asked, OpenBids | RecordEvaluation)
}
"""What the clock says; on wishes the platform opens bids, and hands the report in."""


@pytest.mark.parametrize("step", range(1, len(STEPS)))
def test_a_tender_by_its_pack_takes_no_step_while_it_stands_still_but_time_passes(step):
    tender = Tender(step)
    tender.memory.states[ON_TENDER] = LOT.evolve(tender.lot, replace(PAUSED, lot=TENDERED))
    answer = tender.ask(*STEPS[step])
    if step in PASSES:
        assert not isinstance(answer, Rejected)
    else:
        assert isinstance(answer, Rejected)
        assert answer.rule == "lot.suspended"


def test_an_objection_to_the_candidates_stops_their_award_until_it_is_answered():
    """Scenario A, rows 44 to 48, by the pack that the lot was born under (CT-16)."""
    tender, award = Tender(8), STEPS[8]
    tender.memory.states[StreamId("party", B4)] = fold(PARTIES, PARTY)
    asked = objecting(lot=TENDERED, deposit=None)
    filed, paused = tender.do(asked, ITS, at("03-29 11:00"))
    assert (filed.answer.due, paused.rule) == (day("04-01"), "CT-16 result.objection_pause")
    refused = tender.ask(*award)
    assert isinstance(refused, Rejected)
    assert refused.rule == "lot.suspended"
    tender.do(answering(lot=TENDERED), TENDERS, at("04-01 15:00"))
    early = tender.ask(*award[:2], at("04-02 09:00"))
    assert isinstance(early, Rejected)
    assert early.rule == "lot.not_yet", "a day of three was left in public: it was 29 March"
    assert tender.do(*award[:2], at("04-03 09:00"))

"""The way of a lot as its rules have it: of scenario A's tender, and in the short order."""

from dataclasses import replace

import pytest

from api.lots.way import Step, heard, way
from domain.categories.construction import CONSTRUCTION
from domain.lifecycle import DIRECT, Hears
from domain.lot.default import RecordDefault
from domain.lot.state import Lot
from domain.phases import Phase
from tests.kit.tendering import LOT, OPENING, OWNER, STEPS, TEXT, Tender

A_TENDERS = (
    Phase.REGISTERED,
    Phase.ANNOUNCED,
    Phase.OPEN,
    Phase.CLOSED,
    Phase.COMPETITION,
    Phase.RESULT_PROPOSED,
    Phase.RESULT_PUBLICITY,
    Phase.AWARDED,
    Phase.CONTRACTED,
    Phase.SETTLED,
    Phase.ARCHIVED,
)


def of(steps: int) -> tuple[Step, ...]:
    return way(Tender(steps).lot, CONSTRUCTION.lifecycle)


def test_a_tender_has_the_phases_of_its_rules_and_all_of_them_must_come():
    steps = of(0)
    assert tuple(step.phase for step in steps) == A_TENDERS
    assert [step.stands for step in steps] == ["now", *["ahead"] * 10]
    assert not any(step.optional for step in steps)


@pytest.mark.parametrize("done", range(len(STEPS) + 1))
def test_what_is_behind_is_past_and_the_rest_is_ahead(done: int):
    lot, steps = Tender(done).lot, of(done)
    here = [step.phase for step in steps].index(lot.phase)
    stands = [step.stands for step in steps]
    assert stands == ["past"] * here + ["now"] + ["ahead"] * (len(steps) - here - 1)
    assert [step.on is None for step in steps[1:]] == [n > here for n in range(1, len(steps))]


def test_a_phase_says_the_day_on_which_it_began():
    assert of(6)[4] == Step(Phase.COMPETITION, "now", optional=False, on=OPENING.date())


def test_who_does_not_sign_leads_the_lot_back():
    tender, later = Tender(9), STEPS[9][2]
    tender.do(RecordDefault(lot=LOT, document="函", evidence=TEXT), OWNER, later)
    steps = {step.phase: step.stands for step in way(tender.lot, CONSTRUCTION.lifecycle)}
    assert steps[Phase.RESULT_PROPOSED] == "now"
    assert (steps[Phase.COMPETITION], steps[Phase.AWARDED]) == ("past", "ahead")


def test_in_the_short_order_phases_may_be_left_out_and_are_said_to_have_been():
    lot = Tender(1).lot
    optional = [step.phase for step in way(lot, DIRECT) if step.optional]
    assert optional == [Phase.OPEN, Phase.CLOSED, Phase.RESULT_PROPOSED]
    opened = replace(lot, phase=Phase.COMPETITION, happened=(*lot.happened, ("BidOpened", None)))
    stands = {step.phase: step.stands for step in way(opened, DIRECT)}
    assert (stands[Phase.ANNOUNCED], stands[Phase.OPEN]) == ("past", "passed_by")


def test_of_a_lot_that_failed_its_way_ends_there():
    lot = replace(Tender(3).lot, phase=Phase.FAILED, ended_on=OPENING.date())
    steps = way(lot, CONSTRUCTION.lifecycle)
    assert [(one.phase, one.stands) for one in steps] == [
        (Phase.REGISTERED, "past"),
        (Phase.ANNOUNCED, "past"),
        (Phase.OPEN, "past"),
        (Phase.FAILED, "now"),
    ]


def test_what_may_be_in_a_phase_leads_on_comes_first_is_free_or_ends_it():
    facts = {one.event: one for one in heard(Tender(3).lot, CONSTRUCTION.lifecycle)}
    kinds = {event: one.kind for event, one in facts.items()}
    assert kinds == {
        "AnnouncementCorrected": "beside",
        "DocumentClarified": "beside",
        "DeadlinePostponed": "beside",
        "DocumentSalePeriodClosed": "before",
        "DepositDeadlinePassed": "before",
        "BidDeadlinePassed": "onward",
        "LotFailed": "ends",
        "ProcedureTerminated": "ends",
    }
    assert facts["DocumentSalePeriodClosed"].been
    assert facts["BidDeadlinePassed"].lacking == ("DepositDeadlinePassed",)


def test_a_pack_by_data_alone_has_a_way_of_its_own():
    lifecycle = (
        Hears((Phase.REGISTERED,), "AnnouncementPublished"),
        Hears((Phase.ANNOUNCED,), "BidOpened"),
    )
    assert [step.phase for step in way(Lot(phase=Phase.REGISTERED), lifecycle)] == [
        Phase.REGISTERED,
        Phase.ANNOUNCED,
        Phase.COMPETITION,
    ]

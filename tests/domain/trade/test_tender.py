"""A tender by the engine: each step in its phase and no other, its least terms kept."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given as drawn
from hypothesis import strategies

from domain.kernel import Post, Rejected
from domain.lot.award import AwardLot, SignContract
from domain.lot.close import FailLot
from domain.lot.default import ConfirmNextCandidate, RecordDefault
from domain.lot.documents import IssueDocuments
from domain.lot.evaluation import PubliciseCandidates, RecordEvaluation
from domain.money import yuan
from domain.phases import ARROWS, Phase
from tests.kit.sentences import hear
from tests.kit.tendering import (
    B1,
    B2,
    B3,
    B4,
    CANDIDATES,
    LOT,
    OPENING,
    OWNER,
    PRICE,
    STEPS,
    TEXT,
    Tender,
)
from tests.kit.till import at

PHASES = (
    Phase.REGISTERED,
    Phase.ANNOUNCED,
    *(Phase.OPEN,) * 3,
    Phase.CLOSED,
    Phase.COMPETITION,
    Phase.RESULT_PROPOSED,
    Phase.RESULT_PUBLICITY,
    Phase.AWARDED,
    Phase.CONTRACTED,
)
"""Where the lot stands after so many steps."""
LATER = at(date(2026, 4, 20), 10)
FOUND = RecordDefault(lot=LOT, document="弃标函", evidence=TEXT)


def refused(decision, rule):
    assert isinstance(decision, Rejected), decision
    assert decision.rule == rule
    hear(rule, decision.detail)


@pytest.mark.parametrize("steps", range(len(STEPS) + 1))
def test_each_step_leads_on_in_its_turn(steps):
    assert Tender(steps).lot.phase is PHASES[steps]


@pytest.mark.parametrize("step", [n for n in range(1, len(STEPS)) if n != 3])
def test_no_step_is_heard_while_the_one_before_it_is_missing(step):
    """But for deposits: they may be over before documents are."""
    tender = Tender(step - 1)
    before, (asked, by, when) = tender.lot, STEPS[step]
    answer = tender.ask(asked, by, when)
    assert isinstance(answer, Rejected), answer
    assert answer.rule in ("lot.wrong_phase", "lot.not_yet_done")
    assert tender.lot == before


def test_bids_are_not_over_while_the_documents_can_be_had_or_deposits_come():
    asked, by, when = STEPS[4]
    refused(Tender(2).ask(asked, by, when), "lot.not_yet_done")
    refused(Tender(3).ask(asked, by, when), "lot.not_yet_done")


def test_a_lot_in_which_bids_may_come_stays_open_when_deposits_are_over():
    assert Tender(4).lot.phase is Phase.OPEN


@pytest.mark.parametrize(
    ("until", "rule"),
    [
        (at(date(2026, 3, 6), 17), "lot.term_too_short"),  # CT-02: five days, the first not counted
        (at(date(2026, 3, 1), 17), "lot.deadline_after_opening"),
        (at(date(2026, 3, 26), 17), "lot.deadline_after_opening"),
    ],
)
def test_documents_can_be_had_for_five_days_at_least_and_no_longer_than_bids(until, rule):
    asked = IssueDocuments(lot=LOT, until=until, text=TEXT)
    refused(Tender(1).ask(asked, OWNER, at(date(2026, 3, 2), 10)), rule)
    whole = IssueDocuments(lot=LOT, until=at(date(2026, 3, 7), 17), text=TEXT)
    assert Tender(1).do(whole, OWNER, at(date(2026, 3, 2), 10))


def test_between_documents_and_bids_lie_twenty_days():
    """CT-03: from 03-06 on they would be nineteen."""
    asked = IssueDocuments(lot=LOT, until=at(date(2026, 3, 16), 17), text=TEXT)
    refused(Tender(1).ask(asked, OWNER, at(date(2026, 3, 6), 10)), "lot.term_too_short")
    assert Tender(1).do(asked, OWNER, at(date(2026, 3, 5), 10))


def test_the_panel_puts_three_forward_at_most():
    four = RecordEvaluation(lot=LOT, report=TEXT, candidates=(*CANDIDATES, B4))
    refused(Tender(6).ask(four, Post("PLATFORM"), OPENING), "lot.too_many_candidates")


def test_candidates_stand_in_public_for_three_days_as_the_panel_has_them():
    """CT-16: from 03-27, a day that is not counted, until 03-30."""
    early = PubliciseCandidates(lot=LOT, until=date(2026, 3, 29), candidates=CANDIDATES)
    refused(Tender(7).ask(early, OWNER, at(date(2026, 3, 27), 10)), "lot.term_too_short")
    other = replace(early, until=date(2026, 3, 30), candidates=(B2, B3, B1))
    refused(Tender(7).ask(other, OWNER, at(date(2026, 3, 27), 10)), "lot.other_candidates")


def test_nobody_is_awarded_while_candidates_stand_in_public_nor_who_is_none():
    asked = AwardLot(lot=LOT, winner=B3, price_fen=PRICE)
    refused(Tender(8).ask(asked, OWNER, at(date(2026, 3, 30), 23, 59)), "lot.not_yet")
    stranger = replace(asked, winner=B4)
    refused(Tender(8).ask(stranger, OWNER, at(date(2026, 3, 31), 9)), "lot.no_candidate")


def test_when_the_winner_does_not_sign_the_next_candidate_comes():
    """Scenario A, rows 54 and 59: contract due on 05-27."""
    tender = Tender(9)
    tender.do(FOUND, OWNER, at(date(2026, 4, 24), 9))
    assert tender.lot.phase is Phase.RESULT_PROPOSED
    assert (tender.lot.winner, tender.lot.has_defaulted(B3)) == (None, True)
    price = yuan("38,600,000.00")
    asked = ConfirmNextCandidate(lot=LOT, price_fen=price)
    tender.do(asked, OWNER, at(date(2026, 4, 27), 15))
    lot = tender.lot
    assert (lot.winner, lot.price_fen, lot.contract_due) == (B2, price, date(2026, 5, 27))
    signing = SignContract(lot=LOT, signed_on=date(2026, 5, 12), price_fen=price)
    tender.do(signing, OWNER, at(date(2026, 5, 12), 10))
    assert tender.lot.phase is Phase.CONTRACTED


def test_there_is_no_next_candidate_without_a_default_nor_when_none_is_left():
    asked = ConfirmNextCandidate(lot=LOT, price_fen=PRICE)
    refused(Tender(7).ask(asked, OWNER, LATER), "lot.not_yet_done")
    tender = Tender(9)
    for _ in CANDIDATES[1:]:
        tender.do(FOUND, OWNER, LATER)
        tender.do(asked, OWNER, LATER)
    assert tender.lot.winner == B1
    tender.do(FOUND, OWNER, LATER)
    refused(tender.ask(asked, OWNER, LATER), "lot.no_candidate")
    tender.do(FailLot(lot=LOT, reason="候选人均放弃"), OWNER, LATER)
    assert tender.lot.phase is Phase.FAILED


@drawn(order=strategies.lists(strategies.integers(0, len(STEPS) + 2), max_size=40))
def test_in_whatever_order_steps_are_asked_a_lot_goes_along_the_skeleton(order):
    """What is refused changes nothing; no state is reached outside REFERENCE 2.2."""
    more = (
        (FOUND, OWNER, LATER),
        (ConfirmNextCandidate(lot=LOT, price_fen=PRICE), OWNER, LATER),
        (FailLot(lot=LOT, reason="投标人少于三个"), OWNER, LATER),
    )
    tender = Tender()
    for step in order:
        before, (asked, by, when) = tender.lot, (*STEPS, *more)[step]
        answer, after = tender.ask(asked, by, when), tender.lot
        if isinstance(answer, Rejected) or not answer:
            assert after == before
        else:
            assert (
                after.phase is before.phase
                or after.phase in ARROWS[before.phase]
                or (asked.NAME == "ConfirmNextCandidate" and after.phase is Phase.AWARDED)
            )

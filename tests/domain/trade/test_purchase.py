"""A purchase by open tender: the pack of procurement lived by an engine that does not know it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.kernel import Post, Rejected
from domain.lot.award import AwardLot
from domain.lot.close import FailLot
from domain.lot.compete import OpenBids
from domain.lot.default import ConfirmNextCandidate, RecordDefault
from domain.lot.documents import IssueDocuments
from domain.lot.evaluation import PubliciseCandidates
from domain.phases import Phase
from tests.kit.purchase import (
    BEGINS,
    CANDIDATES,
    DEPOSIT,
    LAW,
    LOT,
    OPENING,
    OWNER,
    PRICE,
    REGISTERED,
    SIGNED,
    STEPS,
    TEXT,
    UNTIL,
    asked_at,
    purchase,
)
from tests.kit.sentences import hear
from tests.kit.tendering import B1, B2, B3, Tender

PHASES = (
    Phase.REGISTERED,
    Phase.ANNOUNCED,
    *(Phase.OPEN,) * 3,
    Phase.CLOSED,
    Phase.COMPETITION,
    Phase.RESULT_PROPOSED,
    *(Phase.AWARDED,) * 2,
    Phase.CONTRACTED,
)
"""Where the lot stands after so many steps."""
FOUND = RecordDefault(lot=LOT, document="弃标函", evidence=TEXT)


def refused(decision, rule, *said):
    assert isinstance(decision, Rejected), decision
    assert decision.rule == rule
    assert all(one in decision.detail for one in said), decision.detail
    hear(rule, decision.detail)


@pytest.mark.parametrize("steps", range(len(STEPS) + 1))
def test_each_step_leads_on_in_its_turn(steps):
    assert purchase(steps).lot.phase is PHASES[steps]


MAY_WAIT = {3, 9}
"""Steps that the next one does not wait for: deposits may be over first, a result comes later."""


@pytest.mark.parametrize("step", sorted(set(range(1, len(STEPS))) - MAY_WAIT))
def test_no_step_is_heard_while_the_one_before_it_is_missing(step):
    bought = purchase(step - 1)
    before, (asked, by, when) = bought.lot, STEPS[step]
    answer = bought.ask(asked, by, when)
    assert isinstance(answer, Rejected), answer
    assert answer.rule in ("lot.wrong_phase", "lot.not_yet_done")
    assert bought.lot == before


def test_the_award_follows_the_report_and_no_candidate_stands_in_public():
    bought = purchase(asked_at(AwardLot))
    asked = PubliciseCandidates(lot=LOT, until=SIGNED.date(), candidates=CANDIDATES)
    refused(bought.ask(asked, OWNER, OPENING), "lot.wrong_procedure", "CandidatesPublicised")


@pytest.mark.parametrize(
    ("until", "opening", "said"),
    [
        (UNTIL - timedelta(days=1), OPENING, "GP-03"),  # five working days: the fifth is 03-24
        (UNTIL, OPENING - timedelta(days=3), "GP-02"),  # nineteen days: 04-05
    ],
)
def test_documents_are_provided_and_bids_awaited_for_as_long_as_the_law_has_it(
    until, opening, said
):
    *before, (lot, by, when) = REGISTERED
    sooner = replace(lot, opening_at=opening, deposit_deadline=opening - timedelta(hours=1))
    bought = Tender(1, LAW, (*before, (sooner, by, when)), STEPS)
    asked = IssueDocuments(lot=LOT, until=until, text=TEXT)
    refused(bought.ask(asked, OWNER, BEGINS), "lot.term_too_short", said)


def test_a_deposit_is_two_hundredths_of_the_budget_at_most():
    *before, (lot, by, when) = REGISTERED
    bought = Tender(0, LAW, tuple(before), STEPS)
    dear = replace(lot, deposit_fen=DEPOSIT + 1)
    refused(bought.ask(dear, by, when), "lot.deposit_out_of_bounds", "GP-06")


def test_with_two_bids_nothing_is_opened_and_the_lot_fails():
    """GP-12."""
    bought = purchase(asked_at(OpenBids))
    two = OpenBids(lot=LOT, bidders=2)
    refused(bought.ask(two, Post("PLATFORM"), OPENING), "lot.too_few_bidders")
    bought.do(FailLot(lot=LOT, reason="供应商不足三家，废标"), OWNER, OPENING)
    assert (bought.lot.phase, bought.lot.opened) == (Phase.FAILED, False)


def test_who_did_not_sign_is_not_awarded_again_and_the_next_candidate_comes():
    """No publicity stands between: without its own guard the award would be heard once more."""
    bought = purchase(asked_at(AwardLot) + 1)
    bought.do(FOUND, OWNER, SIGNED)
    assert bought.lot.phase is Phase.RESULT_PROPOSED
    again = AwardLot(lot=LOT, winner=B2, price_fen=PRICE)
    refused(bought.ask(again, OWNER, SIGNED), "lot.no_candidate", "did not sign")
    bought.do(ConfirmNextCandidate(lot=LOT, price_fen=PRICE), OWNER, SIGNED)
    assert (bought.lot.winner, bought.lot.contract_due) == (B1, date(2026, 5, 20))


def test_the_first_notice_is_to_one_of_the_candidates():
    bought = purchase(asked_at(AwardLot))
    stranger = AwardLot(lot=LOT, winner="N00000000000000F9", price_fen=PRICE)
    refused(bought.ask(stranger, OWNER, SIGNED), "lot.no_candidate")
    assert bought.do(replace(stranger, winner=B3), OWNER, SIGNED)

"""A forfeiture is taken back (P25): before the payout it is held again, else a claim is left."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.calendar import Calendar
from domain.deposit.stream import DEPOSIT
from domain.deposit.take_back import reverse
from domain.desk.unforfeit import REVERSE_FORFEITURE, ReverseForfeiture
from domain.governance.assigned import Assignment
from domain.governance.state import Law
from domain.kernel import Post, StreamId
from domain.lot.stream import LOT
from domain.payout.stream import PAYOUT
from tests.kit.lots import AGENCY, CODE, OWNER, TENDER
from tests.kit.owing import cancelled, line, matched, owed
from tests.kit.passing import (
    COURT,
    DECISION,
    EVIDENCE,
    PAID,
    WINNERS,
    Q,
    approved,
    assigned,
    failed,
    forfeited,
    instructed,
    proposed,
    released,
    returned,
    reversed_by,
)
from tests.kit.rows import OWNER as OWNER_OF_DAY
from tests.kit.rows import PRICE, D
from tests.kit.story import MAKER, NOON, fold, given

HOUSING = Post("V-HOUSING", "住建局")
KEPT = (matched(), forfeited())


def reversing(*payouts, **other):
    facts = {"deposit": D, "lot": CODE, "payouts": payouts}
    facts |= {"document": DECISION, "evidence": EVIDENCE}
    return ReverseForfeiture(**(facts | other))


def answer(*facts, payout=(), asked=None, by=COURT, lot=TENDER[:6]):
    story = given(DEPOSIT, WINNERS, *facts).given(LOT, *lot).given(PAYOUT, *payout)
    return story.when(asked or reversing(), by=by)


@pytest.mark.parametrize("by", [OWNER, HOUSING, COURT])
def test_before_the_payout_it_is_held_again(by):
    answer(*KEPT, by=by).then(reversed_by(by))


@pytest.mark.parametrize("by", [HOUSING, COURT])
def test_who_acted_for_the_lots_own_side_does_not_take_it_back_for_those_who_judge(by):
    """4.2; as its owner the same person may, who decided it."""
    own = Assignment(MAKER, OWNER, NOON - timedelta(days=400), NOON - timedelta(days=300))
    law = Law(Calendar(), assignments=(own,))
    story = given(DEPOSIT, WINNERS, *KEPT).given(LOT, *TENDER[:6])
    story.when(reversing(), by=by, law=law).refused_by("dispute.own_case")
    story.when(reversing(), by=OWNER, law=law).then(reversed_by(OWNER))


def test_then_it_goes_back_like_the_rest():
    state = fold(DEPOSIT, WINNERS, matched(), forfeited(), reversed_by(COURT))
    assert (state.held_fen, state.given.total_fen, state.given.forfeiture) == (PRICE, 0, None)
    assert [receipt.back_fen for receipt in state.receipts] == [PRICE]
    kept = fold(DEPOSIT, WINNERS, matched(), owed(), forfeited(10), cancelled())
    assert [receipt.back_fen for receipt in kept.receipts] == [PRICE - 10]


def test_after_the_payout_a_claim_is_left_and_nothing_moves():
    answer(*KEPT, assigned(), payout=PAID, asked=reversing(Q)).then(
        reversed_by(COURT, amount=0, claim=PRICE)
    )
    state = fold(DEPOSIT, WINNERS, *KEPT, assigned(), reversed_by(COURT, 0, PRICE))
    assert (state.held_fen, state.given.forfeiture) == (0, None)
    assert [receipt.back_fen for receipt in state.receipts] == [0]


def test_what_the_bank_took_back_meanwhile_is_owed_to_us_no_more():
    """Its credit was reversed while it was kept: nobody holds it, nobody owes it then (1003)."""
    taken, *_ = reverse(D, fold(DEPOSIT, WINNERS, *KEPT), line(1), line(9), OWNER_OF_DAY)
    (said,) = answer(*KEPT, taken).decision
    legs = [(leg.account, leg.owner, leg.amount) for leg in said.entries[0].legs]
    assert legs == [("2008", "住建局", PRICE), ("1003", D, -PRICE)]
    state = fold(DEPOSIT, WINNERS, *KEPT, taken, said)
    assert (state.held_fen, state.receivable_fen, state.given.total_fen) == (0, 0, 0)


def test_of_fees_and_the_rest_each_goes_its_own_way():
    """Only the transferor was paid: the fees come back, the rest is claimed."""
    fees = 10
    kept = forfeited(fees=fees, rule="SP-13")
    decided = answer(
        matched(), kept, assigned(PRICE - fees), payout=PAID, asked=reversing(Q)
    ).decision
    (said,) = decided
    legs = [(leg.account, leg.owner, leg.amount) for leg in said.entries[0].legs]
    assert legs == [("2013", CODE, fees), ("2002", D, -fees)]
    assert said.claim_fen == PRICE - fees


def test_the_payout_that_took_it_along_is_named():
    answer(*KEPT, assigned()).refused_by("forfeiture.taken_along")


@pytest.mark.parametrize("payout", [PAID[:2], PAID[:3]])
def test_what_is_on_its_way_is_neither_held_nor_claimed(payout):
    answer(*KEPT, assigned(), payout=payout, asked=reversing(Q)).refused_by("payout.on_its_way")


@pytest.mark.parametrize("last", [failed(), returned()])
def test_what_failed_or_came_back_is_given_up_first(last):
    payout = (proposed(), approved(), instructed(), last)
    refused = answer(*KEPT, assigned(), payout=payout, asked=reversing(Q))
    refused.refused_by("payout.not_given_up")
    answer(*KEPT, assigned(), released()).then(reversed_by(COURT))


def test_nothing_is_taken_back_that_was_not_kept():
    answer(matched()).refused_by("forfeiture.none")
    answer(*KEPT, reversed_by(COURT)).refused_by("forfeiture.none")


@pytest.mark.parametrize("by", [AGENCY, Post("OWNER", "水利局"), "C-SET2"])
def test_only_who_decided_a_supervisor_or_a_court_takes_it_back(by):
    answer(*KEPT, by=by).refused_by("lot.not_yours")


ELSEWHERE = Post("V-HOUSING", "龙海区住建局", "350604")


@pytest.mark.parametrize("by", ["FIN", "SASAC", ELSEWHERE, replace(ELSEWHERE, role="COURT")])
def test_who_supervises_another_kind_of_trade_or_elsewhere_does_not_take_it_back(by):
    answer(*KEPT, by=by).refused_by("lot.not_in_charge")


def test_who_supervises_land_takes_back_what_was_kept_of_land():
    """No department of an industry: natural resources, by the rows of the lot's rules (53)."""
    sold = replace(TENDER[0], category="LAND"), *TENDER[1:6]
    answer(*KEPT, by=HOUSING, lot=sold).refused_by("lot.not_in_charge")
    answer(*KEPT, by="NR", lot=sold).then(reversed_by(Post("NR")))


def test_before_the_opening_nobody_hears_of_it():
    answer(*KEPT, lot=TENDER[:3]).refused_by("desk.not_open")


def test_the_streams_are_named_by_the_request():
    assert REVERSE_FORFEITURE.touches(reversing(Q)) == (
        StreamId("deposit", D),
        StreamId("lot", CODE),
        StreamId("payout", Q),
    )


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("deposit", "D1", "deposit 'D1': expected P"),
        ("lot", "x", "lot 'x': expected"),
        ("payouts", ("Q1",), "payout 'Q1': expected Q and"),
        ("payouts", (Q, Q), "payouts: expected each once"),
        ("document", " ", "document: expected the decision's reference"),
        ("evidence", "ee", "sha256 'ee': expected"),
    ],
)
def test_a_malformed_request_cannot_be_made(field, value, told):
    with pytest.raises(ValueError, match=f"^{told}"):
        replace(reversing(), **{field: value})

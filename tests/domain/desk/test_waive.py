"""A deposit whose bidder won and did not sign is kept or goes back, as its lot's owner decides."""

from dataclasses import replace
from datetime import date

import pytest

from domain.deposit.passed_on import ForfeitureWaived
from domain.deposit.stream import DEPOSIT
from domain.desk.forfeit import ForfeitDeposit
from domain.desk.owe import OweRefund
from domain.desk.waive import WAIVE_FORFEITURE, WaiveForfeiture
from domain.governance.state import Law
from domain.kernel import StreamId
from domain.lot.stream import LOT
from domain.lot.tendered import WinnerDefaulted
from domain.permissions import may
from tests.kit.disputing import PAUSED
from tests.kit.fixture_calendar import FIXTURE
from tests.kit.lots import AUCTION, CODE, FAILED, OWNER, STRANGERS, TENDER, WINNER
from tests.kit.owing import approved, held, matched, owed
from tests.kit.passing import COURT, DECISION, EVIDENCE, LOSERS, WINNERS, forfeited, reversed_by
from tests.kit.rows import PRICE, D
from tests.kit.story import asked as asked_by
from tests.kit.story import given

LAW = Law(FIXTURE)
FOUND = WinnerDefaulted(
    lot=CODE,
    winner=WINNER,
    defaulted_on=date(2026, 3, 16),
    document="弃标函",
    evidence=EVIDENCE,
)
LOST = (*TENDER[:6], FOUND)
DECIDED_ON, DUE = date(2026, 3, 16), date(2026, 3, 23)
"""Five working days after the decision of 03-16: the centre's own term."""
HALF = PRICE // 2


def waiving(**other):
    facts = {"deposit": D, "lot": CODE, "document": DECISION, "evidence": EVIDENCE}
    return WaiveForfeiture(**(facts | other))


def keeping(amount):
    of = {"deposit": D, "lot": CODE, "document": DECISION, "evidence": EVIDENCE}
    return ForfeitDeposit(ground="WINNER_DEFAULTED", amount_fen=amount, fees_fen=0, **of)


def answer(*facts, lot=LOST, required=WINNERS, asked=None, by=OWNER):
    story = given(DEPOSIT, required, *facts).given(LOT, *lot)
    return story.when(asked or waiving(), by=by, law=LAW)


WAIVED = ForfeitureWaived(
    deposit=D, decided_by=OWNER.organisation, document=DECISION, evidence=EVIDENCE
)


def back(number=1, amount=PRICE, **other):
    facts = {"cause": "WINNER", "rule": "DEP-BACK", "due": DUE, "since": DECIDED_ON}
    return owed(number, amount, **(facts | other))


def test_what_its_owner_does_not_keep_is_owed_back_from_that_day_on():
    answer(matched()).then(WAIVED, back())


@pytest.mark.parametrize("end", [(), (FAILED,)])
def test_also_of_a_lot_that_failed_by_it(end):
    answer(matched(), lot=(*LOST, *end)).then(WAIVED, back())


def test_of_a_sale_without_interest_where_no_winner_is_owed_any():
    lot = (*AUCTION[:5], FOUND)
    answer(matched(), lot=lot).then(WAIVED, back(interest=False))


def test_each_account_that_paid_has_its_own_back():
    other = replace(owed().payee, account="9")
    both = matched(1, 300), matched(2, 200, "9")
    answer(*both).then(WAIVED, back(1, 300), back(2, 200, payee=other))


def test_of_a_part_that_is_kept_the_rest_goes_back_by_the_same_decision():
    """P24: the part to the tenderer, the rest to whoever paid."""
    answer(matched(), asked=keeping(HALF)).then(forfeited(HALF), back(1, HALF))
    answer(matched(), asked=keeping(PRICE)).then(forfeited())


def asked_at_its_end(*facts):
    return answer(*facts, lot=(*LOST, FAILED), asked=OweRefund(deposit=D, lot=CODE), by="PLATFORM")


def test_until_its_owner_decides_no_end_of_the_lot_owes_it():
    asked_at_its_end(matched()).nothing_happens()


def test_what_is_found_once_its_owner_has_decided_goes_back_too():
    asked_at_its_end(matched(), WAIVED, back()).nothing_happens()
    found = matched(2, 7)
    asked_at_its_end(matched(1, PRICE - 7), WAIVED, back(1, PRICE - 7), found).then(back(2, 7))
    asked_at_its_end(matched(), forfeited(HALF)).then(back(1, HALF))


def test_what_was_kept_and_is_kept_no_more_goes_back_without_another_word():
    kept_no_more = (matched(), forfeited(), reversed_by(COURT))
    asked_at_its_end(*kept_no_more).then(back())
    answer(*kept_no_more).refused_by("forfeiture.decided")


def test_it_is_decided_once():
    answer(matched(), WAIVED, back()).refused_by("forfeiture.decided")
    answer(matched(), forfeited(HALF), back(1, HALF)).refused_by("forfeiture.decided")


def test_while_nobody_approved_it_its_owner_may_keep_it_after_all():
    decided = answer(matched(), WAIVED, back(), asked=keeping(PRICE)).decision
    assert [one.NAME for one in decided] == ["DepositForfeited", "RefundObligationCancelled"]
    gone = answer(matched(), WAIVED, back(), approved(), asked=keeping(PRICE))
    gone.refused_by("forfeiture.too_much")


def test_what_an_order_holds_is_owed_and_waits_for_it():
    answer(matched(), held(1)).then(WAIVED, back())


@pytest.mark.parametrize("by", STRANGERS)
def test_nobody_but_the_lots_owner_decides_it(by):
    answer(matched(), by=by).refused_by("lot.not_yours")


@pytest.mark.parametrize("role", ["C-OPS", "C-SET1", "C-SET2", "AGENCY", "PLATFORM", "COURT"])
def test_neither_the_centre_nor_an_agency_decides_it(role):
    assert may(asked_by(role), waiving()).rule == "permission.missing"


def test_who_did_not_win_or_was_not_found_to_default_is_owed_by_the_lots_end():
    answer(matched(), required=LOSERS).refused_by("forfeiture.not_the_winner")
    answer(matched(), lot=TENDER[:6]).refused_by("forfeiture.not_the_winner")
    answer(matched(), lot=(*TENDER[:6], FAILED)).refused_by("forfeiture.not_the_winner")


def test_before_the_opening_no_owner_hears_of_a_deposit():
    answer(matched(), lot=TENDER[:3]).refused_by("desk.not_open")
    answer(matched(), asked=waiving(lot="OTHER-LOT")).refused_by("desk.not_open")


def test_while_the_lot_stands_still_nothing_is_decided():
    """2.8: what candidates are owed waits while an objection is open."""
    answer(matched(), lot=(*LOST, PAUSED)).refused_by("lot.suspended")


def test_a_category_that_nobody_knows_has_no_rows():
    lot = (replace(LOST[0], category="路灯"), *LOST[1:])
    answer(matched(), lot=lot).refused_by("category.unknown")


def test_the_streams_are_named_by_the_request():
    touched = (StreamId("deposit", D), StreamId("lot", CODE))
    assert WAIVE_FORFEITURE.touches(waiving()) == touched


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("deposit", "D1", "deposit 'D1': expected P"),
        ("lot", "x", "lot 'x': expected"),
        ("document", " ", "document: expected the decision's reference"),
        ("evidence", "ee", "sha256 'ee': expected"),
    ],
)
def test_a_malformed_request_cannot_be_made(field, value, told):
    with pytest.raises(ValueError, match=f"^{told}"):
        replace(waiving(), **{field: value})

"""Land's price is paid to the tax authority, past our custody: told once, and never too much."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from domain.accounts import DEPOSITS_HELD, PRICE_HELD
from domain.calendar import BEIJING
from domain.deposit.owed import DepositConverted
from domain.deposit.stream import DEPOSIT
from domain.desk.external import (
    CONFIRM_EXTERNAL_PAYMENT,
    ConfirmExternalPayment,
    comes_without,
    is_to_become,
    paid_fen,
)
from domain.kernel import Rejected, StreamId
from domain.lot.concluded import ExternalPaymentConfirmed
from domain.lot.stream import LOT
from domain.money import yuan
from domain.permissions import may
from domain.postings import MoneyEvent, moved
from domain.roles import ROLE_CODES
from tests.kit.lots import AUCTION, CODE, TENDER
from tests.kit.owing import matched
from tests.kit.passing import LOSERS, WINNERS
from tests.kit.rows import PRICE as PART
from tests.kit.rows import D
from tests.kit.story import asked as asked_by
from tests.kit.story import fold, given

LAND = (replace(AUCTION[0], category="LAND"), *AUCTION[1:])
WHOLE, AWARDED = yuan("9,300,000.00"), date(2026, 4, 1)
REST, FIRST = WHOLE - PART, yuan("3,850,000.00")
TODAY = datetime(2026, 6, 10, 10, tzinfo=BEIJING)
BECAME = DepositConverted(
    deposit=D,
    to="2004",
    earnest_fen=PART,
    entries=(moved("P20", (DEPOSITS_HELD, D), (PRICE_HELD, D), PART),),
)
HELD = (matched(9), BECAME)
FACTS = {"lot": CODE, "paid_on": date(2026, 5, 12), "document": "税票1号", "evidence": "ee" * 32}


def told(fen=FIRST, **other):
    return ExternalPaymentConfirmed(**({"amount_fen": fen} | FACTS | other))


def confirm(fen=FIRST, *, lot=LAND, required=WINNERS, deposit=HELD, by="UP", deposit_of=D, **other):
    asked = ConfirmExternalPayment(**({"deposit": deposit_of, "amount_fen": fen} | FACTS | other))
    return given(DEPOSIT, required, *deposit).given(LOT, *lot).when(asked, by=by, at=TODAY)


def test_so_much_of_the_price_was_paid_past_us():
    """Scenario B, row 33."""
    confirm().then(told())


def test_it_moves_nothing_in_any_book():
    assert not isinstance(told(), MoneyEvent)


def test_with_what_the_deposit_became_it_is_never_more_than_the_price():
    """Scenario B, row 34: the deposit's part here, the rest there, the whole price in all."""
    confirm(REST).then(told(REST))
    confirm(REST + 1).refused_by("price.too_much")
    rest = {"document": "税票2号"}
    confirm(REST - FIRST, lot=(*LAND, told()), **rest).then(told(REST - FIRST, **rest))
    confirm(REST - FIRST + 1, lot=(*LAND, told()), **rest).refused_by("price.too_much")
    confirm(1, lot=(*LAND, told(REST)), **rest).refused_by("price.too_much")


def test_a_deposit_that_is_still_held_counts_and_what_is_found_after_its_conversion_does_not():
    confirm(REST + 1, deposit=(matched(9),)).refused_by("price.too_much")
    confirm(REST, deposit=(*HELD, matched(2, 100))).then(told(REST))


def test_of_another_lots_deposit_one_hears_what_is_heard_of_any_that_is_not_open():
    other = replace(WINNERS, terms=replace(WINNERS.terms, lot="ZZ-LAND-2026-009"))
    confirm(required=other).refused_by("desk.not_open")


@pytest.mark.parametrize(("price", "past", "without"), [(PART, 0, False), (PART, 1, True)])
def test_the_price_comes_without_a_deposit_that_would_be_more_than_all(price, past, without):
    """To the fen, where the price is no more than its deposit."""
    lot = replace(fold(LOT, *LAND, *((told(past),) if past else ())), price_fen=price)
    held = fold(DEPOSIT, WINNERS, matched(9))
    assert comes_without(lot, held) is without
    assert is_to_become(lot, held) is not without


def test_a_deposit_of_one_fen_is_to_become_price_too():
    """A lot may ask for no more (`lot.deposit_needed`)."""
    held = fold(DEPOSIT, WINNERS, matched(9, 1))
    assert is_to_become(fold(LOT, *LAND), held)


def test_what_was_paid_in_all_is_told_of_both():
    deposit, lot = fold(DEPOSIT, WINNERS, *HELD), fold(LOT, *LAND)
    assert paid_fen(lot, deposit) == PART
    assert paid_fen(fold(LOT, *LAND, told(), told(REST - FIRST)), deposit) == WHOLE


def test_a_document_is_told_once():
    confirm(lot=(*LAND, told())).nothing_happens()
    confirm(FIRST - 1, lot=(*LAND, told())).refused_by("price.document_known")


def test_of_a_contract_whose_price_is_the_treasurys():
    confirm(lot=AUCTION).refused_by("price.not_outside")
    confirm(lot=TENDER).refused_by("price.not_outside")
    confirm(lot=LAND[:5]).refused_by("lot.wrong_phase")


def test_of_its_buyers_deposit():
    confirm(required=LOSERS).refused_by("price.not_the_buyers")


def test_from_the_day_of_the_award_to_today():
    for day in (AWARDED, TODAY.date()):
        confirm(paid_on=day).then(told(paid_on=day))
    confirm(paid_on=date(2026, 3, 31)).refused_by("lot.before_award")
    confirm(paid_on=date(2026, 6, 11)).refused_by("lot.not_yet")


NO_DEPOSIT = (replace(LAND[0], deposit_fen=0), *LAND[1:])


def test_where_no_deposit_was_asked_for_none_is_named():
    """All of the price comes past us; whoever pays, the document says."""
    confirm(WHOLE, lot=NO_DEPOSIT, deposit_of=None).then(told(WHOLE))
    confirm(WHOLE + 1, lot=NO_DEPOSIT, deposit_of=None).refused_by("price.too_much")
    rest = {"lot": (*NO_DEPOSIT, told(WHOLE)), "deposit_of": None}
    confirm(WHOLE, **rest).nothing_happens()
    confirm(1, document="税票2号", **rest).refused_by("price.too_much")


def test_where_one_was_the_buyers_is_named():
    """It knows what came of the price here."""
    confirm(deposit_of=None).refused_by("price.not_the_buyers")
    confirm(lot=NO_DEPOSIT[:3], deposit_of=None).refused_by("desk.not_open")
    confirm(lot=LAND[:3], deposit_of=None).refused_by("desk.not_open")


def test_before_the_opening_every_answer_is_the_same():
    confirm(lot=LAND[:3]).refused_by("desk.not_open")
    confirm(required=LOSERS, lot=LAND[:3]).refused_by("desk.not_open")
    confirm(lot=AUCTION[:3], paid_on=date(2027, 1, 1)).refused_by("desk.not_open")


def test_who_collects_it_or_keeps_the_treasury_says_so_and_nobody_of_the_trade():
    asked = ConfirmExternalPayment(deposit=D, amount_fen=1, **FACTS)
    by = {role for role in ROLE_CODES if not isinstance(may(asked_by(role), asked), Rejected)}
    assert by == {"UP", "FIN"}


def test_the_streams_are_named_by_the_request():
    asked = ConfirmExternalPayment(deposit=D, amount_fen=1, **FACTS)
    named = (StreamId("lot", CODE), StreamId("deposit", D))
    assert CONFIRM_EXTERNAL_PAYMENT.touches(asked) == named
    none = replace(asked, deposit=None)
    assert CONFIRM_EXTERNAL_PAYMENT.touches(none) == (StreamId("lot", CODE),)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"amount_fen": 0}, "amount_fen 0: expected one or more"),
        ({"document": " "}, "document: expected its reference"),
        ({"evidence": "ee"}, "sha256 'ee': expected"),
        ({"lot": "x"}, "lot 'x': expected"),
        ({"deposit": "D1"}, "deposit 'D1': expected P"),
    ],
)
def test_what_cannot_be_meant_is_not_asked(wrong, said):
    with pytest.raises(ValueError, match=f"^{said}"):
        ConfirmExternalPayment(**({"deposit": D, "amount_fen": 1} | FACTS | wrong))

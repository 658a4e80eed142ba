"""The winner's deposit becomes its bond, or earnest and price, by its category (P19, P20)."""

from dataclasses import replace
from datetime import date

import pytest

from domain.deposit.events import DepositSecured, GuaranteeReturned
from domain.deposit.owed import DepositConverted
from domain.deposit.stream import DEPOSIT
from domain.deposit.take_back import reverse
from domain.desk.convert import CONVERT_DEPOSIT, ConvertDeposit
from domain.kernel import StreamId
from domain.lot.stream import LOT
from domain.money import yuan
from domain.postings import Entry, Leg
from tests.kit.lots import AUCTION, CODE, FAILED, TENDER
from tests.kit.owing import (
    approved,
    cancelled,
    confirmed,
    failed,
    held,
    instructed,
    late,
    lifted,
    line,
    matched,
    owed,
)
from tests.kit.rows import OWNER, PRICE, REQUIRED, TERMS, D
from tests.kit.story import fold, given

LOSER = replace(REQUIRED, terms=replace(TERMS, party="N00000000000000B2"))


def asking(deposit=D, lot=CODE):
    return ConvertDeposit(deposit=deposit, lot=lot)


def becomes(to, row, amount=PRICE, earnest=0):
    legs = (Leg("2002", D, amount, row), Leg(to, D, -amount, row))
    return DepositConverted(
        deposit=D, to=to, earnest_fen=earnest, entries=(Entry("CUST", "CNY", legs),)
    )


def answer(lot, *facts, required=REQUIRED, asked=None):
    story = given(DEPOSIT, required, *facts).given(LOT, *lot)
    return story.when(asked or asking(), by="C-SET2")


def in_category(category, price, history=AUCTION):
    """The same sale in another category, at this price."""
    lot = (replace(history[0], category=category), *history[1:])
    return tuple(
        replace(fact, price_fen=price) if hasattr(fact, "price_fen") else fact for fact in lot
    )


def test_in_a_tender_it_becomes_the_performance_bond():
    answer(TENDER, matched()).then(becomes("2003", "P19"))


def test_in_a_sale_of_state_property_it_becomes_price():
    answer(AUCTION, matched()).then(becomes("2004", "P20"))


@pytest.mark.parametrize(
    ("price", "earnest"),
    [
        ("4,000,000.00", "800,000.00"),
        ("3,999,999.95", "799,999.99"),
        ("3,999,999.98", "799,999.99"),
        ("3,999,999.99", "799,999.99"),
        ("5,000,000.00", "800,000.00"),
        ("1,000,000.00", "200,000.00"),
    ],
)
def test_of_land_at_most_a_fifth_of_the_price_is_earnest(price, earnest):
    """民法典 586; E09: what is beyond is plain price."""
    land = in_category("LAND", yuan(price))
    answer(land, matched()).then(becomes("2004", "P20", earnest=yuan(earnest)))


def test_e09_a_land_deposit_is_earnest_to_a_fifth_and_plain_price_beyond():
    land = in_category("LAND", yuan("180,000,000.00"))
    paid = matched(amount=yuan("45,000,000.00"))
    terms = replace(TERMS, amount_fen=yuan("45,000,000.00"))
    answer(land, paid, required=replace(REQUIRED, terms=terms)).then(
        becomes("2004", "P20", yuan("45,000,000.00"), yuan("36,000,000.00"))
    )


def test_how_much_may_be_earnest_is_the_rows_to_say_on_the_day_of_the_contract():
    """民法典 is in force since 2021."""
    *before, signed = in_category("LAND", yuan("4,000,000.00"))
    last = (*before, replace(signed, signed_on=date(2020, 12, 31)))
    answer(last, matched()).then(becomes("2004", "P20", earnest=0))
    first = (*before, replace(signed, signed_on=date(2021, 1, 1)))
    answer(first, matched()).then(becomes("2004", "P20", earnest=yuan("800,000.00")))


def test_what_was_owed_of_it_and_not_approved_is_owed_no_more():
    """Else it could be paid back a second time, out of a deposit that is none any more (R11)."""
    answer(TENDER, matched(), owed()).then(becomes("2003", "P19"), cancelled())
    excess = (matched(), *late(2), owed(2))
    answer(TENDER, *excess).then(becomes("2003", "P19"), cancelled(2))
    state = fold(DEPOSIT, REQUIRED, matched(), owed(), becomes("2003", "P19"), cancelled())
    assert (state.held_fen, state.balance("2003")) == (0, PRICE)


def test_what_went_back_when_its_bid_was_withdrawn_ends_nothing_once_it_was_paid_again():
    back = (matched(), owed(cause="WITHDRAWN"), approved(), instructed(), confirmed())
    answer(TENDER, *back, matched(2)).then(becomes("2003", "P19"))
    answer(TENDER, *back).refused_by("deposit.nothing_held")
    answer(TENDER, *back, matched(2, 7)).refused_by("deposit.not_whole")


def test_converted_once():
    answer(TENDER, matched(), becomes("2003", "P19")).nothing_happens()


@pytest.mark.parametrize(
    "lot",
    [TENDER[:6], TENDER[:4], (*TENDER[:6], FAILED), AUCTION[:5]],
)
def test_before_a_contract_nothing_is_converted(lot):
    answer(lot, matched()).refused_by("deposit.not_the_winners")


def test_nobodys_deposit_but_the_winners_is_converted():
    answer(TENDER, matched(), required=LOSER).refused_by("deposit.not_the_winners")


def test_a_deposit_that_is_held_back_is_not_converted():
    frozen = answer(TENDER, matched(), held(1))
    frozen.refused_by("refund.held")
    assert frozen.decision.detail == f"{D} is held back: H1"
    answer(TENDER, matched(), held(1), lifted(1)).then(becomes("2003", "P19"))


PAID = (approved(), instructed(), confirmed())


@pytest.mark.parametrize("n", [1, 2, 3])
def test_what_is_being_paid_back_is_not_converted(n):
    answer(TENDER, matched(), owed(), *PAID[:n]).refused_by("deposit.refunded")
    refused = (owed(), approved(), instructed(), failed())
    answer(TENDER, matched(), *refused).refused_by("deposit.refunded")


def test_a_refund_that_was_given_up_hinders_nothing():
    """It was approved once, and the money taken back; what came again is whole."""
    past = (matched(), owed(), approved())
    gone = reverse(D, fold(DEPOSIT, REQUIRED, *past), line(1), line(8), OWNER)
    answer(AUCTION, *past, *gone, matched(2)).then(becomes("2004", "P20"))


def test_what_is_not_whole_is_not_converted():
    """It never admitted its bidder; what is found to count later may make it whole."""
    short = answer(TENDER, matched(1, PRICE - 1))
    short.refused_by("deposit.not_whole")
    assert short.decision.detail == f"{D} lacks 0.01"
    answer(AUCTION, matched(1, PRICE - 1), matched(2, 1)).then(becomes("2004", "P20"))


def test_that_an_order_holds_it_back_is_said_last():
    """Who lifts it, knows that it may be converted."""
    answer(TENDER, matched(1, PRICE - 1), held(1)).refused_by("deposit.not_whole")
    paid_back = (owed(1, 300), approved(1, amount=300))
    answer(TENDER, matched(), *paid_back, held(1)).refused_by("deposit.refunded")
    answer(TENDER, matched(), held(PRICE)).refused_by("refund.held")


SECURED = DepositSecured(
    deposit=D, guarantee="G0", amount_fen=PRICE - 300, valid_until=date(2026, 9, 1)
)


@pytest.mark.parametrize("back", [(), (GuaranteeReturned(deposit=D, guarantee="G0"),)])
def test_where_a_guarantee_made_it_whole_the_money_is_converted(back):
    """Whether the guarantee was given back before or not."""
    mixed = (SECURED, matched(1, 300), *back)
    answer(AUCTION, *mixed).then(becomes("2004", "P20", 300))
    answer(AUCTION, SECURED, matched(1, 299), *back).refused_by("deposit.not_whole")


def test_where_no_money_is_held_none_is_converted():
    answer(TENDER).refused_by("deposit.nothing_held")
    answer(TENDER, *late()).refused_by("deposit.nothing_held")


def test_a_deposit_of_another_lot_is_not_converted():
    answer(TENDER, matched(), asked=asking(lot="ANOTHER-LOT")).refused_by("desk.not_open")
    answer((), matched()).refused_by("desk.not_open")
    answer(TENDER, required=replace(REQUIRED, terms=None)).refused_by("desk.not_open")


def test_in_no_category_it_becomes_nothing():
    odd = (replace(TENDER[0], category="ROADS"), *TENDER[1:])
    answer(odd, matched()).refused_by("category.unknown")


def test_the_streams_are_named_by_the_request():
    assert CONVERT_DEPOSIT.touches(asking()) == (StreamId("deposit", D), StreamId("lot", CODE))


def test_a_malformed_request_cannot_be_made():
    with pytest.raises(ValueError, match="deposit 'D1': expected"):
        asking("D1")
    with pytest.raises(ValueError, match="lot 'x': expected"):
        asking(lot="x")

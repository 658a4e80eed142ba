"""A performance bond: the winner's money into custody, or a guarantor's promise (CT-25, P29)."""

from dataclasses import replace
from datetime import date

import pytest

from domain.account.stream import ACCOUNT as ACCOUNT_STREAM
from domain.accounts import GUARANTEE_DUTY, GUARANTEES
from domain.bankpage.events import LineAllocated
from domain.bankpage.stream import BANKPAGE
from domain.deposit.arrived import ReceiptMatched
from domain.deposit.stream import DEPOSIT
from domain.desk.bond import (
    LODGE_PERFORMANCE_GUARANTEE,
    MATCH_BOND,
    RELEASE_PERFORMANCE_GUARANTEE,
    LodgePerformanceGuarantee,
    MatchBond,
    ReleasePerformanceGuarantee,
)
from domain.guarantee.events import GuaranteeAccepted, GuaranteeReleased
from domain.guarantee.stream import GUARANTEE
from domain.kernel import Placed, Post
from domain.lot.stream import LOT
from domain.postings import Entry, Leg, moved, reversed_entry
from tests.kit.lots import AUCTION, CODE, TENDER
from tests.kit.lots import PRICE as AGREED
from tests.kit.owing import line
from tests.kit.passing import LOSERS, TENDERER, WINNERS
from tests.kit.rows import BASIC, OPENED, OWNER, PAGE, PAYER, D, credit
from tests.kit.story import fold, given

LINE, G = line(1), "G00000000000000C1"
MOST = AGREED // 10
"""A tenth of the contract's price."""
OPEN, AWARDED = TENDER[:4], TENDER[:6]
OWNERS, GUARANTOR = Post("OWNER", TENDERER), Post("GUARANTOR", "甲担保")
UNTIL = date(2027, 5, 12)


def came(amount=MOST):
    legs = (Leg("2001", OWNER, amount, "P02"), Leg("2003", D, -amount, "P02"))
    return ReceiptMatched(
        deposit=D,
        line=LINE,
        payer=PAYER,
        payer_account=BASIC,
        value_date=credit().value_date,
        entries=(Entry("CUST", "CNY", legs),),
    )


def match(*deposit, lot=AWARDED, required=WINNERS, account=OPENED, amount=MOST, payer=PAYER):
    story = given(DEPOSIT, required, *deposit).given(LOT, *lot).given(ACCOUNT_STREAM, account)
    story = story.given(BANKPAGE, credit(amount=amount, payer=payer))
    return story.when(MatchBond(line=LINE, line_seen=1, deposit=D, lot=CODE), by="MATCHER")


def test_what_the_winner_pays_is_its_bond():
    link = LineAllocated(number=1, deposit=D, amount=MOST)
    match().then(came(), Placed(PAGE, link))


def test_it_is_no_part_of_the_deposit():
    state = fold(DEPOSIT, WINNERS, came())
    assert (state.balance("2003"), state.held_fen) == (MOST, 0)
    assert state.missing_fen == state.terms.amount_fen


def test_a_tenth_of_the_price_is_the_most():
    match(amount=MOST + 1).refused_by("bond.too_much")
    match(came(1)).refused_by("bond.too_much")


def test_nobody_else_pays_one():
    match(required=LOSERS).refused_by("bond.not_the_winners")
    match(payer="别的公司").refused_by("bond.other_payer")


def test_there_is_none_before_the_award_or_in_other_kinds_of_trade():
    match(lot=OPEN).refused_by("bond.not_the_winners")
    match(lot=AUCTION).refused_by("bond.none")


def test_it_comes_into_custody():
    match(account=replace(OPENED, holds="1002")).refused_by("account.other_cash")


def test_a_person_names_the_lot():
    with pytest.raises(ValueError, match="lot: expected"):
        MatchBond(line=LINE, line_seen=1, deposit=D, lot=None)


def promised(fen=MOST):
    return GuaranteeAccepted(
        guarantee=G,
        deposit=None,
        lot=CODE,
        party=WINNERS.terms.party,
        number="LY-1",
        guarantor="甲担保",
        valid_until=UNTIL,
        entries=(moved("P29", (GUARANTEES, G), (GUARANTEE_DUTY, G), fen),),
    )


def lodge(*before, lot=TENDER, by=GUARANTOR, fen=MOST, until=UNTIL):
    asked = LodgePerformanceGuarantee(
        guarantee=G,
        lot=CODE,
        number="LY-1",
        guarantor="甲担保",
        amount_fen=fen,
        valid_until=until,
    )
    return given(GUARANTEE, *before, code=G).given(LOT, *lot).when(asked, by=by)


def test_a_guarantor_promises_the_winners_performance():
    lodge().then(promised())
    lodge(promised()).nothing_happens()


def test_a_promise_is_bound_as_money_is():
    lodge(fen=MOST + 1).refused_by("bond.too_much")
    lodge(until=date(2025, 5, 12)).refused_by("guarantee.too_short")
    lodge(by=Post("GUARANTOR", "乙担保")).refused_by("guarantee.not_yours")
    lodge(promised(1)).refused_by("guarantee.exists")


@pytest.mark.parametrize(
    ("facts", "right"),
    [
        ({"number": " "}, "number, guarantor: expected both"),
        ({"amount_fen": 0}, "amount_fen 0: expected one or more"),
    ],
)
def test_a_promise_that_cannot_be_says_what_would_be_right(facts, right):
    told = {"number": "LY-1", "guarantor": "甲担保", "amount_fen": 1} | facts
    with pytest.raises(ValueError, match=right):
        LodgePerformanceGuarantee(guarantee=G, lot=CODE, valid_until=UNTIL, **told)


def release(*before, by=OWNERS, lot=TENDER):
    asked = ReleasePerformanceGuarantee(guarantee=G, lot=CODE)
    return given(GUARANTEE, *before, code=G).given(LOT, *lot).when(asked, by=by)


def test_its_owner_gives_it_back_once():
    entries = tuple(map(reversed_entry, promised().entries))
    back = GuaranteeReleased(guarantee=G, entries=entries)
    release(promised()).then(back)
    release(promised(), back).nothing_happens()


def test_nobody_else_gives_it_back_and_none_that_stands_for_a_deposit():
    release(promised(), by=Post("OWNER", "别的单位")).refused_by("lot.not_yours")
    release().refused_by("guarantee.unknown")
    release(replace(promised(), deposit=D)).refused_by("guarantee.unknown")
    release(promised(), lot=()).refused_by("lot.unknown")


def test_they_are_listed():
    assert MATCH_BOND.handles is MatchBond
    assert LODGE_PERFORMANCE_GUARANTEE.handles is LodgePerformanceGuarantee
    assert RELEASE_PERFORMANCE_GUARANTEE.handles is ReleasePerformanceGuarantee

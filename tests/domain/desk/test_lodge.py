"""A guarantee stands in for cash, in time and long enough; it is given back at the end (P29)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.bid.events import BidReceived, BidRevoked, ExtensionRefused
from domain.bid.stream import BID as BIDS
from domain.deposit.events import DepositSecured, GuaranteeReturned
from domain.deposit.stream import DEPOSIT
from domain.desk.lodge import (
    LODGE_GUARANTEE,
    RELEASE_GUARANTEE,
    LodgeGuarantee,
    ReleaseGuarantee,
)
from domain.guarantee.events import GuaranteeAccepted, GuaranteeReleased
from domain.guarantee.stream import GUARANTEE
from domain.kernel import KeyName, Placed, Post, StreamId
from domain.lot.stream import LOT
from domain.postings import Entry, Leg, reversed_entry
from tests.kit.lots import AGENCY, CODE, FAILED, OPENING, OWNER, STRANGERS, TENDER, TERMINATED
from tests.kit.owing import matched
from tests.kit.rows import DEADLINE, LOT_CODE, PERSON, PRICE, REQUIRED, USCC, D
from tests.kit.story import fold, given

G = "G00000000000000E1"
UNTIL = date(2026, 7, 21)
SECOND = timedelta(seconds=1)


GUARANTOR = Post("GUARANTOR", "某担保公司")


def lodging(amount=PRICE, **other):
    facts = {"guarantee": G, "deposit": D, "number": "GUA-1", "guarantor": "某担保公司"}
    return LodgeGuarantee(**(facts | {"amount_fen": amount, "valid_until": UNTIL} | other))


def releasing(guarantee=G, deposit=D, lot=CODE):
    return ReleaseGuarantee(guarantee=guarantee, deposit=deposit, lot=lot)


def promised(amount=PRICE, party=USCC):
    legs = (Leg("9001", D, amount, "P29"), Leg("9002", D, -amount, "P29"))
    return GuaranteeAccepted(
        guarantee=G,
        deposit=D,
        lot=LOT_CODE,
        party=party,
        number="GUA-1",
        guarantor="某担保公司",
        valid_until=UNTIL,
        entries=(Entry("MEMO", "CNY", legs),),
    )


def secured(amount=PRICE, until=UNTIL):
    return DepositSecured(deposit=D, guarantee=G, amount_fen=amount, valid_until=until)


IN = StreamId("deposit", D)
RETURNED = GuaranteeReturned(deposit=D, guarantee=G)
RELEASED = GuaranteeReleased(
    guarantee=G, entries=tuple(reversed_entry(entry) for entry in promised().entries)
)


def offered(*deposit, guarantee=()):
    return given(GUARANTEE, *guarantee).given(DEPOSIT, REQUIRED, *deposit)


def standing(lot, *past):
    facts = (promised(), *past)
    return given(GUARANTEE, *facts).given(DEPOSIT, REQUIRED, secured()).given(LOT, *lot)


def test_it_is_registered_apart_from_money_and_the_deposit_is_whole():
    offered().when(lodging(), by=GUARANTOR).then(promised(), Placed(IN, secured()))
    assert fold(DEPOSIT, REQUIRED, secured()).missing_fen == 0
    assert promised().entries[0].book == "MEMO"


def test_a_guarantee_may_stand_in_for_what_cash_left_missing_and_for_more():
    partly = offered(matched(amount=PRICE - 10))
    partly.when(lodging(10), by=GUARANTOR).then(promised(10), Placed(IN, secured(10)))
    partly.when(lodging(11), by=GUARANTOR).then(promised(11), Placed(IN, secured(11)))
    partly.when(lodging(9), by=GUARANTOR).refused_by("guarantee.amount_differs")


def test_nobody_promises_in_anothers_name():
    for by in (Post("GUARANTOR", "别家担保公司"), Post("GUARANTOR"), Post("BANK", "某担保公司")):
        offered().when(lodging(), by=by).refused_by("guarantee.not_yours")
    offered().when(lodging(), by="PLATFORM").then(promised(), Placed(IN, secured()))


def test_what_is_whole_needs_no_guarantee():
    offered(matched()).when(lodging(), by=GUARANTOR).refused_by("guarantee.amount_differs")


def test_one_fen_less_is_none():
    offered().when(lodging(PRICE - 1), by=GUARANTOR).refused_by("guarantee.amount_differs")


def test_it_comes_in_time_by_the_door_not_the_queue():
    late = DEADLINE + timedelta(hours=1)
    in_time = offered().when(lodging(), by=GUARANTOR, at=late, received_at=DEADLINE)
    in_time.then(promised(), Placed(IN, secured()))
    too_late = offered().when(lodging(), by=GUARANTOR, received_at=DEADLINE + SECOND)
    too_late.refused_by("deposit.late")


def test_it_is_valid_on_the_day_of_the_deadline_at_least():
    day = DEADLINE.date()
    offered().when(lodging(valid_until=day - timedelta(days=1)), by=GUARANTOR).refused_by(
        "guarantee.too_short"
    )
    assert isinstance(offered().when(lodging(valid_until=day), by=GUARANTOR).decision, tuple)


def test_a_single_fen_may_be_promised():
    assert lodging(1).amount_fen == 1


def test_nobody_secures_what_was_not_asked_for():
    given(GUARANTEE).given(DEPOSIT).when(lodging(), by=GUARANTOR).refused_by("deposit.not_required")


def test_one_guarantee_for_one_deposit():
    again = offered(secured(), guarantee=(promised(),))
    again.when(lodging(), by=GUARANTOR).refused_by("guarantee.exists")
    second = offered(secured())
    second.when(lodging(guarantee="G00000000000000E2"), by=GUARANTOR).refused_by("deposit.secured")


@pytest.mark.parametrize("by", [OWNER, AGENCY])
@pytest.mark.parametrize(
    "lot", [TENDER, (*TENDER[:3], FAILED), (*TENDER[:6], FAILED), (*TENDER[:3], TERMINATED)]
)
def test_at_the_end_of_the_lot_its_owner_gives_it_back(by, lot):
    standing(lot).when(releasing(), by=by).then(RELEASED, Placed(IN, RETURNED))


@pytest.mark.parametrize("by", STRANGERS)
def test_nobody_else_gives_it_back(by):
    standing(TENDER).when(releasing(), by=by).refused_by("lot.not_yours")


@pytest.mark.parametrize("so_far", range(1, 7))
def test_before_the_end_it_stands(so_far):
    """And no answer tells whether it is the lot's: sealed, it may be anybody's."""
    standing(TENDER[:so_far]).when(releasing(), by=OWNER).refused_by("lot.wrong_phase")
    nobodys = given(GUARANTEE).given(LOT, *TENDER[:so_far])
    nobodys.when(releasing(), by=OWNER).refused_by("lot.wrong_phase")


BID = "B00000000000000A1"
RECEIVED = BidReceived(
    bid=BID,
    received_at=OPENING - timedelta(days=1),
    lot=CODE,
    party=USCC,
    file="cd" * 32,
    price_fen=None,
)
LAPSED = (
    RECEIVED,
    ExtensionRefused(bid=BID, refused_at=OPENING, document="答复函", evidence="ee" * 32),
)


def of_a_bid(*bid, lot=TENDER[:4], bids=BID, past=()):
    story = standing(lot, *past).given(BIDS, *bid)
    return story.when(replace(releasing(), bid=bids), by=OWNER)


def test_who_would_not_be_bound_for_longer_has_it_back_while_the_others_are_judged():
    """CT-26: its deposit goes back, in whatever form it was given."""
    of_a_bid(*LAPSED).then(RELEASED, Placed(IN, RETURNED))
    of_a_bid(*LAPSED, past=(RELEASED,)).nothing_happens()


@pytest.mark.parametrize(
    "bid",
    [
        (),
        (RECEIVED,),
        (RECEIVED, BidRevoked(bid=BID, revoked_at=OPENING)),
        (replace(RECEIVED, party="N00000000000000B9"), LAPSED[1]),
        (replace(RECEIVED, lot="A-9"), LAPSED[1]),
    ],
    ids=["none", "it stands", "revoked", "another's", "of another lot"],
)
def test_by_no_other_bid_is_it_given_back_before_the_end(bid):
    of_a_bid(*bid).refused_by("lot.wrong_phase")


def test_nor_by_a_bid_and_a_deposit_that_are_both_of_another_lot():
    terms = replace(REQUIRED.terms, lot="A-9")
    story = given(GUARANTEE, promised()).given(DEPOSIT, replace(REQUIRED, terms=terms), secured())
    story = story.given(BIDS, replace(RECEIVED, lot="A-9"), LAPSED[1]).given(LOT, *TENDER[:3])
    asked = replace(releasing(), bid=BID)
    story.when(asked, by=OWNER).refused_by("lot.wrong_phase")


def test_given_back_once():
    standing(TENDER, RELEASED).when(releasing(), by=OWNER).nothing_happens()


def test_a_guarantee_of_another_deposit_or_lot_is_not_given_back_here():
    world = standing(TENDER)
    other = releasing(deposit="P00000000000000D2")
    world.when(other, by=OWNER).refused_by("guarantee.unknown")
    elsewhere = given(GUARANTEE, replace(promised(), lot="ANOTHER-LOT")).given(LOT, *TENDER)
    elsewhere.when(releasing(), by=OWNER).refused_by("guarantee.unknown")
    given(GUARANTEE).given(LOT, *TENDER).when(releasing(), by=OWNER).refused_by("guarantee.unknown")
    standing(()).when(releasing(), by=OWNER).refused_by("lot.unknown")


def test_what_it_says_is_sealed_under_the_deposits_keys():
    lot = KeyName("lot", LOT_CODE)
    assert GUARANTEE.keys(promised()) == (lot,)
    assert GUARANTEE.keys(promised(party=PERSON)) == (lot, KeyName("party", PERSON))
    assert GUARANTEE.keys(replace(promised(), lot=None)) == ()
    assert GUARANTEE.keys(replace(promised(), party=None)) == ()


def test_the_streams_are_named_by_the_request():
    guarantee, deposit = StreamId("guarantee", G), StreamId("deposit", D)
    assert LODGE_GUARANTEE.touches(lodging()) == (guarantee, deposit)
    named = (guarantee, deposit, StreamId("lot", CODE))
    assert RELEASE_GUARANTEE.touches(releasing()) == named
    of_a_lapsed = replace(releasing(), bid=BID)
    assert RELEASE_GUARANTEE.touches(of_a_lapsed) == (*named, StreamId("bid", BID))


@pytest.mark.parametrize(
    ("make", "right"),
    [
        (lambda: lodging(guarantee="G1"), "guarantee 'G1': expected"),
        (lambda: lodging(deposit="D1"), "deposit 'D1': expected"),
        (lambda: lodging(valid_until=date(1, 1, 1)), "valid_until"),
        (lambda: lodging(number=" "), "number, guarantor: expected both"),
        (lambda: lodging(guarantor=""), "number, guarantor: expected both"),
        (lambda: lodging(0), "amount_fen 0: expected one or more"),
        (lambda: releasing("G1"), "guarantee 'G1': expected"),
        (lambda: releasing(deposit="D1"), "deposit 'D1': expected"),
        (lambda: releasing(lot="x"), "lot 'x': expected"),
        (lambda: replace(releasing(), bid="x"), "bid 'x': expected"),
    ],
)
def test_a_malformed_request_cannot_be_made(make, right):
    with pytest.raises(ValueError, match=f"^{right}"):
        make()

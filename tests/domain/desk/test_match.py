"""Line and deposit are decided together: both move, or neither does; before an opening unseen."""

from dataclasses import replace
from datetime import date

import pytest

from domain.bankpage.events import LineAllocated, LineReleased, StraysOpened
from domain.bankpage.stream import BANKPAGE
from domain.deposit.arrived import (
    LateReceiptDetected,
    NonBasicAccountDetected,
    OverpaymentDetected,
    PayerMismatchDetected,
    ReceiptMatched,
)
from domain.deposit.events import DepositRequired
from domain.deposit.owed import RefundObligationCreated
from domain.deposit.stream import DEPOSIT
from domain.desk.match import MATCH_RECEIPT, MatchReceipt
from domain.kernel import Placed, StreamId
from domain.lot.stream import LOT
from tests.kit.rows import (
    BASIC,
    BIDS_OPENED,
    DAY,
    DEADLINE,
    LOT_DEFINED,
    OTHER_D,
    OWNER,
    PAGE,
    PAYER,
    PRICE,
    REQUIRED,
    TERMS,
    D,
    counted,
    credit,
    debit,
)
from tests.kit.story import given

LINE = f"{OWNER}/1#2"
LINK = LineAllocated(number=2, deposit=D, amount=PRICE)
UNLINK = LineReleased(number=2, deposit=D, amount=PRICE)
MATCHED = ReceiptMatched(
    deposit=D, line=LINE, payer=PAYER, payer_account=BASIC, value_date=DAY, entries=(counted(),)
)


def match(line=LINE, seen=1, deposit=D, lot=None):
    return MatchReceipt(line=line, line_seen=seen, deposit=deposit, lot=lot)


def desk(*page, deposit=(REQUIRED,)):
    return given(DEPOSIT, *deposit).given(BANKPAGE, credit(1, 5), *page)


def test_a_line_is_given_to_its_deposit():
    desk(credit(2)).when(match(), by="MATCHER").then(MATCHED, Placed(PAGE, LINK))


def test_the_value_date_of_the_money_goes_with_it():
    earlier = date(2026, 3, 13)
    desk(credit(2, value_date=earlier)).when(match(), by="MATCHER").then(
        replace(MATCHED, value_date=earlier), Placed(PAGE, LINK)
    )


def test_the_streams_are_named_by_the_request():
    named = (StreamId("deposit", D), StreamId("bankpage", f"{OWNER}/1"))
    assert MATCH_RECEIPT.touches(match()) == named
    assert MATCH_RECEIPT.touches(match(lot=TERMS.lot)) == (*named, StreamId("lot", TERMS.lot))


def test_asked_twice_it_is_given_once():
    paid = desk(credit(2), LINK, deposit=(REQUIRED, MATCHED))
    paid.when(match(), by="MATCHER").nothing_happens()
    paid.when(match(seen=2), by="MATCHER").nothing_happens()


def test_a_line_that_is_not_there_is_refused():
    desk(credit(2)).when(match(f"{OWNER}/1#3"), by="MATCHER").refused_by("desk.no_such_line")
    given(DEPOSIT, REQUIRED).when(match(f"{OWNER}/1#1"), by="MATCHER").refused_by(
        "desk.no_such_line"
    )


@pytest.mark.parametrize("seen", [0, 2])
def test_a_line_that_changed_since_it_was_seen_is_refused(seen):
    answer = desk(credit(2)).when(match(seen=seen), by="MATCHER")
    answer.refused_by("desk.line_changed")
    assert answer.decision.detail == f"{LINE} is at version 1: look again"


def test_a_line_that_is_another_deposits_is_refused():
    story = desk(credit(2), LINK, deposit=(replace(REQUIRED, deposit=OTHER_D),))
    story.when(match(seen=2, deposit=OTHER_D), by="MATCHER").refused_by("desk.line_allocated")


def test_a_released_line_may_be_given_again():
    story = desk(credit(2), LINK, UNLINK, deposit=(replace(REQUIRED, deposit=OTHER_D),))
    story.when(match(seen=3, deposit=OTHER_D), by="MATCHER").then(
        replace(MATCHED, deposit=OTHER_D, entries=(counted(deposit=OTHER_D),)),
        Placed(PAGE, LineAllocated(number=2, deposit=OTHER_D, amount=PRICE)),
    )


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        (debit(2), "desk.not_a_credit"),
        (credit(2, currency="EUR"), "desk.foreign_currency"),
        (credit(2, returned=True), "desk.returned_payment"),
        (replace(credit(2), particulars=None), "desk.line_unreadable"),
        (credit(2, reference="3500123456001"), "deposit.other_sub_account"),
    ],
)
def test_what_is_not_this_deposits_money_stays_where_it_is(line, rule):
    answer = desk(line).when(match(), by="MATCHER")
    answer.refused_by(rule)
    if rule.startswith("desk."):
        assert LINE in answer.decision.detail


def test_another_payer_leaves_evidence_and_the_line_free():
    found = PayerMismatchDetected(deposit=D, line=LINE, payer="张三", payer_account=BASIC)
    desk(credit(2, payer="张三")).when(match(), by="MATCHER").then(found)
    desk(credit(2, payer="张三"), deposit=(REQUIRED, found)).when(
        match(), by="MATCHER"
    ).nothing_happens()


def test_another_account_leaves_evidence_and_the_line_free():
    strict = DepositRequired(deposit=D, terms=replace(TERMS, basic_account=BASIC))
    found = NonBasicAccountDetected(deposit=D, line=LINE, payer=PAYER, payer_account="1")
    desk(credit(2, payer_account="1"), deposit=(strict,)).when(match(), by="MATCHER").then(found)


def test_the_instant_of_the_bank_is_heard():
    desk(credit(2, booked_at=DEADLINE)).when(match(), by="MATCHER").then(
        MATCHED, Placed(PAGE, LINK)
    )


def test_what_is_owed_of_an_arrival_is_told_before_the_line_is_given_away():
    decided = desk(credit(2, PRICE + 1)).when(match(), by="MATCHER").decision
    assert [type(one) for one in decided] == [OverpaymentDetected, RefundObligationCreated, Placed]
    assert decided[-1] == Placed(PAGE, replace(LINK, amount=PRICE + 1))


def test_late_money_is_the_deposits_to_give_back():
    late = credit(2, booked_at=DEADLINE.replace(second=1))
    decided = desk(late).when(match(), by="MATCHER").decision
    assert type(decided[0]) is LateReceiptDetected
    assert decided[-1] == Placed(PAGE, LINK)


def test_a_line_found_against_a_deposit_and_given_back_since_is_not_found_again():
    found = PayerMismatchDetected(deposit=D, line=LINE, payer="张三", payer_account=BASIC)
    rejected = desk(credit(2, payer="张三"), LINK, deposit=(REQUIRED, found))
    rejected.when(match(seen=2), by="MATCHER").nothing_happens()


def test_a_malformed_request_cannot_be_made():
    with pytest.raises(ValueError, match="line 'nowhere': expected"):
        match("nowhere")
    with pytest.raises(ValueError, match="deposit 'D1': expected"):
        match(deposit="D1")
    with pytest.raises(ValueError, match="lot 'x': expected"):
        match(lot="x")


CLERK = "C-SET1"
MATTERS = {
    "no lot is named": (match(), ()),
    "it is not open": (match(lot=TERMS.lot), (LOT_DEFINED,)),
    "nobody defined it": (match(lot=TERMS.lot), ()),
    "it is another's": (match(lot="ANOTHER-LOT"), (LOT_DEFINED, BIDS_OPENED)),
    "nobody asked for the deposit": (
        match(deposit=OTHER_D, lot=TERMS.lot),
        (LOT_DEFINED, BIDS_OPENED),
    ),
}


@pytest.mark.parametrize(("asked", "lot"), MATTERS.values(), ids=MATTERS)
@pytest.mark.parametrize("page", [(credit(2),), (credit(2), LINK), ()])
def test_before_the_opening_a_person_always_hears_the_same(asked, lot, page):
    past = given(DEPOSIT, REQUIRED, code=D).given(DEPOSIT, code=OTHER_D)
    story = past.given(BANKPAGE, credit(1, 5), *page).given(LOT, *lot)
    answer = story.when(asked, by=CLERK)
    answer.refused_by("desk.not_open")
    assert answer.decision.detail == f"{asked.deposit} is no deposit of a lot whose bids are open"


def test_after_the_opening_a_person_matches():
    opened = desk(credit(2), StraysOpened()).given(LOT, LOT_DEFINED, BIDS_OPENED)
    opened.when(match(lot=TERMS.lot), by=CLERK).then(MATCHED, Placed(PAGE, LINK))


def test_the_deposit_whose_terms_are_gone_is_no_persons():
    gone = desk(credit(2), deposit=(replace(REQUIRED, terms=None),)).given(
        LOT, LOT_DEFINED, BIDS_OPENED
    )
    gone.when(match(lot=TERMS.lot), by=CLERK).refused_by("desk.not_open")

"""Line and deposit are decided together: both move, or neither does."""

from dataclasses import replace

import pytest

from domain.bankpage.events import LineAllocated, LineReleased
from domain.bankpage.stream import BANKPAGE
from domain.deposit.events import (
    DepositRequired,
    NonBasicAccountDetected,
    PayerMismatchDetected,
    ReceiptMatched,
    ReceiptUnmatched,
)
from domain.deposit.stream import DEPOSIT
from domain.desk.match import MATCH_RECEIPT, MatchReceipt
from domain.desk.unmatch import UNMATCH_RECEIPT, UnmatchReceipt
from domain.kernel import Placed, StreamId
from domain.lot.stream import LOT
from domain.postings import reversed_entry
from tests.kit.rows import (
    BASIC,
    BIDS_OPENED,
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
    deposit=D, line=LINE, payer=PAYER, payer_account=BASIC, entries=(counted(),)
)
UNMATCHED = ReceiptUnmatched(
    deposit=D, line=LINE, reason="认错", entries=(reversed_entry(counted()),)
)


def match(line=LINE, seen=1, deposit=D, lot=None):
    return MatchReceipt(line=line, line_seen=seen, deposit=deposit, lot=lot)


def unmatch(line=LINE, seen=2, deposit=D, lot=None, reason="认错"):
    return UnmatchReceipt(line=line, line_seen=seen, deposit=deposit, lot=lot, reason=reason)


def desk(*page, deposit=(REQUIRED,)):
    return given(DEPOSIT, *deposit).given(BANKPAGE, credit(1, 5), *page)


def test_a_line_is_given_to_its_deposit():
    desk(credit(2)).when(match(), by="MATCHER").then(MATCHED, Placed(PAGE, LINK))


def test_the_streams_are_named_by_the_request():
    named = (StreamId("deposit", D), StreamId("bankpage", f"{OWNER}/1"))
    assert MATCH_RECEIPT.touches(match()) == named
    assert UNMATCH_RECEIPT.touches(unmatch()) == named
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
        (credit(2, PRICE - 1), "deposit.amount_differs"),
        (credit(2, booked_at=DEADLINE.replace(second=1)), "deposit.late"),
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


def test_a_match_is_taken_back_with_its_reason():
    desk(credit(2), LINK, deposit=(REQUIRED, MATCHED)).when(unmatch(), by="MATCHER").then(
        UNMATCHED, Placed(PAGE, UNLINK)
    )


@pytest.mark.parametrize(
    ("asked", "rule"),
    [
        (unmatch(f"{OWNER}/1#3"), "desk.no_such_line"),
        (unmatch(seen=1), "desk.line_changed"),
        (unmatch(reason=" \u3000\n"), "desk.no_reason"),
        (unmatch(f"{OWNER}/1#1", seen=1), "deposit.not_paid_by"),
    ],
)
def test_what_was_not_matched_is_not_taken_back(asked, rule):
    desk(credit(2), LINK, deposit=(REQUIRED, MATCHED)).when(asked, by="MATCHER").refused_by(rule)


def test_whoever_takes_back_is_told_to_say_why():
    answer = desk(credit(2), LINK, deposit=(REQUIRED, MATCHED)).when(
        unmatch(reason=""), by="MATCHER"
    )
    assert answer.decision.detail == "reason: expected why the line is not the deposit's"


def test_what_was_taken_back_is_not_taken_back_again():
    story = desk(credit(2), LINK, UNLINK, deposit=(REQUIRED, MATCHED, UNMATCHED))
    story.when(unmatch(), by="MATCHER").refused_by("desk.line_changed")
    story.when(unmatch(seen=3), by="MATCHER").refused_by("deposit.not_paid_by")


@pytest.mark.parametrize("make", [match, unmatch])
def test_a_malformed_request_cannot_be_made(make):
    with pytest.raises(ValueError, match="line 'nowhere': expected"):
        make("nowhere")
    with pytest.raises(ValueError, match="deposit 'D1': expected"):
        make(deposit="D1")
    with pytest.raises(ValueError, match="lot 'x': expected"):
        make(lot="x")


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
    "it is not open, to take back": (unmatch(lot=TERMS.lot), (LOT_DEFINED,)),
}


@pytest.mark.parametrize(("asked", "lot"), MATTERS.values(), ids=MATTERS)
@pytest.mark.parametrize("page", [(credit(2),), (credit(2), LINK), ()])
def test_before_the_opening_a_person_always_hears_the_same(asked, lot, page):
    past = given(DEPOSIT, REQUIRED, code=D).given(DEPOSIT, code=OTHER_D)
    story = past.given(BANKPAGE, credit(1, 5), *page).given(LOT, *lot)
    answer = story.when(asked, by=CLERK)
    answer.refused_by("desk.not_open")
    assert answer.decision.detail == f"{asked.deposit} is no deposit of a lot whose bids are open"


def test_after_the_opening_a_person_matches_and_takes_back():
    opened = desk(credit(2)).given(LOT, LOT_DEFINED, BIDS_OPENED)
    opened.when(match(lot=TERMS.lot), by=CLERK).then(MATCHED, Placed(PAGE, LINK))
    paid = desk(credit(2), LINK, deposit=(REQUIRED, MATCHED)).given(LOT, LOT_DEFINED, BIDS_OPENED)
    paid.when(unmatch(lot=TERMS.lot), by=CLERK).then(UNMATCHED, Placed(PAGE, UNLINK))


def test_the_deposit_whose_terms_are_gone_is_no_persons():
    gone = desk(credit(2), deposit=(replace(REQUIRED, terms=None),)).given(
        LOT, LOT_DEFINED, BIDS_OPENED
    )
    gone.when(match(lot=TERMS.lot), by=CLERK).refused_by("desk.not_open")

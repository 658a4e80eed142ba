"""The bank takes a credit back (冲正), and so does the deposit that it was given to (P09)."""

import pytest

from domain.bankpage.events import (
    DebitMatched,
    LineAllocated,
    OpenCreditReversed,
    StraysOpened,
)
from domain.bankpage.stream import BANKPAGE
from domain.deposit.arrived import BankCreditReversed, PayerMismatchDetected
from domain.deposit.events import SubAccountIssued
from domain.deposit.stream import DEPOSIT
from domain.desk.interest import MatchInterest
from domain.desk.match import MatchReceipt
from domain.desk.reject import RejectReceipt
from domain.desk.reverse import MATCH_REVERSAL, MatchReversal
from domain.kernel import Placed, StreamId
from domain.lot.stream import LOT
from domain.postings import Entry, Leg
from tests.kit.owing import cancelled, late, line, matched
from tests.kit.rows import (
    BIDS_OPENED,
    DAY,
    LOT_ANNOUNCED,
    LOT_CODE,
    LOT_DEFINED,
    OWNER,
    PAGE,
    PRICE,
    REQUIRED,
    D,
    credit,
    debit,
)
from tests.kit.story import fold, given

CREDIT, DEBIT = line(1), line(2)


def asking(of=DEBIT, seen=1, taken=CREDIT, deposit=D, lot=None):
    return MatchReversal(line=of, line_seen=seen, reversed=taken, deposit=deposit, lot=lot)


def desk(*facts, line=None, page=()):
    taken = line or debit(2, reversal=True)
    return given(DEPOSIT, REQUIRED, *facts).given(BANKPAGE, credit(1), taken, *page)


LEGS = (Leg("2002", D, PRICE, "P09"), Leg("1008", OWNER, -PRICE, "P09"))
REVERSED = BankCreditReversed(
    deposit=D, line=CREDIT, by=DEBIT, gone_fen=0, entries=(Entry("CUST", "CNY", LEGS),)
)
LINK = DebitMatched(number=2, payment=CREDIT, amount=PRICE)


def test_the_deposit_is_what_it_was_before():
    desk(matched()).when(asking(), by="MATCHER").then(REVERSED, Placed(PAGE, LINK))


def test_what_was_owed_of_it_is_told_too():
    said = desk(*late()).when(asking(), by="MATCHER").decision
    assert said[1:] == (cancelled(), Placed(PAGE, LINK))


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        (debit(2), "desk.no_reversal"),
        (debit(2, PRICE - 1, reversal=True), "desk.other_credit"),
        (credit(2, reversal=True), "desk.not_a_debit"),
    ],
)
def test_only_what_the_bank_calls_a_reversal_takes_back_to_the_fen(line, rule):
    desk(matched(), line=line).when(asking(), by="MATCHER").refused_by(rule)


def test_a_line_that_did_not_pay_the_deposit_is_not_taken_back_from_it():
    desk().when(asking(), by="MATCHER").refused_by("deposit.not_paid_by")
    other = asking(taken=line(9))
    desk(matched()).when(other, by="MATCHER").refused_by("desk.no_such_line")


NUMBER = "3500123456001"
NUMBERED = SubAccountIssued(deposit=D, sub_account=NUMBER, valid_until=DAY)
OPEN = OpenCreditReversed(
    number=1,
    by=DEBIT,
    entries=(Entry("CUST", "CNY", (Leg("2001", OWNER, PRICE, "P09"), LEGS[1])),),
)


def nobodys(*page, came=None, went=None):
    """A credit that no deposit was given, and its reversal."""
    lines = (came or credit(1), went or debit(2, reversal=True))
    return given(BANKPAGE, *lines, *page).given(DEPOSIT, REQUIRED, NUMBERED)


def test_a_credit_that_is_nobodys_goes_out_of_what_is_unidentified():
    """P09 before any match: Dr 2001 / Cr 1008; both lines are closed."""
    said = nobodys().when(asking(deposit=None), by="MATCHER")
    said.then(Placed(PAGE, OPEN), Placed(PAGE, LINK))
    page = fold(BANKPAGE, credit(1), debit(2, reversal=True), OPEN, LINK)
    assert [(one.deposit, one.allocated) for one in page.lines] == [(DEBIT, PRICE), (CREDIT, PRICE)]


def test_so_does_one_that_was_found_against_the_deposit_whose_number_it_names():
    mismatch = PayerMismatchDetected(deposit=D, line=CREDIT, payer="乙", payer_account="2")
    named = nobodys(came=credit(1, reference=NUMBER)).given(DEPOSIT, REQUIRED, NUMBERED, mismatch)
    named.when(asking(), by="MATCHER").then(Placed(PAGE, OPEN), Placed(PAGE, LINK))
    nobodys(came=credit(1, reference="62284804025648900001")).when(
        asking(), by="MATCHER"
    ).refused_by("deposit.not_paid_by")


@pytest.mark.parametrize(
    ("make", "rule"),
    [
        (MatchReceipt, "desk.line_allocated"),
        (RejectReceipt, "desk.line_allocated"),
        (MatchInterest, "desk.line_allocated"),
    ],
)
def test_what_was_taken_back_is_matched_to_nobody_any_more(make, rule):
    again = make(line=CREDIT, line_seen=2, deposit=D, lot=None)
    nobodys(OPEN, LINK).when(again, by="MATCHER").refused_by(rule)


def test_a_credit_is_taken_back_once_and_only_as_it_is():
    twice = nobodys(OPEN, LINK, debit(3, reversal=True))
    of_nobody = asking(line(3), deposit=None)
    twice.when(of_nobody, by="MATCHER").refused_by("desk.line_allocated")
    given_away = LineAllocated(number=1, deposit=D, amount=PRICE)
    nobodys(given_away).when(asking(deposit=None), by="MATCHER").refused_by("desk.line_allocated")
    less = nobodys(came=credit(1, PRICE - 1))
    less.when(asking(deposit=None), by="MATCHER").refused_by("desk.other_credit")
    none = asking(taken=line(9), deposit=None)
    nobodys().when(none, by="MATCHER").refused_by("desk.no_such_line")
    itself = asking(taken=DEBIT, deposit=None)
    nobodys().when(itself, by="MATCHER").refused_by("desk.not_a_credit")


def test_the_lines_stand_on_different_days():
    before = "ZZ-DEPOSITS/2026-03-16/1"
    told = (
        given(BANKPAGE, debit(2, reversal=True))
        .given(BANKPAGE, credit(1), code=before)
        .given(BANKPAGE, credit(1), debit(2, reversal=True), code=PAGE.code)
        .when(asking(taken=f"{before}#1", deposit=None), by="MATCHER")
        .decision
    )
    assert told[0].stream == StreamId("bankpage", before)
    assert [leg.owner for leg in told[0].event.entries[0].legs] == [before[:-2], OWNER]
    assert told[1].stream == PAGE


# By hand: of deposits of open lots, and of lines that name them or were opened.

LOT_OPEN = (LOT_DEFINED, LOT_ANNOUNCED, BIDS_OPENED)
ALLOCATED = LineAllocated(number=1, deposit=D, amount=PRICE)


def by_hand(*facts, page=(), lot=LOT_OPEN, came=None, went=None):
    told = given(DEPOSIT, REQUIRED, NUMBERED, *facts).given(LOT, *lot)
    return told.given(BANKPAGE, came or credit(1), went or debit(2, reversal=True), *page)


def clerks(**other):
    return asking(**{"lot": LOT_CODE} | other)


def test_a_clerk_takes_a_credit_back_that_forgot_its_number():
    done = by_hand(matched(), page=(ALLOCATED, StraysOpened()))
    done.when(clerks(), by="C-SET1").then(REVERSED, Placed(PAGE, LINK))


def test_a_clerk_takes_a_credit_back_that_is_nobodys():
    of_nobody = asking(deposit=None)
    nobodys(StraysOpened()).when(of_nobody, by="C-SET1").then(
        Placed(PAGE, OPEN), Placed(PAGE, LINK)
    )
    found = by_hand(
        came=credit(1, reference=NUMBER), went=debit(2, reversal=True, reference=NUMBER)
    )
    found.when(clerks(), by="C-SET1").then(Placed(PAGE, OPEN), Placed(PAGE, LINK))


@pytest.mark.parametrize(
    ("story", "asked", "rule"),
    [
        (by_hand(matched(), page=(ALLOCATED,)), clerks(), "desk.not_this_line"),
        (by_hand(matched(), page=(StraysOpened(),), lot=LOT_OPEN[:2]), clerks(), "desk.not_open"),
        (by_hand(matched(), page=(StraysOpened(),)), asking(), "desk.not_open"),
        (nobodys(), asking(deposit=None), "desk.not_this_line"),
        (nobodys(StraysOpened()), asking(taken=line(9), deposit=None), "desk.not_this_line"),
        (
            nobodys(StraysOpened(), came=credit(1, reference=NUMBER)),
            asking(deposit=None),
            "desk.not_this_line",
        ),
    ],
    ids=[
        "the reversal was not opened",
        "the lot is sealed",
        "no lot is named",
        "neither was opened",
        "no such credit",
        "the credit names somebody",
    ],
)
def test_a_clerk_hears_nothing_of_what_may_be_a_sealed_lots(story, asked, rule):
    story.when(asked, by="C-SET1").refused_by(rule)


def test_one_account_does_not_reverse_what_another_was_credited():
    elsewhere = asking(taken="ZZ-OTHER/2026-03-17/1#1")
    desk(matched()).when(elsewhere, by="MATCHER").refused_by("desk.other_credit")


def test_it_is_taken_back_once_and_as_it_was_seen():
    done = desk(matched(), REVERSED, page=(LINK,))
    done.when(asking(), by="MATCHER").refused_by("desk.line_changed")
    done.when(asking(seen=2), by="MATCHER").refused_by("desk.line_allocated")
    desk(matched()).when(asking(line(7)), by="MATCHER").refused_by("desk.no_such_line")


def test_the_streams_are_named_by_the_request():
    named = (StreamId("deposit", D), StreamId("bankpage", f"{OWNER}/1"))
    assert MATCH_REVERSAL.touches(asking()) == named
    assert MATCH_REVERSAL.touches(asking(deposit=None)) == named[1:]
    elsewhere = clerks(taken="ZZ-DEPOSITS/2026-03-16/1#1")
    before, lot = StreamId("bankpage", "ZZ-DEPOSITS/2026-03-16/1"), StreamId("lot", LOT_CODE)
    assert MATCH_REVERSAL.touches(elsewhere) == (*named, before, lot)


@pytest.mark.parametrize(
    ("make", "right"),
    [
        (lambda: asking("nowhere"), "line 'nowhere': expected"),
        (lambda: asking(taken="nowhere"), "line 'nowhere': expected"),
        (lambda: asking(deposit="D1"), "deposit 'D1': expected"),
        (lambda: asking(lot="?"), "lot '[?]': expected"),
    ],
)
def test_a_malformed_request_cannot_be_made(make, right):
    with pytest.raises(ValueError, match=f"^{right}"):
        make()

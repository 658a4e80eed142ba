"""The bank takes a credit back (冲正), and so does the deposit that it was given to (P09)."""

import pytest

from domain.bankpage.events import DebitMatched
from domain.bankpage.stream import BANKPAGE
from domain.deposit.arrived import BankCreditReversed
from domain.deposit.stream import DEPOSIT
from domain.desk.reverse import MATCH_REVERSAL, MatchReversal
from domain.kernel import Placed, StreamId
from domain.postings import Entry, Leg
from tests.kit.owing import cancelled, late, line, matched
from tests.kit.rows import OWNER, PAGE, PRICE, REQUIRED, D, credit, debit
from tests.kit.story import given

CREDIT, DEBIT = line(1), line(2)


def asking(of=DEBIT, seen=1, taken=CREDIT, deposit=D):
    return MatchReversal(line=of, line_seen=seen, reversed=taken, deposit=deposit)


def desk(*facts, line=None, page=()):
    taken = line or debit(2, reversal=True)
    return given(DEPOSIT, REQUIRED, *facts).given(BANKPAGE, credit(1), taken, *page)


LEGS = (Leg("2002", D, PRICE, "P09"), Leg("1008", OWNER, -PRICE, "P09"))
REVERSED = BankCreditReversed(
    deposit=D, line=CREDIT, by=DEBIT, entries=(Entry("CUST", "CNY", LEGS),)
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
    desk(matched()).when(other, by="MATCHER").refused_by("deposit.not_paid_by")


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


@pytest.mark.parametrize(
    ("make", "right"),
    [
        (lambda: asking("nowhere"), "line 'nowhere': expected"),
        (lambda: asking(taken="nowhere"), "line 'nowhere': expected"),
        (lambda: asking(deposit="D1"), "deposit 'D1': expected"),
    ],
)
def test_a_malformed_request_cannot_be_made(make, right):
    with pytest.raises(ValueError, match=f"^{right}"):
        make()

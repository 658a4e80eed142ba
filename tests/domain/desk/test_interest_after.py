"""Where a bank pays one sum a quarter no refund waits for it: its interest follows (MODE_B)."""

from dataclasses import replace
from datetime import date

import pytest

from domain.deposit.owed import InterestAllocated, RefundObligationCreated
from domain.deposit.refund import Standing
from domain.deposit.stream import DEPOSIT
from domain.desk.entitled import entitled_fen
from domain.desk.interest import AllocateInterest, MatchInterest
from domain.desk.interest_after import Came, follows
from domain.desk.match import MatchReceipt
from domain.desk.report import ReportPayment
from domain.desk.reverse import MatchReversal
from domain.desk.unmatch import UnmatchReceipt
from domain.governance.state import Rate
from domain.interest import Mode
from domain.kernel import Rejected
from domain.lot.close import FailLot
from domain.money import yuan
from tests.kit.agreeing import agreed, paying
from tests.kit.agreeing import distributed as summed
from tests.kit.batching import LAW as RATED
from tests.kit.lumps import (
    B4,
    CLOSES,
    LOTS,
    PARTS,
    SETTLED,
    agreeing,
    before,
    distributed,
    distributing,
    lump,
    lying,
    party,
)
from tests.kit.owing import approved, confirmed, credited, instructed, line, matched, owed
from tests.kit.rows import PRICE, REQUIRED, D
from tests.kit.story import fold
from tests.kit.till import ACCOUNT, LAW, OWNER, Till, at
from tests.kit.two_accounts import PAYEES

SUM = paying(
    agreed(lump=True, since=date(2026, 3, 21)),
    summed(date(2026, 3, 21), SETTLED),
    day=SETTLED,
)
"""The account of the rows, once its bank paid the quarter's sum."""
LOT = LOTS[2]
FIVE_DAYS, SEVEN_DAYS = 1_167, 1_633
"""On 240,000.00 at 0.35 %: 11.67 (1,166.67 fen) and 16.33."""


def failed():
    """B4's lot has failed, unopened: its deposit is owed back with interest (CT-20)."""
    till = lying()
    till.do(FailLot(lot=LOT, reason="投标人不足三家"), OWNER, when=at(before(3)))
    return till


def told(till, shape):
    return [one for one in till.memory.said if isinstance(one, shape) and one.deposit == B4]


def test_the_deposit_goes_back_in_time_and_without_interest():
    till = failed()
    assert till.item(B4, 1, at(SETTLED)).interest_fen == 0
    assert till.refund(B4, 1, before(2)) == yuan("240,000.00")


def test_its_interest_follows_up_to_the_day_it_went():
    """Five days of the seven; the bank's sum, which was for seven, gives it more: that stays."""
    till = failed()
    till.refund(B4, 1, before(2))
    distributed(till, lump(till))
    _, after = told(till, RefundObligationCreated)
    first, second = till.deposit(B4).refunds
    assert (after.amount_fen, after.interest, after.cause) == (FIVE_DAYS, False, "FAILED")
    assert after.payee == first.pays
    assert (after.rule, after.due) == ("DEP-BACK", date(2026, 6, 26))
    assert second.standing is Standing.OWED
    assert first.interest_fen == FIVE_DAYS
    share = yuan("780.49") - sum(till.deposit(one).balance("2007") for one in PARTS if one != B4)
    left = share - FIVE_DAYS
    assert till.deposit(B4).balance("2007") == left
    *_, last = told(till, InterestAllocated)
    assert (last.left_fen, last.reason) == (left, "BANK_PAID_MORE")


def test_it_is_paid_as_any_refund_is():
    till = failed()
    till.refund(B4, 1, before(2))
    distributed(till, lump(till))
    assert till.refund(B4, 2, date(2026, 6, 24)) == FIVE_DAYS
    assert {account: till.deposit(B4).balance(account, 2) for account in ("2005", "1009")} == {
        "2005": 0,
        "1009": 0,
    }
    assert till.deposit(B4).refund(2).standing is Standing.PAID


def test_where_the_bank_paid_a_deposit_nothing_nothing_follows():
    """One fen for all of the account: it falls to another deposit."""
    till = failed()
    till.refund(B4, 1, before(2))
    distributed(till, lump(till, "0.01"))
    assert len(told(till, RefundObligationCreated)) == 1


def test_no_more_follows_than_the_bank_paid_whatever_several_refunds_are_owed():
    """Two accounts were paid back before the quarter's sum, which is less than they are owed."""
    two = (matched(1, PRICE), matched(2, PRICE, "9"), owed(1), owed(2, payee=PAYEES[1]))
    gone = (approved(1), approved(2), instructed(1), instructed(2), credited(100_000, SETTLED))
    deposit = fold(DEPOSIT, REQUIRED, *two, *gone)
    owed_each = entitled_fen(deposit, deposit.refund(1), RATED, SUM)
    assert 50_000 < owed_each < 100_000
    said = list(follows(D, deposit, Came(line(9), SUM, RATED, SETTLED)))
    created = [one.amount_fen for one in said if isinstance(one, RefundObligationCreated)]
    assert created == [owed_each, 100_000 - owed_each]


def test_where_no_refund_is_owed_any_the_rest_is_owed_to_nobody():
    """P18: R14 tells so, and not that the bank paid more."""
    none = (matched(), owed(interest=False), approved(), instructed(), confirmed(), credited(5))
    (said,) = follows(D, fold(DEPOSIT, REQUIRED, *none), Came(line(9), SUM, RATED, SETTLED))
    assert (said.left_fen, said.reason) == (5, "NOT_OWED")


def test_it_follows_once():
    till = failed()
    till.refund(B4, 1, before(2))
    distributed(till, lump(till))
    distributed(till, lump(till, "50.00", date(2026, 9, 21)))
    assert len(told(till, RefundObligationCreated)) == 2


def test_why_the_rest_stays_is_told_once():
    """Of the next sum nothing falls to what is left there: less than half a fen."""
    till = failed()
    till.refund(B4, 1, before(2))
    distributed(till, lump(till))
    before_it = told(till, InterestAllocated)
    distributed(till, lump(till, "50.00", date(2026, 9, 21)))
    assert told(till, InterestAllocated) == before_it


def test_a_sum_is_reckoned_as_was_agreed_for_its_days_whatever_the_bank_does_by_then():
    """Since the day after it was settled the rate is another: that is of the next sum."""
    till = failed()
    till.refund(B4, 1, before(2))
    till.do(agreeing(since=SETTLED, mode=Mode.RATE_AT_CLOSE), "OFFICE")
    cut = replace(LAW, rates=(*LAW.rates, Rate("CCB", SETTLED, 500)))
    asked = distributing(till, lump(till))
    till.do(asked, "MATCHER", when=at(SETTLED), law=cut)
    assert till.deposit(B4).refund(2).amount_fen == FIVE_DAYS


def test_what_is_on_its_way_when_the_sum_comes_has_the_rest_with_the_next():
    """Approved before the 21st and paid on the 23rd: seven days, then two."""
    till = failed()
    till.approve(B4, 1, at(before(1)))
    payment = till.send(f"{B4}/1/1")
    distributed(till, lump(till))
    till.debit(payment, date(2026, 6, 23))
    assert till.deposit(B4).refund(1).interest_fen == SEVEN_DAYS
    distributed(till, lump(till, "1,710.00", date(2026, 9, 21)))
    amounts = [one.amount_fen for one in told(till, RefundObligationCreated)]
    assert amounts == [yuan("240,000.00"), SEVEN_DAYS, 467]


def test_what_is_owed_when_the_sum_comes_takes_its_interest_along_and_the_rest_follows():
    till = failed()
    distributed(till, lump(till))
    assert [one.reason for one in told(till, InterestAllocated)] == []
    assert till.item(B4, 1, at(SETTLED)).interest_fen == SEVEN_DAYS
    assert till.refund(B4, 1, date(2026, 6, 24)) == yuan("240,000.00") + SEVEN_DAYS
    distributed(till, lump(till, "1,710.00", date(2026, 9, 21)))
    *_, after = told(till, RefundObligationCreated)
    assert after.amount_fen == 700, "three days: 7.00"


def test_a_sum_that_came_before_the_refund_was_owed_is_its_interest_too():
    till = lying()
    distributed(till, lump(till))
    till.do(FailLot(lot=LOT, reason="投标人不足三家"), OWNER, when=at(date(2026, 6, 24)))
    assert till.item(B4, 1, at(SETTLED)).interest_fen == SEVEN_DAYS
    refunded = till.refund(B4, 1, date(2026, 6, 26))
    assert refunded == yuan("240,000.00") + SEVEN_DAYS
    assert till.deposit(B4).balance("2007") == 0


def test_what_the_bank_pays_too_little_is_never_made_good_by_others_money():
    till = failed()
    till.refund(B4, 1, before(2))
    distributed(till, lump(till, "0.40"))
    *_, after = told(till, RefundObligationCreated)
    assert after.amount_fen == 1
    assert till.deposit(B4).balance("2007") == 0


def test_the_last_sum_is_as_of_its_own_days():
    """140,000.00 for three days, whatever the bank does by now; what came after has no part."""
    till, code = lying(), "P00000000000000D9"
    till.bidder(code, LOT, party(code))
    till.pays(code, party(code), "140,000.00", before(7))
    till.pays(code, party(code), "100,000.00", before(3))
    till.do(FailLot(lot=LOT, reason="投标人不足三家"), OWNER, when=at(before(2)))
    till.refund(code, 1, before(1))
    till.do(agreeing(since=before(4), lump=False), "OFFICE")
    distributed(till, lump(till, "50.00", before(4)), code)
    assert till.deposit(code).refund(2).amount_fen == 408


# On its own number, though the bank pays sums by now.


def own_interest(till, amount, until):
    """The bank pays on the deposit's number after all, up to a day."""
    line = till.line(yuan(amount), until, reference=till.number(B4), kind="INTEREST")
    asked = MatchInterest(line=line, line_seen=1, deposit=B4, lot=None)
    till.do(asked, "MATCHER", when=at(before(-1)))


@pytest.fixture
def changed():
    """B4's lot has failed; the bank pays sums since two days before it settles: it goes at once."""
    till = Till()
    till.lot(LOT, "240,000.00", **CLOSES)
    till.bidder(B4, LOT, party(B4))
    till.pays(B4, party(B4), "240,000.00", before(7))
    till.do(FailLot(lot=LOT, reason="投标人不足三家"), OWNER, when=at(before(3)))
    till.do(agreeing(since=before(2)), "OFFICE")
    assert till.refund(B4, 1, before(1)) == yuan("240,000.00")
    return till


def test_what_comes_on_its_number_when_it_has_gone_follows_it_as_a_part_of_a_sum_does(changed):
    own_interest(changed, "11.67", before(2))
    _, after = told(changed, RefundObligationCreated)
    assert (after.amount_fen, after.interest, after.rule) == (FIVE_DAYS, False, "DEP-BACK")
    (given,) = told(changed, InterestAllocated)
    assert (given.number, given.follows_refund, given.to) == (2, 1, "2005")
    assert changed.deposit(B4).balance("2007") == 0


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_with_the_sum_for_the_days_since_it_is_all_it_bore_whichever_comes_first(changed, order):
    """Five days on its number, one of the sum: 14.00."""
    both = (
        lambda: own_interest(changed, "11.67", before(2)),
        lambda: distributed(changed, lump(changed, "2.40"), B4),
    )
    for n in order:
        both[n]()
    amounts = [one.amount_fen for one in told(changed, RefundObligationCreated)]
    assert sum(amounts[1:]) == yuan("14.00")
    assert changed.deposit(B4).balance("2007") == 7


def test_where_the_bank_pays_no_sums_what_comes_later_is_nobodys():
    till = Till()
    till.lot(LOT, "240,000.00", **CLOSES)
    till.bidder(B4, LOT, party(B4))
    till.pays(B4, party(B4), "240,000.00", before(7))
    till.do(FailLot(lot=LOT, reason="投标人不足三家"), OWNER, when=at(before(3)))
    own_interest(till, "9.33", before(3))
    till.refund(B4, 1, before(2))
    own_interest(till, "2.33", before(2))
    assert len(told(till, RefundObligationCreated)) == 1
    assert till.deposit(B4).told.reason == "NOT_OWED"


# Owed anew, since the bank took a part of it back.

REST = "P00000000000000D9"


def left_of_two():
    """Refused by the bank when its interest (seven days, 16.33) had followed; then 140,000.00 of it
    was taken back: 100,000.00 is owed anew, as refund 3.
    """
    till = lying()
    till.bidder(REST, LOT, party(REST))
    first = till.pays(REST, party(REST), "140,000.00", before(7))
    till.pays(REST, party(REST), "100,000.00", before(7))
    till.do(FailLot(lot=LOT, reason="投标人不足三家"), OWNER, when=at(before(3)))
    till.approve(REST, 1, at(before(1)))
    payment = till.send(f"{REST}/1/1")
    distributed(till, lump(till, "50.00"), REST)
    refusing = {"account": ACCOUNT, "status": "REJECTED", "code": "AC04", "reason": None}
    till.do(ReportPayment(payment=payment, **refusing), "PLATFORM")
    by = till.line(yuan("140,000.00"), SETTLED, credit=False, reversal=True)
    till.match(MatchReversal, by, reversed=first, deposit=REST, lot=None)
    amounts = [(one.amount_fen, one.standing) for one in till.deposit(REST).refunds]
    assert amounts == [
        (yuan("240,000.00"), Standing.VOID),
        (SEVEN_DAYS, Standing.OWED),
        (yuan("100,000.00"), Standing.OWED),
    ]
    return till


def test_what_had_followed_the_whole_the_rest_has_had():
    """16.33 of the 6.81 that it bore: nothing goes with it, whatever lies there."""
    till = left_of_two()
    assert till.deposit(REST).balance("2007") == yuan("50.00") - SEVEN_DAYS
    assert till.item(REST, 3, at(SETTLED)).interest_fen == 0
    till.refund(REST, 3, date(2026, 6, 24))
    distributed(till, lump(till, "50.00", date(2026, 9, 21)), REST)
    assert len(till.deposit(REST).refunds) == 3


def test_the_next_sum_gives_the_rest_what_it_bore_beyond_that():
    """6.81 and, until it went on 07-21, 29.17: 35.98, of which 16.33 had followed the whole."""
    till = left_of_two()
    till.approve(REST, 3, at(date(2026, 6, 24)))
    till.debit(till.send(f"{REST}/3/1"), date(2026, 7, 21))
    distributed(till, lump(till, "50.00", date(2026, 9, 21)), REST)
    assert till.deposit(REST).refund(4).amount_fen == yuan("35.98") - SEVEN_DAYS
    assert till.deposit(REST).refund(3).interest_fen == yuan("35.98")


def test_taken_back_once_more_it_keeps_what_it_has_had():
    """Its other line is another's after all, and is given again: the same money, owed anew."""
    till = left_of_two()
    line = till.deposit(REST).receipts[-1].line
    till.match(UnmatchReceipt, line, deposit=REST, lot=None, reason="误配")
    till.match(MatchReceipt, line, deposit=REST, lot=None)
    assert till.deposit(REST).refund(3).standing is Standing.VOID
    assert till.deposit(REST).refund(4).interest_fen == SEVEN_DAYS
    assert till.item(REST, 4, at(SETTLED)).interest_fen == 0


def test_what_went_along_the_reversal_sets_free_for_the_rest():
    """Its bank pays on the number: 16.33 were approved with it and never left us."""
    till = Till()
    till.lot(LOT, "240,000.00", **CLOSES)
    till.bidder(REST, LOT, party(REST))
    first = till.pays(REST, party(REST), "140,000.00", before(7))
    till.pays(REST, party(REST), "100,000.00", before(7))
    till.do(FailLot(lot=LOT, reason="投标人不足三家"), OWNER, when=at(before(3)))
    till.interest(REST, "16.33", SETTLED)
    assert till.approve(REST, 1, at(SETTLED)).interest_fen == SEVEN_DAYS
    refusing = {"account": ACCOUNT, "status": "REJECTED", "code": "AC04", "reason": None}
    till.do(ReportPayment(payment=till.send(f"{REST}/1/1"), **refusing), "PLATFORM")
    by = till.line(yuan("140,000.00"), SETTLED, credit=False, reversal=True)
    till.match(MatchReversal, by, reversed=first, deposit=REST, lot=None)
    assert till.deposit(REST).balance("2007") == SEVEN_DAYS
    assert till.item(REST, 2, at(SETTLED)).interest_fen == 681


# What cannot be reckoned.


def test_what_nobody_can_reckon_stays_and_says_so_until_it_can_be():
    """No rate is set when the sum comes: it is not what the bank paid too much."""
    till = failed()
    till.refund(B4, 1, before(2))
    asked = distributing(till, lump(till))
    till.do(asked, "MATCHER", when=at(SETTLED), law=replace(LAW, rates=()))
    assert till.deposit(B4).told.reason == "NOT_RECKONED"
    assert len(told(till, RefundObligationCreated)) == 1
    distributed(till, lump(till, "50.00", date(2026, 9, 21)))
    *_, after = told(till, RefundObligationCreated)
    assert after.amount_fen == FIVE_DAYS


def test_what_was_refused_by_the_bank_and_approved_again_is_owed_all_its_interest():
    """Between the two a sum came of which nobody could reckon its part: no approval ends that."""
    till = failed()
    till.approve(B4, 1, at(before(1)))
    refusing = {"account": ACCOUNT, "status": "REJECTED", "code": "AC04", "reason": None}
    till.do(ReportPayment(payment=till.send(f"{B4}/1/1"), **refusing), "PLATFORM")
    asked = distributing(till, lump(till))
    till.do(asked, "MATCHER", when=at(SETTLED), law=replace(LAW, rates=()))
    till.refund(B4, 1, date(2026, 6, 24))
    distributed(till, lump(till, "1,710.00", date(2026, 9, 21)))
    *_, after = told(till, RefundObligationCreated)
    assert after.amount_fen == SEVEN_DAYS + 700, "and three days of the next"


def test_while_it_is_held_nobody_sends_its_interest_away():
    till = lying()
    distributed(till, lump(till))
    till.do(FailLot(lot=LOT, reason="投标人不足三家"), OWNER, when=at(date(2026, 6, 24)))
    decided = till.ask(AllocateInterest(deposit=B4, lot=LOT), "C-SET2")
    assert isinstance(decided, Rejected)
    assert decided.rule == "interest.still_owed"

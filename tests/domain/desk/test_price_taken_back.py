"""A price that the bank took back is not paid out; a line that was none of it is let go."""

from datetime import date

import pytest

from domain.desk.gone import OpenReversal, may_be_gone
from domain.desk.match import MatchReceipt
from domain.desk.price import MatchPrice
from domain.desk.reverse import MatchReversal
from domain.desk.unmatch import UnmatchReceipt
from domain.kernel import Rejected
from domain.money import yuan
from tests.domain.desk.test_where_it_lies import PART, SALE, WHOLE, B, D, pay, refused, release
from tests.domain.desk.test_where_it_lies import sale as sold
from tests.kit.till import ACCOUNT, SETTLEMENT, account_of

sale = sold
REST = WHOLE - PART
DAY = date(2026, 4, 13)


@pytest.fixture
def whole(sale):
    """All of the price is there; and the line that brought the rest."""
    sale.part_moves(SALE, D, date(2026, 4, 8))
    return sale, comes(sale)


def paid(till, fen=REST, account=SETTLEMENT, **said):
    facts = {"payer": B, "payer_account": account_of(B)} | said
    return till.line(fen, DAY, account=account, **facts)


def comes(till, fen=REST):
    line = paid(till, fen)
    till.match(MatchPrice, line, deposit=D, lot=SALE)
    return line


def taken_back(till, line, fen=REST):
    """The bank's reversal of it."""
    said = {"credit": False, "reversal": True}
    by = paid(till, fen, **said)
    asked = MatchReversal(line=by, line_seen=1, reversed=line, deposit=D, lot=None)
    return by, till.ask(asked, "MATCHER")


def test_what_the_bank_took_back_is_price_no_more(whole):
    till, line = whole
    _, decided = taken_back(till, line)
    assert not isinstance(decided, Rejected), decided
    assert (till.total("2004"), till.total("1003"), till.total("1008")) == (-PART, 0, 0)
    refused(release(till), "price.not_whole", "6,900,000.00")
    comes(till)
    assert not isinstance(release(till), Rejected)


def test_taken_back_to_the_fen_and_once(whole):
    till, line = whole
    refused(taken_back(till, line, REST - 1)[1], "desk.other_credit")
    taken_back(till, line)
    refused(taken_back(till, line)[1], "deposit.not_paid_by")


def test_once_given_on_it_is_owed_to_us_and_not_paid_until_it_is_made_good(whole):
    till, line = whole
    release(till)
    taken_back(till, line)
    assert till.books["1003", D] == REST
    refused(pay(till, SETTLEMENT), "payout.receivable_open")
    comes(till)
    assert (till.total("1003"), till.total("2004")) == (0, 0)
    assert not isinstance(pay(till, SETTLEMENT), Rejected)


def test_what_a_reversal_that_nobody_matched_may_have_taken_is_not_sent(whole):
    till, _ = whole
    by = paid(till, credit=False, reversal=True)
    assert may_be_gone(till.deposit(D), (OpenReversal(by, REST, account_of(B)),)) == by


def test_while_the_bank_is_owed_for_nothing_is_given_on(whole):
    """The deposit's own credit is taken back, after it became price."""
    till, _ = whole
    (receipt,) = till.deposit(D).receipts
    by = paid(till, PART, ACCOUNT, credit=False, reversal=True)
    asked = MatchReversal(line=by, line_seen=1, reversed=receipt.line, deposit=D, lot=None)
    till.do(asked, "MATCHER")
    refused(release(till), "price.receivable_open", "2,400,000.00")


# Un-matched.


def unmatched(till, line):
    seen = {"line": line, "line_seen": till.seen(line)}
    return till.ask(UnmatchReceipt(**seen, deposit=D, lot=None, reason="认错"), "MATCHER")


def test_a_line_that_was_none_of_the_price_is_let_go(whole):
    till, line = whole
    assert not isinstance(unmatched(till, line), Rejected)
    assert (till.total("2004"), till.total("2001")) == (-PART, -REST)
    till.match(MatchPrice, line, deposit=D, lot=SALE)
    assert till.total("2004") == -WHOLE


def test_not_once_it_was_given_on(whole):
    till, line = whole
    release(till)
    refused(unmatched(till, line), "deposit.money_moved_on")


# Once, and no more than all of it.


def test_what_comes_again_after_the_release_is_no_price(whole):
    till, _ = whole
    release(till)
    again = paid(till)
    asked = MatchPrice(line=again, line_seen=1, deposit=D, lot=SALE)
    refused(till.ask(asked, "MATCHER"), "price.too_much", "0.00")
    assert till.total("2004") == 0


def test_what_comes_twice_goes_back_to_its_payer(whole):
    till, _ = whole
    again = paid(till, reference=till.number(D))
    asked = MatchReceipt(line=again, line_seen=1, deposit=D, lot=None)
    till.do(asked, "MATCHER")
    assert till.total("2005") == -REST
    assert till.deposit(D).refunds[-1].amount_fen == yuan("6,900,000.00")

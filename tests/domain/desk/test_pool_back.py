"""What came into an annual pool is another's after all, or the bank takes it back (P32, P09)."""

from datetime import date

import pytest

from domain.bankday.stream import BANKDAY
from domain.bankpage.events import DebitMatched, LineReleased
from domain.desk.gone import OpenReversal, pool_may_be_gone
from domain.desk.pay_refund import PayRefund
from domain.desk.pool import MatchPool, OpenPool
from domain.desk.pool_back import MatchPoolReversal, UnmatchPool
from domain.desk.pool_close import ClosePool
from domain.desk.reserve import ReservePool
from domain.desk.reverse import MatchReversal
from domain.desk.withdraw_bid import WithdrawBid
from domain.kernel import Rejected, StreamId
from domain.lot.close import FailLot
from domain.money import yuan
from domain.pool.events import PoolCreditReversed, PoolReceiptUnmatched
from domain.pool.issue import IssuePoolNumber
from domain.postings import Entry, Leg
from domain.trade.submit_bid import SubmitBid
from tests.kit.day_close import day_closed
from tests.kit.moving import moving
from tests.kit.sentences import hear
from tests.kit.story import fold
from tests.kit.till import ACCOUNT, FILE, OWNER, Till, account_of, at, nonzero
from tests.properties.books import misread_by_the_model, wrong

POOL, NUMBER, B = "Y00000000000000A1", "9558820000009999", "N00000000000000B1"
LOT, D, BACK = "A3506000001000001001001", "P00000000000000D1", "P00000000000000DB"
CAME, TAKEN = date(2026, 3, 10), date(2026, 3, 11)
FEN = yuan("500,000.00")
OF_THE_YEAR = ("2014", f"{ACCOUNT}/2026")
IN_2001, IN_1008 = ("2001", f"{ACCOUNT}/{CAME}"), ("1008", f"{ACCOUNT}/{TAKEN}")


@pytest.fixture
def till():
    """A pool to which two lines came, and a lot that its bidder may bid for."""
    made = Till()
    made.lot(LOT, "200,000.00")
    made.bidder(D, LOT, B)
    made.do(OpenPool(pool=POOL, party=B, account=ACCOUNT, year=2026), "PLATFORM")
    made.do(IssuePoolNumber(pool=POOL, sub_account=NUMBER), "BANK")
    pays(made, "500,000.00")
    pays(made, "60,000.00")
    return made


def pays(till, amount):
    facts = {"payer": B, "payer_account": account_of(B), "reference": NUMBER}
    line = till.line(yuan(amount), CAME, **facts)
    till.do(MatchPool(line=line, line_seen=1, pool=POOL), "MATCHER")
    return line


FIRST, SECOND = f"{ACCOUNT}/{CAME}/1#1", f"{ACCOUNT}/{CAME}/1#2"


def unmatching(line=FIRST, seen=2, pool=POOL, reason="付错户"):
    return UnmatchPool(line=line, line_seen=seen, pool=pool, reason=reason)


def takes_back(till, amount="500,000.00", day=TAKEN, account=ACCOUNT, **said):
    facts = {"reversal": True, "payer_account": account_of(B)} | said
    return till.line(yuan(amount), day, credit=False, account=account, **facts)


def reversing(line, of=FIRST, pool=POOL):
    return MatchPoolReversal(line=line, line_seen=1, reversed=of, pool=pool)


def refuses(decided, rule):
    assert isinstance(decided, Rejected), decided
    assert decided.rule == rule
    hear(rule, decided.detail)


def reserves(till):
    asked = ReservePool(deposit=D, lot=LOT, pool=POOL, party=B)
    till.do(asked, "PLATFORM", when=at(date(2026, 3, 20)))


def free(till):
    return till.memory.of(StreamId("pool", POOL)).free_fen


def ended(till):
    till.do(FailLot(lot=LOT, reason="投标人不足三个"), OWNER, when=at(date(2026, 3, 27)))


# Another's after all.


def test_a_line_that_is_not_the_pool_s_is_nobody_s_again_and_may_be_matched_anew(till):
    with moving(till) as moved:
        unmatched, released = till.do(unmatching(), "MATCHER")
    assert moved.altogether == {OF_THE_YEAR: FEN, IN_2001: -FEN}
    legs = (Leg(*OF_THE_YEAR, FEN, "P32"), Leg(*IN_2001, -FEN, "P32"))
    told = {"pool": POOL, "line": FIRST, "entries": (Entry("CUST", "CNY", legs),)}
    assert unmatched == PoolReceiptUnmatched(**told, reason="付错户")
    assert released == LineReleased(number=1, deposit=POOL, amount=FEN)
    assert free(till) == yuan("60,000.00")
    till.do(MatchPool(line=FIRST, line_seen=till.seen(FIRST), pool=POOL), "MATCHER")
    assert free(till) == FEN + yuan("60,000.00")


def test_what_stands_for_a_lot_is_free_again_first(till):
    reserves(till)
    refuses(till.ask(unmatching(), "MATCHER"), "pool.money_moved_on")
    till.do(unmatching(SECOND), "MATCHER")
    ended(till)
    till.do(unmatching(), "MATCHER")
    assert free(till) == 0


def test_what_was_given_back_is_its_deposit_s(till):
    till.do(ClosePool(pool=POOL, deposit=BACK, party=B), "PLATFORM")
    refuses(till.ask(unmatching(), "MATCHER"), "pool.money_moved_on")
    assert till.memory.of(StreamId("pool", POOL)).given_back == {FIRST, SECOND}


def test_only_a_line_that_is_the_pool_s_as_it_was_seen_and_for_a_reason(till):
    refuses(till.ask(unmatching(seen=1), "MATCHER"), "desk.line_changed")
    refuses(till.ask(unmatching(reason=" "), "MATCHER"), "desk.no_reason")
    other = till.line(1, CAME)
    refuses(till.ask(unmatching(other, seen=1), "MATCHER"), "pool.not_paid_by")


def test_a_closed_day_is_never_edited(till):
    of_the_day = StreamId("bankday", f"{ACCOUNT}/{CAME}")
    till.memory.states[of_the_day] = fold(BANKDAY, day_closed())
    refuses(till.ask(unmatching(), "MATCHER"), "bankday.closed")


# The bank takes it back.


def test_a_credit_that_the_bank_takes_back_goes_out_of_the_pool(till):
    by = takes_back(till)
    with moving(till) as moved:
        reversed_, link = till.do(reversing(by), "MATCHER")
    assert moved.altogether == {OF_THE_YEAR: FEN, IN_1008: -FEN}
    legs = (Leg(*OF_THE_YEAR, FEN, "P09"), Leg(*IN_1008, -FEN, "P09"))
    told = {"pool": POOL, "line": FIRST, "entries": (Entry("CUST", "CNY", legs),)}
    assert reversed_ == PoolCreditReversed(**told, by=by)
    assert link == DebitMatched(number=1, payment=FIRST, amount=FEN)
    assert free(till) == yuan("60,000.00")
    assert till.memory.of(StreamId("pool", POOL)).taken_back == {FIRST}
    assert IN_1008 not in nonzero(till)


def test_once(till):
    till.do(reversing(takes_back(till)), "MATCHER")
    refuses(till.ask(reversing(takes_back(till)), "MATCHER"), "pool.money_moved_on")


def test_what_stands_for_a_lot_waits_until_it_is_free(till):
    """On 1008; the lot's end gives it back to the pool by itself."""
    reserves(till)
    by = takes_back(till)
    refuses(till.ask(reversing(by), "MATCHER"), "pool.money_moved_on")
    ended(till)
    till.do(reversing(by), "MATCHER")
    assert free(till) == yuan("60,000.00")


def test_what_was_given_back_is_taken_from_its_deposit(till):
    till.do(ClosePool(pool=POOL, deposit=BACK, party=B), "PLATFORM")
    by = takes_back(till)
    refuses(till.ask(reversing(by), "MATCHER"), "pool.money_moved_on")
    asked = MatchReversal(line=by, line_seen=1, reversed=FIRST, deposit=BACK, lot=None)
    till.do(asked, "MATCHER")
    assert till.deposit(BACK).held_fen == yuan("60,000.00")
    assert IN_1008 not in nonzero(till)


def test_to_the_fen_of_this_account_and_only_what_the_bank_calls_so(till):
    refuses(till.ask(reversing(takes_back(till, "499,999.99")), "MATCHER"), "desk.other_credit")
    refuses(till.ask(reversing(takes_back(till, reversal=False)), "MATCHER"), "desk.no_reversal")
    refuses(till.ask(reversing(SECOND), "MATCHER"), "desk.line_changed")
    incoming = till.line(1, TAKEN)
    refuses(till.ask(reversing(incoming), "MATCHER"), "desk.not_a_debit")
    nobodys = till.line(FEN, CAME, payer_account=account_of(B))
    asked = reversing(takes_back(till), of=nobodys)
    refuses(till.ask(asked, "MATCHER"), "pool.not_paid_by")


@pytest.mark.parametrize(
    ("fen", "payer", "account", "may_be"),
    [
        ("60,000.00", account_of(B), ACCOUNT, True),
        ("500,000.00", account_of(B), ACCOUNT, True),
        ("500,000.00", None, ACCOUNT, True),
        ("59,999.99", account_of(B), ACCOUNT, False),
        ("500,000.00", "9999", ACCOUNT, False),
        ("500,000.00", account_of(B), "ZZ-OTHER", False),
    ],
)
def test_what_is_free_of_it_may_be_what_the_bank_took_back(till, fen, payer, account, may_be):
    """A part of a line or all of it, of that payer, on that account; where none is named, any."""
    reserves(till)
    by = OpenReversal(f"{account}/{TAKEN}/1#1", yuan(fen), payer)
    found = pool_may_be_gone(till.memory.of(StreamId("pool", POOL)), [by])
    assert found == (by.line if may_be else None)


def test_the_books_add_up_after_both(till):
    till.do(unmatching(SECOND), "MATCHER")
    till.do(reversing(takes_back(till)), "MATCHER")
    assert list(wrong(till)) == []
    assert list(misread_by_the_model(till)) == []


def paid_and_withdrawn(till):
    """Its bidder paid the lot's deposit in cash, withdrew its bid and has its money back."""
    cash = till.pays(D, B, "200,000.00", date(2026, 3, 16))
    bid = {"bid": f"B{D[1:]}", "lot": LOT, "party": B}
    till.do(SubmitBid(**bid, file=FILE, price_fen=None, deposit=D), "PLATFORM")
    said = {"document": "7号", "evidence": "ee" * 32}
    till.do(WithdrawBid(**bid, deposit=D, **said), "PLATFORM")
    till.approve(D, 1, at(date(2026, 3, 17)))
    went = date(2026, 3, 24)
    till.do(PayRefund(deposit=D, number=1, account=ACCOUNT), "PLATFORM", when=at(went))
    till.debit(till.send(f"{D}/1/1"), went)
    return cash


def test_its_own_line_is_whole_again_and_what_was_paid_in_cash_before_is_no_part_of_it(till):
    """What the bank takes back of either is told: of the pool's it is the pool's, of the other,
    that had gone, its bidder's debt.
    """
    cash = paid_and_withdrawn(till)
    reserved = ReservePool(deposit=D, lot=LOT, pool=POOL, party=B)
    till.do(reserved, "PLATFORM", when=at(date(2026, 3, 24)))
    ended(till)
    parts = till.memory.of(StreamId("pool", POOL)).parts
    assert {one.line: one.amount_fen for one in parts} == {FIRST: FEN, SECOND: yuan("60,000.00")}
    day = date(2026, 3, 28)
    till.do(reversing(takes_back(till, day=day)), "MATCHER")
    by = takes_back(till, "200,000.00", day)
    till.do(MatchReversal(line=by, line_seen=1, reversed=cash, deposit=D, lot=None), "MATCHER")
    assert till.deposit(D).receivable_fen == yuan("200,000.00")
    assert list(wrong(till)) == []

"""The posting table, REFERENCE 3.7, row by row: what import and match come to together.

Cash moves only by statement: a Dr 1001 of the table is a Dr 2001 of ours, a Cr 1001 a Cr 1008; the
import of the line is the other half. What each test names is what the table says.
"""

from dataclasses import replace
from datetime import date

import pytest

from domain.account.open import OpenAccount
from domain.deposit.hold import LiftHold, PlaceHold
from domain.desk.convert import ConvertDeposit
from domain.desk.interest import AllocateInterest
from domain.desk.lodge import LodgeGuarantee, ReleaseGuarantee
from domain.desk.match import MatchReceipt
from domain.desk.reject import RejectReceipt
from domain.desk.report import ReportPayment
from domain.desk.reverse import MatchReversal
from domain.desk.stray import GiveStrayBack
from domain.desk.transfer import MatchTransfer
from domain.kernel import Post, StreamId
from domain.lot.award import AwardLot, ConfirmTransaction, SignContract
from domain.lot.close import FailLot
from domain.lot.compete import CloseTimedBidding, OpenBids
from domain.money import yuan
from tests.kit.moving import at_bank, moving
from tests.kit.till import ACCOUNT, ACCOUNTS, OWNER, SETTLEMENT, Till, account_of, at, nonzero

LOT = "A3506000001000001001001"
D, B = "P00000000000000D1", "N00000000000000B1"
R1, R2 = f"{D}/1", f"{D}/2"
DAY, LATER = date(2026, 3, 17), date(2026, 3, 18)
WHOLE = yuan("800,000.00")
OPENING = at(date(2026, 3, 25), 9, 30)
COURT = Post("COURT", "中院")


@pytest.fixture
def till():
    made = Till()
    made.lot(LOT, "800,000.00")
    made.bidder(D, LOT, B)
    return made


def failed(till):
    """The lot fails: what counted is owed back."""
    till.do(FailLot(lot=LOT, reason="投标人少于三个"), OWNER, when=OPENING)


def won(till, party=B):
    """The tender is opened, won and signed."""
    till.do(OpenBids(lot=LOT, bidders=3), "PLATFORM", when=OPENING)
    till.do(AwardLot(lot=LOT, winner=party, price_fen=yuan("38,000,000")), OWNER, when=OPENING)
    signed = SignContract(lot=LOT, signed_on=date(2026, 3, 26), price_fen=yuan("38,000,000"))
    till.do(signed, OWNER, when=at(date(2026, 3, 26)))


def test_P00_account_opened():
    """Dr 1001 / Cr 2015 (DESIGN 2)."""
    till = Till(opening=500)
    assert nonzero(till) == {("1001", ACCOUNT): 500, ("2015", ACCOUNT): -500}
    overdrawn = OpenAccount(
        account="ZZ-NEW",
        bank="CCB",
        number="2",
        currency="CNY",
        holds="1001",
        opening=-7,
        day=DAY,
        statement=None,
    )
    with moving(till) as moved:
        till.do(overdrawn, "C-CASH")
    assert moved.altogether == {("1001", "ZZ-NEW"): -7, ("2015", "ZZ-NEW"): 7}


def test_P01_sub_account_issued():
    """None."""
    till = Till()
    till.lot(LOT, "800,000.00")
    with moving(till) as moved:
        till.bidder(D, LOT, B)
    assert moved.altogether == moved.by_row == {}


def test_P02_full_receipt(till):
    """Dr 1001 / Cr 2002."""
    with moving(till) as moved:
        till.pays(D, B, "800,000.00", DAY)
    assert moved.altogether == {**at_bank(WHOLE), ("2002", D): -WHOLE}
    assert moved.by_row == {"P02": moved.altogether}


def test_P03_partial_receipt(till):
    """Dr 1001 / Cr 2002; not admitted until complete."""
    with moving(till) as moved:
        till.pays(D, B, "300,000.00", DAY)
    assert moved.altogether == {**at_bank(30_000_000), ("2002", D): -30_000_000}
    assert till.deposit(D).missing_fen == 50_000_000


def test_P04_overpayment(till):
    """Dr 1001 total / Cr 2002 required / Cr 2005 excess."""
    with moving(till) as moved:
        till.pays(D, B, "810,000.00", LATER)
    assert moved.altogether == {
        **at_bank(81_000_000),
        ("2002", D): -WHOLE,
        ("2005", R1): -1_000_000,
    }


def test_P05_duplicate_receipt(till):
    """Dr 1001 / Cr 2005."""
    till.pays(D, B, "800,000.00", DAY)
    with moving(till) as moved:
        till.pays(D, B, "800,000.00", LATER)
    assert moved.altogether == {**at_bank(WHOLE), ("2005", R1): -WHOLE}


def test_P06_late_receipt(till):
    """Dr 1001 / Cr 2005."""
    with moving(till) as moved:
        till.pays(D, B, "800,000.00", date(2026, 3, 24), booked_at=at(date(2026, 3, 24), 18, 10))
    assert moved.altogether == {**at_bank(WHOLE), ("2005", R1): -WHOLE}


def test_P07_payer_mismatch(till):
    """Dr 1001 / Cr 2001; then Dr 2001 / Cr 2005."""
    owner = f"{ACCOUNT}/{DAY}"
    with moving(till) as moved:
        line = till.pays(D, B, "800,000.00", DAY, payer="N00000000000000B2")
    assert moved.altogether == {**at_bank(WHOLE), ("2001", owner): -WHOLE}
    with moving(till) as moved:
        till.match(RejectReceipt, line, deposit=D, lot=None)
    assert moved.altogether == {("2001", owner): WHOLE, ("2005", R1): -WHOLE}
    assert moved.by_row == {"P07": moved.altogether}


def test_P08_no_sub_account(till):
    """Dr 1001 / Cr 2001; Dr 2001 / Cr 2002, and the time is the bank's."""
    owner = f"{ACCOUNT}/{DAY}"
    with moving(till) as moved:
        line = till.line(WHOLE, DAY, payer=B, payer_account=account_of(B))
    assert moved.altogether == {**at_bank(WHOLE), ("2001", owner): -WHOLE}
    after_the_deadline = at(date(2026, 4, 1))
    with moving(till) as moved:
        asked = MatchReceipt(line=line, line_seen=1, deposit=D, lot=None)
        till.do(asked, "MATCHER", when=after_the_deadline)
    assert moved.altogether == {("2001", owner): WHOLE, ("2002", D): -WHOLE}


def test_P08_what_stays_nobodys_is_given_back(till):
    """Dr 1001 / Cr 2001; then Dr 2001 / Cr 2005, as of what is rejected; and out again."""
    owner, back = f"{ACCOUNT}/{DAY}", "P0000000000000051"
    with moving(till) as moved:
        line = till.line(WHOLE, DAY, payer="张三", payer_account="6222000000000000")
    assert moved.altogether == {**at_bank(WHOLE), ("2001", owner): -WHOLE}
    till.strays(DAY)
    asked = GiveStrayBack(line=line, line_seen=1, deposit=back, reason="汇错", category=None)
    with moving(till) as moved:
        till.do(asked, "C-SET1")
    assert moved.altogether == {("2001", owner): WHOLE, ("2005", f"{back}/1"): -WHOLE}
    assert moved.by_row == {"P07": moved.altogether}
    with moving(till) as moved:
        till.refund(back, 1, LATER)
    assert moved.altogether == {**at_bank(-WHOLE), ("2005", f"{back}/1"): WHOLE}


def reversal(till, credit, day=LATER, amount=WHOLE, deposit=D):
    line = till.line(amount, day, credit=False, reversal=True)
    till.match(MatchReversal, line, reversed=credit, deposit=deposit, lot=None)


def test_P09_bank_reversal(till):
    """The reverse of the original legs; never a negative 2002."""
    with moving(till) as moved:
        credit = till.pays(D, B, "800,000.00", DAY)
        reversal(till, credit)
    assert moved.altogether == {}
    assert moved.by_row["P09"] == {
        ("1008", f"{ACCOUNT}/{LATER}"): -WHOLE,
        ("2002", D): WHOLE,
    }


def test_P09_bank_reversal_of_what_is_nobodys(till):
    """What was not identified goes out of 2001 again."""
    with moving(till) as moved:
        reversal(till, till.line(WHOLE, DAY), deposit=None)
    assert moved.altogether == {}
    assert moved.by_row["P09"] == {
        ("2001", f"{ACCOUNT}/{DAY}"): WHOLE,
        ("1008", f"{ACCOUNT}/{LATER}"): -WHOLE,
    }


def test_P09_bank_reversal_of_what_was_refunded(till):
    """Dr 1003 / Cr 1001, and an alert."""
    credit = till.pays(D, B, "800,000.00", date(2026, 3, 25))
    till.refund(D, 1, date(2026, 3, 26))
    with moving(till) as moved:
        reversal(till, credit, date(2026, 3, 27))
    assert moved.altogether == {**at_bank(-WHOLE), ("1003", D): WHOLE}


def test_P09_what_was_refunded_and_reversed_is_paid_again(till):
    """Dr 1001 / Cr 1003: the alert is over, and nothing is owed back of it."""
    credit = till.pays(D, B, "800,000.00", date(2026, 3, 25))
    till.refund(D, 1, date(2026, 3, 26))
    reversal(till, credit, date(2026, 3, 27))
    with moving(till) as moved:
        till.pays(D, B, "800,000.00", date(2026, 3, 30))
    assert moved.altogether == {**at_bank(WHOLE), ("1003", D): -WHOLE}
    assert len(till.deposit(D).refunds) == 1


def test_P10_transfer_between_our_accounts(till):
    """Dr 1002 / Cr 1001."""
    with moving(till) as moved:
        out = till.line(WHOLE, DAY, credit=False, payer_account=ACCOUNTS[SETTLEMENT][0])
        into = till.line(WHOLE, LATER, account=SETTLEMENT, payer_account=ACCOUNTS[ACCOUNT][0])
        till.do(MatchTransfer(debit=out, debit_seen=1, credit=into, credit_seen=1), "MATCHER")
    assert moved.altogether == {**at_bank(-WHOLE), **at_bank(WHOLE, SETTLEMENT, "1002")}


def refundable(till, interest="233.33"):
    """A deposit of a failed lot, the bank's interest paid: thirty days."""
    till.pays(D, B, "800,000.00", DAY)
    failed(till)
    till.interest(D, interest, date(2026, 4, 16))
    return yuan("233.33")


def test_P11_refund_approved(till):
    """Dr 2002 / Cr 2005."""
    refundable(till)
    with moving(till) as moved:
        till.approve(D, 1)
    assert moved.by_row["P11"] == {("2002", D): WHOLE, ("2005", R1): -WHOLE}


def test_P12_refund_instructed(till):
    """Dr 2005 (+ Dr 2006) / Cr 1009."""
    interest = refundable(till)
    with moving(till) as moved:
        till.approve(D, 1)
    assert moved.by_row["P12"] == {
        ("1009", R1): -WHOLE - interest,
        ("2005", R1): WHOLE,
        ("2006", R1): interest,
    }


def test_P13_bank_confirms(till):
    """Dr 1009 / Cr 1001."""
    interest = refundable(till)
    till.approve(D, 1)
    with moving(till) as moved:
        till.debit(till.send(f"{D}/1/1"), date(2026, 4, 16))
    whole = WHOLE + interest
    assert moved.altogether == {**at_bank(-whole), ("1009", R1): whole}
    assert moved.by_row == {"P13": moved.altogether}


def test_P14_instruction_fails(till):
    """Dr 1009 / Cr 2005 (+ 2006)."""
    interest = refundable(till)
    till.approve(D, 1)
    payment = till.send(f"{D}/1/1")
    with moving(till) as moved:
        said = ReportPayment(
            payment=payment, account=ACCOUNT, status="REJECTED", code="AC04", reason=None
        )
        till.do(said, "PLATFORM")
    assert moved.altogether == {
        ("1009", R1): WHOLE + interest,
        ("2005", R1): -WHOLE,
        ("2006", R1): -interest,
    }


def test_P15_returned_and_reissued(till):
    """Dr 1001 / Cr 2012; Dr 2012 / Cr 1009."""
    whole = WHOLE + refundable(till)
    till.refund(D, 1, date(2026, 4, 16))
    with moving(till) as moved:
        till.comes_back(f"{D}/1/1", date(2026, 4, 17))
    assert moved.altogether == {**at_bank(whole), ("2012", R1): -whole}
    with moving(till) as moved:
        till.approve(D, 1)
    assert moved.altogether == {("2012", R1): whole, ("1009", R1): -whole}
    assert moved.by_row == {"P15": moved.altogether}


def test_P16_bank_interest(till):
    """Dr 1001 / Cr 2007."""
    till.pays(D, B, "800,000.00", DAY)
    failed(till)
    with moving(till) as moved:
        till.interest(D, "233.33", date(2026, 4, 16))
    assert moved.altogether == {**at_bank(23_333), ("2007", D): -23_333}


def test_P17_interest_allocated_and_paid(till):
    """Dr 2007 / Cr 2006; Dr 2006 / Cr 1001, with the refund."""
    refundable(till)
    with moving(till) as moved:
        till.refund(D, 1, date(2026, 4, 16))
    assert moved.by_row["P17"] == {("2007", D): 23_333, ("2006", R1): -23_333}
    assert moved.altogether == {
        **at_bank(-WHOLE - 23_333),
        ("2002", D): WHOLE,
        ("2007", D): 23_333,
    }


def late_with_interest(till):
    till.pays(D, B, "800,000.00", date(2026, 3, 25))
    till.refund(D, 1, date(2026, 3, 26))
    till.interest(D, "9.72", date(2026, 3, 26))
    till.do(OpenBids(lot=LOT, bidders=3), "PLATFORM", when=OPENING)


def test_P18_interest_nobody_is_owed_stays_while_no_rule_decides(till):
    """Undecided, it stays in 2007 with its reason."""
    late_with_interest(till)
    with moving(till) as moved:
        (said,) = till.do(AllocateInterest(deposit=D, lot=LOT), "C-SET2")
    assert moved.altogether == {}
    assert (said.left_fen, said.reason) == (972, "OWNER_UNDECIDED")


def test_P18_interest_nobody_is_owed_goes_where_a_rule_sends_it(till):
    """Dr 2007 / Cr 2009; land's goes to the treasury."""
    late_with_interest(till)
    stream = StreamId("lot", LOT)
    lot = till.memory.of(stream)
    till.memory.states[stream] = replace(lot, defined=replace(lot.defined, category="LAND"))
    with moving(till) as moved:
        till.do(AllocateInterest(deposit=D, lot=LOT), "C-SET2")
    assert moved.altogether == {("2007", D): 972, ("2009", "interest/LAND"): -972}


def test_P19_bid_deposit_becomes_performance_bond(till):
    """Dr 2002 / Cr 2003."""
    till.pays(D, B, "800,000.00", DAY)
    won(till)
    with moving(till) as moved:
        till.do(ConvertDeposit(deposit=D, lot=LOT), "C-SET2")
    assert moved.altogether == {("2002", D): WHOLE, ("2003", D): -WHOLE}


def test_P20_deposit_becomes_price():
    """Dr 2002 / Cr 2004. Scenario C, row 18."""
    till, deposit = Till(), yuan("2,400,000.00")
    base = {"estimate_fen": yuan("8,000,000.00"), "category": "STATE_PROPERTY"}
    till.lot(LOT, "2,400,000.00", **base)
    till.bidder(D, LOT, B)
    till.pays(D, B, "2,400,000.00", DAY)
    price = yuan("9,300,000.00")
    till.do(CloseTimedBidding(lot=LOT, bidders=1, price_fen=price), OWNER, when=OPENING)
    till.do(ConfirmTransaction(lot=LOT, winner=B, price_fen=price), OWNER, when=OPENING)
    signed = SignContract(lot=LOT, signed_on=date(2026, 4, 8), price_fen=price)
    till.do(signed, OWNER, when=at(date(2026, 4, 8)))
    with moving(till) as moved:
        till.do(ConvertDeposit(deposit=D, lot=LOT), "C-SET2")
    assert moved.altogether == {("2002", D): deposit, ("2004", D): -deposit}


def test_P26_hold_and_lift(till):
    """Dr 2002 / Cr 2010; reverse. E11: of 500,000.00 held, 320,000.00 are frozen."""
    till.pays(D, B, "500,000.00", DAY)
    placing = PlaceHold(
        deposit=D, hold="H1", amount_fen=yuan("320,000"), cause="保全", document="执保1号"
    )
    with moving(till) as moved:
        till.do(placing, COURT)
    assert moved.altogether == {("2002", D): 32_000_000, ("2010", D): -32_000_000}
    assert till.deposit(D).held_fen == yuan("180,000.00")
    with moving(till) as moved:
        till.do(LiftHold(deposit=D, hold="H1"), COURT)
    assert moved.altogether == {("2002", D): -32_000_000, ("2010", D): 32_000_000}


def test_P29_guarantee_accepted_and_released(till):
    """MEMO Dr 9001 / Cr 9002; reverse."""
    guarantee = "G00000000000000E1"
    lodging = LodgeGuarantee(
        guarantee=guarantee,
        deposit=D,
        number="GUA-1",
        guarantor="某担保公司",
        amount_fen=WHOLE,
        valid_until=date(2026, 7, 21),
    )
    with moving(till) as moved:
        till.do(lodging, Post("GUARANTOR", "某担保公司"))
    assert moved.altogether == {("9001", D): WHOLE, ("9002", D): -WHOLE}
    failed(till)
    with moving(till) as moved:
        till.do(ReleaseGuarantee(guarantee=guarantee, deposit=D, lot=LOT), OWNER)
    assert moved.altogether == {("9001", D): -WHOLE, ("9002", D): WHOLE}


def test_a_second_refund_has_its_own_keys(till):
    till.pays(D, B, "810,000.00", DAY)
    failed(till)
    assert (till.books["2005", R1], till.deposit(D).refund(2).amount_fen) == (-1_000_000, WHOLE)
    till.interest(D, "100,000.00", date(2026, 4, 16))
    with moving(till) as moved:
        till.approve(D, 2)
    assert ("1009", R2) in moved.altogether
    assert ("1009", R1) not in moved.altogether

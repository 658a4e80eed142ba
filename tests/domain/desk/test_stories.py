"""The worked figures of scenario A (REFERENCE 8.1) and 3.8, lived through to the last fen."""

from datetime import date

import pytest

from domain.bankpage.strays import OpenStrays
from domain.deposit.hold import LiftHold, PlaceHold
from domain.deposit.owed import InterestAllocated, RefundObligationCreated
from domain.deposit.redirect import ProposePayee
from domain.desk.convert import ConvertDeposit
from domain.desk.interest import AllocateInterest
from domain.desk.lodge import LodgeGuarantee, ReleaseGuarantee
from domain.desk.match import MatchReceipt
from domain.desk.payable import payable
from domain.desk.propose import ProposeRefunds
from domain.desk.reject import RejectReceipt
from domain.kernel import Post, Rejected
from domain.lot.award import AwardLot, ConfirmTransaction, SignContract
from domain.lot.close import FailLot, PassDepositDeadline
from domain.lot.compete import CloseTimedBidding, OpenBids
from domain.money import yuan
from domain.payee import Payee
from tests.kit.agreeing import paying
from tests.kit.till import ACCOUNT, LAW, OWNER, Till, account_of, at, nonzero

A1, A2, A3 = (f"A3506000001000001001{n:03}" for n in (1, 2, 3))
B1, B2, B3, B4, B5 = (f"N00000000000000B{n}" for n in range(1, 6))
HOUSING = Post("V-HOUSING", "住建局")


def deposit(lot, bidder):
    """The id of a bidder's deposit for a lot."""
    return f"P{lot[-1]}00000000000000{bidder[-1]}"


def day(text):
    """`03-24` is a day of 2026."""
    return date.fromisoformat(f"2026-{text}")


def key(code, lot, bidder, suffix=""):
    return code, f"{deposit(lot, bidder)}{suffix}"


class Tender(Till):
    """Three lots, five bidders; 8.1 as far as the desk goes today."""

    def __init__(self):
        super().__init__()
        for lot, amount, bidders in (
            (A1, "800,000.00", (B1, B2, B3, B4)),
            (A2, "500,000.00", (B1, B3, B4, B5)),
            (A3, "240,000.00", (B2, B3)),
        ):
            self.lot(lot, amount)
            for bidder in bidders:
                self.bidder(deposit(lot, bidder), lot, bidder)

    def came(self, lot, bidder, amount, on, **said):
        return self.pays(deposit(lot, bidder), bidder, amount, day(on), **said)

    def guaranteed(self, lot, bidder, amount):
        asked = LodgeGuarantee(
            guarantee=f"G{deposit(lot, bidder)[1:]}",
            deposit=deposit(lot, bidder),
            number="GUA",
            guarantor="某担保公司",
            amount_fen=yuan(amount),
            valid_until=day("07-21"),
        )
        self.do(asked, Post("GUARANTOR", "某担保公司"))

    def released(self, lot, bidder):
        of = deposit(lot, bidder)
        self.do(ReleaseGuarantee(guarantee=f"G{of[1:]}", deposit=of, lot=lot), OWNER)

    def earned(self, lot, bidder, amount, on):
        return self.interest(deposit(lot, bidder), amount, day(on))

    def paid(self, lot, bidder, number, on):
        """What was paid out, in yuan and fen as `yuan` reads them."""
        return self.refund(deposit(lot, bidder), number, day(on))

    def opened(self, lot):
        self.do(OpenBids(lot=lot, bidders=3), "PLATFORM", when=at(day("03-25"), 9, 30))

    def signed(self, lot, winner, price, on):
        self.opened(lot)
        self.contracted(lot, winner, price, on)

    def contracted(self, lot, winner, price, on):
        self.do(AwardLot(lot=lot, winner=winner, price_fen=yuan(price)), OWNER)
        asked = SignContract(lot=lot, signed_on=day(on), price_fen=yuan(price))
        self.do(asked, OWNER, when=at(day(on)))

    def due(self, lot, bidder, number):
        return self.deposit(deposit(lot, bidder)).refund(number).due

    def arrivals(self):
        """Rows 11 to 33, but for B5 in A3, whose bid is withdrawn there."""
        self.came(A1, B1, "800,000.00", "03-12")
        self.came(A2, B1, "500,000.00", "03-12")
        wrong = self.came(A1, B2, "800,000.00", "03-13", payer=B1, payer_account=account_of(B1))
        self.match(RejectReceipt, wrong, deposit=deposit(A1, B2), lot=None)
        self.earned(A1, B2, "23.33", "03-16")
        self.paid(A1, B2, 1, "03-16")
        self.came(A1, B2, "800,000.00", "03-16")
        self.guaranteed(A3, B2, "240,000.00")
        self.came(A1, B3, "800,000.00", "03-17")
        self.came(A2, B3, "300,000.00", "03-17")
        self.came(A3, B3, "240,000.00", "03-17")
        self.came(A1, B4, "810,000.00", "03-18")
        self.guaranteed(A2, B4, "500,000.00")
        self.paid(A1, B4, 1, "03-19")
        self.came(A2, B3, "200,000.00", "03-20")
        for lot in (A1, A2, A3):
            passed = PassDepositDeadline(lot=lot, deadline=at(day("03-24"), 17))
            self.do(passed, "PLATFORM", when=at(day("03-24"), 17))
        self.came(A2, B5, "500,000.00", "03-24", booked_at=at(day("03-24"), 18, 10))


@pytest.fixture
def arrived():
    tender = Tender()
    tender.arrivals()
    return tender


def fen(balances):
    return {key: yuan(text) for key, text in balances.items()}


def test_checkpoint_at_the_end_of_03_24(arrived):
    """The checkpoint less B5's 11.67 in and out of A3, whose withdrawal is another story."""
    assert nonzero(arrived) == fen(
        {
            ("1001", ACCOUNT): "4,940,023.33",
            key("2002", A1, B1): "-800,000.00",
            key("2002", A1, B2): "-800,000.00",
            key("2002", A1, B3): "-800,000.00",
            key("2002", A1, B4): "-800,000.00",
            key("2002", A2, B1): "-500,000.00",
            key("2002", A2, B3): "-500,000.00",
            key("2002", A3, B3): "-240,000.00",
            key("2005", A2, B5, "/1"): "-500,000.00",
            key("2007", A1, B2): "-23.33",
            key("9001", A2, B4): "500,000.00",
            key("9001", A3, B2): "240,000.00",
            key("9002", A2, B4): "-500,000.00",
            key("9002", A3, B2): "-240,000.00",
        }
    )


def test_rows_13_to_17_somebody_elses_payment_goes_back_with_principal_only():
    tender = Tender()
    wrong = tender.came(A1, B2, "800,000.00", "03-13", payer=B1, payer_account=account_of(B1))
    assert tender.books["2001", f"{ACCOUNT}/2026-03-13"] == -yuan("800,000.00")
    tender.match(RejectReceipt, wrong, deposit=deposit(A1, B2), lot=None)
    told = tender.earned(A1, B2, "23.33", "03-16")
    assert [(one.left_fen, one.reason) for one in told if type(one) is InterestAllocated] == [
        (2_333, "NOT_OWED")
    ]
    refund = tender.deposit(deposit(A1, B2)).refund(1)
    assert (refund.pays.account, refund.due) == (account_of(B1), day("03-23"))
    assert tender.paid(A1, B2, 1, "03-16") == yuan("800,000.00")
    assert nonzero(tender) == fen({("1001", ACCOUNT): "23.33", key("2007", A1, B2): "-23.33"})


def test_row_34_b5_was_late_and_was_not_admitted(arrived):
    late = arrived.deposit(deposit(A2, B5))
    assert (late.missing_fen, late.held_fen) == (yuan("500,000.00"), 0)
    assert arrived.due(A2, B5, 1) == day("03-30"), "CT-A2: 03-29 is a Sunday"
    arrived.do(OpenBids(lot=A2, bidders=3), "PLATFORM", when=at(day("03-25"), 9, 30))
    few = arrived.ask(OpenBids(lot=A3, bidders=2), "PLATFORM", when=at(day("03-25"), 9, 30))
    assert isinstance(few, Rejected), "opening A3 with 2 bidders is refused"


def test_rows_38_and_39_late_money_goes_back_and_its_interest_stays(arrived):
    """9.72 is paid to nobody."""
    told = arrived.earned(A2, B5, "9.72", "03-26")
    assert told[1].reason == "NOT_OWED"
    assert arrived.paid(A2, B5, 1, "03-26") == yuan("500,000.00")
    assert arrived.books["2007", deposit(A2, B5)] == -972
    arrived.do(OpenBids(lot=A2, bidders=3), "PLATFORM", when=at(day("03-25"), 9, 30))
    asked = AllocateInterest(deposit=deposit(A2, B5), lot=A2)
    (said,) = arrived.do(asked, "C-SET2")
    assert (said.left_fen, said.reason) == (972, "OWNER_UNDECIDED")


def test_rows_35_to_43_a_failed_lot_gives_back_with_interest(arrived):
    failing = FailLot(lot=A3, reason="FEWER_THAN_3_BIDDERS")
    arrived.do(failing, OWNER, when=at(day("03-25"), 9, 31))
    refund = arrived.deposit(deposit(A3, B3)).refund(1)
    assert (refund.cause, refund.interest, refund.due) == ("FAILED", True, day("03-30"))
    arrived.earned(A3, B3, "23.33", "03-27")
    assert arrived.paid(A3, B3, 1, "03-27") == yuan("240,023.33")
    arrived.released(A3, B2)
    keys = (key(code, A3, bidder) for code in ("2002", "2007", "9001") for bidder in (B2, B3))
    assert not any(arrived.books[one] for one in keys)
    assert arrived.deposit(deposit(A3, B2)).refunds == (), "a guarantee is no money"


def test_rows_63_to_69_the_loser_of_a2_has_261_53_and_the_winner_a_bond(arrived):
    """A2/B3: 300,000.00 × 55 d + 200,000.00 × 52 d; one rounding on the sum (E05)."""
    arrived.signed(A2, B1, "23,500,000.00", "05-08")
    assert arrived.due(A2, B3, 1) == day("05-13")
    arrived.do(ConvertDeposit(deposit=deposit(A2, B1), lot=A2), "C-SET2")
    arrived.earned(A2, B1, "277.08", "05-11")
    arrived.earned(A2, B3, "261.53", "05-11")
    assert arrived.item(deposit(A2, B3), 1).interest_fen == 26_153
    assert arrived.paid(A2, B3, 1, "05-11") == yuan("500,261.53")
    arrived.released(A2, B4)
    assert arrived.books[key("2003", A2, B1)] == -yuan("500,000.00")
    assert arrived.books[key("9002", A2, B4)] == 0
    winner = AllocateInterest(deposit=deposit(A2, B1), lot=A2)
    answer = arrived.ask(winner, "C-SET2")
    assert answer.rule == "interest.still_owed", "277.08 are the winner's (CT-20)"


def test_rows_53_and_60_what_is_held_is_not_paid_and_lifted_it_is(arrived):
    """Releasing A2/B1 while H1 is active is refused."""
    of = deposit(A2, B1)
    placing = PlaceHold(
        deposit=of,
        hold="H1",
        amount_fen=yuan("500,000"),
        cause="投诉",
        document="投诉1号",
        lot=A2,
    )
    arrived.opened(A2)
    arrived.do(placing, HOUSING)
    assert arrived.books[key("2010", A2, B1)] == -yuan("500,000.00")
    arrived.contracted(A2, B3, "23,500,000.00", "05-08")
    arrived.earned(A2, B1, "291.67", "05-11")
    held = payable(of, 1, arrived.deposit(of), LAW, paying())
    assert held.rule == "refund.held"
    arrived.do(LiftHold(deposit=of, hold="H1", lot=A2), HOUSING)
    assert arrived.paid(A2, B1, 1, "05-11") == yuan("500,291.67"), "60 days from 03-12"


@pytest.fixture
def a1_signed(arrived):
    arrived.signed(A1, B2, "38,600,000.00", "05-12")
    arrived.earned(A1, B1, "490.00", "05-14")
    arrived.earned(A1, B2, "458.89", "05-14")
    return arrived


def test_rows_70_to_75_a1_gives_back_to_loser_and_winner(a1_signed):
    assert {a1_signed.due(A1, bidder, n) for bidder, n in ((B1, 1), (B2, 2))} == {day("05-18")}
    assert a1_signed.paid(A1, B1, 1, "05-14") == yuan("800,490.00")
    assert a1_signed.paid(A1, B2, 2, "05-14") == yuan("800,458.89")
    assert a1_signed.books["2007", deposit(A1, B2)] == -2_333, "of the rejected payment"


def test_rows_76_and_77_what_came_back_is_reissued_to_a_verified_account(a1_signed):
    """E12: 800,458.89 out, back, and out again with a second approval, for the payee changed."""
    tender, of = a1_signed, deposit(A1, B2)
    tender.paid(A1, B2, 2, "05-14")
    tender.comes_back(f"{of}/2/1", day("05-15"), "AC04")
    assert tender.books["2012", f"{of}/2"] == -yuan("800,458.89")
    verified = Payee(name=B2, account="35050161000000009999", bank="建行漳州分行")
    proposing = ProposePayee(deposit=of, number=2, payee=verified, evidence="ee" * 32)
    stale = tender.item(of, 2)
    tender.do(proposing, "C-SET1", person="N0000000000000003")
    batch = ProposeRefunds(batch="RB-2026-05-15-0001", account=ACCOUNT, items=(stale,))
    assert tender.ask(batch, "C-SET1").rule == "refund.changed"
    assert tender.item(of, 2).elsewhere
    assert tender.paid(A1, B2, 2, "05-15") == yuan("800,458.89")
    refund = tender.deposit(of).refund(2)
    assert (refund.attempt, refund.pays, refund.standing) == (2, verified, "已到账")
    assert not any(tender.total(code) for code in ("1009", "2012", "2006", "1008"))


def test_e08_an_overpayment_earns_the_bank_s_interest_and_the_party_only_its_own():
    """Bank 116.76 on 810 k × 1 d + 800 k × 14 d; entitlement 116.67; 0.09 stays in 2007."""
    tender = Tender()
    tender.came(A1, B4, "810,000.00", "03-18")
    assert tender.paid(A1, B4, 1, "03-19") == yuan("10,000.00")
    tender.signed(A1, B3, "38,200,000.00", "03-31")
    tender.earned(A1, B4, "116.76", "04-02")
    assert tender.item(deposit(A1, B4), 2).interest_fen == 11_667
    assert tender.paid(A1, B4, 2, "04-02") == yuan("800,116.67")
    allocated = [one for one in tender.memory.said if type(one) is InterestAllocated]
    assert [(one.entitled_fen, one.left_fen, one.reason) for one in allocated] == [
        (11_667, 9, "BALANCE_ABOVE_REQUIRED")
    ]
    assert nonzero(tender) == {("1001", ACCOUNT): 9, ("2007", deposit(A1, B4)): -9}


def test_e01_a_refund_with_interest():
    """800,000.00 in 03-10, out 04-22, 43 days at 0.35 %: 334.44."""
    tender = Tender()
    tender.came(A1, B1, "800,000.00", "03-10")
    tender.signed(A1, B3, "38,200,000.00", "04-20")
    tender.earned(A1, B1, "334.44", "04-22")
    assert tender.paid(A1, B1, 1, "04-22") == yuan("800,334.44")


def test_control_total(a1_signed):
    """Receipts + interest = payouts net of the returned + closing, to the fen (8.4, 6)."""
    tender, of = a1_signed, deposit(A1, B2)
    paid = tender.paid(A1, B1, 1, "05-14") + tender.paid(A1, B2, 2, "05-14")
    tender.comes_back(f"{of}/2/1", day("05-15"))
    paid += tender.paid(A1, B2, 2, "05-15") - yuan("800,458.89")
    receipts = yuan("4,010,000.00") + yuan("1,500,000.00") + yuan("240,000.00")
    interest = 2_333 + 49_000 + 45_889
    before = yuan("800,000.00") + yuan("10,000.00")  # the rejected, the excess
    assert receipts + interest == paid + before + tender.books["1001", ACCOUNT]


def test_money_that_is_found_after_the_end_is_owed_too():
    """A line that was matched late counts by the bank's time, and is nobody's gift."""
    tender, of = Tender(), deposit(A2, B3)
    tender.came(A2, B3, "300,000.00", "03-17")
    second = tender.line(yuan("200,000.00"), day("03-20"), payer=B3, payer_account=account_of(B3))
    tender.signed(A2, B1, "23,500,000.00", "05-08")
    assert tender.deposit(of).refund(1).amount_fen == yuan("300,000.00")
    tender.do(OpenStrays(page=second.partition("#")[0], lines=1), "MATCHER")
    found = MatchReceipt(line=second, line_seen=1, deposit=of, lot=A2)
    tender.do(found, "C-SET1", when=at(day("05-09")))
    again = tender.deposit(of).refund(2)
    assert (again.cause, again.amount_fen, again.due) == ("LOSER", yuan("200,000.00"), day("05-13"))
    tender.earned(A2, B3, "261.53", "05-11")
    assert tender.paid(A2, B3, 1, "05-11") == yuan("300,160.42")
    assert tender.paid(A2, B3, 2, "05-11") == yuan("200,101.11")
    assert not tender.total("2007")


def test_scenario_c_losers_are_paid_principal_and_the_interest_stays_undecided():
    """8.3: 2,400,000.00 each; 186.67 + 163.33 + 210.00 = 560.00 stay, their owner undecided."""
    till, lot = Till(), "ZZ-SP-2026-001"
    p1, p2, p3 = (f"N00000000000000C{n}" for n in (1, 2, 3))
    till.lot(
        lot,
        "2,400,000.00",
        "STATE_PROPERTY",
        estimate_fen=yuan("8,000,000.00"),
        deposit_deadline=at(day("03-30"), 17),
        opening_at=at(day("04-01"), 9, 30),
    )
    bought = {}
    for n, (party, on) in enumerate(((p1, "03-26"), (p2, "03-27"), (p3, "03-30")), 1):
        bought[party] = till.bidder(f"PC00000000000000{n}", lot, party)
        till.pays(bought[party], party, "2,400,000.00", day(on))
    price = yuan("9,300,000.00")
    closed = CloseTimedBidding(lot=lot, bidders=3, price_fen=price)
    till.do(closed, OWNER, when=at(day("04-01"), 9, 37))
    confirmed = ConfirmTransaction(lot=lot, winner=p3, price_fen=price)
    till.do(confirmed, OWNER, when=at(day("04-01"), 10))
    owed = [one for one in till.memory.said if type(one) is RefundObligationCreated]
    assert {(one.deposit, one.due) for one in owed} == {
        (bought[p1], day("04-07")),
        (bought[p2], day("04-07")),
    }
    for party, interest in ((p1, "186.67"), (p2, "163.33")):
        assert till.refund(bought[party], 1, day("04-03")) == yuan("2,400,000.00")
        assert till.interest(bought[party], interest, day("04-03"))[1].reason == "NOT_OWED"
    signed = SignContract(lot=lot, signed_on=day("04-08"), price_fen=price)
    till.do(signed, OWNER, when=at(day("04-08"), 10))
    till.do(ConvertDeposit(deposit=bought[p3], lot=lot), "C-SET2")
    till.interest(bought[p3], "210.00", day("04-08"))
    reasons = [
        till.do(AllocateInterest(deposit=one, lot=lot), "C-SET2")[0].reason
        for one in bought.values()
    ]
    assert reasons == ["OWNER_UNDECIDED"] * 3
    assert (till.total("2007"), till.total("2004")) == (-yuan("560.00"), -yuan("2,400,000.00"))

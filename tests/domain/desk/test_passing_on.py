"""Stories of money that becomes others', and of what becomes of it when the bank has its say."""

from datetime import date

import pytest

from domain.deposit.enforce import ExecuteEnforcement
from domain.deposit.hold import PlaceHold
from domain.deposit.refund import Standing
from domain.desk.forfeit import ForfeitDeposit
from domain.desk.give_up import GiveUpPayout
from domain.desk.interest import AllocateInterest
from domain.desk.repay import MatchForfeitureRepaid
from domain.desk.reverse import MatchReversal
from domain.desk.unforfeit import ReverseForfeiture
from domain.desk.unmatch import UnmatchReceipt
from domain.kernel import Post
from domain.lot.award import AwardLot, SignContract
from domain.lot.close import FailLot
from domain.lot.compete import OpenBids
from domain.money import yuan
from tests.kit.till import OWNER, Till, account_of, at, nonzero

LOT = "A3506000001000001001001"
D1, D2 = "P00000000000000D1", "P00000000000000D2"
B1, B2 = "N00000000000000B1", "N00000000000000B2"
PAID, OPENING = date(2026, 3, 17), at(date(2026, 3, 25), 9, 30)
WHOLE = yuan("800,000.00")
DECISION = {"document": "住建〔2026〕17号", "evidence": "ee" * 32}


@pytest.fixture
def till():
    """Two bid, both have paid; the first has won."""
    made = Till()
    made.lot(LOT, "800,000.00")
    for deposit, party in ((D1, B1), (D2, B2)):
        made.bidder(deposit, LOT, party)
        made.pays(deposit, party, "800,000.00", PAID)
    made.do(OpenBids(lot=LOT, bidders=3), "PLATFORM", when=OPENING)
    made.do(AwardLot(lot=LOT, winner=B1, price_fen=yuan("38,000,000")), OWNER, when=OPENING)
    return made


def kept(till, deposit, ground):
    asked = {"deposit": deposit, "lot": LOT, "ground": ground, "amount_fen": WHOLE, "fees_fen": 0}
    till.do(ForfeitDeposit(**asked, **DECISION), OWNER)


def test_what_is_kept_of_who_paid_twice_does_not_go_back_too(till):
    """Refunded, taken back by the bank, paid again twice over: one is the debt, one is kept."""
    (line,) = [receipt.line for receipt in till.deposit(D2).receipts]
    signed = {"signed_on": date(2026, 4, 8), "price_fen": yuan("38,000,000")}
    till.do(SignContract(lot=LOT, **signed), OWNER, when=at(date(2026, 4, 8)))
    till.interest(D2, "171.11", date(2026, 4, 8))
    till.refund(D2, 1, date(2026, 4, 9))
    back = {"credit": False, "reversal": True, "payer_account": account_of(B2)}
    by = till.line(WHOLE, date(2026, 4, 10), **back)
    till.match(MatchReversal, by, reversed=line, deposit=D2, lot=None)
    till.pays(D2, B2, "1,600,000.00", date(2026, 3, 18))
    assert (till.deposit(D2).held_fen, till.deposit(D2).receivable_fen) == (WHOLE, 0)
    kept(till, D2, "BID_REVOKED")
    assert [one.standing for one in till.deposit(D2).refunds] == [Standing.PAID, Standing.VOID]
    assert till.deposit(D2).held_fen == 0


def test_what_comes_back_after_its_forfeiture_was_taken_back_is_the_bidders_again(till):
    """P25: no payout can take it along; it is held, and goes back when the lot ends."""
    kept(till, D1, "WINNER_DEFAULTED")
    payout = till.passes_on(LOT, "2008", OWNER.organisation, {D1: WHOLE})
    till.debit(till.send(payout), date(2026, 4, 27))
    asked = ReverseForfeiture(deposit=D1, lot=LOT, payouts=(payout,), **DECISION)
    (said,) = till.do(asked, OWNER)
    assert said.claim_fen == WHOLE
    till.comes_back(payout, date(2026, 4, 28))
    till.do(GiveUpPayout(payout=payout, deposits=(D1,), reason="退汇"), "C-SET1")
    assert till.deposit(D1).given.total_fen == 0
    assert till.deposit(D1).given.claims == {}
    assert ("2012", payout) not in nonzero(till)
    assert ("2008", OWNER.organisation) not in nonzero(till)
    goes_back_whole(till)


def goes_back_whole(till):
    """All of it is held again; at its lot's end it goes to who paid it, with all interest."""
    assert till.deposit(D1).held_fen == WHOLE
    assert [receipt.back_fen for receipt in till.deposit(D1).receipts] == [WHOLE]
    till.do(FailLot(lot=LOT, reason="中标人违约"), OWNER, when=at(date(2026, 5, 6)))
    till.interest(D1, "451.11", date(2026, 5, 14))
    assert till.deposit(D1).refund(1).payee.account == account_of(B1)
    assert till.refund(D1, 1, date(2026, 5, 15)) == WHOLE + yuan("451.11")


def paid_out_and_reversed(till):
    """The tenderer has the money, and may keep it no more; the payout."""
    kept(till, D1, "WINNER_DEFAULTED")
    payout = till.passes_on(LOT, "2008", OWNER.organisation, {D1: WHOLE})
    till.debit(till.send(payout), date(2026, 4, 27))
    till.do(ReverseForfeiture(deposit=D1, lot=LOT, payouts=(payout,), **DECISION), OWNER)
    return payout


def repays(till, payout, fen):
    """The tenderer pays so much back."""
    day = date(2026, 4, 29)
    line = till.line(fen, day, payer=OWNER.organisation)
    till.strays(day)
    asked = MatchForfeitureRepaid(line=line, line_seen=1, deposit=D1, lot=LOT, payout=payout)
    return till.ask(asked, "C-SET1")


def test_what_its_beneficiary_pays_back_freely_is_the_bidders_again(till):
    """In parts, to the fen, and not a fen more."""
    payout = paid_out_and_reversed(till)
    repays(till, payout, 1)
    assert till.deposit(D1).held_fen == 1
    assert repays(till, payout, WHOLE).rule == "claim.too_much"
    repays(till, payout, WHOLE - 1)
    assert repays(till, payout, 1).rule == "claim.none"
    goes_back_whole(till)


def test_it_first_makes_good_what_the_bank_took_back_meanwhile(till):
    """The bidder's credit was reversed while others had its money: nobody is owed it then."""
    payout = paid_out_and_reversed(till)
    (line,) = [receipt.line for receipt in till.deposit(D1).receipts]
    by = till.line(WHOLE, date(2026, 4, 28), credit=False, reversal=True)
    till.match(MatchReversal, by, reversed=line, deposit=D1, lot=None)
    assert till.deposit(D1).receivable_fen == WHOLE
    repays(till, payout, WHOLE)
    assert (till.deposit(D1).held_fen, till.deposit(D1).receivable_fen) == (0, 0)
    assert nonzero(till, "1001", "2002") == {}


def test_who_made_the_reversed_credit_good_has_it_back_then(till):
    """The bank took it back, the bidder paid it again, and then the tenderer pays back too."""
    payout = paid_out_and_reversed(till)
    (line,) = [receipt.line for receipt in till.deposit(D1).receipts]
    by = till.line(WHOLE, date(2026, 4, 28), credit=False, reversal=True)
    till.match(MatchReversal, by, reversed=line, deposit=D1, lot=None)
    again = till.pays(D1, B1, "800,000.00", date(2026, 4, 28))
    repays(till, payout, WHOLE)
    assert till.deposit(D1).held_fen == WHOLE
    assert [receipt.back_fen for receipt in till.deposit(D1).receipts] == [WHOLE]
    wrong = UnmatchReceipt(line=again, line_seen=2, deposit=D1, lot=None, reason="认错")
    assert till.ask(wrong, "MATCHER").rule == "deposit.money_moved_on"
    till.do(FailLot(lot=LOT, reason="中标人违约"), OWNER, when=at(date(2026, 5, 6)))
    assert [one.amount_fen for one in till.deposit(D1).refunds] == [WHOLE]


def test_interest_that_went_along_with_what_was_kept_comes_back_with_it(till):
    """P18, P25: else the refund could never be paid, for the bank paid less than is owed."""
    kept(till, D1, "WINNER_DEFAULTED")
    till.interest(D1, "334.44", date(2026, 4, 22))
    till.do(AllocateInterest(deposit=D1, lot=LOT), "C-SET2")
    assert nonzero(till)["2008", OWNER.organisation] == -WHOLE - yuan("334.44")
    till.do(ReverseForfeiture(deposit=D1, lot=LOT, payouts=(), **DECISION), OWNER)
    assert ("2008", OWNER.organisation) not in nonzero(till)
    assert till.deposit(D1).balance("2007") == yuan("334.44")
    till.do(FailLot(lot=LOT, reason="中标人违约"), OWNER, when=at(date(2026, 5, 6)))
    till.interest(D1, "116.67", date(2026, 5, 14))
    assert till.refund(D1, 1, date(2026, 5, 15)) == WHOLE + yuan("451.11")


def test_interest_that_was_paid_out_along_is_claimed_with_it(till):
    kept(till, D1, "WINNER_DEFAULTED")
    till.interest(D1, "334.44", date(2026, 4, 22))
    till.do(AllocateInterest(deposit=D1, lot=LOT), "C-SET2")
    whole = WHOLE + yuan("334.44")
    payout = till.passes_on(LOT, "2008", OWNER.organisation, {D1: whole})
    till.debit(till.send(payout), date(2026, 4, 27))
    asked = ReverseForfeiture(deposit=D1, lot=LOT, payouts=(payout,), **DECISION)
    (said,) = till.do(asked, OWNER)
    assert (said.claim_fen, said.entries) == (whole, ())


def test_two_courts_that_number_their_holds_alike_are_owed_each_its_own(till):
    for deposit, name, fen in ((D1, "甲法院", 100), (D2, "乙法院", 200)):
        court, order = Post("COURT", name), {"deposit": deposit, "hold": "H1", "amount_fen": fen}
        till.do(PlaceHold(**order, cause="保全", document="1号"), court)
        till.do(ExecuteEnforcement(**order, **DECISION), court)
    courts = {key: fen for key, fen in nonzero(till).items() if key[0] == "2011"}
    assert courts == {("2011", f"{D1}/H1"): -100, ("2011", f"{D2}/H1"): -200}

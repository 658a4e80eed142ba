"""A deposit half cash, half a guarantee: what its guarantor pays (P30) is told from the bidder's.

Of 5.00 the bidder pays 3.00, the guarantor stands in for 2.00, and has paid that to us.
"""

from datetime import date

import pytest

from domain.desk.claim import ClaimGuarantee
from domain.desk.forfeit import ForfeitDeposit
from domain.desk.guaranteed import MatchGuaranteePaid
from domain.desk.lodge import LodgeGuarantee
from domain.desk.reverse import MatchReversal
from domain.desk.unforfeit import ReverseForfeiture
from domain.desk.unmatch import UnmatchReceipt
from domain.lot.award import AwardLot, ConfirmTransaction
from domain.lot.compete import CloseTimedBidding, OpenBids
from tests.domain.desk.test_claim import GUARANTOR, G
from tests.domain.desk.test_where_it_lies import refused
from tests.kit.passing import EVIDENCE
from tests.kit.rows import ACCOUNT, D
from tests.kit.till import OWNER, SETTLEMENT, Till, at
from tests.properties.books import wrong

LOT, B, DAY = "A3506000001000001001001", "N00000000000000B1", date(2026, 4, 27)
OPENING = at(date(2026, 3, 25), 9, 30)
TOLD = {"document": "1号", "evidence": EVIDENCE}
T = OWNER.organisation


def mixed(category="CONSTRUCTION"):
    made = Till()
    made.lot(LOT, "5.00", category)
    made.bidder(D, LOT, B)
    made.pays(D, B, "3.00", date(2026, 3, 17))
    facts = {"number": "GUA-1", "guarantor": GUARANTOR.organisation, "amount_fen": 200}
    lodging = LodgeGuarantee(guarantee=G, deposit=D, valid_until=date(2026, 7, 21), **facts)
    made.do(lodging, GUARANTOR)
    return made


def opened(made):
    made.do(OpenBids(lot=LOT, bidders=3), "PLATFORM", when=OPENING)
    made.do(AwardLot(lot=LOT, winner=B, price_fen=900), OWNER, when=OPENING)
    claimed(made)
    return made


def claimed(made):
    told = {"ground": "WINNER_DEFAULTED", "amount_fen": 200}
    made.do(ClaimGuarantee(guarantee=G, deposit=D, lot=LOT, **told, **TOLD), OWNER)


@pytest.fixture
def till():
    made = opened(mixed())
    made.claim = paid(made)
    return made


def paying(till, fen=200, account=ACCOUNT):
    line = till.line(fen, DAY, account=account, payer=GUARANTOR.organisation)
    till.strays(DAY, account)
    return MatchGuaranteePaid(line=line, line_seen=1, deposit=D, lot=LOT, guarantee=G)


def paid(till, **how):
    asked = paying(till, **how)
    till.do(asked, "C-SET1")
    return asked.line


def paid_out(till, fen=200):
    till.debit(till.send(till.passes_on(LOT, "2008", T, {D: fen})), DAY)


def keeping(fen=300, fees=0):
    told = {"ground": "WINNER_DEFAULTED", "amount_fen": fen, "fees_fen": fees}
    return ForfeitDeposit(deposit=D, lot=LOT, **told, **TOLD)


def kept_no_more(till, *payouts):
    till.do(ReverseForfeiture(deposit=D, lot=LOT, payouts=payouts, **TOLD), OWNER)


def taken_back(till):
    by = till.line(200, date(2026, 4, 30), credit=False, reversal=True)
    asked = MatchReversal(line=by, line_seen=1, reversed=till.claim, deposit=D, lot=None)
    till.do(asked, "MATCHER")


def stands(till):
    """What is held, owed to us, and payable to the tenderer."""
    assert list(wrong(till)) == []
    return till.books["2002", D], till.books["1003", D], till.books["2008", T]


# The guarantor's and what is kept of the cash lie on one key.


def test_what_the_bank_takes_back_of_a_guarantor_is_not_taken_from_the_cash_that_is_kept(till):
    paid_out(till)
    till.do(keeping(), OWNER)
    taken_back(till)
    assert stands(till) == (0, 200, -300)
    kept_no_more(till)
    assert stands(till) == (-300, 200, 0)


def test_what_is_here_is_still_taken_back_beside_what_is_kept(till):
    till.do(keeping(), OWNER)
    taken_back(till)
    assert stands(till) == (0, 0, -300)


def test_the_line_of_a_guarantor_that_was_paid_out_is_not_another_s_for_what_is_kept(till):
    paid_out(till)
    till.do(keeping(), OWNER)
    wrong_one = UnmatchReceipt(line=till.claim, line_seen=2, deposit=D, lot=LOT, reason="认错")
    refused(till.ask(wrong_one, "C-SET1"), "deposit.money_moved_on")


# What is owed to us of a guarantor's is not made good by the bidder.


@pytest.fixture
def gone(till):
    """The tenderer had the guarantor's money when the bank took it back."""
    paid_out(till)
    taken_back(till)
    assert stands(till) == (-300, 200, 0)
    return till


def test_what_the_bidder_pays_then_goes_back_to_it(gone):
    gone.pays(D, B, "2.00", date(2026, 4, 30))
    refund = gone.deposit(D).refunds[-1]
    assert (gone.books["1003", D], refund.amount_fen) == (200, 200)
    paid(gone)
    assert stands(gone) == (-300, 0, 0), "the tenderer is not paid twice"


def test_what_is_kept_no_more_is_held_again_whole(gone):
    gone.do(keeping(), OWNER)
    kept_no_more(gone)
    assert stands(gone) == (-300, 200, 0)


# Fees go first, once.


def test_fees_that_were_withheld_of_the_guarantors_are_not_withheld_of_the_cash():
    sale = mixed("STATE_PROPERTY")
    ended = CloseTimedBidding(lot=LOT, bidders=3, price_fen=30_000)
    sale.do(ended, OWNER, when=OPENING)
    sale.do(ConfirmTransaction(lot=LOT, winner=B, price_fen=30_000), OWNER, when=OPENING)
    claimed(sale)
    sale.assess(LOT, default_fen=45)
    paid(sale)
    assert sale.books["2013", LOT] == -45
    refused(sale.ask(keeping(fees=45), OWNER), "forfeiture.other_fees")
    sale.do(keeping(fees=0), OWNER)
    assert stands(sale) == (0, 0, -455)
    assert sale.books["2013", LOT] == -45


# A payout leaves from one account: so what is due to one lies on one.


def test_what_is_kept_on_one_account_is_paid_before_a_guarantor_s_on_another():
    till = opened(mixed())
    till.do(keeping(), OWNER)
    asked = paying(till, account=SETTLEMENT)
    refused(till.ask(asked, "C-SET1"), "forfeiture.pay_first")
    paid_out(till, 300)
    till.do(asked, "C-SET1")
    assert till.deposit(D).given.lies == {("2008", T): {SETTLEMENT}}


def test_and_the_other_way_round():
    till = opened(mixed())
    paid(till, account=SETTLEMENT)
    refused(till.ask(keeping(), OWNER), "forfeiture.pay_first")
    till.debit(till.send(till.passes_on(LOT, "2008", T, {D: 200}, account=SETTLEMENT)), DAY)
    till.do(keeping(), OWNER)
    assert till.deposit(D).given.lies == {("2008", T): {ACCOUNT}}

"""改认领: a matched line goes over from one deposit to another, by un-match and match."""

from datetime import date

from domain.deposit.arrived import ReceiptMatched, ReceiptUnmatched
from domain.deposit.claim_receipt import ClaimReceipt
from domain.deposit.receipt_claim import Stage
from domain.desk.match import MatchReceipt
from domain.desk.unmatch import UnmatchReceipt
from domain.money import yuan
from tests.kit.till import Till, account_of, at

FIRST, SECOND = (f"A350600000100000100100{n}" for n in (1, 2))
BIDDER = "N00000000000000B1"
ONE, OTHER = "P00000000000000D1", "P00000000000000D2"
DAY = date(2026, 3, 17)
SUM = "800,000.00"


def test_a_line_is_reassigned_and_each_deposit_keeps_what_was_said_of_it():
    till = Till()
    for deposit, lot in ((ONE, FIRST), (OTHER, SECOND)):
        till.lot(lot, SUM)
        till.bidder(deposit, lot, BIDDER)
    claims = ClaimReceipt(
        deposit=OTHER,
        party=BIDDER,
        amount_fen=yuan(SUM),
        sent_on=DAY,
        payer=BIDDER,
        payer_account=account_of(BIDDER),
    )
    till.do(claims, "PLATFORM", when=at(DAY))
    said = {"payer": BIDDER, "payer_account": account_of(BIDDER)}
    line = till.line(yuan(SUM), DAY, **said)
    till.match(MatchReceipt, line, deposit=ONE, lot=None)
    back = {"line": line, "line_seen": till.seen(line), "lot": None, "reason": "应计入二标段"}
    (taken, *_) = till.do(UnmatchReceipt(deposit=ONE, **back), "MATCHER")
    assert till.deposit(OTHER).told_claims[0].stage is Stage.OPEN
    (came, *_) = till.match(MatchReceipt, line, deposit=OTHER, lot=None)
    assert isinstance(taken, ReceiptUnmatched)
    assert (taken.deposit, taken.line, taken.reason) == (ONE, line, "应计入二标段")
    assert isinstance(came, ReceiptMatched)
    assert (came.deposit, came.line, came.value_date) == (OTHER, line, DAY)
    assert (till.deposit(ONE).held_fen, till.deposit(OTHER).held_fen) == (0, yuan(SUM))
    assert till.total("2001") == 0
    assert till.seen(line) == 4
    assert till.deposit(OTHER).told_claims[0].stage is Stage.FULFILLED

"""What a desk meets besides deposits: a charge, one given back, transfers, a price, a repayment.

A tender whose winner's deposit was kept, paid on, and is kept no more; a sale whose buyer signed.
"""

from datetime import date

from api.appointing import appoint
from api.upkeep import settle
from api.wiring import System
from domain.desk.convert import ConvertDeposit
from domain.desk.forfeit import ForfeitDeposit
from domain.desk.unforfeit import ReverseForfeiture
from domain.lot.award import AwardLot, ConfirmTransaction, SignContract
from domain.lot.compete import CloseTimedBidding, OpenBids
from domain.money import yuan
from tests.kit.door_till import DoorTill
from tests.kit.till import ACCOUNT, ACCOUNTS, OWNER, SETTLEMENT, at

TENDER, SALE = "A3506000001000001001001", "ZZ-SP-2026-001"
KEPT, BOUGHT = "P00000000000000D1", "P00000000000000D2"
DEFAULTER, BUYER = "91350600MA3100001N", "91350600MA3100002R"
"""Companies: of natural persons nothing is shown at a desk."""
WHOLE, PART, PRICE = (yuan(one) for one in ("800,000.00", "2,400,000.00", "9,300,000.00"))
DAY, LATER = date(2026, 4, 28), date(2026, 4, 29)
CHARGE_FEN, MOVED_FEN = 3_000, 77_700
DECISION = {"document": "住建〔2026〕17号", "evidence": "ee" * 32}
PEOPLE = {
    "C-CASH": "cash",
    "C-OPS": "ops",
    "C-SET1": "clerk",
    "C-SET2": "reviewer",
    "BANK": "bank",
    "MATCHER": "matcher",
    "PLATFORM": "platform",
    "OWNER": "owner",
}


def here(number: int, day: date = DAY, account: str = ACCOUNT) -> str:
    """The code of a line."""
    return f"{account}/{day}/1#{number}"


CHARGE, MOVED, PART_MOVED, REPAYMENT = (here(n) for n in (1, 2, 3, 4))
"""Of the account that holds deposits."""
ARRIVED, PART_ARRIVED, PAID, PAID_TOO_MUCH = (here(n, account=SETTLEMENT) for n in (1, 2, 3, 4))
"""Of the account that holds prices."""
GIVEN_BACK, GIVEN_BACK_TOO_MUCH = here(1, LATER), here(2, LATER)


def tell(system: System) -> str:
    """All of it; returns the payout whose payee owes."""
    appoint(system, "owner", OWNER.role, OWNER.organisation)
    till = DoorTill(system, PEOPLE)
    till.lot(TENDER, "800,000.00")
    till.lot(SALE, "2,400,000.00", "STATE_PROPERTY", estimate_fen=yuan("8,000,000.00"))
    till.bidder(KEPT, TENDER, DEFAULTER)
    till.bidder(BOUGHT, SALE, BUYER)
    till.pays(KEPT, DEFAULTER, "800,000.00", date(2026, 3, 17))
    till.pays(BOUGHT, BUYER, "2,400,000.00", date(2026, 3, 17))
    opening = at(date(2026, 3, 25), 9, 30)
    till.do(OpenBids(lot=TENDER, bidders=3), "PLATFORM", when=opening)
    awarded = AwardLot(lot=TENDER, winner=DEFAULTER, price_fen=yuan("38,000,000"))
    till.do(awarded, OWNER, when=opening)
    till.do(CloseTimedBidding(lot=SALE, bidders=3, price_fen=PRICE), OWNER, when=opening)
    confirmed = ConfirmTransaction(lot=SALE, winner=BUYER, price_fen=PRICE)
    till.do(confirmed, OWNER, when=at(date(2026, 4, 1)))
    signed = SignContract(lot=SALE, signed_on=date(2026, 4, 8), price_fen=PRICE)
    till.do(signed, OWNER, when=at(date(2026, 4, 8)))
    till.do(ConvertDeposit(deposit=BOUGHT, lot=SALE), "C-SET2")
    payout = _kept_and_paid(till)
    _lines(till)
    settle(system)
    return payout


def _kept_and_paid(till: DoorTill) -> str:
    kept = {"ground": "WINNER_DEFAULTED", "amount_fen": WHOLE, "fees_fen": 0}
    till.do(ForfeitDeposit(deposit=KEPT, lot=TENDER, **kept, **DECISION), OWNER)
    payout = till.passes_on(TENDER, "2008", OWNER.organisation, {KEPT: WHOLE})
    till.debit(till.send(payout), date(2026, 4, 27))
    asked = ReverseForfeiture(deposit=KEPT, lot=TENDER, payouts=(payout,), **DECISION)
    till.do(asked, OWNER)
    return payout


def _lines(till: DoorTill) -> None:
    till.now = at(DAY, 18)
    ours, theirs = ACCOUNTS[ACCOUNT][0], ACCOUNTS[SETTLEMENT][0]
    till.line(CHARGE_FEN, DAY, credit=False, kind="CHARGE", payer="CCB", serial="0428000001")
    for fen in (MOVED_FEN, PART):
        till.line(fen, DAY, credit=False, payer_account=theirs)
    till.line(1_000, DAY, payer=OWNER.organisation)
    for fen in (MOVED_FEN, PART):
        till.line(fen, DAY, account=SETTLEMENT, payer_account=ours)
    for fen in (PRICE - PART, PRICE):
        till.line(fen, DAY, account=SETTLEMENT, payer=BUYER)
    for fen in (1_000, CHARGE_FEN):
        till.line(fen, LATER, kind="CHARGE", payer="CCB")
    for day, account in ((DAY, ACCOUNT), (DAY, SETTLEMENT), (LATER, ACCOUNT)):
        till.strays(day, account)

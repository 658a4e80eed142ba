"""One story in which every row of the posting table (REFERENCE 3.7) is posted, day after day.

A tender, a sale, a parcel, a procurement, a lot that fails and the one that follows it, told at a
`Till`. What each row posts `test_posting_rows*.py` say: here all stand in one set of books, beside
accounts in currencies of no decimals, of three and of four.
"""

from datetime import date
from typing import Any

from domain.deposit.compensate import RecogniseCompensation, RecordCompensationPaid
from domain.deposit.enforce import ExecuteEnforcement
from domain.deposit.hold import LiftHold, PlaceHold
from domain.desk.carry import CarryDepositOver
from domain.desk.charge import MatchCharge, MatchChargeRepaid
from domain.desk.claim import ClaimGuarantee, RecordGuaranteePaid
from domain.desk.convert import ConvertDeposit
from domain.desk.fee import RecordServiceFee
from domain.desk.forfeit import ForfeitDeposit
from domain.desk.guaranteed import MatchGuaranteePaid
from domain.desk.interest import AllocateInterest
from domain.desk.lodge import LodgeGuarantee
from domain.desk.match import MatchReceipt
from domain.desk.pool import MatchPool, OpenPool
from domain.desk.price import MatchPrice, ReleasePrice
from domain.desk.reject import RejectReceipt
from domain.desk.report import ReportPayment
from domain.desk.reserve import ReservePool
from domain.desk.reverse import MatchReversal
from domain.desk.unforfeit import ReverseForfeiture
from domain.kernel import Post
from domain.lot.award import AwardLot, ConfirmTransaction, SignContract
from domain.lot.close import FailLot, PassDepositDeadline
from domain.lot.compete import CloseTimedBidding, OpenBids
from domain.money import yuan
from domain.own.charge import RecordBankCharge
from tests.kit.till import ACCOUNT, OURS, OWNER, SETTLEMENT, Till, account_of, at

TENDER, FAILED, AGAIN = (f"A350600000100000{n}001001" for n in (1, 2, 3))
SALE, PARCEL, BOUGHT = "ZZ-SP-2026-001", "ZZ-2026P03", "ZZ-GP-2026-001"
WHOLE, PRICE, FEE = yuan("800,000.00"), yuan("3,000,000.00"), yuan("30,000.00")
OTHERS = {
    "ZZ-JPY": ("35004", "1001", "JPY"),
    "ZZ-KWD": ("35005", "1002", "KWD"),
    "ZZ-CLF": ("35006", "1001", "CLF"),
}
"""Accounts in currencies of no decimals, of three and of four."""
COURT, GUARANTOR = Post("COURT", "中院"), Post("GUARANTOR", "某担保公司")
GUARANTEE, POOL = "G00000000000000E1", "Y00000000000000A1"
DECISION = {"document": "住建〔2026〕17号", "evidence": "ee" * 32}

(WINNER, LOSER, REVERSED, LATE, STRANGE, UNNAMED, SECURED, REVOKED, FROZEN) = range(1, 10)
BUYER, GRANTEE, SUPPLIER, FAILING, CARRIED, POOLED = range(10, 16)
"""Whose deposits; who failed to win bids again, and carries its deposit over."""
BIDS = {
    TENDER: (WINNER, LOSER, REVERSED, LATE, STRANGE, UNNAMED, SECURED, REVOKED, FROZEN),
    SALE: (BUYER,),
    PARCEL: (GRANTEE,),
    BOUGHT: (SUPPLIER,),
    FAILED: (FAILING,),
    AGAIN: (CARRIED, POOLED),
}


def party(n: int) -> str:
    """Whoever owes deposit `n`."""
    return f"N{FAILING if n == CARRIED else n:016X}"


def deposit(n: int) -> str:
    """The deposit itself."""
    return f"P{n:016X}"


class Story:
    """Told once, day after day; `lines`: which line brought each deposit's money last."""

    def __init__(self, till: Till) -> None:
        self.till = till
        self.lines: dict[int, str] = {}

    def tell(self) -> None:
        """All of it."""
        self._lots()
        for day, happens in (
            (date(2026, 3, 17), self._money_comes),
            (date(2026, 3, 18), self._not_as_it_should),
            (date(2026, 3, 19), self._goes_back_in_vain),
            (date(2026, 3, 24), self._too_late),
            (date(2026, 3, 25), self._ends),
            (date(2026, 3, 26), self._contracts),
            (date(2026, 3, 27), self._taken_and_taken_back),
            (date(2026, 4, 13), self._price_is_paid),
            (date(2026, 4, 16), self._interest),
            (date(2026, 4, 20), self._comes_back),
        ):
            self.till.now = at(day, 9)
            happens(day)

    def _lots(self) -> None:
        till, later = self.till, {"deposit_deadline": at(date(2026, 5, 20), 17)}
        till.lot(TENDER, "800,000.00")
        till.lot(SALE, "800,000.00", "STATE_PROPERTY", estimate_fen=PRICE)
        till.lot(PARCEL, "800,000.00", "LAND", estimate_fen=PRICE)
        till.lot(BOUGHT, "37,200.00", "GOV_PROCUREMENT")
        till.lot(FAILED, "800,000.00")
        till.lot(AGAIN, "800,000.00", opening_at=at(date(2026, 5, 21), 9), **later)
        for lot, bids in BIDS.items():
            for n in bids:
                till.bidder(deposit(n), lot, party(n))
        till.do(OpenPool(pool=POOL, party=party(POOLED), account=ACCOUNT, year=2026), "PLATFORM")

    def _pays(self, n: int, amount: str, day: date, **said: Any) -> None:
        self.lines[n] = self.till.pays(deposit(n), party(n), amount, day, **said)

    def _money_comes(self, day: date) -> None:
        """P02, P03; of what nobody claims yet, the import alone."""
        self._pays(WINNER, "300,000.00", day)
        for n in (LOSER, REVERSED, REVOKED, FROZEN, BUYER, GRANTEE, FAILING):
            self._pays(n, "800,000.00", day)
        self._pays(SUPPLIER, "37,200.00", day)
        self._pays(STRANGE, "800,000.00", day, payer=party(LOSER))
        for n in (UNNAMED, POOLED):
            who = {"payer": party(n), "payer_account": account_of(party(n))}
            self.lines[n] = self.till.line(WHOLE, day, **who)
        for account in OTHERS:
            self.till.line(1_234_567, day, account=account)

    def _not_as_it_should(self, day: date) -> None:
        """P04, P05, P07, P08 (as P02), P09, P29, P31 in custody, P32 of a pool."""
        till = self.till
        self._pays(WINNER, "510,000.00", day)
        till.match(MatchReceipt, self.lines[UNNAMED], deposit=deposit(UNNAMED), lot=None)
        self._pays(UNNAMED, "800,000.00", day)
        till.match(RejectReceipt, self.lines[STRANGE], deposit=deposit(STRANGE), lot=None)
        self._reversed(REVERSED, day)
        till.match(MatchPool, self.lines[POOLED], pool=POOL)
        lodged = {"guarantee": GUARANTEE, "deposit": deposit(SECURED), "number": "GUA-1"}
        until = {"guarantor": GUARANTOR.organisation, "valid_until": date(2026, 7, 21)}
        till.do(LodgeGuarantee(**lodged, **until, amount_fen=WHOLE), GUARANTOR)
        charge = till.line(3_000, day, credit=False, kind="CHARGE")
        repaid = till.line(1_000, day, kind="CHARGE")
        till.strays(day)
        till.do(MatchCharge(line=charge, line_seen=1), "C-SET1")
        till.do(MatchChargeRepaid(line=repaid, line_seen=1, charge=charge), "C-SET1")

    def _reversed(self, n: int, day: date) -> None:
        line = self.till.line(WHOLE, day, credit=False, reversal=True)
        of = {"reversed": self.lines[n], "deposit": deposit(n), "lot": None}
        self.till.match(MatchReversal, line, **of)

    def _goes_back_in_vain(self, day: date) -> None:
        """P12, P14: what was paid twice goes back, and the bank does not take the order."""
        self.till.approve(deposit(UNNAMED), 1, at(day))
        payment = self.till.send(f"{deposit(UNNAMED)}/1/1")
        of, refused = {"payment": payment, "account": ACCOUNT}, {"status": "REJECTED"}
        self.till.do(ReportPayment(**of, **refused, code="AC04", reason=None), "PLATFORM")

    def _too_late(self, day: date) -> None:
        """P06."""
        self.till.now = at(day, 17)
        self.till.do(PassDepositDeadline(lot=PARCEL, deadline=self.till.now), "PLATFORM")
        self._pays(LATE, "800,000.00", day, booked_at=at(day, 18, 10))

    def _ends(self, day: date) -> None:
        """P24; P30, claimed; P32, carried over and reserved."""
        till, till.now = self.till, at(day, 9, 30)
        till.do(OpenBids(lot=TENDER, bidders=3), "PLATFORM")
        till.do(AwardLot(lot=TENDER, winner=party(WINNER), price_fen=PRICE), OWNER)
        for lot, n in ((SALE, BUYER), (PARCEL, GRANTEE)):
            sold = {"lot": lot, "price_fen": PRICE}
            till.do(CloseTimedBidding(**sold, bidders=1), OWNER)
            till.do(ConfirmTransaction(**sold, winner=party(n)), OWNER)
        for lot in (BOUGHT, FAILED):
            till.do(FailLot(lot=lot, reason="不足三家"), OWNER)
        revoked = {"lot": TENDER, "ground": "BID_REVOKED", "amount_fen": WHOLE, **DECISION}
        till.do(ForfeitDeposit(deposit=deposit(REVOKED), **revoked, fees_fen=0), OWNER)
        claimed = {"guarantee": GUARANTEE, "deposit": deposit(SECURED)}
        till.do(ClaimGuarantee(**claimed, **revoked), OWNER)
        carried = {"source": deposit(FAILING), "source_lot": FAILED, "party": party(CARRIED)}
        to = {"deposit": deposit(CARRIED), "lot": AGAIN, "consent": "cc" * 32}
        till.do(CarryDepositOver(**carried, **to), "PLATFORM")
        stands = {"pool": POOL, "party": party(POOLED)}
        till.do(ReservePool(deposit=deposit(POOLED), lot=AGAIN, **stands), "PLATFORM")

    def _contracts(self, day: date) -> None:
        """P13, P19, P20; P25; P26; P30, paid to both."""
        till = self.till
        till.refund(deposit(LATE), 1, day)
        for lot, n in ((TENDER, WINNER), (SALE, BUYER), (PARCEL, GRANTEE)):
            till.do(SignContract(lot=lot, signed_on=day, price_fen=PRICE), OWNER)
            till.do(ConvertDeposit(deposit=deposit(n), lot=lot), "C-SET2")
        back = {"deposit": deposit(REVOKED), "lot": TENDER, "payouts": ()}
        till.do(ReverseForfeiture(**back, **DECISION), OWNER)
        order = {"deposit": deposit(FROZEN), "hold": "H1", "amount_fen": yuan("320,000.00")}
        till.do(PlaceHold(**order, cause="保全", document="执保1号"), COURT)
        paid = {"guarantee": GUARANTEE, "amount_fen": yuan("480,000.00"), "evidence": "ee" * 32}
        till.do(RecordGuaranteePaid(**paid), GUARANTOR)
        line = till.line(yuan("15,000.00"), day, payer=GUARANTOR.organisation)
        till.strays(day)
        of = {"deposit": deposit(SECURED), "lot": TENDER, "guarantee": GUARANTEE}
        till.do(MatchGuaranteePaid(line=line, line_seen=1, **of), "C-SET1")

    def _taken_and_taken_back(self, day: date) -> None:
        """P09 of what is gone; P27, P26 lifted."""
        till, took = self.till, yuan("318,750.50")
        self._reversed(LATE, day)
        order = {"deposit": deposit(FROZEN), "hold": "H1"}
        till.do(ExecuteEnforcement(**order, amount_fen=took, **DECISION), COURT)
        taken = {"parts": {deposit(FROZEN): took}, "owner": f"{deposit(FROZEN)}/H1"}
        till.debit(till.send(till.passes_on(TENDER, "2011", **taken)), day)
        till.do(LiftHold(**order), COURT)

    def _price_is_paid(self, day: date) -> None:
        """P10, P21, P22, P23, P31."""
        till, buyer = self.till, deposit(BUYER)
        till.part_moves(SALE, buyer, day)
        rest = till.line(PRICE - WHOLE, day, account=SETTLEMENT, payer=party(BUYER))
        till.match(MatchPrice, rest, deposit=buyer, lot=SALE)
        till.assess(SALE, seller_fen=FEE, buyer_fen=FEE)
        for lot, n, fee in ((SALE, BUYER, FEE), (PARCEL, GRANTEE, 0)):
            asked = {"deposit": deposit(n), "lot": lot, "fee_fen": fee}
            till.do(ReleasePrice(**asked, **DECISION), "C-SET2")
        for lot, to, owner, n, fen, account in (
            (SALE, "2008", OWNER.organisation, BUYER, PRICE - FEE, SETTLEMENT),
            (SALE, "2013", SALE, BUYER, FEE, SETTLEMENT),
            (PARCEL, "2009", "price/LAND", GRANTEE, WHOLE, ACCOUNT),
        ):
            till.debit(till.send(till.passes_on(lot, to, owner, {deposit(n): fen}, account)), day)
        fee = {"lot": SALE, "deposit": buyer, "account": OURS.account, "of": "BUYER"}
        till.do(RecordServiceFee(**fee, amount_fen=FEE, **DECISION), "C-CASH")
        charge = {"account": OURS.account, "day": day, "amount_fen": 3_000}
        till.do(RecordBankCharge(**charge, **DECISION), "C-CASH")

    def _interest(self, day: date) -> None:
        """P11, P16, P17, P18."""
        self.till.interest(deposit(LOSER), "233.33", day)
        self.till.refund(deposit(LOSER), 1, day)
        self.till.interest(deposit(GRANTEE), "70.00", day)
        self.till.do(AllocateInterest(deposit=deposit(GRANTEE), lot=PARCEL), "C-SET2")

    def _comes_back(self, day: date) -> None:
        """P15, and once more to the bank; P28."""
        self.till.comes_back(f"{deposit(LOSER)}/1/1", day)
        self.till.approve(deposit(LOSER), 1, at(day))
        late = {"deposit": deposit(SUPPLIER), "number": 1}
        self.till.refund(deposit(SUPPLIER), 1, day)
        self.till.do(RecogniseCompensation(**late), "C-SET2")
        self.till.do(RecordCompensationPaid(**late, **DECISION), "C-CASH")

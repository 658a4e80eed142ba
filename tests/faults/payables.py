"""What is paid to others on a payday: a price, fees, the treasury's, a court's, and a pool's part.

Told at an installation beside its late deposits (`tests.kit.payouts`), in three steps: before the
money comes, as it comes, and once it is here.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from api.appointing import appoint
from api.demo.bank import Bank, account_number
from api.demo.cast import LOT, SALE
from api.wiring import System
from domain.deposit.enforce import ExecuteEnforcement
from domain.deposit.hold import PlaceHold
from domain.desk.approve_payout import ApprovePayout
from domain.desk.convert import ConvertDeposit
from domain.desk.pool import OpenPool
from domain.desk.pool_close import ClosePool
from domain.desk.price import ReleasePrice
from domain.desk.propose_payout import ProposePayout
from domain.governance.own import RegisterOwnAccount
from domain.kernel import StreamId
from domain.lot.announce import AnnounceLot, DefineLot
from domain.lot.award import ConfirmTransaction, SignContract
from domain.lot.close import PassDepositDeadline
from domain.lot.compete import CloseTimedBidding
from domain.lot.fees import AssessFees
from domain.payee import Payee
from domain.payout.events import Part
from domain.pool.issue import IssuePoolNumber
from tests.kit.payouts import ACCOUNT, Payer, enrol, number, owe

DEADLINE = datetime.fromisoformat("2026-03-17T17:00:00+08:00")
"""Until when the money of these lots is in time: it comes on that day's morning."""
ENDS = datetime.fromisoformat("2026-03-18T08:30:00+08:00")
BUILDING, PARCEL = (
    replace(
        SALE,
        lot=f"GQ350600202603000{n}",
        category=category,
        estimate_fen=LOT.deposit_fen,
        deposit_fen=LOT.deposit_fen,
        deposit_deadline=DEADLINE,
        opening_at=ENDS,
    )
    for n, category in ((8, "STATE_PROPERTY"), (9, "LAND"))
)
BUYER, GRANTEE, SHOWN, FILLER = (Payer(n) for n in (901, 902, 903, 904))
"""Who buys the building, who the parcel, who bid for it in vain, and whose pool there is."""
POOL, BACK = "Y00000000000000A1", "P00000000000000DB"
FEE = 70_000
_COURT, _HOLD, _TAKEN = "漳州市中级人民法院", "H-COURT", 1_000_000
_PAPER, _EVIDENCE = "漳公资〔2026〕9号", "ee" * 32


@dataclass(frozen=True)
class Payable:
    """A payout, and the account it goes to; `row` of REFERENCE 3.7 says what it is."""

    row: str
    number: int
    lot: str
    to: str
    owner: str
    deposit: str
    fen: int

    @property
    def payment(self) -> str:
        """As the bank and the log are told it."""
        return f"Q{self.number:016X}"

    @property
    def name(self) -> str:
        return f"收款单位{self.number}号"

    @property
    def account(self) -> str:
        return f"35059900{self.number:04d}"


PRICE = LOT.deposit_fen
PAYABLES = (
    Payable("P22", 0xB1, BUILDING.lot, "2008", SALE.owner, BUYER.deposit, PRICE - FEE),
    Payable("P31", 0xB2, BUILDING.lot, "2013", BUILDING.lot, BUYER.deposit, FEE),
    Payable("P23", 0xB3, PARCEL.lot, "2009", "price/LAND", GRANTEE.deposit, PRICE),
    Payable("P27", 0xB4, PARCEL.lot, "2011", f"{SHOWN.deposit}/{_HOLD}", SHOWN.deposit, _TAKEN),
    Payable("P27", 0xB5, POOL, "2011", f"{BACK}/{_HOLD}", BACK, _TAKEN),
)
FEN = 3 * PRICE + PRICE
"""What comes in for them: three deposits, and as much into the pool."""


def require(system: System) -> None:
    """The lots, their bidders, the pool: before any money comes."""
    for lot, bidders in ((BUILDING, (BUYER,)), (PARCEL, (GRANTEE, SHOWN))):
        system.ask("agency", lot)
        system.ask("agency", AnnounceLot(lot=lot.lot, media=("省平台",), text="ab" * 32))
        for one in bidders:
            owe(system, one, lot.lot)
            number(system, one)
    fees = PAYABLES[1]
    own = {"name": fees.name, "number": account_number(fees.account), "bank": "建设银行"}
    system.ask("office", RegisterOwnAccount(account="OWN-FEES", **own, evidence=_EVIDENCE))
    enrol(system, FILLER)
    pool = OpenPool(pool=POOL, party=FILLER.party, account=ACCOUNT, year=2026)
    system.ask("platform", pool)
    system.ask("platform", IssuePoolNumber(pool=POOL, sub_account=FILLER.sub_account))


def pay_in(bank: Bank) -> None:
    """Whole, and in time."""
    for one in (BUYER, GRANTEE, SHOWN, FILLER):
        bank.receive(ACCOUNT, PRICE, one.name, one.account, one.sub_account)


def end(system: System) -> None:
    """The sales are over, the pool is given back; then each sum is approved by two."""
    system.ask("platform", PassDepositDeadline(lot=PARCEL.lot, deadline=DEADLINE))
    for lot, one in ((BUILDING, BUYER), (PARCEL, GRANTEE)):
        _sold(system, lot, one)
    system.ask("platform", ClosePool(pool=POOL, deposit=BACK, party=FILLER.party))
    appoint(system, "court", "COURT", _COURT)
    for deposit in (SHOWN.deposit, BACK):
        taken = {"deposit": deposit, "hold": _HOLD, "amount_fen": _TAKEN, "document": "执1号"}
        system.ask("court", PlaceHold(**taken, cause="协助执行"))
        system.ask("court", ExecuteEnforcement(**taken, evidence=_EVIDENCE))
    for payable in PAYABLES:
        _approve(system, payable)
    system.readers.runner.catch_up()
    system.reactor.run()


def _sold(system: System, lot: DefineLot, buyer: Payer) -> None:
    """For as much as was paid in: the deposit is the price, and is given on."""
    fee = FEE if lot is BUILDING else 0
    decided = {"document": _PAPER, "evidence": _EVIDENCE}
    system.ask("agency", CloseTimedBidding(lot=lot.lot, bidders=1, price_fen=PRICE))
    system.ask("agency", ConfirmTransaction(lot=lot.lot, winner=buyer.party, price_fen=PRICE))
    system.ask("agency", SignContract(lot=lot.lot, signed_on=ENDS.date(), price_fen=PRICE))
    if fee:
        assessed = {"seller_fen": fee, "buyer_fen": 0, "default_fen": 0}
        system.ask("ops", AssessFees(lot=lot.lot, **assessed, **decided))
    system.ask("reviewer", ConvertDeposit(deposit=buyer.deposit, lot=lot.lot))
    released = ReleasePrice(deposit=buyer.deposit, lot=lot.lot, fee_fen=fee, **decided)
    system.ask("reviewer", released)


def _approve(system: System, payable: Payable) -> None:
    asked = {
        "payout": payable.payment,
        "lot": payable.lot,
        "account": ACCOUNT,
        "to": payable.to,
        "owner": payable.owner,
        "payee": Payee(name=payable.name, account=account_number(payable.account)),
        "document": "cd" * 32,
        "parts": (Part(deposit=payable.deposit, amount_fen=payable.fen),),
    }
    system.ask("clerk", ProposePayout(**asked))
    proposal = system.replay.state(StreamId("payout", payable.payment)).proposed.proposal
    system.ask("reviewer", ApprovePayout(**asked), maker=proposal)

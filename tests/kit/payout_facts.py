"""Payouts of a lot that ended unopened, told by commands after `desk_facts`: who bid stays sealed.

A court takes what it had frozen of three of the lot's deposits. One is paid out, one waits for its
checker, one was sent back to its maker. To whom it goes is no bidder, and the same however it is
told; whose the deposits are, `Sealed.parties` says. In the end the bank pays one sum of interest
for all of the account: the matcher distributes it, over the ended lot's and the sealed one's.
"""

from datetime import datetime, timedelta
from hashlib import sha256

from api.wiring import System
from domain.account.agree import AgreeInterest
from domain.bankpage.events import Particulars
from domain.bankpage.import_lines import BankLine
from domain.deposit.enforce import ExecuteEnforcement
from domain.deposit.hold import PlaceHold
from domain.desk.approve_payout import ApprovePayout, RejectPayout
from domain.desk.distribute import DistributeInterest
from domain.desk.pay import OrderPayment
from domain.desk.propose_payout import ProposePayout
from domain.desk.settle import MatchDebit
from domain.interest import Basis, Mode
from domain.kernel import StreamId
from domain.lot.close import FailLot
from domain.payee import Payee
from domain.payment.send import RecordPaymentsSent
from domain.payout.events import Part
from tests.kit import bidding
from tests.kit.bidding import ACCOUNT, DAY, DEPOSITS, FEN, LOTS, PAGE, Sealed
from tests.kit.desk_facts import LATE, OVER, STRANGE

PAID, WAITING, BACK = (f"Q{n:016X}" for n in (0xC1, 0xC2, 0xC3))
"""Payouts by how far they have come, of the first three deposits in their order."""
COURT = Payee(name="漳州市中级人民法院", account="35050161000000008888", bank="建行漳州分行")
TAKEN = 1_000_000
LINE = f"{PAGE}#11"
_HOLD = "H-COURT"
HAVING = (*DEPOSITS[:4], OVER, LATE, STRANGE)
"""Deposits that had money on the account that day; the fourth is of the sealed lot."""
SUM = f"{PAGE}#12"
"""The line of the bank's one sum."""


def tell(system: System, sealed: Sealed) -> None:
    """The lot ends unopened; the court's money is paid by two, deposit by deposit."""
    for deposit in DEPOSITS[:3]:
        held = {"deposit": deposit, "hold": _HOLD, "amount_fen": TAKEN, "document": "执1号"}
        system.ask("court", PlaceHold(**held, cause="协助执行"))
    system.ask("agency", FailLot(lot=LOTS[0], reason="投标人少于三个"))
    for deposit in DEPOSITS[:3]:
        taken = {"deposit": deposit, "hold": _HOLD, "amount_fen": TAKEN, "document": "执1号"}
        system.ask("court", ExecuteEnforcement(**taken, evidence="ab" * 32))
    for code, deposit in zip((PAID, WAITING, BACK), DEPOSITS, strict=False):
        system.ask("clerk", ProposePayout(**_asked(code, deposit)))
    steps = (_pay, _send_back) if sealed.turned else (_send_back, _pay)
    for step in steps:
        step(system, sealed)
    _settle(system)
    _distribute(system)


def _asked(code: str, deposit: str) -> dict[str, object]:
    return {
        "payout": code,
        "lot": LOTS[0],
        "account": ACCOUNT,
        "to": "2011",
        "owner": f"{deposit}/{_HOLD}",
        "payee": COURT,
        "document": "cd" * 32,
        "parts": (Part(deposit=deposit, amount_fen=TAKEN),),
    }


def _send_back(system: System, sealed: Sealed) -> None:
    system.ask("reviewer", RejectPayout(payout=BACK, reason=sealed.payout_reason))


def _pay(system: System, _sealed: Sealed) -> None:
    """It is approved, ordered, sent."""
    proposal = system.replay.state(StreamId("payout", PAID)).proposed.proposal
    system.ask("reviewer", ApprovePayout(**_asked(PAID, DEPOSITS[0])), maker=proposal)
    system.ask("platform", OrderPayment(payment=PAID, account=ACCOUNT))
    sent = RecordPaymentsSent(message="M-20260316-2", sha256="ef" * 32, payments=(PAID,))
    system.ask("platform", sent)


def _settle(system: System) -> None:
    """The bank's statement shows it."""
    said = Particulars(
        fingerprint=sha256(b"payout").hexdigest(),
        payer=COURT.name,
        payer_account=COURT.account,
        end_to_end=PAID,
    )
    booked = datetime.fromisoformat("2026-03-16T19:45:00+08:00")
    debit = BankLine(credit=False, amount=TAKEN, value_date=DAY, booked_at=booked, particulars=said)
    bidding.bring(system, "dc" * 32, (debit,), 78, 1_000_00 + FEN * 9)
    system.ask("matcher", MatchDebit(line=LINE, line_seen=1, payment=PAID))


def _distribute(system: System) -> None:
    """The sum is for the one day, as is agreed with the bank."""
    terms = {"mode": Mode.PIECEWISE, "basis": Basis.FEN_EXACT, "quarterly": False, "lump": True}
    agreed = AgreeInterest(account=ACCOUNT, since=DAY, **terms, evidence="ee" * 32)
    system.ask("office", agreed)
    said = Particulars(fingerprint=sha256(b"sum").hexdigest(), kind="INTEREST")
    counts = DAY + timedelta(days=1)
    credit = BankLine(
        credit=True, amount=4_001, value_date=counts, booked_at=None, particulars=said
    )
    bidding.bring(system, "db" * 32, (credit,), 79, 1_000_00 + FEN * 9 - TAKEN)
    system.ask("matcher", DistributeInterest(line=SUM, line_seen=1, deposits=HAVING))

"""What a lot's owner keeps of a deposit at the desk of `desk_story`: payable to it from then on."""

from api.appointing import appoint
from api.demo.bank import account_number
from api.demo.cast import LOT
from api.wiring import System
from domain.desk.approve_payout import ApprovePayout
from domain.desk.forfeit import ForfeitDeposit
from domain.desk.propose_payout import ProposePayout
from domain.kernel import StreamId
from domain.payee import Payee
from domain.payout.events import Part
from projections.deposits import DEPOSITS
from tests.kit.desk_story import Desk

ACCOUNT, OWNER = "CNY-DEPOSITS", "owner"
NUMBER = "9001"
PAYEE = ("漳州市住房和城乡建设局", account_number(NUMBER), "建行漳州分行")
"""Name, account and bank of whoever keeps it; the bank knows the account by its number."""


def tenderer(system: System) -> None:
    """Somebody acts for the lot's owner."""
    appoint(system, "tenderer", "OWNER", OWNER)


def keep(desk: Desk, fen: int, nth: int = 0) -> str:
    """The owner keeps so much of a deposit of its tender that holds money; returns which."""
    desk.system.readers.runner.catch_up()
    rows = desk.system.readers.deposits.rows(DEPOSITS, {"lot": LOT.lot}, order=("deposit",)).rows
    deposit = str([row["deposit"] for row in rows if row["held_fen"]][nth])
    forfeit(desk.system, deposit, fen)
    return deposit


def forfeit(system: System, deposit: str, fen: int, lot: str = LOT.lot) -> None:
    """The owner decides to keep so much of this deposit."""
    asked = ForfeitDeposit(
        deposit=deposit,
        lot=lot,
        ground="BID_REVOKED",
        amount_fen=fen,
        fees_fen=0,
        document="住建〔2026〕17号",
        evidence="ee" * 32,
    )
    system.ask("tenderer", asked)


def pay(system: System, part: Part, lot: str = LOT.lot) -> str:
    """What a deposit gave on to the owner is proposed and approved; returns the payout's code."""
    asked = {
        "payout": f"Q{part.deposit[1:]}",
        "lot": lot,
        "account": ACCOUNT,
        "to": "2008",
        "owner": OWNER,
        "payee": Payee(name=PAYEE[0], account=PAYEE[1], bank=PAYEE[2]),
        "document": "dd" * 32,
        "parts": (part,),
    }
    system.ask("clerk", ProposePayout(**asked))
    code = str(asked["payout"])
    proposal = system.replay.state(StreamId("payout", code)).proposed.proposal
    system.ask("reviewer", ApprovePayout(**asked), maker=proposal)
    return code

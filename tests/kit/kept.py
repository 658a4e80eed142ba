"""What a lot's owner keeps of a deposit at the desk of `desk_story`: payable to it from then on."""

from api.appointing import appoint
from api.demo.bank import account_number
from api.demo.cast import LOT
from domain.desk.forfeit import ForfeitDeposit
from projections.deposits import DEPOSITS
from tests.kit.desk_story import Desk

ACCOUNT, OWNER = "CNY-DEPOSITS", "owner"
NUMBER = "9001"
PAYEE = ("漳州市住房和城乡建设局", account_number(NUMBER), "建行漳州分行")
"""Name, account and bank of whoever keeps it; the bank knows the account by its number."""


def tenderer(desk: Desk) -> None:
    """Somebody acts for the lot's owner."""
    appoint(desk.system, "tenderer", "OWNER", OWNER)


def keep(desk: Desk, fen: int, nth: int = 0) -> str:
    """The owner keeps so much of a deposit of its tender that holds money; returns which."""
    desk.system.readers.runner.catch_up()
    rows = desk.system.readers.deposits.rows(DEPOSITS, {"lot": LOT.lot}, order=("deposit",)).rows
    deposit = str([row["deposit"] for row in rows if row["held_fen"]][nth])
    asked = ForfeitDeposit(
        deposit=deposit,
        lot=LOT.lot,
        ground="BID_REVOKED",
        amount_fen=fen,
        fees_fen=0,
        document="住建〔2026〕17号",
        evidence="ee" * 32,
    )
    desk.system.ask("tenderer", asked)
    return deposit

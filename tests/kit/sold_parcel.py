"""A parcel sold at an installation: its buyer signed, and what its deposit became is the price."""

from datetime import date

from api.appointing import appoint
from api.demo.cast import BIDDERS
from api.wiring import System
from domain.desk.convert import ConvertDeposit
from domain.lot.announce import AnnounceLot, DefineLot
from domain.lot.award import ConfirmTransaction, SignContract
from domain.lot.close import PassDepositDeadline
from domain.lot.compete import CloseTimedBidding
from tests.kit.city import move_to
from tests.kit.defaulted import DEPOSITS, FEN, known, paid
from tests.kit.till import at

LOT, OWNER = "ZZ-2026P09", "自然资源局"
BOUGHT, PRICE = DEPOSITS[0], 5 * FEN
DEADLINE, ENDS = at(date(2026, 4, 3), 17), at(date(2026, 4, 7), 10)
SIGNED = at(date(2026, 4, 10), 9)


def tell(system: System) -> None:
    """Up to before the contract."""
    appoint(system, "grantor", "OWNER", OWNER)
    known(system)
    parcel = DefineLot(
        lot=LOT,
        title="2026P09地块",
        category="LAND",
        region="350600",
        owner=OWNER,
        agency=None,
        estimate_fen=4 * FEN,
        deposit_fen=FEN,
        deposit_deadline=DEADLINE,
        opening_at=ENDS,
        basic_account=False,
    )
    system.ask("grantor", parcel)
    system.ask("grantor", AnnounceLot(lot=LOT, media=("省平台",), text="ab" * 32))
    paid(system, LOT)
    move_to(system, DEADLINE.isoformat())
    system.ask("platform", PassDepositDeadline(lot=LOT, deadline=DEADLINE))


def ends(system: System) -> None:
    """Sold, and its contract signed."""
    move_to(system, ENDS.isoformat())
    system.ask("grantor", CloseTimedBidding(lot=LOT, bidders=3, price_fen=PRICE))
    bought = ConfirmTransaction(lot=LOT, winner=BIDDERS[0].party, price_fen=PRICE)
    system.ask("grantor", bought)
    move_to(system, SIGNED.isoformat())
    system.ask("grantor", SignContract(lot=LOT, signed_on=SIGNED.date(), price_fen=PRICE))


def converts(system: System) -> None:
    """The buyer's deposit is price."""
    system.ask("reviewer", ConvertDeposit(deposit=BOUGHT, lot=LOT))

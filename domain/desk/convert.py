"""The winner's deposit becomes its bond, or earnest and price."""

from domain.accounts import BONDS_HELD, DEPOSITS_HELD, PRICE_HELD
from domain.categories.register import of
from domain.deposit.events import DepositConverted
from domain.deposit.state import Deposit
from domain.identifiers import deposit_code, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.state import Lot, Phase
from domain.money import share
from domain.postings import moved

EARNEST_PPM = 200_000
"""Earnest is at most 20 % of the price (民法典 586); what is beyond is plain price (E09)."""


@command("ConvertDeposit", zh="保证金转换")
class ConvertDeposit(Command):
    """Convert the winner's deposit as its category has it: to a bond, or to earnest and price."""

    deposit: str
    lot: str

    def __post_init__(self) -> None:
        deposit_code(self.deposit)
        lot_code(self.lot)


def decide(states: tuple[Deposit, Lot], asked: ConvertDeposit, _context: Context) -> Decision:
    """Once the contract is signed; the winner's alone, whole, neither held back nor paid back."""
    deposit, lot = states
    if deposit.terms is None or deposit.terms.lot != asked.lot or lot.defined is None:
        return Rejected("deposit.other_lot", f"{asked.deposit} is no deposit of {asked.lot}")
    if deposit.converted:
        return ()
    if lot.phase is not Phase.CONTRACTED or lot.winner != deposit.terms.party:
        return Rejected("deposit.not_the_winners", f"{asked.deposit} is not a contracted winner's")
    if deposit.holds:
        return Rejected("refund.held", f"{asked.deposit} is held back: {deposit.holds[0][0]}")
    if any(refund.line is None and refund.attempt for refund in deposit.refunds):
        return Rejected("deposit.refunded", f"{asked.deposit} is being paid back")
    held = deposit.held_fen
    if not held:
        return Rejected("deposit.nothing_held", f"{asked.deposit} holds no money")
    bond = of(lot.defined.category).deposit_becomes == "performance_bond"
    row, to = ("P19", BONDS_HELD) if bond else ("P20", PRICE_HELD)
    earnest = 0 if bond else min(held, share(lot.price_fen, EARNEST_PPM))
    entry = moved(row, (DEPOSITS_HELD, asked.deposit), (to, asked.deposit), held)
    return (
        DepositConverted(deposit=asked.deposit, to=to.code, earnest_fen=earnest, entries=(entry,)),
    )


CONVERT_DEPOSIT = Decider(
    handles=ConvertDeposit,
    touches=lambda asked: (StreamId("deposit", asked.deposit), StreamId("lot", asked.lot)),
    decide=decide,
)

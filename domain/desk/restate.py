"""A lot was postponed: its deposits may arrive later too."""

from dataclasses import replace

from domain.deposit.events import DepositTermsChanged
from domain.deposit.state import Deposit
from domain.identifiers import deposit_code, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.state import Lot


@command("RestateTerms", zh="更新保证金要求")
class RestateTerms(Command):
    """Give a deposit the deadline that its lot has now."""

    deposit: str
    lot: str

    def __post_init__(self) -> None:
        deposit_code(self.deposit)
        lot_code(self.lot)


def decide(states: tuple[Deposit, Lot], asked: RestateTerms, _context: Context) -> Decision:
    """History keeps both; what was found late before stays so."""
    deposit, lot = states
    if deposit.terms is None or deposit.terms.lot != asked.lot or lot.defined is None:
        return Rejected("deposit.other_lot", f"{asked.deposit} is no deposit of {asked.lot}")
    deadline = lot.deposit_deadline or deposit.terms.deadline
    if deadline == deposit.terms.deadline:
        return ()
    terms = replace(deposit.terms, deadline=deadline, category=lot.defined.category)
    return (DepositTermsChanged(deposit=asked.deposit, terms=terms),)


RESTATE_TERMS = Decider(
    handles=RestateTerms,
    touches=lambda asked: (StreamId("deposit", asked.deposit), StreamId("lot", asked.lot)),
    decide=decide,
)

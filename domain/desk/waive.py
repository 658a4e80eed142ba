"""A deposit that might be kept is not: whoever won and did not sign has it back (CT-23, LD-14)."""

from domain.calendar import beijing_day
from domain.deposit.passed_on import ForfeitureWaived
from domain.deposit.state import Deposit
from domain.desk.owe import not_kept, owed_back
from domain.desk.pairing import blind
from domain.identifiers import deposit_code, digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.standing import category_of
from domain.lot.state import Lot
from domain.lot.suspended import stands_still
from domain.permissions import acts_for


@command("WaiveForfeiture", zh="决定退还违约人保证金")
class WaiveForfeiture(Command):
    """Keep nothing of a deposit whose bidder won and did not sign, by this decision.

    `document` is the decision's reference, `evidence` its SHA-256.
    """

    deposit: str
    lot: str
    document: str
    evidence: str

    def __post_init__(self) -> None:
        deposit_code(self.deposit)
        lot_code(self.lot)
        if not self.document.strip():
            raise ValueError("document: expected the decision's reference")
        digest(self.evidence)


def decide(states: tuple[Deposit, Lot], asked: WaiveForfeiture, context: Context) -> Decision:
    """By the lot's owner alone, as it decides what is kept; all that is held is owed back.

    Once: of what was kept, and is kept no more, nobody has to say so again.
    """
    deposit, lot = states
    if refused := blind(context, asked, deposit, (lot,)):
        return refused
    assert lot.defined is not None, "a lot that was opened was defined"
    assert deposit.terms is not None, "a deposit of an open lot has terms"
    if not acts_for(context, "OWNER", lot.defined.owner):
        return Rejected("lot.not_yours", f"{asked.lot} belongs to {lot.defined.owner}")
    if refused := stands_still(lot, asked.lot):
        return refused
    category = category_of(lot.defined, context.law)
    if isinstance(category, Rejected):
        return category
    if deposit.terms.party not in lot.defaulted:
        return Rejected("forfeiture.not_the_winner", f"{asked.deposit} is no defaulted winner's")
    if deposit.given.decided:
        return Rejected("forfeiture.decided", f"of {asked.deposit} it is decided what is kept")
    waived = ForfeitureWaived(
        deposit=asked.deposit,
        decided_by=lot.defined.owner,
        document=asked.document,
        evidence=asked.evidence,
    )
    back = not_kept(category, beijing_day(context.received_at), context.law.calendar)
    return (waived, *owed_back(asked.deposit, deposit, back))


WAIVE_FORFEITURE = Decider(
    handles=WaiveForfeiture,
    touches=lambda asked: (StreamId("deposit", asked.deposit), StreamId("lot", asked.lot)),
    decide=decide,
)

"""Maker: another account is proposed for a refund, with evidence; the batch's checker decides."""

from domain.deposit.owed import PayeeProposed
from domain.deposit.refund import PAYABLE
from domain.deposit.state import Deposit
from domain.identifiers import RefundId, deposit_code, digest
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.payee import Payee, unfit


@command("ProposePayee", zh="提出变更收款账户")
class ProposePayee(Command):
    """Pay this refund to another account: `evidence` is the SHA-256 of what shows it is right."""

    deposit: str
    number: int
    payee: Payee
    evidence: str

    def __post_init__(self) -> None:
        deposit_code(self.deposit)
        digest(self.evidence)
        if (right := unfit(self.payee)) is not None:
            raise ValueError(f"payee: expected {right}")


def decide(deposit: Deposit, asked: ProposePayee, context: Context) -> Decision:
    """While it may still be proposed; nothing is paid there until a batch is approved.

    The same again changes nothing: who proposed it first is still the one who may not approve it.
    """
    code = RefundId(asked.deposit, asked.number)
    refund = deposit.refund(asked.number)
    if refund is None:
        return Rejected("refund.unknown", f"nothing is owed as {code}")
    if refund.standing not in PAYABLE:
        return Rejected("refund.not_payable", f"{code} is {refund.standing}")
    proposed = refund.proposed
    if proposed is not None and (proposed.payee, proposed.evidence) == (
        asked.payee,
        asked.evidence,
    ):
        return ()
    return (
        PayeeProposed(
            deposit=asked.deposit,
            number=asked.number,
            proposed_by=context.actor.person,
            payee=asked.payee,
            evidence=asked.evidence,
        ),
    )


PROPOSE_PAYEE = Decider(
    handles=ProposePayee,
    touches=lambda asked: (StreamId("deposit", asked.deposit),),
    decide=decide,
)

"""Maker: a payout is proposed, checked as the checker's approval will be."""

from typing import Any

from domain.desk.payouts import PayoutAsked, may_not_be_made, touched
from domain.kernel import Context, Decider, Decision, Rejected, command
from domain.payout.events import PayoutProposed


@command("ProposePayout", zh="提交划付")
class ProposePayout(PayoutAsked):
    """Propose to pay one beneficiary what these deposits gave on to it, in one sum."""


def decide(states: tuple[Any, ...], asked: ProposePayout, context: Context) -> Decision:
    """Once under this code; what may not be paid cannot be proposed."""
    if states[0].proposed is not None:
        return Rejected("payout.exists", f"{asked.payout} was proposed before")
    if refused := may_not_be_made(states, asked, context.law):
        return refused
    return (
        PayoutProposed(
            payout=asked.payout,
            account=asked.account,
            proposed_by=context.actor.person,
            proposal=context.digest,
            to=asked.to,
            owner=asked.owner,
            parts=asked.parts,
            document=asked.document,
            lot=asked.lot,
            payee=asked.payee,
        ),
    )


PROPOSE_PAYOUT = Decider(handles=ProposePayout, touches=touched, decide=decide)

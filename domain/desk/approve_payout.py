"""Checker: another person approves a payout as it was proposed, or gives it back."""

from typing import Any

from domain.deposit.passed_on import PayoutAssigned
from domain.desk.payouts import PayoutAsked, may_not_be_made, touched
from domain.desk.reviewing import not_from_here
from domain.identifiers import payout_code
from domain.kernel import (
    Command,
    Context,
    Decider,
    Decision,
    Placed,
    Rejected,
    StreamId,
    command,
)
from domain.payout.events import PayoutApproved, PayoutProposed, PayoutRejected, reason_given
from domain.payout.state import Payout, Stage


@command("ApprovePayout", zh="复核划付")
class ApprovePayout(PayoutAsked):
    """Approve a payout: the same as the maker's, whose command this one names."""


@command("RejectPayout", zh="退回划付")
class RejectPayout(Command):
    """Give a payout back to its maker."""

    payout: str
    reason: str

    def __post_init__(self) -> None:
        payout_code(self.payout)
        reason_given(self.reason)


def approve(states: tuple[Any, ...], asked: ApprovePayout, context: Context) -> Decision:
    """As things stand now; from then on each part is this payout's and no other's."""
    payout: Payout = states[0]
    if refused := _not_to_check(payout, asked.payout, context):
        return refused
    assert payout.proposed is not None, "a payout to check was proposed"
    maker = payout.proposed.proposed_by
    if refused := not_from_here(asked.payout, maker, context.law, context.posts):
        return refused
    if not _is_the_same(asked, payout.proposed):
        return Rejected("payout.other_content", f"{asked.payout} was proposed otherwise")
    if context.maker != payout.proposed.proposal:
        return Rejected("payout.other_proposal", "the approval names another proposal")
    if refused := may_not_be_made(states, asked, context.law):
        return refused
    return (
        PayoutApproved(
            payout=asked.payout, account=asked.account, approved_by=context.actor.person
        ),
        *(
            Placed(
                StreamId("deposit", part.deposit),
                PayoutAssigned(
                    deposit=part.deposit,
                    payout=asked.payout,
                    to=asked.to,
                    owner=asked.owner,
                    amount_fen=part.amount_fen,
                ),
            )
            for part in asked.parts
        ),
    )


def _is_the_same(asked: PayoutAsked, proposed: PayoutProposed) -> bool:
    names = ("lot", "account", "to", "owner", "payee", "document", "parts")
    return all(getattr(asked, name) == getattr(proposed, name) for name in names)


def reject(payout: Payout, asked: RejectPayout, context: Context) -> Decision:
    """By another than the maker; its parts may be proposed again."""
    if refused := _not_to_check(payout, asked.payout, context):
        return refused
    return (
        PayoutRejected(payout=asked.payout, rejected_by=context.actor.person, reason=asked.reason),
    )


def _not_to_check(payout: Payout, code: str, context: Context) -> Rejected | None:
    if payout.proposed is None:
        return Rejected("payout.unknown", f"nobody proposed {code}")
    if payout.stage is not Stage.PROPOSED:
        return Rejected("payout.done", f"{code} is {payout.stage}")
    if payout.proposed.proposed_by == context.actor.person:
        return Rejected("payout.own", f"you proposed {code}: another person checks it")
    return None


APPROVE_PAYOUT = Decider(handles=ApprovePayout, touches=touched, decide=approve)
REJECT_PAYOUT = Decider(
    handles=RejectPayout, touches=lambda asked: (StreamId("payout", asked.payout),), decide=reject
)

"""Maker: a batch of refunds is proposed, each checked as the checker's approval will be."""

from typing import Any

from domain.desk.batches import check_items, judged, touched
from domain.identifiers import account_code, batch_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, command
from domain.refund.events import Item, RefundProposed


@command("ProposeRefunds", zh="提交退款批次")
class ProposeRefunds(Command):
    """Propose to pay these refunds from this account; each as it was seen."""

    batch: str
    account: str
    items: tuple[Item, ...]

    def __post_init__(self) -> None:
        batch_code(self.batch)
        account_code(self.account)
        check_items(self.items)


def decide(states: tuple[Any, ...], asked: ProposeRefunds, context: Context) -> Decision:
    """All or none: a batch with one refund that may not be paid is no batch."""
    batch = states[0]
    if batch.proposed is not None:
        return Rejected("refund.batch_exists", f"{asked.batch} was proposed before")
    found = judged(states[1:], asked.account, asked.items, context)
    if isinstance(found, Rejected):
        return found
    return (
        RefundProposed(
            batch=asked.batch,
            account=asked.account,
            proposed_by=context.actor.person,
            proposal=context.digest,
            items=asked.items,
        ),
    )


PROPOSE_REFUNDS = Decider(
    handles=ProposeRefunds,
    touches=lambda asked: touched(asked.batch, asked.account, asked.items),
    decide=decide,
)

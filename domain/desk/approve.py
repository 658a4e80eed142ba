"""Checker: another person approves a batch as it was proposed, or gives it back."""

from collections.abc import Iterator
from typing import Any

from domain.accounts import DEPOSITS_HELD, REFUNDS_PAYABLE
from domain.deposit.owed import RefundApproved
from domain.desk.batches import check_items, judged, touched
from domain.desk.left import given_along
from domain.desk.payable import Payable
from domain.desk.reviewing import not_from_here
from domain.identifiers import RefundId, account_code, batch_code
from domain.kernel import (
    Command,
    Context,
    Decider,
    Decision,
    Event,
    Placed,
    Rejected,
    StreamId,
    command,
)
from domain.postings import moved
from domain.refund.events import Item, RefundBatchApproved, RefundRejected
from domain.refund.state import Batch, Stage


@command("ApproveRefunds", zh="复核退款批次")
class ApproveRefunds(Command):
    """Approve a batch: the same account and items as the maker's, whose command this one names."""

    batch: str
    account: str
    items: tuple[Item, ...]

    def __post_init__(self) -> None:
        batch_code(self.batch)
        account_code(self.account)
        check_items(self.items)


@command("RejectRefunds", zh="退回退款批次")
class RejectRefunds(Command):
    """Give a batch back to its maker."""

    batch: str
    reason: str

    def __post_init__(self) -> None:
        batch_code(self.batch)
        if not self.reason.strip():
            raise ValueError("reason: expected why")


def approve(states: tuple[Any, ...], asked: ApproveRefunds, context: Context) -> Decision:
    """All or none, and as things stand now: what changed since it was proposed stops it."""
    batch: Batch = states[0]
    if refused := _not_to_check(batch, asked.batch, context):
        return refused
    proposed = batch.proposed
    assert proposed is not None, "a batch to check was proposed"
    if refused := not_from_here(asked.batch, proposed.proposed_by, context.law, context.posts):
        return refused
    if (asked.account, asked.items) != (proposed.account, proposed.items):
        return Rejected("refund.other_content", f"{asked.batch} was proposed otherwise")
    if context.maker != proposed.proposal:
        return Rejected("refund.other_proposal", "the approval names another proposal")
    found = judged(states[1:], asked.account, asked.items, context)
    if isinstance(found, Rejected):
        return found
    for item, one in zip(asked.items, found, strict=True):
        changed = one.refund.proposed
        if changed is not None and changed.proposed_by == context.actor.person:
            code = RefundId(item.deposit, item.number)
            return Rejected("refund.own_payee", f"you proposed the account of {code} yourself")
    return (
        RefundBatchApproved(batch=asked.batch, approved_by=context.actor.person),
        *(
            Placed(StreamId("deposit", item.deposit), event)
            for item, one in zip(asked.items, found, strict=True)
            for event in _approved(asked, item, one)
        ),
    )


def _approved(asked: ApproveRefunds, item: Item, one: Payable) -> Iterator[Event]:
    of = RefundId(item.deposit, item.number)
    if one.allocate_fen or (one.refund.waits_for_interest and one.left_fen):
        yield given_along(of, one.allocate_fen, one.left_fen, one.left_reason)
    held = not one.refund.attempt and one.refund.line is None
    source, to = (DEPOSITS_HELD, item.deposit), (REFUNDS_PAYABLE, str(of))
    entry = moved("P11", source, to, item.amount_fen)
    yield RefundApproved(
        deposit=item.deposit,
        number=item.number,
        attempt=one.refund.attempt + 1,
        batch=asked.batch,
        account=asked.account,
        interest_to_come=one.to_come,
        entries=(entry,) if held else (),
    )


def reject(batch: Batch, asked: RejectRefunds, context: Context) -> Decision:
    """By another than the maker; its refunds may be proposed again."""
    if refused := _not_to_check(batch, asked.batch, context):
        return refused
    return (
        RefundRejected(batch=asked.batch, rejected_by=context.actor.person, reason=asked.reason),
    )


def _not_to_check(batch: Batch, code: str, context: Context) -> Rejected | None:
    if batch.proposed is None:
        return Rejected("refund.no_batch", f"nobody proposed {code}")
    if batch.stage is not Stage.PROPOSED:
        return Rejected("refund.batch_done", f"{code} is {batch.stage}")
    if batch.proposed.proposed_by == context.actor.person:
        return Rejected("refund.own_batch", f"you proposed {code}: another person checks it")
    return None


APPROVE_REFUNDS = Decider(
    handles=ApproveRefunds,
    touches=lambda asked: touched(asked.batch, asked.account, asked.items),
    decide=approve,
)
REJECT_REFUNDS = Decider(
    handles=RejectRefunds, touches=lambda asked: (StreamId("refund", asked.batch),), decide=reject
)

"""Facts of a batch of refunds. Lots and payees stand with the deposits, sealed."""

from dataclasses import dataclass

from domain.kernel import Event, event, restricted


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One refund as the maker saw it: which, at which version, how much, with how much interest.

    `elsewhere`: it goes to another account than it came from.
    """

    deposit: str
    number: int
    version: int
    amount_fen: int
    interest_fen: int
    elsewhere: bool


@event("RefundProposed", zh="退款批次经办")
class RefundProposed(Event):
    """The maker proposes to pay these, from this account. `proposal`: the digest of the command."""

    batch: str
    account: str
    proposed_by: str
    proposal: str
    items: tuple[Item, ...] = restricted()


@event("RefundBatchApproved", zh="退款批次复核")
class RefundBatchApproved(Event):
    """The checker approves all of it."""

    batch: str
    approved_by: str


@event("RefundRejected", zh="退回经办")
class RefundRejected(Event):
    """The checker gives all of it back to the maker."""

    batch: str
    rejected_by: str
    reason: str = restricted()


type RefundEvent = RefundProposed | RefundBatchApproved | RefundRejected

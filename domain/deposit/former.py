"""Shapes that facts of deposits once had, and how they are read today."""

from domain.accounts import REFUNDS_PAYABLE
from domain.deposit.owed import InterestAllocated
from domain.identifiers import refund_id
from domain.kernel import Former, event, restricted
from domain.postings import MoneyEvent


@event("InterestAllocated", zh="利息分配")
class InterestAllocatedV1(MoneyEvent):
    """Interest was given on, or stayed, then. `number`: of what followed a refund, that refund's;
    which one took it, the owner of what is payable said alone.
    """

    deposit: str
    number: int | None
    to: str | None = restricted()
    entitled_fen: int = restricted()
    left_fen: int = restricted()
    reason: str | None = restricted()


def _allocated(old: InterestAllocatedV1) -> InterestAllocated:
    takes = _payable(old) if old.to == REFUNDS_PAYABLE.code else None
    return InterestAllocated(
        deposit=old.deposit,
        number=old.number if takes is None else takes,
        follows_refund=None if takes is None else old.number,
        to=old.to,
        entitled_fen=old.entitled_fen,
        left_fen=old.left_fen,
        reason=old.reason,
        entries=old.entries,
    )


def _payable(old: InterestAllocatedV1) -> int | None:
    """The refund in whose name it is payable."""
    legs = (leg for entry in old.entries for leg in entry.legs)
    owners = (leg.owner for leg in legs if leg.account == REFUNDS_PAYABLE.code)
    return next((refund_id(owner).number for owner in owners), None)


FORMER = (Former(InterestAllocatedV1, _allocated),)

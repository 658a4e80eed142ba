"""Shapes that facts of deposits once had, and how they are read today."""

from dataclasses import dataclass
from datetime import datetime

from domain.accounts import REFUNDS_PAYABLE
from domain.deposit.events import (
    DepositRequired,
    DepositTermsChanged,
    HoldLifted,
    HoldPlaced,
    Terms,
)
from domain.deposit.owed import InterestAllocated, RefundApproved
from domain.deposit.passed_on import EnforcementExecuted
from domain.identifiers import refund_id
from domain.kernel import Event, Former, Post, event, restricted, sealed
from domain.postings import MoneyEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsV1:
    """Before terms said by which version of the rules money goes back: by what the platform has."""

    lot: str
    party: str
    payer: str
    amount_fen: int
    deadline: datetime
    basic_account: str | None
    category: str | None = None


@event("DepositRequired", zh="保证金要求")
class DepositRequiredV1(Event):
    """On terms as they were then."""

    deposit: str
    terms: TermsV1 | None = sealed()


@event("DepositTermsChanged", zh="保证金要求变更")
class DepositTermsChangedV1(Event):
    """To terms as they were then."""

    deposit: str
    terms: TermsV1 | None = sealed()


def _terms(old: TermsV1 | None) -> Terms | None:
    if old is None:
        return None
    return Terms(
        lot=old.lot,
        party=old.party,
        payer=old.payer,
        amount_fen=old.amount_fen,
        deadline=old.deadline,
        basic_account=old.basic_account,
        category=old.category,
    )


def _required(old: DepositRequiredV1) -> DepositRequired:
    return DepositRequired(deposit=old.deposit, terms=_terms(old.terms))


def _changed(old: DepositTermsChangedV1) -> DepositTermsChanged:
    return DepositTermsChanged(deposit=old.deposit, terms=_terms(old.terms))


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
    takes = _payable(old)
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
    """The refund in whose name it is payable; None where it is not one's."""
    legs = (leg for entry in old.entries for leg in entry.legs)
    owners = (leg.owner for leg in legs if leg.account == REFUNDS_PAYABLE.code)
    return next((refund_id(owner).number for owner in owners), None)


@event("RefundApproved", zh="退款复核")
class RefundApprovedV1(MoneyEvent):
    """Before a refund could be approved while its interest was still to come."""

    deposit: str
    number: int
    attempt: int
    batch: str
    account: str


def _approved(old: RefundApprovedV1) -> RefundApproved:
    return RefundApproved(
        deposit=old.deposit,
        number=old.number,
        attempt=old.attempt,
        batch=old.batch,
        account=old.account,
        entries=old.entries,
    )


@event("HoldPlaced", zh="暂停退还·冻结")
class HoldPlacedV1(MoneyEvent):
    """Before it said on which day."""

    deposit: str
    hold: str
    authority: Post = restricted()
    cause: str = restricted()
    document: str = restricted()


def _placed(old: HoldPlacedV1) -> HoldPlaced:
    return HoldPlaced(
        deposit=old.deposit,
        hold=old.hold,
        authority=old.authority,
        cause=old.cause,
        document=old.document,
        day=None,
        entries=old.entries,
    )


@event("HoldLifted", zh="解除冻结")
class HoldLiftedV1(MoneyEvent):
    """Before it said on which day."""

    deposit: str
    hold: str


def _lifted(old: HoldLiftedV1) -> HoldLifted:
    return HoldLifted(deposit=old.deposit, hold=old.hold, day=None, entries=old.entries)


@event("EnforcementExecuted", zh="法院扣划")
class EnforcementExecutedV1(MoneyEvent):
    """Before it said on which day."""

    deposit: str
    hold: str
    document: str = restricted()
    evidence: str = restricted()


def _executed(old: EnforcementExecutedV1) -> EnforcementExecuted:
    return EnforcementExecuted(
        deposit=old.deposit,
        hold=old.hold,
        document=old.document,
        evidence=old.evidence,
        day=None,
        entries=old.entries,
    )


FORMER = (
    Former(DepositRequiredV1, _required),
    Former(DepositTermsChangedV1, _changed),
    Former(InterestAllocatedV1, _allocated),
    Former(RefundApprovedV1, _approved),
    Former(HoldPlacedV1, _placed),
    Former(HoldLiftedV1, _lifted),
    Former(EnforcementExecutedV1, _executed),
)

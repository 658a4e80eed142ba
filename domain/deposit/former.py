"""Shapes that deposits once had, and how they are read today."""

from dataclasses import dataclass
from datetime import datetime

from domain.deposit.events import DepositRequired, DepositTermsChanged, Terms
from domain.kernel import Event, Former, event, sealed


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


FORMER = (Former(DepositRequiredV1, _required), Former(DepositTermsChangedV1, _changed))

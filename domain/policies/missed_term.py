"""A term of the law has ended, too early or too late: whoever supervises is alerted.

By rows that warn; what blocks was refused. A fact that says no day of its own ends no term here,
and of payments amounts decide, not the next one that comes.
"""

from domain.alert.cause import Cause, cause
from domain.alert.codes import code_for
from domain.alert.events import Missed, missed
from domain.kernel import Command, Policy
from domain.lot.bidding import (
    DisclosureClosed,
    ListingClosed,
    ListingStarted,
    TimedBiddingStarted,
)
from domain.lot.concluded import DealFiled, ResultPublished
from domain.lot.events import ContractSigned, TransactionConfirmed
from domain.lot.tendered import (
    BidDeadlinePassed,
    CandidatesPublicised,
    DocumentIssued,
    DocumentSalePeriodClosed,
)
from domain.trade.raise_alert import RaiseAlert

_NAME = "missed_term"

type Ends = (
    DocumentIssued
    | DocumentSalePeriodClosed
    | BidDeadlinePassed
    | CandidatesPublicised
    | DisclosureClosed
    | ListingStarted
    | ListingClosed
    | TimedBiddingStarted
    | TransactionConfirmed
    | ContractSigned
    | ResultPublished
    | DealFiled
)


def react(ends: Ends, told: tuple[str, ...]) -> tuple[Command, ...]:
    """`told`: the cause, and the terms that were not kept; else nothing. One alert a term."""
    if not told:
        return ()
    why, terms = cause(told[0]), map(missed, told[1:])
    return tuple(_raised(ends.lot, why, term) for term in terms)


def code_of(lot: str, term: Missed) -> str:
    """The number of the alert of a term that was not kept: one, whoever found it and when."""
    return code_for(_NAME, lot, term.rule, term.began)


def _raised(lot: str, why: Cause, term: Missed) -> RaiseAlert:
    """Its number is the term's: whatever finds that it was not kept, raises the same alert."""
    kind, _, _ = term.rule.partition(" ")
    return RaiseAlert(
        alert=code_of(lot, term),
        kind=kind,
        lots=(lot,),
        deposits=(),
        causes=(why.position,),
        arose_at=why.at,
        missed=term,
    )


MISSED_TERM = Policy(
    name=_NAME,
    hears=(
        DocumentIssued,
        DocumentSalePeriodClosed,
        BidDeadlinePassed,
        CandidatesPublicised,
        DisclosureClosed,
        ListingStarted,
        ListingClosed,
        TimedBiddingStarted,
        TransactionConfirmed,
        ContractSigned,
        ResultPublished,
        DealFiled,
    ),
    asks=(RaiseAlert,),
    react=react,
    reads="missed_terms",
)
ENDS_A_TERM = frozenset(shape.NAME for shape in MISSED_TERM.hears)
"""By the names of what it hears: what ends terms of a lot on a day that is told."""

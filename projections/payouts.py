"""Payouts: what of deposits is paid to others, from proposal to the bank's word, and its parts.

Of which lot and to which account is not told here: that stands sealed.
"""

from collections.abc import Iterator

from domain.payout.events import (
    PayoutApproved,
    PayoutConfirmed,
    PayoutFailed,
    PayoutGivenUp,
    PayoutInstructed,
    PayoutProposed,
    PayoutRejected,
    PayoutReturned,
)
from domain.payout.state import Stage
from ledger.feed import Recorded
from projections.projection import Change, Column, Index, Projection, Put, Table

PAYOUTS = Table(
    "payouts",
    (Column("payout", "text"),),
    (
        Column("account", "text"),
        Column("chart", "text"),
        Column("owner", "text"),
        Column("amount_fen", "bigint"),
        Column("stage", "text"),
        Column("proposed_by", "text"),
        Column("proposal", "text"),
        Column("checked_by", "text"),
        Column("reason", "text"),
        Column("code", "text"),
        Column("since", "timestamptz"),
    ),
    indexes=(Index(("stage",), now=True),),
)
"""`chart`: the account of the chart that it is paid from; `stage`: a `Stage`; `code`: the bank's
reason; `reason`: a person's.
"""
PARTS = Table(
    "parts",
    (Column("payout", "text"), Column("deposit", "text")),
    (Column("amount_fen", "bigint"),),
)


def project(recorded: Recorded) -> Iterator[Change]:
    """Each fact takes a payout one stage further."""
    match recorded.event:
        case PayoutProposed() as proposed:
            told = {
                "account": proposed.account,
                "chart": proposed.to,
                "owner": proposed.owner,
                "amount_fen": sum(part.amount_fen for part in proposed.parts),
                "proposed_by": proposed.proposed_by,
                "proposal": proposed.proposal,
            }
            yield _stage(proposed.payout, Stage.PROPOSED, recorded, **told)
            for part in proposed.parts:
                key = (proposed.payout, part.deposit)
                yield Put(PARTS, key, {"amount_fen": part.amount_fen})
        case PayoutApproved(payout=payout, approved_by=person):
            yield _stage(payout, Stage.APPROVED, recorded, checked_by=person)
        case PayoutRejected(payout=payout, rejected_by=person, reason=reason):
            yield _stage(payout, Stage.REJECTED, recorded, checked_by=person, reason=reason)
        case PayoutInstructed(payout=payout):
            yield _stage(payout, Stage.INSTRUCTED, recorded)
        case PayoutConfirmed(payout=payout):
            yield _stage(payout, Stage.PAID, recorded)
        case PayoutFailed(payout=payout, code=code):
            yield _stage(payout, Stage.FAILED, recorded, code=code)
        case PayoutReturned(payout=payout, code=code):
            yield _stage(payout, Stage.RETURNED, recorded, code=code)
        case PayoutGivenUp(payout=payout, reason=reason):
            yield _stage(payout, Stage.GIVEN_UP, recorded, reason=reason)


def _stage(payout: str, stage: Stage, recorded: Recorded, **told: object) -> Change:
    return Put(PAYOUTS, (payout,), {"stage": stage.value, "since": recorded.recorded_at, **told})


PAYOUT_BOOK = Projection("payouts", 1, (PAYOUTS, PARTS), project)

"""Payouts: what of deposits is paid to others, from proposal to the bank's word, and its parts.

Of which lot and to which account is not told here: that stands sealed.
"""

from collections.abc import Iterator

from domain.accounts import PRICE_HELD
from domain.deposit.given import OTHERS
from domain.deposit.passed_on import (
    ForfeitureReversed,
    PayoutAssigned,
    PayoutReleased,
    PriceReleased,
    TreasuryPayableRecognised,
)
from domain.payout.events import (
    PayoutApproved,
    PayoutConfirmed,
    PayoutFailed,
    PayoutGivenUp,
    PayoutInstructed,
    PayoutProposed,
    PayoutRejected,
    PayoutReturned,
    ServiceFeeSwept,
    TreasuryRemitted,
)
from domain.payout.state import Stage
from domain.postings import MoneyEvent
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
        Column("proposed_at", "timestamptz"),
        Column("proposed_position", "bigint"),
        Column("proposal", "text"),
        Column("checked_by", "text"),
        Column("checked_at", "timestamptz"),
        Column("checked_position", "bigint"),
        Column("code", "text"),
        Column("since", "timestamptz"),
    ),
    indexes=(Index(("stage",), now=True), Index(("proposed_position",))),
)
"""`chart`: the account of the chart that it is paid from; `stage`: a `Stage`; `code`: the bank's
reason; a person's reason stands sealed.
"""
PARTS = Table(
    "parts",
    (Column("payout", "text"), Column("deposit", "text")),
    (Column("amount_fen", "bigint"),),
)
GIVEN = Table(
    "given",
    (Column("deposit", "text"), Column("chart", "text"), Column("owner", "text")),
    (Column("open", "boolean"),),
    indexes=(Index(("open",), now=True),),
)
"""Deposits that may have something for this owner in no payout, or hold a price (`chart` 2004).

`open` may say too much, never too little: how much it is now, the deposit itself knows. After a
payout was given up all owners of its deposits are to be looked at: then `chart` is empty.
"""
CLAIMED = Table(
    "claimed",
    (Column("deposit", "text"),),
    (Column("at", "bigint"),),
)
"""Deposits that are kept no more, of which something had been paid out: its payees owed it then.
How much of that they still owe, the deposit itself knows.
"""


def project(recorded: Recorded) -> Iterator[Change]:
    """Each fact takes a payout one stage further; what a deposit gives on waits to be paid."""
    match recorded.event:
        case PayoutProposed() as proposed:
            yield from _proposed(proposed, recorded)
        case PayoutApproved(payout=payout, approved_by=person):
            yield _checked(payout, Stage.APPROVED, person, recorded)
        case PayoutRejected(payout=payout, rejected_by=person):
            yield _checked(payout, Stage.REJECTED, person, recorded)
        case PayoutInstructed(payout=payout):
            yield _stage(payout, Stage.INSTRUCTED, recorded)
        case (
            PayoutConfirmed(payout=payout)
            | TreasuryRemitted(payout=payout)
            | ServiceFeeSwept(payout=payout)
        ):
            yield _stage(payout, Stage.PAID, recorded)
        case PayoutFailed(payout=payout, code=code):
            yield _stage(payout, Stage.FAILED, recorded, code=code)
        case PayoutReturned(payout=payout, code=code):
            yield _stage(payout, Stage.RETURNED, recorded, code=code)
        case PayoutGivenUp(payout=payout):
            yield _stage(payout, Stage.GIVEN_UP, recorded)
        case PayoutAssigned() as taken:
            yield Put(GIVEN, (taken.deposit, taken.to, taken.owner), {"open": False})
        case PayoutReleased(deposit=deposit):
            yield Put(GIVEN, (deposit, "", ""), {"open": True})
        case ForfeitureReversed(deposit=deposit, claim_fen=fen) as back:
            yield from _given(deposit, back)
            if fen:
                yield Put(CLAIMED, (deposit,), {"at": recorded.position})
        case MoneyEvent() as event if recorded.stream.kind == "deposit":
            yield from _given(recorded.stream.code, event)


def _proposed(proposed: PayoutProposed, recorded: Recorded) -> Iterator[Change]:
    told = {
        "account": proposed.account,
        "chart": proposed.to,
        "owner": proposed.owner,
        "amount_fen": sum(part.amount_fen for part in proposed.parts),
        "proposed_by": proposed.proposed_by,
        "proposed_at": recorded.recorded_at,
        "proposed_position": recorded.position,
        "proposal": proposed.proposal,
    }
    yield _stage(proposed.payout, Stage.PROPOSED, recorded, **told)
    for part in proposed.parts:
        key = (proposed.payout, part.deposit)
        yield Put(PARTS, key, {"amount_fen": part.amount_fen})


def _given(deposit: str, event: MoneyEvent) -> Iterator[Change]:
    """What becomes others', or comes back from them; a price that is held until it is given on."""
    released = isinstance(event, PriceReleased | TreasuryPayableRecognised)
    legs = {(leg.account, leg.owner) for entry in event.entries for leg in entry.legs}
    for account, owner in sorted(legs):
        if account in OTHERS:
            yield Put(GIVEN, (deposit, account, owner), {"open": True})
        elif account == PRICE_HELD.code:
            yield Put(GIVEN, (deposit, account, owner), {"open": not released})


def _checked(payout: str, stage: Stage, person: str, recorded: Recorded, **told: object) -> Change:
    told |= {
        "checked_by": person,
        "checked_at": recorded.recorded_at,
        "checked_position": recorded.position,
    }
    return _stage(payout, stage, recorded, **told)


def _stage(payout: str, stage: Stage, recorded: Recorded, **told: object) -> Change:
    return Put(PAYOUTS, (payout,), {"stage": stage.value, "since": recorded.recorded_at, **told})


PAYOUT_BOOK = Projection("payouts", 4, (PAYOUTS, PARTS, GIVEN, CLAIMED), project)

"""Refunds: what is owed back, until when, how far it has come; and the batches they are paid in.

Of whom, of which lot and to whom is not told here: that stands sealed, with the deposit.
"""

from collections.abc import Iterator
from typing import Any

from domain.accounts import INTEREST_PAYABLE, INTEREST_TO_ALLOCATE
from domain.deposit.carried import DepositCarriedIn, DepositCarriedOver
from domain.deposit.owed import (
    BankInterestCredited,
    InterestAllocated,
    PayeeProposed,
    RefundApproved,
    RefundConfirmed,
    RefundDueReckoned,
    RefundFailed,
    RefundInstructed,
    RefundObligationCancelled,
    RefundObligationCreated,
    RefundObligationReduced,
    RefundPaid,
    RefundReissued,
    RefundReturned,
)
from domain.deposit.refund import Standing, counted_from
from domain.refund.events import RefundBatchApproved, RefundProposed, RefundRejected
from domain.refund.state import Stage
from ledger.feed import Recorded
from projections.projection import (
    Change,
    Column,
    Index,
    Projection,
    Put,
    Table,
    summed,
)

_REFUND = (Column("deposit", "text"), Column("number", "integer"))
REFUNDS = Table(
    "refunds",
    _REFUND,
    (
        Column("cause", "text"),
        Column("rule", "text"),
        Column("due", "date"),
        Column("amount_fen", "bigint"),
        Column("interest", "boolean"),
        Column("interest_fen", "bigint", summed),
        Column("standing", "text"),
        Column("version", "integer", summed),
        Column("attempt", "integer"),
        Column("batch", "text"),
        Column("elsewhere", "boolean"),
        Column("awaits", "boolean"),
        Column("code", "text"),
        Column("since", "timestamptz"),
        Column("counts_from", "date"),
    ),
    indexes=(Index(("standing", "due"), now=True), Index(("batch",))),
)
"""`standing`: a `Standing`; `awaits`: it is approved, and waits for the bank's interest.

`code`: the bank's reason, where it refused or returned; `since`: when it was told that it is owed;
`counts_from`: the day that its term counts from, as its refund has it.
"""
BATCHES = Table(
    "batches",
    (Column("batch", "text"),),
    (
        Column("account", "text"),
        Column("proposed_by", "text"),
        Column("proposed_at", "timestamptz"),
        Column("proposal", "text"),
        Column("proposed_position", "bigint"),
        Column("stage", "text"),
        Column("checked_by", "text"),
        Column("checked_at", "timestamptz"),
        Column("reason", "text"),
        Column("count", "integer"),
        Column("amount_fen", "bigint"),
        Column("interest_fen", "bigint"),
    ),
    indexes=(Index(("stage",), now=True),),
)
ITEMS = Table(
    "items",
    (Column("batch", "text"), *_REFUND),
    (
        Column("version", "integer"),
        Column("amount_fen", "bigint"),
        Column("interest_fen", "bigint"),
        Column("elsewhere", "boolean"),
    ),
)

INTEREST = Table(
    "interest",
    (Column("deposit", "text"),),
    (
        Column("credited_fen", "bigint", summed),
        Column("allocated_fen", "bigint", summed),
        Column("left_fen", "bigint"),
        Column("reason", "text"),
        Column("until", "date"),
    ),
)
"""What the bank paid on each deposit's money, wherever that was then; what of it was given on;
`reason` of what was left (R14). What follows a refund that has gone is a refund of its own.
"""

_STEPS: tuple[tuple[type[RefundPaid], Standing], ...] = (
    (RefundInstructed, Standing.INSTRUCTED),
    (RefundReissued, Standing.INSTRUCTED),
    (RefundConfirmed, Standing.PAID),
    (RefundFailed, Standing.FAILED),
    (RefundReturned, Standing.RETURNED),
)


def project(recorded: Recorded) -> Iterator[Change]:
    """Refunds and batches as their facts come."""
    match recorded.event:
        case RefundObligationCreated() as owed:
            yield _owed(owed, recorded)
        case RefundObligationCancelled() as fallen:
            yield _further((fallen.deposit, fallen.number), Standing.VOID, awaits=False)
        case RefundObligationReduced(deposit=deposit, number=number, amount_fen=fen):
            yield Put(REFUNDS, (deposit, number), {"amount_fen": fen, "version": 1})
        case RefundDueReckoned(deposit=deposit, number=number, due=due):
            yield Put(REFUNDS, (deposit, number), {"due": due})
        case PayeeProposed() as proposed:
            key = (proposed.deposit, proposed.number)
            yield Put(REFUNDS, key, {"elsewhere": True, "version": 1})
        case RefundApproved() as approved:
            key = (approved.deposit, approved.number)
            told = {"attempt": approved.attempt, "batch": approved.batch, "code": None}
            told["awaits"] = approved.interest_to_come
            yield _further(key, Standing.APPROVED, **told)
        case BankInterestCredited() as came:
            fen = sum(entry.amount for entry in came.entries)
            told = {"credited_fen": fen, "until": came.until, "left_fen": None, "reason": None}
            yield Put(INTEREST, (came.deposit,), told)
        case DepositCarriedOver() | DepositCarriedIn() as over:
            if fen := _interest_over(over):
                told = {"credited_fen": fen, "left_fen": None, "reason": None}
                yield Put(INTEREST, (over.deposit,), told)
        case InterestAllocated(number=number) as given:
            fen = sum(entry.amount for entry in given.entries)
            left = {"left_fen": given.left_fen, "reason": given.reason}
            yield Put(INTEREST, (given.deposit,), {"allocated_fen": fen, **left})
            if number is not None and given.to == INTEREST_PAYABLE.code:
                told = {"interest_fen": fen, "awaits": False}
                yield Put(REFUNDS, (given.deposit, number), told)
        case RefundPaid() as step:
            code = getattr(step, "code", None)
            told = {"awaits": False, "code": code}
            yield _further((step.deposit, step.number), dict(_STEPS)[type(step)], **told)
        case RefundProposed() | RefundBatchApproved() | RefundRejected() as batch:
            yield from _batch(batch, recorded)


def _interest_over(over: DepositCarriedOver | DepositCarriedIn) -> int:
    """What of the bank's interest came over with the money, or went along with it (negative)."""
    legs = (leg for entry in over.entries for leg in entry.legs)
    return -sum(leg.amount for leg in legs if leg.account == INTEREST_TO_ALLOCATE.code)


def _owed(owed: RefundObligationCreated, recorded: Recorded) -> Change:
    names = ("cause", "rule", "due", "amount_fen", "interest")
    told: dict[str, Any] = {name: getattr(owed, name) for name in names}
    key = (owed.deposit, owed.number)
    told |= {"attempt": 0, "elsewhere": False, "awaits": False, "since": recorded.recorded_at}
    told["counts_from"] = counted_from(owed.since, owed.due)
    return _further(key, Standing.OWED, **told)


def _further(key: tuple[str, int], standing: Standing, **told: Any) -> Change:
    return Put(REFUNDS, key, {"standing": standing.value, "version": 1, **told})


def _batch(
    batch: RefundProposed | RefundBatchApproved | RefundRejected, recorded: Recorded
) -> Iterator[Change]:
    match batch:
        case RefundProposed(items=items):
            told = {
                "account": batch.account,
                "proposed_by": batch.proposed_by,
                "proposed_at": recorded.recorded_at,
                "proposal": batch.proposal,
                "proposed_position": recorded.position,
                "stage": Stage.PROPOSED.value,
                "count": len(items),
                "amount_fen": sum(item.amount_fen for item in items),
                "interest_fen": sum(item.interest_fen for item in items),
            }
            yield Put(BATCHES, (batch.batch,), told)
            for item in items:
                names = ("version", "amount_fen", "interest_fen", "elsewhere")
                key = (batch.batch, item.deposit, item.number)
                yield Put(ITEMS, key, {name: getattr(item, name) for name in names})
        case RefundBatchApproved(approved_by=person):
            yield _checked(batch.batch, Stage.APPROVED, person, recorded)
        case RefundRejected(rejected_by=person, reason=reason):
            yield _checked(batch.batch, Stage.REJECTED, person, recorded, reason)


def _checked(
    batch: str, stage: Stage, person: str, recorded: Recorded, reason: str | None = None
) -> Change:
    told = {
        "stage": stage.value,
        "checked_by": person,
        "checked_at": recorded.recorded_at,
        "reason": reason,
    }
    return Put(BATCHES, (batch,), told)


REFUND_BOOK = Projection("refund_book", 4, (REFUNDS, INTEREST, BATCHES, ITEMS), project)

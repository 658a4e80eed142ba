"""A guarantee is extended by its guarantor: never shortened; for a deposit only while it stands."""

from datetime import date
from typing import Any

from domain.calendar import beijing_day, plausible
from domain.deposit.events import DepositSecured
from domain.deposit.state import Deposit
from domain.guarantee.events import GuaranteeExtended
from domain.guarantee.state import Guarantee
from domain.identifiers import deposit_code, digest, guarantee_code
from domain.kernel import Command, Context, Decider, Decision, Placed, Rejected, StreamId, command
from domain.permissions import acts_for


@command("ExtendGuarantee", version=2, zh="保函展期")
class ExtendGuarantee(Command):
    """Let it stand until this day; `evidence` is the SHA-256 of what the guarantor wrote.

    `deposit`: the one that it stands in for; None of a guarantee of performance.
    """

    guarantee: str
    deposit: str | None
    valid_until: date
    evidence: str

    def __post_init__(self) -> None:
        guarantee_code(self.guarantee)
        if self.deposit is not None:
            deposit_code(self.deposit)
        plausible("valid_until", self.valid_until)
        digest(self.evidence)


def extend(states: Any, asked: ExtendGuarantee, context: Context) -> Decision:
    """A guarantor in its own name, or the platform that writes down what guarantors said. The
    deposit hears of it too: until when it is secured, it knows by itself. One that was extended
    before deposits heard of it is asked for again, until the same day: then the deposit alone does.

    What stands in for a deposit and is over, is a new promise: the offers may be known by then, and
    whoever extended it would choose whose count. It is over by the day on which this is heard: what
    its guarantor wrote in time, and the platform writes down a day too late, is refused.
    """
    guarantee: Guarantee
    deposit: Deposit | None
    guarantee, deposit = states if isinstance(states, tuple) else (states, None)
    accepted, until = guarantee.accepted, guarantee.valid_until
    its = accepted is not None and acts_for(context, "GUARANTOR", accepted.guarantor)
    if accepted is None or not (its or context.holds("PLATFORM")):
        return Rejected("guarantee.not_yours", f"{asked.guarantee} is no guarantee of yours")
    if accepted.deposit != asked.deposit:
        right = accepted.deposit or "no deposit"
        return Rejected("guarantee.other_deposit", f"{asked.guarantee} stands in for {right}")
    if guarantee.released:
        return Rejected("guarantee.done", f"{asked.guarantee} was given back")
    if until is not None and asked.valid_until < until:
        return Rejected("guarantee.shorter", f"{asked.guarantee} stands until {until.isoformat()}")
    told = _longer(deposit, asked) if deposit is not None else ()
    if until == asked.valid_until:
        return told
    if deposit is not None and until is not None and until < beijing_day(context.received_at):
        return Rejected("guarantee.over", f"{asked.guarantee} stood until {until.isoformat()}")
    extended = GuaranteeExtended(
        guarantee=asked.guarantee, valid_until=asked.valid_until, evidence=asked.evidence
    )
    return (extended, *told)


def _longer(deposit: Deposit, asked: ExtendGuarantee) -> tuple[Placed, ...]:
    """What the deposit hears, where it is this that secures it and it has not heard it."""
    secured = deposit.secured
    if secured is None or secured.guarantee != asked.guarantee:
        return ()
    if secured.valid_until == asked.valid_until:
        return ()
    longer = DepositSecured(
        deposit=secured.deposit,
        guarantee=asked.guarantee,
        amount_fen=secured.amount_fen,
        valid_until=asked.valid_until,
    )
    return (Placed(StreamId("deposit", secured.deposit), longer),)


def _touches(asked: ExtendGuarantee) -> tuple[StreamId, ...]:
    deposit = (StreamId("deposit", asked.deposit),) if asked.deposit is not None else ()
    return (StreamId("guarantee", asked.guarantee), *deposit)


EXTEND_GUARANTEE = Decider(handles=ExtendGuarantee, touches=_touches, decide=extend)

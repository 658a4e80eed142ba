"""A guarantee is extended by its guarantor: never shortened, and only while it stands."""

from datetime import date

from domain.calendar import plausible
from domain.guarantee.events import GuaranteeExtended
from domain.guarantee.state import Guarantee
from domain.identifiers import digest, guarantee_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.permissions import acts_for


@command("ExtendGuarantee", zh="保函展期")
class ExtendGuarantee(Command):
    """Let it stand until this day; `evidence` is the SHA-256 of what the guarantor wrote."""

    guarantee: str
    valid_until: date
    evidence: str

    def __post_init__(self) -> None:
        guarantee_code(self.guarantee)
        plausible("valid_until", self.valid_until)
        digest(self.evidence)


def extend(guarantee: Guarantee, asked: ExtendGuarantee, context: Context) -> Decision:
    """A guarantor in its own name, or the platform that writes down what guarantors said."""
    accepted, until = guarantee.accepted, guarantee.valid_until
    its = accepted is not None and acts_for(context, "GUARANTOR", accepted.guarantor)
    if accepted is None or not (its or context.holds("PLATFORM")):
        return Rejected("guarantee.not_yours", f"{asked.guarantee} is no guarantee of yours")
    if guarantee.released:
        return Rejected("guarantee.done", f"{asked.guarantee} was given back")
    if until == asked.valid_until:
        return ()
    if until is not None and asked.valid_until < until:
        return Rejected("guarantee.shorter", f"{asked.guarantee} stands until {until.isoformat()}")
    return (
        GuaranteeExtended(
            guarantee=asked.guarantee, valid_until=asked.valid_until, evidence=asked.evidence
        ),
    )


EXTEND_GUARANTEE = Decider(
    handles=ExtendGuarantee,
    touches=lambda asked: (StreamId("guarantee", asked.guarantee),),
    decide=extend,
)

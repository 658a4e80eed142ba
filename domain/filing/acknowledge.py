"""The office says that it has what was filed, with an opinion or without."""

from domain.filing.events import FilingAcknowledged
from domain.filing.state import Filing
from domain.identifiers import digest
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.trade_codes import filing_code


@command("AcknowledgeFiling", zh="备案回执")
class AcknowledgeFiling(Command):
    """Say that it is here; fields as in FilingAcknowledged."""

    filing: str
    opinion: str | None

    def __post_init__(self) -> None:
        filing_code(self.filing)
        if self.opinion is not None:
            digest(self.opinion)


def acknowledge(filing: Filing, asked: AcknowledgeFiling, context: Context) -> Decision:
    """However late; another opinion may follow, the same again is nothing."""
    if filing.filed is None:
        return Rejected("filing.unknown", f"nobody filed {asked.filing}")
    before = filing.acknowledged
    if before is not None and before.opinion == asked.opinion:
        return ()
    at = context.received_at
    told = FilingAcknowledged(filing=asked.filing, acknowledged_at=at, opinion=asked.opinion)
    return (told,)


ACKNOWLEDGE_FILING = Decider(
    handles=AcknowledgeFiling,
    touches=lambda asked: (StreamId("filing", asked.filing),),
    decide=acknowledge,
)

"""Until when the office is to say so is reckoned again, once the calendar of its year is there."""

from domain.filing.events import FilingDueReckoned
from domain.filing.state import Filing, certain_day
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.trade_codes import filing_code


@command("ReckonFilingDue", zh="重算备案期限")
class ReckonFilingDue(Command):
    """A calendar was published: does this filing's last day, an estimate until then, move?"""

    filing: str

    def __post_init__(self) -> None:
        filing_code(self.filing)


def reckon(filing: Filing, asked: ReckonFilingDue, context: Context) -> Decision:
    """From the same day on; of what the office has acknowledged too, which may be late by it."""
    filed = filing.filed
    if filed is None or filing.due is None:
        return Rejected("filing.unknown", f"nobody filed {asked.filing}")
    due = certain_day(filing.due, filed.filed_at, context.law.calendars)
    if due == filing.due:
        return ()
    return (FilingDueReckoned(filing=asked.filing, due=due),)


RECKON_FILING_DUE = Decider(
    handles=ReckonFilingDue,
    touches=lambda asked: (StreamId("filing", asked.filing),),
    decide=reckon,
)

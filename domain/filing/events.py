"""Facts of a filing; all public."""

from datetime import date, datetime
from enum import StrEnum

from domain.kernel import Event, event


class Paper(StrEnum):
    """What is filed."""

    ANNOUNCEMENT = "ANNOUNCEMENT"
    DOCUMENTS = "DOCUMENTS"
    REPORT = "REPORT"
    RESULT = "RESULT"


@event("DocumentFiled", zh="交易文件备案")
class DocumentFiled(Event):
    """A document of a lot was filed with the office. `document`: its SHA-256; `due`: the last day
    on which the office says that it has it, without being late.
    """

    filing: str
    lot: str
    paper: Paper
    filed_at: datetime
    document: str
    due: date

    def happened_at(self) -> datetime:
        """When it was filed."""
        return self.filed_at


@event("FilingAcknowledged", zh="备案回执")
class FilingAcknowledged(Event):
    """The office says that it has it. `opinion`: the SHA-256 of what it has to say, if anything:
    nothing of the lot waits for that.
    """

    filing: str
    acknowledged_at: datetime
    opinion: str | None

    def happened_at(self) -> datetime:
        """When it was said."""
        return self.acknowledged_at


@event("FilingDueReckoned", zh="备案期限重算")
class FilingDueReckoned(Event):
    """Its last day was an estimate, and is reckoned by the calendar that was published since."""

    filing: str
    due: date


type FilingEvent = DocumentFiled | FilingAcknowledged | FilingDueReckoned

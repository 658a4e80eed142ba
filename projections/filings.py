"""What was filed with the office, and when it said so; public."""

from collections.abc import Iterator

from domain.filing.events import DocumentFiled, FilingAcknowledged, FilingDueReckoned
from ledger.feed import Recorded
from projections.projection import Change, Column, Index, Projection, Put, Table

FILINGS = Table(
    "filings",
    (Column("filing", "text"),),
    (
        Column("lot", "text"),
        Column("paper", "text"),
        Column("filed_at", "timestamptz"),
        Column("document", "text"),
        Column("due", "date"),
        Column("acknowledged_at", "timestamptz"),
        Column("opinion", "text"),
        Column("open", "boolean"),
    ),
    indexes=(Index(("lot",)), Index(("open", "due"), now=True)),
)
"""`acknowledged_at`, `opinion`: as the office said last; `open`: it said nothing yet."""

_FILED = ("lot", "filed_at", "document", "due")


def project(recorded: Recorded) -> Iterator[Change]:
    """Each as it was filed, and acknowledged."""
    match recorded.event:
        case DocumentFiled(filing=code, paper=paper) as filed:
            told = {name: getattr(filed, name) for name in _FILED}
            yield Put(FILINGS, (code,), told | {"paper": paper.value, "open": True})
        case FilingAcknowledged(filing=code, acknowledged_at=at, opinion=opinion):
            said = {"acknowledged_at": at, "opinion": opinion, "open": False}
            yield Put(FILINGS, (code,), said)
        case FilingDueReckoned(filing=code, due=due):
            yield Put(FILINGS, (code,), {"due": due})


FILING_BOOK = Projection("filings", 3, (FILINGS,), project)

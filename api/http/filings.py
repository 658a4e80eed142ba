"""What is filed with the OFFICE (审查备案), and how late it says that it has it; public."""

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter

from api.estimating import calendar_at
from api.http.answers import Answer, Told
from api.http.asking import ASKED, Asks
from api.http.paging import page
from api.http.positions import After, Limit, When, asked
from api.http.receipts import ReceiptOut
from api.http.shapes import Digest, LotCode, TradeCode, Wanted
from domain.calendar import beijing_day
from domain.filing.acknowledge import AcknowledgeFiling
from domain.filing.events import Paper
from domain.filing.state import is_late
from domain.timing import is_estimate
from domain.trade.file_document import FileDocument
from projections.filings import FILINGS

router = APIRouter(prefix="/v1/filings", tags=["lots"])


class FilingIn(Wanted):
    """A filing's code, of which lot, what it is, and its SHA-256."""

    filing: TradeCode
    lot: LotCode
    paper: Paper
    document: Digest


class AcknowledgementIn(Wanted):
    """The SHA-256 of what the office has to say, if anything."""

    opinion: Digest | None = None


class FilingOut(Told):
    """A filing. `late`: the office has not said that it has it, or said so after its last day, for
    certain; `estimated`: the calendar of a year until then is not published yet.
    """

    filing: str
    lot: str
    paper: Paper
    filed_at: datetime
    document: str
    due: date
    estimated: bool
    acknowledged_at: datetime | None
    opinion: str | None
    late: bool


@router.post("", **ASKED)
async def file(ask: Asks, wanted: FilingIn) -> ReceiptOut:
    """Files a document of a lot; OWNER, or the AGENCY it charged."""
    return await ask(FileDocument, **dict(wanted))


@router.post("/{filing}/acknowledgement", **ASKED)
async def acknowledge(ask: Asks, filing: TradeCode, wanted: AcknowledgementIn) -> ReceiptOut:
    """Says that it is here; OFFICE."""
    return await ask(AcknowledgeFiling, filing=filing, **dict(wanted))


@router.get("", response_model=Answer[list[FilingOut]])
def told(
    when: Annotated[When, asked(lambda r: (r.filings,))],
    lot: LotCode | None = None,
    after: After = None,
    limit: Limit = 100,
) -> dict[str, Any]:
    """Filings by their codes; those of one lot alone, where it is named."""
    reader, where = when.system.readers.filings, {"lot": lot} if lot else {}
    rows, following = page(when, reader, FILINGS, {"filing": str}, after, limit, where)
    today = when.today
    calendar = calendar_at(when.system, when.position)

    def judged(row: dict[str, Any]) -> dict[str, Any]:
        estimated = is_estimate(beijing_day(row["filed_at"]), row["due"], calendar)
        late = is_late(row["due"], row["acknowledged_at"], today) and not estimated
        return row | {"estimated": estimated, "late": late}

    return when.answer(list(map(judged, rows)), following)

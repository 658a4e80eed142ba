"""A lot's owner files its documents with the office (审查备案), and waits for nothing (结论 11)."""

from domain.filing.events import DocumentFiled, Paper
from domain.filing.state import Filing, last_day
from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.standing import asked_by_owner
from domain.lot.state import Lot
from domain.trade_codes import filing_code


@command("FileDocument", zh="交易文件备案")
class FileDocument(Command):
    """File a document of a lot; `document`: its SHA-256. The filing's code is the asker's own."""

    filing: str
    lot: str
    paper: Paper
    document: str

    def __post_init__(self) -> None:
        filing_code(self.filing)
        lot_code(self.lot)
        digest(self.document)


def file(states: tuple[Filing, Lot], asked: FileDocument, context: Context) -> Decision:
    """Once, by the owner or its agency; another document is another filing."""
    filing, lot = states
    if lot.defined is None:
        return Rejected("lot.unknown", f"nobody defined {asked.lot}")
    if refused := asked_by_owner(lot, context):
        return refused
    known = filing.filed
    if known is not None:
        same = (known.lot, known.paper, known.document) == (asked.lot, asked.paper, asked.document)
        return () if same else Rejected("filing.exists", f"{asked.filing} was filed before")
    at = context.received_at
    filed = DocumentFiled(
        filing=asked.filing,
        lot=asked.lot,
        paper=asked.paper,
        filed_at=at,
        document=asked.document,
        due=last_day(at, context.law.calendar),
    )
    return (filed,)


FILE_DOCUMENT = Decider(
    handles=FileDocument,
    touches=lambda asked: (StreamId("filing", asked.filing), StreamId("lot", asked.lot)),
    decide=file,
)

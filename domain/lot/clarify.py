"""An announcement is corrected, documents are clarified or changed (更正、澄清、修改)."""

from datetime import datetime

from domain.calendar import beijing_day, zoned
from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.announce import postponed
from domain.lot.events import AnnouncementCorrected, DeadlinePostponed
from domain.lot.periods import too_early
from domain.lot.standing import category_of, owned
from domain.lot.state import Lot
from domain.lot.tendered import DocumentClarified


@command("CorrectAnnouncement", zh="更正公告")
class CorrectAnnouncement(Command):
    """Correct an announcement: where it stands (`media`), and the SHA-256 of the text."""

    lot: str
    media: tuple[str, ...]
    text: str

    def __post_init__(self) -> None:
        lot_code(self.lot)
        digest(self.text)
        if not self.media:
            raise ValueError("media: expected where the correction stands")


@command("ClarifyDocuments", zh="澄清修改招标文件")
class ClarifyDocuments(Command):
    """Say this of the documents to all; fields as in DocumentClarified.

    Later times for deposits and bids, both of them, go along where it needs them; else None.
    """

    lot: str
    affects: bool
    text: str
    deposit_deadline: datetime | None
    opening_at: datetime | None

    def __post_init__(self) -> None:
        lot_code(self.lot)
        digest(self.text)
        times = (self.deposit_deadline, self.opening_at)
        if (times[0] is None) != (times[1] is None):
            raise ValueError("deposit_deadline, opening_at: expected both, or neither")
        for name, at in zip(("deposit_deadline", "opening_at"), times, strict=True):
            if at is not None:
                zoned(name, at)


def correct(lot: Lot, asked: CorrectAnnouncement, context: Context) -> Decision:
    """By the owner or its agency, while bids come in. The last word counts; the same is nothing."""
    known = owned(lot, asked.lot, context, AnnouncementCorrected)
    if isinstance(known, Rejected):
        return known
    before = lot.corrected or lot.announced
    if before is not None and (before.media, before.text) == (asked.media, asked.text):
        return ()
    corrected = AnnouncementCorrected(
        lot=asked.lot, published_at=context.received_at, media=asked.media, text=asked.text
    )
    return (corrected,)


def clarify(lot: Lot, asked: ClarifyDocuments, context: Context) -> Decision:
    """By the owner or its agency, while bids come in.

    What may affect bids comes so long before their deadline as the law has it, else the deadline
    moves by the same decision (CT-05).
    """
    known = owned(lot, asked.lot, context, DocumentClarified)
    category = known if isinstance(known, Rejected) else category_of(known, context.law)
    if isinstance(category, Rejected):
        return category
    later: tuple[DeadlinePostponed, ...] | Rejected = ()
    if asked.deposit_deadline is not None and asked.opening_at is not None:
        later = postponed(lot, asked.lot, asked.deposit_deadline, asked.opening_at, context)
    if isinstance(later, Rejected):
        return later
    before = lot.clarified
    if before is not None and (before.text, before.affects) == (asked.text, asked.affects):
        return later
    assert lot.opening_at is not None, "a lot whose documents can be had has its times"
    if context.received_at >= lot.opening_at:
        return Rejected("lot.too_late", f"bids were due at {lot.opening_at.isoformat()}")
    planned = {"BidDeadlinePassed": later[0].opening_at if later else lot.opening_at}
    today, calendar = beijing_day(context.received_at), context.law.calendar
    if asked.affects and (
        early := too_early(category, lot, DocumentClarified.NAME, today, calendar, {**planned})
    ):
        return early
    clarified = DocumentClarified(
        lot=asked.lot, clarified_at=context.received_at, affects=asked.affects, text=asked.text
    )
    return (clarified, *later)


CORRECT_ANNOUNCEMENT = Decider(
    handles=CorrectAnnouncement,
    touches=lambda asked: (StreamId("lot", asked.lot),),
    decide=correct,
)
CLARIFY_DOCUMENTS = Decider(
    handles=ClarifyDocuments, touches=lambda asked: (StreamId("lot", asked.lot),), decide=clarify
)

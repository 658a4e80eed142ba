"""What was announced of a lot is corrected (更正)."""

from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.events import AnnouncementCorrected
from domain.lot.standing import owned
from domain.lot.state import Lot


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


CORRECT_ANNOUNCEMENT = Decider(
    handles=CorrectAnnouncement,
    touches=lambda asked: (StreamId("lot", asked.lot),),
    decide=correct,
)

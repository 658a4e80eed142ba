"""The result of a lot is published: where all can read who won, and at which price."""

from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.concluded import ResultPublished
from domain.lot.standing import asked_by_owner, hears
from domain.lot.state import Lot


@command("PublishResult", zh="发布结果公告")
class PublishResult(Command):
    """Publish the result of a lot: where it stands (`media`), and the SHA-256 of the text."""

    lot: str
    media: tuple[str, ...]
    text: str

    def __post_init__(self) -> None:
        lot_code(self.lot)
        digest(self.text)
        if not self.media:
            raise ValueError("media: expected where the result stands")


def publish(lot: Lot, asked: PublishResult, context: Context) -> Decision:
    """Once it has its winner: by the owner or its agency, or by the centre on their behalf.

    Published anew, the last word counts; the same again is nothing.
    """
    if not context.holds("C-OPS") and (refused := asked_by_owner(lot, context)):
        return refused
    known = hears(lot, asked.lot, context.law, ResultPublished)
    if isinstance(known, Rejected):
        return known
    before = lot.published
    if before is not None and (before.media, before.text) == (asked.media, asked.text):
        return ()
    return (
        ResultPublished(
            lot=asked.lot, published_at=context.received_at, media=asked.media, text=asked.text
        ),
    )


PUBLISH_RESULT = Decider(
    handles=PublishResult, touches=lambda asked: (StreamId("lot", asked.lot),), decide=publish
)

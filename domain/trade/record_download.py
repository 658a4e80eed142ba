"""A party had a tender's documents, and who that was stays sealed until the opening.

The platform asks on the bidder's wish: whoever asks is named in clear, and nobody may know before
the opening who has the documents (法 22).
"""

from typing import Any

from domain.download.events import DocumentDownloaded
from domain.identifiers import digest, lot_code
from domain.kernel import Command, Context, Decider, Decision, Rejected, StreamId, command
from domain.lot.standing import hears
from domain.lot.tendered import DocumentClarified
from domain.party_codes import party_code
from domain.trade_codes import download_code

TEXTS_MOST = 200
"""So many documents of a lot, and what clarifies them, one party had at most."""


@command("RecordDownload", zh="登记下载招标文件")
class RecordDownload(Command):
    """A party had this of a lot's documents; it has one id for each lot, which tells nothing."""

    download: str
    lot: str
    party: str
    text: str

    def __post_init__(self) -> None:
        download_code(self.download)
        lot_code(self.lot)
        party_code(self.party)
        digest(self.text)


def record(states: tuple[Any, ...], asked: RecordDownload, context: Context) -> Decision:
    """First while documents can be had; what clarifies them, by who has them, until bids are due.
    By whoever may bid.
    """
    download, lot, party, invitation = states
    known = hears(lot, asked.lot, context.law, DocumentClarified)
    if isinstance(known, Rejected):
        return known
    if party.registered is None:
        return Rejected("party.unknown", f"nobody registered {asked.party}")
    if not invitation.lets(asked.party):
        return Rejected("invitation.not_invited", f"{asked.party} was not invited for {asked.lot}")
    until = lot.opening_at if download.begun else lot.documents_until or lot.opening_at
    if context.received_at >= until:
        return Rejected("lot.too_late", f"documents could be had until {until.isoformat()}")
    if download.begun:
        if (download.lot, download.party) != (asked.lot, asked.party):
            return Rejected("download.another", f"{asked.download} is another download")
        if asked.text in download.texts:
            return ()
        if len(download.texts) >= TEXTS_MOST:
            detail = f"{asked.party} had {TEXTS_MOST} documents of {asked.lot}, the most: no more"
            return Rejected("download.too_many", detail)
    return (
        DocumentDownloaded(
            download=asked.download,
            downloaded_at=context.received_at,
            lot=asked.lot,
            party=asked.party,
            text=asked.text,
        ),
    )


RECORD_DOWNLOAD = Decider(
    handles=RecordDownload,
    touches=lambda asked: (
        StreamId("download", asked.download),
        StreamId("lot", asked.lot),
        StreamId("party", asked.party),
        StreamId("invitation", asked.lot),
    ),
    decide=record,
)

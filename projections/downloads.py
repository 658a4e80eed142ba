"""Who had a tender's documents, sealed until its bids are opened; a natural person's stay so."""

from collections.abc import Iterator

from domain.download.events import DocumentDownloaded
from domain.lot.events import BidOpened
from domain.party_codes import is_natural
from ledger.events import KeyDestroyed
from ledger.feed import Recorded
from projections.projection import (
    Change,
    Column,
    Erase,
    Index,
    Projection,
    Put,
    Release,
    Table,
    summed,
)

DOWNLOADS = Table(
    "downloads",
    (Column("download", "text"),),
    (
        Column("lot", "text"),
        Column("party", "text"),
        Column("natural", "boolean"),
        Column("downloaded_at", "timestamptz"),
        Column("texts", "text[]", summed),
    ),
    sealed=True,
    indexes=(Index(("lot",)), Index(("party",))),
)
"""`texts`: the SHA-256 of each thing that was had; `downloaded_at`: when the last of them was."""


def project(recorded: Recorded) -> Iterator[Change]:
    """Each as it was said; the opening of a lot releases its rows, a key's end takes them along."""
    match recorded.event:
        case BidOpened(lot=lot):
            yield Release(DOWNLOADS, {"lot": lot, "natural": False})
        case DocumentDownloaded(lot=lot, party=party, text=text) as had if lot and party and text:
            told = {"lot": lot, "party": party, "natural": is_natural(party)}
            yield Put(
                DOWNLOADS,
                (had.download,),
                told | {"downloaded_at": had.downloaded_at, "texts": [text]},
            )
        case KeyDestroyed(key=key):
            kind, _, code = key.partition("/")
            if kind in ("lot", "party"):
                yield Erase(DOWNLOADS, {kind: code})


DOWNLOAD_BOOK = Projection("downloads", 1, (DOWNLOADS,), project)

"""Who had a tender's documents (下载招标文件): recorded at once, told from the opening on (4.4).

As of deposits the platform's key asks, and the access log names no person: before the opening
nobody may know who has the documents, nor how many.
"""

import hmac
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException

from api.http.answers import Answer, Told
from api.http.asking import ASKED, Asks
from api.http.deposits import demand_itself, unnamed
from api.http.identity import Identity
from api.http.paging import page
from api.http.positions import After, Limit, When, asked
from api.http.receipts import ReceiptOut
from api.http.seeing import AUDIT, demand_its_own, holding, holds_near, is_own, supervises
from api.http.shapes import Digest, DownloadCode, LotCode, PartyCode, Wanted
from api.wiring import System
from domain.download.state import Download
from domain.kernel import StreamId
from domain.lot.state import Lot
from domain.roles import AUTHORITIES
from domain.trade.record_download import RecordDownload
from projections.downloads import DOWNLOADS

router = APIRouter(prefix="/v1", tags=["tenders"])

_READS = ("OWNER", "AGENCY", *AUDIT, *AUTHORITIES)


class DownloadIn(Wanted):
    """Who had them, and the SHA-256 of what it had."""

    party: PartyCode
    text: Digest


class DownloadOut(ReceiptOut):
    """The id of what this party had of this lot; 0 and 0: that was recorded before."""

    download: str


class DownloadTold(Told):
    """A company, and the SHA-256 of each thing that it had, the last of them then."""

    download: str
    party: str
    downloaded_at: datetime
    texts: list[str]


class OwnDownloadOut(Told):
    """What one had oneself."""

    lot: str
    texts: list[str]


@router.post("/lots/{lot}/downloads", **ASKED, dependencies=[Depends(unnamed)])
async def put(ask: Asks, lot: LotCode, wanted: DownloadIn) -> DownloadOut:
    """Records that one had a lot's documents; the BIDDER itself, or its software for it."""
    demand_itself(ask, wanted.party)
    code = _code(ask.system, lot, wanted.party)
    receipt = await ask.as_platform()(RecordDownload, download=code, lot=lot, **dict(wanted))
    return DownloadOut(**receipt.model_dump(), download=code)


@router.get("/lots/{lot}/downloads", response_model=Answer[list[DownloadTold]])
def told(
    reader: Annotated[Identity, holding(*_READS)],
    when: Annotated[When, asked(lambda r: (r.lots, r.downloads))],
    lot: LotCode,
    after: After = None,
    limit: Limit = 100,
) -> dict[str, Any]:
    """Companies that had the documents of a lot whose bids are open; of another none, and no
    number. OWNER and AGENCY of it, who supervises its kind in its region, AUD there.
    """
    state = when.system.replay.state(StreamId("lot", lot))
    assert isinstance(state, Lot)
    near = is_own(reader, state) or holds_near(reader, state, *AUDIT)
    if not near and not supervises(reader, when.system, state):
        raise HTTPException(403, f"who had the documents of {lot} is its owner's to know")
    names, of = DownloadTold.model_fields, when.system.readers.downloads
    rows, more = page(when, of, DOWNLOADS, {"download": str}, after, limit, {"lot": lot})
    return when.answer([{name: row[name] for name in names} for row in rows], more)


@router.get(
    "/downloads/{download}",
    response_model=Answer[OwnDownloadOut],
    dependencies=[Depends(unnamed)],
)
def own(
    reader: Annotated[Identity, holding("BIDDER")],
    when: Annotated[When, asked(lambda r: (r.lots,))],
    download: DownloadCode,
) -> dict[str, Any]:
    """What one had oneself of a lot's documents; of any other 404, there or not."""
    state = when.system.replay.state(StreamId("download", download), when.position)
    assert isinstance(state, Download)
    demand_its_own(reader, state.party, f"download {download}")
    return when.answer({"lot": state.lot, "texts": [one for one in state.texts if one]})


def _code(system: System, lot: str, party: str) -> str:
    """The id of what this party had of this lot, the same whoever asks."""
    secret = hmac.digest(system.home.master(), b"zhangben downloads", "sha256")
    whose = f"{lot}\n{party}".encode()
    return f"L{hmac.digest(secret, whose, 'sha256')[:8].hex().upper()}"

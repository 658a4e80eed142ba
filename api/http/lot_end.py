"""How a lot ends once it has a result: certified, settled, archived; or void, and traded anew.

Each by another post, always on the lot as it was seen (`If-Match`, from `/v1/lots/…`); but who
certifies names a deposit, and hears of lots it may not know of nothing, seen or not.
"""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException
from fastapi.concurrency import run_in_threadpool

from api.ending import Money, Record, money_of, record_of
from api.http.answers import Answer, Told
from api.http.asking import ASKED, Asks, Edits
from api.http.positions import When, asked
from api.http.receipts import ReceiptOut
from api.http.seeing import demand, holding
from api.http.shapes import DepositCode, Digest, LotCode, Name, Sentence, Wanted
from domain.desk.certificate import IssueCertificate
from domain.desk.close_settlement import CloseSettlement
from domain.kernel import StreamId
from domain.lot.archive import SealArchive
from domain.lot.state import Lot
from domain.trade.retender import LinkRetender
from domain.trade.void_result import VoidResult
from projections.lots import LOTS

router = APIRouter(prefix="/v1/lots/{lot}", tags=["lots"])


class CertificateIn(Wanted):
    """The buyer's deposit, the certificate's number, and the SHA-256 of its text."""

    deposit: DepositCode
    number: Name
    text: Digest


class AsItStands(Wanted):
    """Nothing besides: what there is, the platform knows."""


class VoidIn(Wanted):
    """The decision's reference, and its SHA-256."""

    document: Sentence
    evidence: Digest


class RetenderIn(Wanted):
    """The lot as which it is traded anew."""

    next: LotCode


class ArchiveOut(Told):
    """A sealed record beside its streams: `digest` is what was sealed, `then` the same as they read
    today up to there; `added`: events that came to them since.
    """

    digest: str
    then: str
    same: bool
    streams: int
    events: int
    added: int


@router.post("/certificate", **ASKED)
async def certify(ask: Asks, lot: LotCode, wanted: CertificateIn) -> ReceiptOut:
    """Certifies a sale, once its whole price and both sides' fees came; C-OPS."""
    return await ask(IssueCertificate, lot=lot, **dict(wanted))


@router.post("/settlement", **ASKED)
async def settle(ask: Edits, lot: LotCode, wanted: AsItStands) -> ReceiptOut:
    """Closes a lot's settlement; refused with what of its money is still open; C-SET2."""
    money: Money = await run_in_threadpool(money_of, ask.system, lot)
    said = {**money._asdict(), **dict(wanted)}
    return await ask.seen_of("lot", lot)(CloseSettlement, lot=lot, **said)


@router.post("/archive", **ASKED)
async def archive(ask: Edits, lot: LotCode, wanted: AsItStands) -> ReceiptOut:
    """Seals the record of a settled lot as it stands; C-OPS, whose wish the platform asks for."""
    demand(ask.reader, "C-OPS")
    record: Record = await run_in_threadpool(record_of, ask.system, lot)
    said = {**record._asdict(), **dict(wanted)}
    return await ask.seen_of("lot", lot).as_platform()(SealArchive, lot=lot, **said)


@router.post("/void", **ASKED)
async def void(ask: Edits, lot: LotCode, wanted: VoidIn) -> ReceiptOut:
    """Decides that a result is void; whoever supervises its kind of trade, or COURT."""
    return await ask.seen_of("lot", lot)(VoidResult, lot=lot, **dict(wanted))


@router.post("/retender", **ASKED)
async def retender(ask: Edits, lot: LotCode, wanted: RetenderIn) -> ReceiptOut:
    """Says as which lot it is traded anew; OWNER, or the AGENCY it charged."""
    return await ask.seen_of("lot", lot)(LinkRetender, lot=lot, **dict(wanted))


@router.get("/archive", response_model=Answer[ArchiveOut], dependencies=[holding("AUD", "C-OPS")])
def archived(lot: LotCode, when: Annotated[When, asked(lambda r: (r.lots,))]) -> dict[str, Any]:
    """Whether a sealed record is as it was, and how many events came to its streams since."""
    rows = when.system.readers.lots.rows(LOTS, {"lot": lot}, as_of=when.position).rows
    state = when.system.replay.state(StreamId("lot", lot), when.position)
    assert isinstance(state, Lot)
    sealed = state.archived
    if not rows or sealed is None:
        raise HTTPException(404, f"no record of {lot} is sealed, as of position {when.position}")
    as_of = rows[0]["position"] - 1 if sealed.as_of is None else sealed.as_of
    then = record_of(when.system, lot, as_of)
    now = record_of(when.system, lot, when.position)
    return when.answer(
        {
            "digest": sealed.digest,
            "then": then.digest,
            "same": then.digest == sealed.digest,
            "streams": then.streams,
            "events": then.events,
            "added": now.events - then.events - 1,
        }
    )

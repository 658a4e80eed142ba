"""Lots: what is traded, on which terms, how far it has come; public."""

from collections.abc import Iterator
from typing import Any

from domain.lot.allotment import QuotaAllotted
from domain.lot.bidding import OffersCompared, ReserveCompared, SessionArranged, TimedBiddingClosed
from domain.lot.concluded import TransactionCertificateIssued
from domain.lot.ended import (
    ArchiveSealed,
    ResultVoided,
    RetenderLinked,
    SettlementClosed,
)
from domain.lot.events import (
    AnnouncementCorrected,
    AnnouncementPublished,
    AwardNoticeIssued,
    BidOpened,
    ContractSigned,
    DeadlinePostponed,
    DepositDeadlinePassed,
    LotDefined,
    LotEvent,
    LotFailed,
    ProcedureTerminated,
    TransactionConfirmed,
    WinnerConfirmed,
)
from domain.lot.fold import FOLDS
from domain.lot.moving import leads_to
from domain.lot.negotiated import NegotiationStarted, RoundClosed
from domain.lot.stopped import TimesExtended
from domain.lot.tendered import (
    CandidatesPublicised,
    DocumentClarified,
    DocumentIssued,
    DocumentSalePeriodClosed,
    InvitationIssued,
    NextCandidateConfirmed,
    WinnerDefaulted,
)
from ledger.feed import Recorded
from projections.projection import Change, Column, Index, Projection, Put, Table

LOTS = Table(
    "lots",
    (Column("lot", "text"),),
    (
        Column("title", "text"),
        Column("category", "text"),
        Column("region", "text"),
        Column("owner", "text"),
        Column("agency", "text"),
        Column("estimate_fen", "bigint"),
        Column("deposit_fen", "bigint"),
        Column("deposit_deadline", "timestamptz"),
        Column("opening_at", "timestamptz"),
        Column("procedure", "text"),
        Column("pack", "bigint"),
        Column("phase", "text"),
        Column("deposits_over", "boolean"),
        Column("documents_until", "timestamptz"),
        Column("documents_over", "boolean"),
        Column("public_until", "date"),
        Column("announced_at", "timestamptz"),
        Column("corrected_at", "timestamptz"),
        Column("clarified_at", "timestamptz"),
        Column("opened_at", "timestamptz"),
        Column("winner", "text"),
        Column("price_fen", "bigint"),
        Column("contract_due", "date"),
        Column("signed_on", "date"),
        Column("certificate", "text"),
        Column("certified_at", "timestamptz"),
        Column("settled_at", "timestamptz"),
        Column("archived_at", "timestamptz"),
        Column("archive", "text"),
        Column("voided_on", "date"),
        Column("failed_lot", "text"),
        Column("next_lot", "text"),
        Column("reason", "text"),
        Column("session", "integer"),
        Column("listing_from", "timestamptz"),
    ),
    indexes=(
        Index(("phase", "deposit_deadline"), now=True),
        Index(("deposit_deadline",), now=True),
        Index(("opening_at",), now=True),
        Index(("procedure",)),
    ),
)

_DEFINED = (
    "title",
    "category",
    "region",
    "owner",
    "agency",
    "estimate_fen",
    "deposit_fen",
    "deposit_deadline",
    "opening_at",
    "procedure",
    "pack",
)


def project(recorded: Recorded) -> Iterator[Change]:
    """Lots as their facts come."""
    event: Any = recorded.event
    if type(event) not in FOLDS:
        return
    told, phase = _told(event), leads_to(event)
    if phase is not None:
        told["phase"] = phase.value
    if told:
        yield Put(LOTS, (event.lot,), told)


def _told(event: LotEvent) -> dict[str, object]:
    match event:
        case LotDefined():
            return {name: getattr(event, name) for name in _DEFINED}
        case AnnouncementPublished(published_at=at):
            return {"announced_at": at}
        case InvitationIssued(issued_at=at):
            return {"announced_at": at}
        case AnnouncementCorrected(published_at=at):
            return {"corrected_at": at}
        case DocumentClarified(clarified_at=at):
            return {"clarified_at": at}
        case DeadlinePostponed(deposit_deadline=deadline, opening_at=opening):
            return {"deposit_deadline": deadline, "opening_at": opening}
        case NegotiationStarted(until=until) | RoundClosed(until=until):
            return {"opening_at": until}
        case DepositDeadlinePassed():
            return {"deposits_over": True}
        case DocumentIssued(until=until):
            return {"documents_until": until}
        case TimesExtended():
            names = ("documents_until", "public_until", "contract_due")
            return {name: at for name in names if (at := getattr(event, name)) is not None}
        case DocumentSalePeriodClosed():
            return {"documents_over": True}
        case CandidatesPublicised(until=until):
            return {"public_until": until}
        case BidOpened(opened_at=at):
            return {"opened_at": at}
        case TimedBiddingClosed(closed_at=at, price_fen=price):
            return {"opened_at": at, "price_fen": price}
        case SessionArranged(session=session, listing_from=begins):
            return {"session": session, "listing_from": begins}
        case ReserveCompared(met=True, ended_at=at, highest_fen=fen):
            return {"opened_at": at, "price_fen": fen}
        case TransactionConfirmed(winner=winner, price_fen=price, opened_at=at):
            opened = {} if at is None else {"opened_at": at}
            return {"winner": winner, "price_fen": price, **opened}
        case WinnerConfirmed() | NextCandidateConfirmed():
            return {"winner": event.winner, "price_fen": event.price_fen}
        case WinnerDefaulted():
            return {"winner": None, "price_fen": None, "contract_due": None}
        case AwardNoticeIssued(contract_due=due):
            return {"contract_due": due}
        case ContractSigned(signed_on=day, price_fen=price):
            return {"signed_on": day, "price_fen": price}
        case LotFailed(reason=reason) | ProcedureTerminated(reason=reason):
            return {"reason": reason}
        case _:
            return _ended(event)


def _ended(event: LotEvent) -> dict[str, object]:
    """Of a lot that has a result, or came to nothing: what becomes of it."""
    match event:
        case OffersCompared(price_fen=price) | QuotaAllotted(price_fen=price):
            return {"price_fen": price}
        case TransactionCertificateIssued(number=number, issued_at=at):
            return {"certificate": number, "certified_at": at}
        case SettlementClosed(settled_at=at):
            return {"settled_at": at}
        case ArchiveSealed(sealed_at=at, digest=digest):
            return {"archived_at": at, "archive": digest}
        case ResultVoided(voided_on=day):
            return {"voided_on": day, "winner": None, "price_fen": None, "contract_due": None}
        case RetenderLinked(failed=failed, next=following):
            return {"next_lot": following} if event.lot == failed else {"failed_lot": failed}
        case _:
            return {}


LOT_BOOK = Projection("lots", 4, (LOTS,), project)
